//! `/audit`: who did what, when, from where; and who looked at contact data of others.

use async_trait::async_trait;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{everyone, nobody};
use crate::chat::parse::Ref;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, rest};
use crate::commands::find_record::{called, same};
use crate::commands::owners::is_under;
use crate::commands::talk::undo::Chain;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::calendar::day_start;
use crate::domain::event::Event;
use crate::domain::ids::{Code, Instant, Kind, PersonId};
use crate::domain::people::Lang;
use crate::problem::Problem;
use crate::store::{AuditFilter, Look};
use crate::t;

/// Which part of the log; the newest of everything when nothing is said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Audit {
    /// From when to when.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// On one day.
    pub day: Option<NaiveDate>,
    /// A colleague, a record, a kind of records, or the word for what was looked at.
    pub query: Option<String>,
    /// Where the page begins among changes.
    pub changes_below: Option<(i64, i64)>,
    /// Where the page begins among looks.
    pub looks_below: Option<(i64, i64)>,
    /// How many were shown before.
    pub skip: Option<usize>,
}

/// The kinds of records that the log can be asked about.
const KINDS: &[Kind] = &[
    Kind::Deal,
    Kind::Customer,
    Kind::Lead,
    Kind::Contact,
    Kind::Order,
    Kind::Product,
    Kind::FollowUp,
    Kind::Activity,
];
/// How many rows a page has.
const ROWS: usize = 8;
/// How many events are read at once.
const READ: i64 = 60;
/// What stands for looking.
const LOOKS: [&str; 5] = ["looks", "look", "查看", "看过", "联系方式"];

impl Ask for Audit {
    const SPEC: Spec = Spec {
        name: "audit",
        aliases: &["审计", "操作记录", "操作日志"],
        right: Right::Audit,
        effect: Effect::Reads,
        args: &[
            optional("period", Take::Period, By::Shape),
            optional("day", Take::Day, By::Shape),
            rest("query"),
        ],
        example: Both { zh: "审计 Amy 本月", en: "audit Amy" },
    };
}

/// What the words ask for.
#[derive(Default)]
struct Asked {
    filter: AuditFilter,
    looks_only: bool,
    said: Vec<String>,
}

/// One row: a change with how many records it touched, or a look.
enum Row {
    Change(Box<Event>, i64),
    Look(Look),
}

impl Row {
    fn at(&self) -> Instant {
        match self {
            Self::Change(event, _) => event.at,
            Self::Look(look) => look.at,
        }
    }
}

#[async_trait]
impl Run for Audit {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let asked = self.asked(cx).await?;
        let mut rows = Vec::new();
        if !asked.looks_only {
            rows = changes(cx, &asked.filter, self.changes_below).await?;
        }
        for look in looks(cx, &asked.filter, self.looks_below).await? {
            rows.push(Row::Look(look));
        }
        // Newest first; what happened at the same moment stays in its order.
        rows.sort_by_key(|row| std::cmp::Reverse(row.at()));
        let more = rows.len() > ROWS;
        rows.truncate(ROWS);
        if rows.is_empty() {
            return Ok(Reply::card(t!(lang, "audit-none")));
        }
        let next = if more { Some(self.next(cx, &rows).await?) } else { None };
        let mut lines = Vec::new();
        for row in &rows {
            lines.push(line(cx, row).await?);
        }
        let title = std::iter::once(t!(lang, "audit-title")).chain(asked.said);
        let title = title.collect::<Vec<_>>().join(" · ");
        let reply = Reply::card(title).bullets(lines);
        Ok(show::paged(cx, reply, Vec::new(), next.as_ref()))
    }
}

impl Audit {
    async fn asked(&self, cx: &mut Cx<'_>) -> Result<Asked, Problem> {
        let mut asked = Asked::default();
        let day = self.day.and_then(|day| Some((day, day.checked_add_days(Days::new(1))?)));
        if let Some((start, end)) = self.period.or(day) {
            let at = |day| Instant::from(day_start(day, cx.org.zone));
            (asked.filter.from, asked.filter.to) = (Some(at(start)), Some(at(end)));
        }
        let words = self.query.clone().unwrap_or_default();
        let people = everyone(cx).await?;
        for word in words.split_whitespace() {
            if LOOKS.iter().any(|looks| same(looks, word)) {
                asked.looks_only = true;
                asked.said.push(t!(cx.lang(), "audit-looks"));
            } else if let Some(kind) = kind_of(word) {
                asked.filter.kind = Some(kind);
                asked.said.push(show::kind_name(cx.lang(), kind));
            } else if let Some(person) = called(&people, word) {
                if !is_under(cx, person).await? {
                    return Err(nobody(cx, word));
                }
                asked.filter.actor = Some(person.person_id());
                asked.said.push(person.name.clone());
            } else {
                let (kind, fields) = cx.find_any("query", &Ref(word.to_owned()), KINDS).await?;
                let id = fields.get("id").and_then(|id| id.as_str()?.parse().ok());
                asked.filter.record = Some((kind, id.unwrap_or_default()));
                asked.said.push(word.to_owned());
            }
        }
        Ok(asked)
    }

