//! Lists to their last page, what people look for, and what goes out by itself.

use bot_core::chat::spec::Effect;
use bot_core::commands::ALL;
use bot_core::domain::people::Lang;

use super::requests::name;
use super::stage::{Sent, Stage};
use crate::world::run;

/// How many pages of a list are turned.
const PAGES: usize = 4;
/// What all records of a kind have in common, and what they sound like.
const COMMON: [&str; 6] = ["华星", "huaxing", "华兴", "张华", "王工", "139"];

#[test]
fn no_page_of_a_list_shows_what_is_not_the_askers() {
    run(async {
        let mut stage = Stage::with_orgs(2).await;
        let reads = ALL.iter().map(|entry| entry.spec).filter(|spec| spec.effect == Effect::Reads);
        let mut texts: Vec<String> = reads.clone().map(|spec| name(spec, Lang::Zh)).collect();
        for word in COMMON {
            let look = reads
                .clone()
                .filter(|spec| ["find", "check", "customer list"].contains(&spec.name));
            texts.extend(look.map(|spec| format!("{} {word}", name(spec, Lang::Zh))));
        }
        for (org, handle) in [(0, "amy"), (0, "chen"), (0, "fay"), (1, "bo"), (1, "dana")] {
            let who = stage.who(org, handle);
            for text in &texts {
                let mut all = vec![Sent { text, ..Sent::default() }];
                all.extend((0..PAGES).map(|_| Sent { text: "更多", ..Sent::default() }));
                stage.ask(["page", ""], &who, &all).await;
            }
        }
        stage.end().await;
    });
}

#[test]
fn what_falls_due_goes_only_to_whom_it_belongs() {
    run(async {
        let mut stage = Stage::with_orgs(2).await;
        let amy = stage.who(0, "amy");
        let mut told = 0;
        for day in 11..18 {
            for hour in ["08:00", "08:30", "09:00", "17:30"] {
                stage.world.at(&format!("2026-03-{day}T{hour}:00+08:00"));
                stage.world.settle().await;
                while let Some(seen) = stage.world.channel.next() {
                    told += 1;
                    let to = stage.scene.cast.of_account(&seen.to).cloned();
                    let frozen = to.as_ref().is_none_or(|who| who.part().frozen);
                    if frozen {
                        stage.fault(["due", ""], &amy, "", &format!("{} was told", seen.to), "");
                    }
                    let to = to.unwrap_or_else(|| amy.clone());
                    stage.look(["due", ""], &to, "", std::slice::from_ref(&seen), false);
                }
            }
        }
        assert!(told > 20, "little fell due: {told}");
        stage.ledger.keep().await;
        stage.end().await;
    });
}
