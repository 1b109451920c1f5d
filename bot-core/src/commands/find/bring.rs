//! `/import file`: a look at a file that somebody has sent, as what comes in with it; nothing is
//! written before a button is pressed.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use uuid::Uuid;

use super::begin::BeginImport;
use super::import::told;
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, Effect, Spec, rest};
use crate::commands::log::WORDLESS;
use crate::commands::log::note::LogNote;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::fold::file_name;
use crate::domain::people::Lang;
use crate::imports::{self, Plan, Sending, Sheet, Twins, Way, What, guess, looked_at};
use crate::problem::Problem;
use crate::t;

/// A file, and what it holds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BringFile {
    /// What it holds, in words.
    pub words: Option<String>,
    /// Its key; nobody can type it.
    pub file: Option<Uuid>,
    /// What it holds, once that is chosen.
    pub what: Option<What>,
    /// True where it does not come in after all.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no: bool,
}

impl Ask for BringFile {
    const SPEC: Spec = Spec {
        name: "import file",
        aliases: &["导入文件", "上传表格"],
        right: Right::Admin,
        effect: Effect::Reads,
        args: &[rest("words")],
        example: Both { zh: "导入文件 线索", en: "import file leads" },
    };
}

/// How many of its rows are shown, and how much of each.
const ROWS: usize = 3;
const ROW: usize = 90;
/// How many other things it may hold are offered.
const OTHERS: usize = 3;

#[async_trait]
impl Run for BringFile {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        direct(cx)?;
        let lang = cx.lang();
        if self.no {
            return Ok(Reply::say(t!(lang, "bring-not")).in_place());
        }
        let Some(file) = self.file else { return Ok(Reply::say(t!(lang, "bring-send"))) };
        let gone = || Problem::tell(t!(lang, "bring-gone"));
        let kept = cx.tx.kept(&[file]).await?.pop().ok_or_else(gone)?;
        let name = kept.name.unwrap_or_default();
        let content = match cx.tx.content(file).await? {
            None if kept.size > 0 => return Err(gone()),
            content => content.unwrap_or_default(),
        };
        if content.trim_ascii().is_empty() {
            return Err(Problem::tell(t!(lang, "file-empty", name = shown(lang, &name))));
        }
        let sheet = match Sheet::read(&content, lang) {
            Ok(sheet) if sheet.is_empty() => {
                let text = t!(lang, "bring-file-empty", file = shown(lang, &name));
                return Ok(self.odd(cx, text));
            }
            Ok(sheet) => sheet,
            Err(refused) => return Ok(self.odd(cx, refused.text)),
        };
        let (all, clear) = guess(lang, &sheet, &name);
        let said = self.what.or_else(|| imports::said(self.words.as_deref()?));
        let Some(what) = said.or_else(|| all.first().copied().filter(|_| clear)) else {
            return Ok(self.which(cx, &name, all));
        };
        let errand = imports::Errand {
            change: cx.change,
            person: cx.me.person_id(),
            file,
            what,
            way: Way::Bring(Twins::Skip),
            far: None,
        };
        let actor = cx.me.person_id();
        let sending = Sending { org: cx.org.clone(), lang, now: cx.now, actor };
        match looked_at(cx.tx, sending, &errand).await? {
            Err(refused) => Ok(self.odd(cx, refused.text)),
            Ok((sheet, plan)) => Ok(self.preview(cx, &name, what, &all, (&sheet, &plan))),
        }
    }
}

impl BringFile {
    fn holding(&self, what: What) -> Self {
        Self { what: Some(what), words: None, ..self.clone() }
    }

    /// What it cannot be brought in for; it may still be kept.
    fn odd(&self, cx: &Cx<'_>, why: String) -> Reply {
        Reply::new(ReplyKind::Problem, why).row(self.otherwise(cx))
    }

    /// Asks what it holds.
    fn which(&self, cx: &Cx<'_>, name: &str, all: Vec<What>) -> Reply {
        let lang = cx.lang();
        let title = t!(lang, "bring-file-which", file = shown(lang, name));
        let all =
            if all.is_empty() { vec![What::Leads, What::Customers, What::Contacts] } else { all };
        let choices = all.into_iter().take(5);
        let choices = choices.map(|what| Button::new(what.name(lang), &self.holding(what)));
        Reply::new(ReplyKind::Ask, title).row(choices.collect()).row(self.otherwise(cx))
    }

    /// What would become of its rows, with a button for each choice.
    fn preview(
        &self,
        cx: &Cx<'_>,
        name: &str,
        what: What,
        all: &[What],
        (sheet, Plan { report, .. }): (&Sheet, &Plan),
    ) -> Reply {
        let lang = cx.lang();
        let title =
            t!(lang, "bring-file-preview", file = shown(lang, name), what = what.name(lang));
        let first = sheet.rows.iter().take(ROWS).map(|row| {
            let cells = row.cells.iter().filter(|cell| !cell.is_empty());
            let cells = cells.map(String::as_str).collect::<Vec<_>>().join(" · ");
            t!(lang, "bring-row", line = row.line, cells = show::short(&cells, ROW))
        });
        let reply = Reply::card(title).bullets(first.collect::<Vec<_>>());
        let reply = told(lang, reply, report);
        let file = self.file.unwrap_or_default();
        let with = |twins| BeginImport::of(file, what, Way::Bring(twins));
        let mut row = Vec::new();
        if report.new > 0 {
            row.push(Button::new(t!(lang, "bring-new", n = report.new), &with(Twins::Skip)));
        }
        if report.there + report.twins > 0 && what != What::Deals {
            row.push(Button::new(t!(lang, "bring-fill"), &with(Twins::Fill)));
            row.push(Button::new(t!(lang, "bring-overwrite"), &with(Twins::Overwrite)));
        }
        let reply = if row.is_empty() { reply.text(t!(lang, "bring-nothing")) } else { reply };
        let others = all.iter().filter(|one| **one != what).take(OTHERS);
        let others = others.map(|one| {
            let label = t!(lang, "bring-rather", what = one.name(lang));
            Button::new(label, &self.holding(*one))
        });
        reply.row(row).row(others.collect()).row(self.otherwise(cx))
    }

    /// What else may be done with it.
    fn otherwise(&self, cx: &Cx<'_>) -> Vec<Button> {
        let lang = cx.lang();
        let args = Map::from_iter([
            ("content".to_owned(), WORDLESS.into()),
            ("files".to_owned(), json!([self.file])),
        ]);
        let asked = Asked { command: LogNote::SPEC.name.to_owned(), args };
        let keep = Button { label: t!(lang, "bring-keep"), asked };
        let no = Self { no: true, ..self.clone() };
        let keep = Some(keep).filter(|_| cx.may(Right::Sell));
        keep.into_iter().chain([Button::new(t!(lang, "bring-cancel"), &no)]).collect()
    }
}

fn shown(lang: Lang, name: &str) -> String {
    if name.is_empty() { t!(lang, "file-paper") } else { show::short(&file_name(name), 40) }
}

/// Refuses what is not for others to see.
pub(super) fn direct(cx: &Cx<'_>) -> Result<(), Problem> {
    if cx.chat.group { Err(Problem::tell(t!(cx.lang(), "bring-direct"))) } else { Ok(()) }
}