    /// Where the next page begins: after what this one shows.
    async fn next(&self, cx: &mut Cx<'_>, rows: &[Row]) -> Result<Self, Problem> {
        let mut next = self.clone();
        next.skip = Some(self.skip.unwrap_or(0) + rows.len());
        for row in rows {
            match row {
                Row::Change(event, _) => {
                    let (first, _) = cx.tx.span_of_change(event.change).await?;
                    next.changes_below = Some((event.at.0, first));
                }
                Row::Look(look) => next.looks_below = Some((look.at.0, look.seq)),
            }
        }
        Ok(next)
    }
}

/// The kind that a word names in either language.
fn kind_of(word: &str) -> Option<Kind> {
    let named = |kind: &Kind| {
        same(kind.word(), word)
            || [Lang::Zh, Lang::En].iter().any(|lang| same(&show::kind_name(*lang, *kind), word))
    };
    Kind::ALL.into_iter().find(named)
}

/// The changes of a page and one more, each once however many records it touched.
async fn changes(
    cx: &mut Cx<'_>,
    filter: &AuditFilter,
    below: Option<(i64, i64)>,
) -> Result<Vec<Row>, Problem> {
    let mut rows: Vec<Row> = Vec::new();
    let mut filter = filter.clone();
    filter.below = below.map(|(at, seq)| (Instant(at), seq));
    while rows.len() <= ROWS {
        let events = cx.tx.audit_events(&filter, cx.scope(), READ).await?;
        let full = i64::try_from(events.len()).is_ok_and(|n| n == READ);
        for event in events {
            let same =
                |row: &Row| matches!(row, Row::Change(before, _) if before.change == event.change);
            if !rows.iter().any(same) && rows.len() <= ROWS {
                let (first, count) = cx.tx.span_of_change(event.change).await?;
                // What a change wrote stands together: below its first event begins the one before.
                filter.below = Some((event.at, first));
                rows.push(Row::Change(Box::new(event), count));
            }
        }
        if !full {
            break;
        }
    }
    Ok(rows)
}

async fn looks(
    cx: &mut Cx<'_>,
    filter: &AuditFilter,
    below: Option<(i64, i64)>,
) -> Result<Vec<Look>, Problem> {
    let mut filter = filter.clone();
    filter.below = below.map(|(at, seq)| (Instant(at), seq));
    let limit = i64::try_from(ROWS + 1).unwrap_or(9);
    Ok(cx.tx.audit_looks(&filter, cx.scope(), limit).await?)
}

/// `3月11日 15:30 · Amy · 改商机 · 办公楼空调（D-1） 等 3 条 · telegram 5`.
async fn line(cx: &mut Cx<'_>, row: &Row) -> Result<String, Problem> {
    let lang = cx.lang();
    let (actor, kind, id, via) = match row {
        Row::Change(event, _) => (event.actor, event.kind, event.id, event.via.clone()),
        Row::Look(look) => (Some(look.person), look.kind, look.id, look.via.clone()),
    };
    let what = named(cx, kind, id).await?;
    let kind = show::kind_name(lang, kind);
    let did = match row {
        Row::Change(event, count) => {
            let op = Chain::of(cx, event).await?.name(lang);
            if *count > 1 {
                t!(lang, "audit-did-many", op = op, what = what, n = *count)
            } else {
                t!(lang, "audit-did", op = op, what = what)
            }
        }
        Row::Look(Look { n: Some(n), .. }) => t!(lang, "audit-exported", kind = kind, n = *n),
        Row::Look(_) => t!(lang, "audit-looked", what = what),
    };
    let parts = [cx.time(row.at()), who(cx, actor, &via).await?, did, from(cx, &via)];
    Ok(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "))
}

async fn who(cx: &mut Cx<'_>, actor: Option<PersonId>, via: &str) -> Result<String, Problem> {
    let lang = cx.lang();
    Ok(match actor {
        Some(_) => cx.person_name(actor).await?,
        None if via == "import" => t!(lang, "history-imported"),
        None => t!(lang, "history-by-itself"),
    })
}

/// The platform and the chat of a message; nothing for what no message asked for.
fn from(cx: &Cx<'_>, via: &str) -> String {
    let mut parts = via.splitn(3, '/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(platform), Some(_), Some(chat)) => {
            t!(cx.lang(), "audit-from", platform = platform, chat = chat)
        }
        _ => String::new(),
    }
}

async fn named(cx: &mut Cx<'_>, kind: Kind, id: Uuid) -> Result<String, Problem> {
    let labels = cx.tx.labels(kind, &[id]).await?;
    let shared = matches!(kind, Kind::Person | Kind::Team | Kind::Product | Kind::Settings);
    if let Some((_, code, _)) = labels.first().filter(|_| !shared) {
        // What has gone to others since is named by its code only.
        if cx.tx.by_code(*code, cx.scope()).await?.is_none() {
            return Ok(code.to_string());
        }
    }
    let kind_name = show::kind_name(cx.lang(), kind);
    let coded = |(_, code, label): &(Uuid, Code, String)| match kind {
        // People and teams are called by name; their codes never show.
        Kind::Person | Kind::Team => format!("{kind_name} {label}"),
        Kind::Settings => kind_name,
        _ => show::coded(cx.lang(), label, *code),
    };
    Ok(labels.first().map(coded).unwrap_or_default())
}
