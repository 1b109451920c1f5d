//! `/deal untick`: something that had to be done before a stage is not done after all.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::find::{Among, FROM_CUSTOMERS, find};
use super::gates::DONE;
use super::show::ShowDeal;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required, rest};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, same, show};
use crate::domain::access::Right;
use crate::domain::deal::Deal;
use crate::problem::Problem;
use crate::t;

/// What is not done, and for which deal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Untick {
    /// By code or name.
    pub deal: Ref,
    /// What had been done, as the stage names it; the only thing where there is one.
    #[serde(default)]
    pub what: Option<String>,
}

impl Untick {
    /// Takes a tick off this deal.
    pub(super) fn of(deal: &Deal) -> Self {
        Self { deal: super::code(deal), what: None }
    }
}

impl Ask for Untick {
    const SPEC: Spec = Spec {
        name: "deal untick",
        aliases: &["取消勾选", "去掉勾选", "untick", "uncheck"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[required("deal", Take::Ref(FROM_CUSTOMERS), By::Shape), rest("what")],
        example: Both { zh: "取消勾选 D-1 需求表", en: "deal untick D-1 requirements" },
    };
}

/// What is ticked on a deal.
pub(super) fn ticked(deal: &Deal) -> Vec<String> {
    let names = deal.head.extra.keys().filter_map(|key| key.strip_prefix(DONE));
    names.map(str::to_owned).collect()
}

#[async_trait]
impl Run for Untick {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let before = find(cx, &self.deal, Among::All).await?;
        let (lang, all) = (cx.lang(), ticked(&before));
        let deal = show::named(lang, &before);
        let said = self.what.as_deref().map(|what| what.trim_start_matches(DONE.trim()).trim());
        let found = match (said.filter(|said| !said.is_empty()), all.as_slice()) {
            (_, []) => return Err(Problem::tell(t!(lang, "untick-none", deal = deal))),
            (None, [only]) => Some(only),
            (None, _) => None,
            (Some(said), _) => all.iter().find(|what| same(what, said)),
        };
        let Some(what) = found else {
            let choices = all.iter().map(|what| (what.clone(), what.clone().into())).collect();
            return Err(cx.ask("what", t!(lang, "untick-which", deal = deal), choices));
        };
        let mut after = before.clone();
        after.head.extra.remove(&format!("{DONE}{what}"));
        cx.save(Some(&before), &after).await?;
        Ok(Reply::say(t!(lang, "untick-done", what = what, deal = deal)).row(vec![
            Button::new(t!(lang, "button-show"), &ShowDeal::of(&before)),
            Button::new(t!(lang, "button-undo"), &Undo::this(cx)),
        ]))
    }
}
