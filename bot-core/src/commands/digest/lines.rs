//! `/digest lines`: what wants a manager's attention, line by line. A digest begins with the first
//! of them; each can be opened, asked about and given away, and a reply that names one reaches whose
//! it is.

use async_trait::async_trait;
use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::write::Reader;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::follow::give::Give;
use crate::commands::follow::named_in;
use crate::commands::follow::remind::Remind;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::deal::Deal;
use crate::domain::follow_up::FollowUp;
use crate::domain::ids::{Code, Kind, PersonId};
use crate::domain::lead::Lead;
use crate::domain::people::{Lang, Person};
use crate::domain::record::Record;
use crate::reports::attention::{Attention, attention};
use crate::store::{RecordsExt as _, Stored, Tx};
use crate::t;
use crate::text::read;

/// How many lines are seen at once, each with a row of buttons of its own.
const LINES: usize = 4;

/// What wants attention.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DigestLines {
    /// After how many lines to begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<usize>,
}

impl Ask for DigestLines {
    const SPEC: Spec = Spec {
        name: "digest lines",
        aliases: &["要处理的", "逐条看"],
        right: Right::Audit,
        effect: Effect::Reads,
        args: &[],
        example: Both { zh: "要处理的", en: "digest lines" },
    };
}

#[async_trait]
impl Run for DigestLines {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let reader = Reader {
            org: cx.org,
            calendar: cx.calendar,
            person: cx.me,
            covers: cx.covers,
            due: cx.now,
            told: None,
            now: cx.now,
        };
        let all = attention(cx.tx, (cx.now, cx.org.zone), reader.scope().books()).await?;
        if all.is_empty() {
            return Ok(Reply::say(t!(cx.lang(), "digest-lines-none")));
        }
        let skip = self.skip.unwrap_or(0);
        let page = page(cx.tx, &reader, &all, skip).await?;
        let mut reply = Reply { kind: ReplyKind::Digest, ..Reply::card(&page.title) };
        reply = page.shown_in(reply);
        cx.talk.more = page.more.as_ref().map(|more| more.asked.clone());
        if let Some(more) = page.more {
            reply = reply.row(vec![more]);
        }
        Ok(if skip > 0 { reply.in_place() } else { reply })
    }
}

/// Some lines, with what can be done about each.
pub(super) struct Lines {
    /// How many there are in all, and that one may reply.
    pub title: String,
    /// The button for those after them.
    pub more: Option<Button>,
    texts: Vec<String>,
    codes: Vec<(usize, Code)>,
    rows: Vec<Vec<Button>>,
}

impl Lines {
    /// Adds them to a message.
    pub fn shown_in(&self, reply: Reply) -> Reply {
        let reply = reply.bullets(self.texts.clone());
        let mut reply = self.rows.iter().cloned().fold(reply, Reply::row);
        reply.lines.clone_from(&self.codes);
        reply
    }
}

/// Writes the lines after so many.
pub(super) async fn page(
    tx: &mut dyn Tx,
    reader: &Reader<'_>,
    all: &Attention,
    skip: usize,
) -> Stored<Lines> {
    let lang = reader.person.lang;
    let each = all.broken.iter().map(Line::Broken);
    let each = each.chain(all.unspoken.iter().map(Line::Unspoken));
    let each = each.chain(all.stale.iter().map(Line::Stale));
    let each: Vec<Line<'_>> = each.chain(all.late.iter().map(Line::Late)).collect();
    let total = each.len();
    let next = skip + LINES;
    let more = (next < total).then(|| {
        let label = t!(lang, "digest-button-more", n = total - next);
        Button::new(label, &DigestLines { skip: Some(next) })
    });
    let me = reader.person.person_id();
    let title = if each.iter().all(|line| line.owner() == Some(me)) {
        t!(lang, "digest-lines-own", n = total)
    } else {
        t!(lang, "digest-lines", n = total)
    };
    // Also a line that is not seen at the moment can be answered.
    let codes = each.iter().enumerate().map(|(place, line)| (place + 1, line.code())).collect();
    let (mut texts, mut rows) = (Vec::new(), Vec::new());
    for (place, line) in each.iter().enumerate().skip(skip).take(LINES) {
        let n = place + 1;
        let who = match line.owner() {
            Some(PersonId(id)) => tx.get::<Person>(id).await?,
            None => None,
        };
        let name = who.as_ref().map(|who| show::person(lang, who)).unwrap_or_default();
        texts.push(format!("{n}. {}", line.text(tx, reader, &name).await?));
        rows.push(line.buttons(reader, n, who.as_ref()));
    }
    Ok(Lines { title, more, texts, codes, rows })
}

