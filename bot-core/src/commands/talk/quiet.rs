//! `/quiet`: the hours in which one is not reminded; those of everybody, for who sets the org up.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::undo::Undo;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, Effect, Spec, rest};
use crate::commands::calendar::{save, show::quiet as shown};
use crate::commands::digest::when::time_of;
use crate::commands::owners::not_allowed;
use crate::commands::rules::dry_run::{ask_me, compare};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::calendar::Hours;
use crate::domain::fold;
use crate::problem::Problem;
use crate::t;

/// From when to when.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Quiet {
    /// «22:00-7:30», «默认», «公司 21:00-8:00».
    pub hours: Option<String>,
    /// True where it was said what that would have meant: what a button carries.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sure: bool,
}

const ORG: [&str; 4] = ["公司", "全公司", "org", "company"];
/// What means that no hours are quiet.
const NONE: [&str; 7] = ["关", "关闭", "关掉", "不要", "没有", "off", "none"];
const USUAL: [&str; 4] = ["默认", "default", "usual", "取消"];

impl Ask for Quiet {
    const SPEC: Spec = Spec {
        name: "quiet",
        aliases: &["免打扰", "勿扰", "quiet hours"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[rest("hours")],
        example: Both { zh: "免打扰 22:00-7:30", en: "quiet 22:00-7:30" },
    };
}

#[async_trait]
impl Run for Quiet {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let words = fold::key(self.hours.as_deref().unwrap_or_default());
        let words = words.trim();
        if words.is_empty() {
            let now = shown(lang, cx.me.quiet.unwrap_or(cx.settings.quiet));
            let example = Self::SPEC.example.in_lang(lang);
            return Ok(Reply::say(t!(lang, "quiet-now", hours = now, example = example)));
        }
        if let Some(rest) = ORG.iter().find_map(|org| words.strip_prefix(org)) {
            let sure = Self { sure: true, ..self.clone() };
            return for_all(cx, rest.trim(), (!self.sure).then_some(&sure)).await;
        }
        let quiet = if USUAL.contains(&words) { None } else { Some(read(cx, words)?) };
        let text = match quiet {
            Some(quiet) if quiet.from == quiet.until => t!(lang, "quiet-set-none"),
            Some(quiet) => t!(lang, "quiet-set", hours = shown(lang, quiet)),
            None => t!(lang, "quiet-usual", hours = shown(lang, cx.settings.quiet)),
        };
        if quiet == cx.me.quiet {
            return Ok(Reply::say(text));
        }
        let mut after = cx.me.clone();
        after.quiet = quiet;
        if !self.sure
            && let Some(asked) = ask_me(cx, &after, &Self { sure: true, ..self.clone() }).await?
        {
            return Ok(asked);
        }
        cx.save(Some(cx.me), &after).await?;
        let reply = Reply::say(text);
        let reply = if self.sure { reply } else { reply.text(t!(lang, "dry-run-same")) };
        Ok(reply.button(t!(lang, "button-undo"), &Undo::this(cx)))
    }
}

async fn for_all(cx: &mut Cx<'_>, words: &str, sure: Option<&Quiet>) -> Outcome {
    if !cx.may(Right::Admin) {
        return Err(not_allowed(cx, Right::Admin).await?.into());
    }
    let lang = cx.lang();
    let quiet = if USUAL.contains(&words) { Hours::new(20, 8) } else { read(cx, words)? };
    let text = t!(lang, "quiet-set-all", hours = shown(lang, quiet));
    if quiet == cx.settings.quiet {
        return Ok(Reply::say(text));
    }
    let mut after = cx.settings.clone();
    after.quiet = quiet;
    let mut reply = Reply::say(text);
    if let Some(sure) = sure {
        let seen = compare(cx, &after).await?;
        if let Some(asked) = seen.ask(cx, sure) {
            return Ok(asked);
        }
        reply = reply.text(seen.title(cx));
    }
    save(cx, after).await?;
    Ok(reply.button(t!(lang, "button-undo"), &Undo::this(cx)))
}

fn read(cx: &Cx<'_>, words: &str) -> Result<Hours, Problem> {
    if NONE.contains(&words) {
        return Ok(Hours::new(0, 0));
    }
    span(words).ok_or_else(|| {
        let example = Quiet::SPEC.example.in_lang(cx.lang());
        let given: String = words.chars().take(40).collect();
        Problem::tell(t!(cx.lang(), "quiet-bad", given = given, example = example))
    })
}

/// A stretch of the day: 9:00-18:00, 9点到18点, 9-18.
pub(crate) fn span(words: &str) -> Option<Hours> {
    let words = ["到", "至", "~", "–", "—", " to "]
        .iter()
        .fold(words.to_owned(), |t, to| t.replace(to, "-"));
    let time = |word: &str| {
        let word = word.trim();
        time_of(word).or_else(|| time_of(&format!("{word}:00")))
    };
    let (from, until) = words.split_once('-')?;
    let (from, until) = (time(from)?, time(until)?);
    (from != until).then_some(Hours { from, until })
}
