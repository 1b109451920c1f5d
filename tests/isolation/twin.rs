//! The other org makes no difference: with it and without it every answer is the same, to the byte.

use std::collections::BTreeSet;

use bot_core::chat::spec::Effect;
use bot_core::commands::ALL;
use bot_core::domain::people::Lang;

use super::requests::name;
use super::stage::{Sent, Stage};
use crate::world::run;

/// What people look for: names as they begin, their pinyin, its initials, typos, parts of phones.
const SOUGHT: [&str; 16] = [
    "华星",
    "huaxing",
    "hx",
    "华兴",
    "星华",
    "华星科技",
    "华星科技有限公司",
    "张华",
    "zhanghua",
    "王工",
    "139",
    "空调",
    "HX100",
    "amy",
    "李",
    "@hx.cn",
];

/// Everything that is asked of both worlds: all commands as they stand in the help and bare, and
/// whatever the twin's records are called, in each command that looks for something.
fn texts(stage: &Stage) -> Vec<String> {
    let mut texts: BTreeSet<String> = BTreeSet::new();
    let mut sought: Vec<String> = SOUGHT.map(str::to_owned).to_vec();
    let twins = stage.scene.records.iter().filter(|record| record.org == 1);
    for (turn, record) in twins.enumerate() {
        let (full, word) = record.name.clone().unzip();
        let all = [full, word, record.phone.clone(), record.email.clone()];
        let mut all = all.into_iter().flatten().cycle().skip(turn);
        sought.extend(all.next().filter(|_| turn % 3 == 0));
        texts.insert(record.code.to_string());
    }
    for (turn, spec) in ALL.iter().map(|entry| entry.spec).enumerate() {
        texts.extend([spec.example.zh, spec.example.en].map(str::to_owned));
        texts.insert(name(spec, Lang::Zh));
        // Whatever looks for something is asked for all, what writes for a few.
        let all = ["find", "check"].contains(&spec.name);
        let step = match spec.effect {
            Effect::Reads if all => 1,
            Effect::Reads => 4,
            _ => 11,
        };
        let some = sought.iter().skip(turn % step).step_by(step);
        texts.extend(some.map(|what| format!("{} {what}", name(spec, Lang::Zh))));
    }
    texts.into_iter().collect()
}

async fn answers(stage: &mut Stage, texts: &[String]) -> Vec<String> {
    let mut answers = Vec::new();
    for handle in ["amy", "dana"] {
        let who = stage.who(0, handle);
        for text in texts {
            // The example lets bo stand in for amy.
            let cover = ["代理 ", "cover "].iter().any(|begin| text.starts_with(begin));
            stage.begins = cover.then_some((1, 0));
            let came = stage.ask(["twin", ""], &who, &[Sent { text, ..Sent::default() }]).await;
            answers.push(format!("{handle}: {text}\n{}", came.without("⟨⟩")));
        }
    }
    answers
}

#[test]
fn another_org_makes_no_difference_to_any_answer() {
    run(async {
        let mut both = Stage::with_orgs(2).await;
        let mut alone = Stage::with_orgs(1).await;
        let texts = texts(&both);
        let with = answers(&mut both, &texts).await;
        let without = answers(&mut alone, &texts).await;
        let pairs = with.iter().zip(&without).filter(|(with, without)| with != without);
        let different: Vec<String> = pairs
            .map(|(with, without)| format!("with the twin: {with}\nwithout: {without}"))
            .collect();
        let n = different.len();
        assert!(
            n == 0,
            "{n} of {} answers differ:\n\n{}",
            with.len(),
            different[..n.min(9)].join("\n\n")
        );
        both.end().await;
        alone.end().await;
    });
}
