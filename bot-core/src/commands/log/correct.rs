//! `/log correct`: other words for what one has written down last.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{participants, told_of_words};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, rest};
use crate::commands::follow::{Next, On, RECORDS};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::activity::{Activity, Way, is_valid};
use crate::domain::ids::{Code, Kind};
use crate::problem::Problem;
use crate::store::{ActivityFilter, Days, Page};
use crate::t;

/// In how many characters the way is looked for that is meant.
const LONGEST_WAY: usize = 8;
/// How many of what was written down on a record are looked at for the asker's own.
const LATELY: i64 = 100;

/// Which words, instead of those of what.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LogCorrect {
    /// On which record; what was written down last, wherever that was, when not said.
    pub record: Option<Ref>,
    /// What was said.
    pub content: String,
}

impl Ask for LogCorrect {
    const SPEC: Spec = Spec {
        name: "log correct",
        aliases: &["改记录", "更正记录", "更正", "correct", "correct log"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[optional("record", Take::Ref(RECORDS), By::Shape), rest("content")],
        example: Both {
            zh: "改记录 D-1 他们要的是A100，不是B7",
            en: "log correct D-1 they want the A100, not the B7",
        },
    };
}

#[async_trait]
impl Run for LogCorrect {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let on = match &self.record {
            Some(record) => match On::find(cx, "record", record).await {
                Ok(on) => Some(on),
                Err(Problem::Tell(why)) if record.0.parse::<Code>().is_err() => {
                    return Err(no_record(cx, *why, &self).await?);
                }
                Err(problem) => return Err(problem),
            },
            None => None,
        };
        if self.content.trim().is_empty() {
            return Err(cx.ask("content", t!(lang, "ask-content"), Vec::new()));
        }
        // «更正 D-1 电话里说的是…»: the newest of what is named.
        let first = self.content.split_whitespace().next().unwrap_or_default();
        let way = Way::said(&first.chars().take(LONGEST_WAY).collect::<String>());
        let before = match newest(cx, on.as_ref(), way).await? {
            None if way.is_some() => newest(cx, on.as_ref(), None).await?,
            before => before,
        };
        let Some(before) = before else {
            return Err(Problem::tell(if let Some(on) = &on {
                t!(lang, "log-none-of-yours-on", on = on.named(lang))
            } else {
                t!(lang, "log-none-of-yours")
            }));
        };
        let mut after = before.clone();
        after.content = self.content;
        after.valid = is_valid(&after.content);
        let Some(on) = On::at(cx, before.on_kind, before.on_id).await?.filter(|on| on.seen) else {
            return Err(Problem::tell(t!(lang, "log-none-of-yours")));
        };
        let way = show::word(lang, "way", before.way.word());
        let (on_named, at) = (on.named(lang), cx.time(before.at));
        if after.content == before.content {
            return Ok(Reply::say(t!(lang, "log-same", way = way, on = on_named, at = at)));
        }
        // Whom only the words before told of was not there.
        let told = told_there(cx, &on, &before).await?;
        after.participants.retain(|id| !told.contains(id));
        let told = told_there(cx, &on, &after).await?;
        participants::add(&mut after.participants, told);
        cx.save(Some(&before), &after).await?;
        let was = (show::field_name(lang, "before"), Some(show::short(&before.content, LONGEST)));
        let is = (show::field_name(lang, "content"), Some(show::short(&after.content, LONGEST)));
        let text = t!(lang, "log-corrected", way = way, on = on_named, at = at);
        let reply = Reply::say(text).fields([was, is]);
        let reply = participants::shown(cx, reply, &after).await?;
        let reply = told_of_words(cx, reply, &after).about(on.code);
        let open = show::to_show(t!(lang, "button-show"), on.code);
        let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
        Ok(reply.row(open.into_iter().chain([undo]).collect()))
    }
}

/// Whom the words of an activity say was there.
async fn told_there(cx: &mut Cx<'_>, on: &On, talk: &Activity) -> Result<Vec<Uuid>, Problem> {
    let next = Next::of(cx, on, None, &talk.content)?;
    Ok(participants::named(cx, on, (talk.way, &talk.content), &next).await?)
}

/// Words that name no record are likely to be all that is to stand there.
async fn no_record(cx: &mut Cx<'_>, why: Reply, said: &LogCorrect) -> Result<Problem, Problem> {
    let Some(last) = newest(cx, None, None).await? else {
        return Ok(why.into());
    };
    let lang = cx.lang();
    let words = said.record.iter().map(|record| record.0.as_str()).chain([said.content.as_str()]);
    let words: Vec<&str> = words.filter(|words| !words.is_empty()).collect();
    let anew = LogCorrect { record: None, content: words.join(" ") };
    let way = show::word(lang, "way", last.way.word());
    let was = show::short(&last.content, LONGEST);
    let text = t!(lang, "log-correct-last", way = way, at = cx.time(last.at), was = was);
    let button = Button::new(t!(lang, "log-button-correct"), &anew);
    Ok(why.text(text).row(vec![button]).into())
}

/// How much of it is shown, in characters.
const LONGEST: usize = 120;

/// What the asker has written down last: on a record, or on anything of a customer.
async fn newest(
    cx: &mut Cx<'_>,
    on: Option<&On>,
    way: Option<Way>,
) -> Result<Option<Activity>, Problem> {
    let me = cx.me.person_id();
    let filter = match on {
        Some(on) if on.code.kind == Kind::Customer => ActivityFilter::OfCustomer(on.id, cx.scope()),
        Some(on) => ActivityFilter::On(on.code.kind, on.id),
        None => ActivityFilter::Of(Some(me), Days::ever(), cx.scope()),
    };
    let lately = cx.tx.activities(&filter, Page { below: None, limit: LATELY }).await?;
    let mine = lately.into_iter().filter(|activity| activity.owner == Some(me));
    let mine = mine.filter(|activity| way.is_none_or(|way| activity.way == way));
    Ok(mine.max_by_key(|activity| activity.head.n))
}
