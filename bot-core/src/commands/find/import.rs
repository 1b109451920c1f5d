//! `/import`: records from a table that somebody pastes, with a look at what would become of its
//! rows before anything is written. One choice says what is done about those that are there.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::fold;
use crate::domain::people::Lang;
use crate::imports::{self, Columns, Plan, Refused, Report, Settings, Sheet, Twins, What};
use crate::problem::{Problem, Question};
use crate::t;

/// What is brought in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Import {
    /// What the table holds, then the table: the names of its columns, then a line for each row.
    pub lines: String,
    /// What was sent of it before: what it holds, and its column names; nobody can type it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What is done about rows whose records are there, once that is chosen; nobody can type it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub twins: Option<Twins>,
}

impl Ask for Import {
    const SPEC: Spec = Spec {
        name: "import",
        aliases: &["导入", "导入表格", "bring in"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[required("lines", Take::Text, By::Rest)],
        example: Both {
            zh: "导入 线索 姓名,公司,电话", en: "import leads name,company,phone"
        },
    };
}

/// How many rows come in with one message: they are one change, which can be taken back.
const MOST: usize = 1_000;
/// How many sorts of rows the answer tells of, and how many of their lines it names.
const TOLD: usize = 6;
const LINES: usize = 8;
/// What a table may hold, as it is typed.
const HOLDS: [(What, &[&str]); 5] = [
    (What::Contacts, &["联系人", "contacts"]),
    (What::Customers, &["客户", "customers"]),
    (What::Leads, &["线索", "leads"]),
    (What::Products, &["产品", "products"]),
    (What::Deals, &["商机", "deals"]),
];

#[async_trait]
impl Run for Import {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        super::bring::direct(cx)?;
        let lang = cx.lang();
        let lines = self.whole();
        let (what, table) = table(cx, &lines)?;
        if table.trim().is_empty() {
            return Err(rest_of(lines.trim(), t!(lang, "bring-ask-table", what = what.name(lang))));
        }
        let refused = |refused: Refused| Problem::tell(refused.text);
        let sheet = Sheet::read(padded(table).as_bytes(), lang).map_err(refused)?;
        if sheet.is_empty() {
            return Err(rest_of(lines.trim(), t!(lang, "bring-empty", what = what.name(lang))));
        }
        if sheet.len() > MOST {
            return Err(Problem::tell(t!(lang, "bring-many", most = MOST)));
        }
        let settings = Settings {
            org: cx.org.clone(),
            currency: cx.org.currency,
            name: what.name(cx.org.lang),
            file: sheet.print(),
            channel: String::new(),
            actor: Some(cx.me.person_id()),
            lang,
            now: cx.now,
            twins: self.twins.unwrap_or_default(),
        };
        let map = imports::recall(cx.tx, what, &sheet.header).await?;
        let columns = Columns::of(lang, what, &sheet.header, &map).map_err(refused)?;
        let plan = imports::plan(cx.tx, what, &sheet, &columns, &settings).await?;
        let Plan { report, writes, .. } = plan.map_err(refused)?;
        if self.twins.is_none() {
            return Ok(self.preview(cx, what, &report));
        }
        if writes.is_empty() {
            return Err(Problem::tell(t!(lang, "bring-nothing")));
        }
        for (kind, id) in imports::put(cx.tx, &writes, &settings, cx.change).await? {
            let row = cx.tx.by_id(kind, id).await?;
            let n = row.and_then(|row| row.get("n").and_then(serde_json::Value::as_i64));
            cx.made.extend(n.map(|n| crate::domain::ids::Code { kind, n }));
        }
        let reply = Reply::say(t!(lang, "bring-done", what = what.name(lang)));
        let reply = told(lang, reply, &report);
        Ok(reply.row(vec![Button::new(t!(lang, "button-undo"), &Undo::this(cx))]))
    }
}

impl Import {
    /// The table with what was sent of it before, unless it says anew what it holds.
    fn whole(&self) -> String {
        match &self.before {
            Some(before) if holds(&self.lines).is_none() => format!("{before}\n{}", self.lines),
            _ => self.lines.clone(),
        }
    }