enum Line<'a> {
    Broken(&'a FollowUp),
    Unspoken(&'a Lead),
    Stale(&'a Deal),
    Late(&'a FollowUp),
}

impl Line<'_> {
    fn code(&self) -> Code {
        match self {
            Self::Broken(one) | Self::Late(one) => one.code(),
            Self::Unspoken(lead) => lead.code(),
            Self::Stale(deal) => deal.code(),
        }
    }

    fn owner(&self) -> Option<PersonId> {
        match self {
            Self::Broken(one) | Self::Late(one) => one.owner,
            Self::Unspoken(lead) => lead.owner,
            Self::Stale(deal) => deal.owner,
        }
    }

    async fn text(&self, tx: &mut dyn Tx, reader: &Reader<'_>, who: &str) -> Stored<String> {
        let (lang, zone) = (reader.person.lang, reader.person.zone);
        // Days are the company's, as in all of the digest: everybody is told the same number.
        let (days_of, today) = (reader.org.zone, read::today(reader.now, reader.org.zone));
        match self {
            Self::Broken(one) | Self::Late(one) => {
                let on = tx.labels(one.on_kind, &[one.on_id]).await?;
                let on = on.first().map(|(_, code, label)| show::coded(lang, label, *code));
                let due = one.due().map(|due| read::due(lang, due, zone, reader.now));
                let due = due.unwrap_or_default();
                let due =
                    if one.promise { t!(lang, "digest-line-broken", when = due) } else { due };
                let parts = [Some(who.to_owned()), Some(named_in(lang, one)), on, Some(due)];
                let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
                Ok(parts.collect::<Vec<_>>().join(" · "))
            }
            Self::Unspoken(lead) => {
                let who = if lead.owner.is_some() { who } else { &t!(lang, "digest-of-nobody") };
                Ok(t!(lang, "nudge-line-told", who = who, text = waits(lang, lead, today, days_of)))
            }
            Self::Stale(deal) => {
                let last = tx.last_valid(Kind::Deal, &[deal.id()]).await?;
                let since = last.get(&deal.id()).copied().unwrap_or(deal.head.created_at);
                let days = (today - read::today(since, days_of)).num_days();
                let what = show::named(lang, *deal);
                Ok(t!(lang, "digest-line-stale", who = who, what = what, n = days))
            }
        }
    }

    /// Open · remind · reassign, or assign what is nobody's; what is the reader's own is only opened, and nobody who is gone or
    /// away is reminded.
    fn buttons(&self, reader: &Reader<'_>, n: usize, who: Option<&Person>) -> Vec<Button> {
        let (lang, record) = (reader.person.lang, Ref::code(self.code()));
        let open = show::to_show(format!("{n} · {}", self.code()), self.code());
        let mut row: Vec<Button> = open.into_iter().collect();
        let others = |who: &&Person| who.head.id != reader.person.head.id;
        if let Some(who) = who.filter(others)
            && !who.frozen
            && who.away_until(reader.now).is_none()
        {
            let remind = Remind { record: record.clone(), note: None };
            let label = t!(lang, "nudge-button-remind", who = &who.name);
            row.push(Button::new(format!("{n} · {label}"), &remind));
        }
        if who.as_ref().is_none_or(others) {
            let label = t!(lang, "nudge-button-give");
            row.push(Button::new(format!("{n} · {label}"), &Give { record, to: None }));
        }
        row
    }
}

/// `张三（L-1） · 6 天没人联系`.
pub(super) fn waits(lang: Lang, lead: &Lead, today: NaiveDate, zone: Tz) -> String {
    let days = (today - read::today(lead.head.created_at, zone)).num_days();
    t!(lang, "digest-line-unspoken", what = show::named(lang, lead), n = days)
}
