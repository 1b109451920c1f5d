//! `/files`: what was sent along with what happened on a record; one of them is sent back.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::chat::incoming::Sort;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ToMake};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::follow::On;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::activity::Activity;
use crate::domain::fold::file_name;
use crate::domain::ids::Kind;
use crate::domain::people::Lang;
use crate::problem::Problem;
use crate::store::{ActivityFilter, Kept, Page};
use crate::t;

/// What files may be on.
const RECORDS: &[Kind] = &[Kind::Customer, Kind::Deal, Kind::Lead, Kind::Order, Kind::Contact];
/// How many of the newest things that happened are looked through.
const HAPPENED: i64 = 200;
/// How many files a list shows.
const SHOWN: usize = 8;
/// How many characters of a name are shown.
const NAME: usize = 30;

/// Of which record, and which one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShowFiles {
    /// By code or name.
    pub record: Ref,
    /// The key of the one to be sent back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<Uuid>,
    /// How many of the newest were on the pages before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skip: Option<usize>,
}

impl Ask for ShowFiles {
    const SPEC: Spec = Spec {
        name: "files",
        aliases: &["附件", "照片", "文件", "attachments"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[required("record", Take::Ref(RECORDS), By::Shape)],
        example: Both { zh: "附件 华为", en: "files C-1" },
    };
}

#[async_trait]
impl Run for ShowFiles {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let on = On::find(cx, "record", &self.record).await?;
        let happened = on_record(cx, &on).await?;
        let ids: Vec<Uuid> = happened.iter().flat_map(|one| one.files.iter().copied()).collect();
        let (count, skip) = (ids.len(), self.skip.unwrap_or(0));
        let wanted: Vec<Uuid> = match self.file {
            Some(file) => ids.into_iter().filter(|id| *id == file).collect(),
            None => ids.into_iter().skip(skip).take(SHOWN).collect(),
        };
        let files = cx.tx.kept(&wanted).await?;
        let [first, ..] = files.as_slice() else {
            return Ok(Reply::say(t!(lang, "file-none", on = on.named(lang))));
        };
        if self.file.is_some() || count == 1 {
            return sent(cx, &on, first).await;
        }
        let mut lines = Vec::new();
        let mut buttons = Vec::new();
        for (n, file) in files.iter().enumerate() {
            let of = happened.iter().find(|one| one.files.contains(&file.id));
            let at = of.map(|one| cx.time(one.at)).unwrap_or_default();
            let n = skip + n + 1;
            lines.push(format!("{n}. {} · {at}", named(lang, file)));
            let one = Self { record: on.record(), file: Some(file.id), skip: None };
            buttons.push(Button::new(n.to_string(), &one));
        }
        let title = t!(lang, "file-list", on = on.named(lang), n = count);
        let reply = Reply::card(title).about(on.code).bullets(lines);
        let next = (count > skip + SHOWN).then(|| Self {
            record: on.record(),
            file: None,
            skip: Some(skip + SHOWN),
        });
        Ok(show::paged(cx, reply, buttons, next.as_ref()))
    }
}

/// What happened on a record, or on anything of a customer that the asker may see.
async fn on_record(cx: &mut Cx<'_>, on: &On) -> Result<Vec<Activity>, Problem> {
    let filter = match on.code.kind {
        Kind::Customer => ActivityFilter::OfCustomer(on.id, cx.scope()),
        kind => ActivityFilter::On(kind, on.id),
    };
    let page = Page { below: None, limit: HAPPENED };
    Ok(cx.tx.activities(&filter, page).await?)
}

/// What a file is called: by its name, else by its sort.
pub(crate) fn named(lang: Lang, file: &Kept) -> String {
    let (sign, sort) = match file.sort {
        Sort::Picture => ("🖼", t!(lang, "file-picture")),
        Sort::Paper => ("📄", t!(lang, "file-paper")),
        Sort::Voice => ("🎤", t!(lang, "file-voice")),
    };
    let name = file.name.as_deref().map(|name| show::short(&file_name(name), NAME));
    format!("{sign} {}", name.unwrap_or(sort))
}

/// Sends one back: to the asker alone.
async fn sent(cx: &mut Cx<'_>, on: &On, file: &Kept) -> Outcome {
    let lang = cx.lang();
    let ending = match file.sort {
        Sort::Picture => "jpg",
        Sort::Paper => "bin",
        Sort::Voice => "ogg",
    };
    let name = file.name.clone().unwrap_or_else(|| format!("{}.{ending}", on.code));
    let of = json!({ "kept": file.id, "on": on.code });
    let text = t!(lang, "file-sent", file = named(lang, file), on = on.named(lang));
    let reply = Reply::say(text).about(on.code).with_file(ToMake { name, of });
    if !cx.chat.group {
        return Ok(reply);
    }
    let me = cx.me.person_id();
    if cx.tx.home(me).await?.is_none() {
        return Err(Problem::tell(t!(lang, "export-no-home")));
    }
    cx.tell(me, reply).await?;
    Ok(Reply::say(t!(lang, "export-sent-home")))
}
