//! `/field add`: makes a field of the org's own, or makes one anew.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{KINDS, TYPES, example, line, stage_key};
use crate::chat::fields;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
use crate::commands::calendar::save;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, edit, same, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::own::{Holds, OwnField};
use crate::problem::Problem;
use crate::t;

/// What the field is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddField {
    /// Of which records.
    pub kind: Kind,
    /// What it is called.
    pub name: String,
    /// What it holds; words when not said, or one of the choices where there are some.
    #[serde(default, rename = "type")]
    pub holds: Option<Holds>,
    /// The words that can be chosen.
    #[serde(default)]
    pub choices: Option<String>,
    /// What it is called in the other language.
    #[serde(default)]
    pub other: Option<String>,
    /// The stage that no deal enters without it.
    #[serde(default)]
    pub stage: Option<String>,
}

impl Ask for AddField {
    const SPEC: Spec = Spec {
        name: "field add",
        aliases: &["加字段", "新字段", "add field", "new field"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[
            required("kind", Take::Choice(KINDS), By::Shape),
            required("name", Take::Name, By::Shape),
            optional("type", Take::Choice(TYPES), By::Key),
            optional("choices", Take::Text, By::Key),
            optional("other", Take::Name, By::Key),
            optional("stage", Take::Name, By::Key),
        ],
        example: Both {
            zh: "加字段 商机 预算科目 选项=市场部、销售部",
            en: "field add deal Budget choices=Marketing,Sales",
        },
    };
}

/// What files call the code of a record.
const CODES: [&str; 4] = ["编号", "编码", "id", "code"];
/// How many characters a name has at most.
const LONGEST: usize = 20;
/// How many fields a kind has at most, and how many choices a field.
const MOST: usize = 30;

#[async_trait]
impl Run for AddField {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let kind = self.kind;
        for name in std::iter::once(&self.name).chain(&self.other) {
            free(cx, kind, &self.name, name)?;
        }
        // What is not said of a field that is there stays as it is.
        let there = cx.settings.fields.called(kind, &self.name).cloned();
        let was = there.as_ref();
        let mut choices = edit::names(self.choices.as_deref());
        let said = self.holds.or(was.filter(|_| choices.is_empty()).map(|own| own.holds));
        if said == Some(Holds::Choice) && choices.is_empty() {
            choices = was.map(|own| own.choices.clone()).unwrap_or_default();
        }
        let holds = match said {
            Some(Holds::Choice) | None if !choices.is_empty() => Holds::Choice,
            Some(Holds::Choice) => {
                return Err(cx.ask("choices", t!(lang, "fields-ask-choices"), Vec::new()));
            }
            holds => holds.unwrap_or_default(),
        };
        let stage = match &self.stage {
            Some(_) if kind != Kind::Deal => {
                return Err(Problem::tell(t!(lang, "fields-stage-deal")));
            }
            Some(words) => Some(stage_key(cx, words).await?),
            None => was.and_then(|own| own.stage.clone()),
        };
        let mut after = cx.settings.clone();
        let other = self.other.or_else(|| was.and_then(|own| own.other.clone()));
        let name = was.map_or(self.name, |own| own.name.clone());
        let own = OwnField { name, other, holds, choices, stage };
        if there.is_none() && after.fields.of(kind).count() >= MOST || own.choices.len() > MOST {
            return Err(Problem::tell(t!(lang, "fields-too-many", most = MOST)));
        }
        after.fields.put(kind, own.clone());
        if after.fields == cx.settings.fields {
            return Err(Problem::tell(t!(lang, "fields-same", field = own.name)));
        }
        save(cx, after).await?;
        let kind_name = show::kind_name(lang, kind);
        let text = if there.is_some() {
            t!(lang, "fields-changed", kind = kind_name)
        } else {
            t!(lang, "fields-added", kind = kind_name)
        };
        let (line, example) = (line(cx, &own).await?, example(cx, kind, &own));
        let reply = Reply::say(text).bullets(vec![line]);
        let reply = reply.text(t!(lang, "fields-how", example = example));
        let list = Button::new(t!(lang, "button-fields"), &super::list::ListFields::default());
        Ok(reply.row(vec![list, Button::new(t!(lang, "button-undo"), &Undo::this(cx))]))
    }
}

/// Refuses a name that could not be typed, or that another field has.
fn free(cx: &Cx<'_>, kind: Kind, own: &str, name: &str) -> Result<(), Problem> {
    let lang = cx.lang();
    if name.chars().count() > LONGEST || name.contains(['=', ':', '：', ',', ';', '"']) {
        return Err(Problem::tell(t!(lang, "fields-bad-name", name = name, most = LONGEST)));
    }
    let command = |verb: &str| format!("{} {verb}", kind.word());
    let verbs = ["add", "open", "place", "edit", "list", "move"];
    let mut specs = verbs.iter().filter_map(|verb| crate::commands::entry(&command(verb)));
    let known = fields::field(name);
    let taken = known.is_some_and(|field| specs.any(|entry| entry.spec.arg(field).is_some()))
        || CODES.iter().any(|code| same(code, name));
    let other = cx.settings.fields.called(kind, name).filter(|one| !one.is_called(own));
    if taken || other.is_some() {
        let kind = show::kind_name(lang, kind);
        return Err(Problem::tell(t!(lang, "fields-taken", name = name, kind = kind)));
    }
    Ok(())
}