    /// What would become of the rows, with a button for each choice.
    fn preview(self, cx: &Cx<'_>, what: What, report: &Report) -> Reply {
        let lang = cx.lang();
        let with = |twins| Self { twins: Some(twins), ..self.clone() };
        let title = t!(lang, "bring-preview", what = what.name(lang));
        let mut reply = told(lang, Reply::new(ReplyKind::Card, title), report);
        let mut row = Vec::new();
        if report.new > 0 {
            let label = t!(lang, "bring-new", n = report.new);
            row.push(Button::new(label, &with(Twins::Skip)));
        }
        let there = report.there + report.twins;
        if there > 0 && what != What::Deals {
            row.push(Button::new(t!(lang, "bring-fill"), &with(Twins::Fill)));
            row.push(Button::new(t!(lang, "bring-overwrite"), &with(Twins::Overwrite)));
        }
        if row.is_empty() {
            reply = reply.text(t!(lang, "bring-nothing"));
        }
        reply.row(row)
    }
}

/// What a table says that it holds, and where that word ends.
fn holds(text: &str) -> Option<(What, usize)> {
    let begin = text.len() - text.trim_start().len();
    let first = text[begin..].split([' ', '\n', '\t', ':', '：']).next().unwrap_or_default();
    let key = fold::key(first);
    let (what, _) = HOLDS.iter().find(|(_, words)| words.contains(&key.as_str()))?;
    Some((*what, begin + first.len()))
}

/// What the table holds, and the table without that word. Cards of people are contacts unless
/// something else is said.
fn table<'l>(cx: &Cx<'_>, lines: &'l str) -> Result<(What, &'l str), Problem> {
    if let Some((what, end)) = holds(lines) {
        return Ok((what, lines[end..].trim_start_matches([' ', '\n', '\t', ':', '：'])));
    }
    let text = lines.trim_start();
    if fold::key(text).starts_with("begin") {
        return Ok((What::Contacts, text));
    }
    let lang = cx.lang();
    let choices = HOLDS.iter().map(|(what, words)| {
        let word = if lang == Lang::Zh { words.first() } else { words.last() };
        let again = format!("{}\n{text}", word.copied().unwrap_or_default());
        (what.name(lang), again.into())
    });
    Err(cx.ask("lines", t!(lang, "bring-which"), choices.collect()))
}

/// Asks for what is still to come of a table.
fn rest_of(before: &str, text: String) -> Problem {
    let begun = Import { lines: String::new(), before: Some(before.to_owned()), twins: None };
    let mut question = Question::of("lines", Reply::new(ReplyKind::Ask, text));
    question.draft = Some(Asked::of(&begun));
    Problem::Ask(Box::new(question))
}

/// A pasted table with the empty cells at its end that platforms cut off.
fn padded(table: &str) -> String {
    let tabs = |line: Option<&str>| line.map_or(0, |line| line.matches('\t').count());
    let (first, last) = (tabs(table.lines().next()), tabs(table.lines().last()));
    format!("{table}{}", "\t".repeat(first.saturating_sub(last)))
}

/// How much of what else it does is told.
const ALSO: usize = 3;

/// What a report says, as much as a screen has room for.
pub(crate) fn told(lang: Lang, reply: Reply, report: &Report) -> Reply {
    let columns = report.columns.iter().map(|(theirs, ours)| {
        if theirs == ours { theirs.clone() } else { format!("{theirs} = {ours}") }
    });
    let columns = columns.collect::<Vec<_>>().join(" · ");
    let mut reply = reply.text(report.summary(lang)).text(t!(lang, "bring-columns", all = columns));
    if !report.kept.is_empty() {
        reply = reply.text(t!(lang, "bring-kept", all = report.kept.join(" · ")));
    }
    reply = report.also.iter().take(ALSO).fold(reply, Reply::text);
    let told = report.groups.iter().take(TOLD).map(|group| {
        let lines = group.lines.iter().take(LINES).map(ToString::to_string);
        let mut lines = lines.collect::<Vec<_>>().join(", ");
        if group.lines.len() > LINES {
            lines.push('…');
        }
        t!(lang, "bring-line", lines = lines, why = group.reason.as_str())
    });
    let reply = reply.bullets(told.collect::<Vec<_>>());
    let more = report.groups.len().saturating_sub(TOLD);
    if more > 0 { reply.text(t!(lang, "bring-more", count = more)) } else { reply }
}
