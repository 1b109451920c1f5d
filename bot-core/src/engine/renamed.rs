//! What somebody is called after all: «老王五金改名 王氏五金», and right after they were written down «不对 是李炜».
//! And a field that is not what it was said to be: «来源不是展会 是转介绍».

use serde_json::{Map, json};

use crate::chat::fields;
use crate::chat::parse::Ref;
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::understand::name::{is_full_name, may_be_name};
use crate::chat::understand::when::find_moments;
use crate::commands::{self, Cx, show};
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};
use crate::problem::Problem;
use crate::t;

use super::at_hand::latest;
use super::plan::{Plan, ready};
use super::sentence::known_at;

/// What stands between an old name and a new one.
const RENAMED: &[&str] =
    &["改名为", "改名叫", "改名成", "更名为", "改名", "更名", " is now called ", " renamed to "];
/// Of what kinds those are who may be called otherwise, the likeliest first.
const KINDS: [Kind; 4] = [Kind::Customer, Kind::Lead, Kind::Contact, Kind::Deal];
/// What stands before a name that is right after all.
const IS: &[&str] =
    &["名字是", "名字叫", "姓名是", "应该是", "应该叫", "是", "叫", "it's ", "it is "];
/// What a field is not, and what it is instead.
const NOT: &[(&str, &[&str])] = &[
    ("不是", &[" 是", ",是", ", 是", "而是", " 应该是", ",应该是"]),
    (" is not ", &[", it's ", ", it is ", " but ", ", but "]),
    (" isn't ", &[", it's ", ", it is ", " but ", ", but "]),
];
/// How long such a sentence is at most, in characters.
const LONGEST: usize = 60;

/// «老王五金改名 王氏五金»: the record whose name stands first is called otherwise.
pub(super) async fn renamed(cx: &mut Cx<'_>, text: &str) -> Result<Option<Plan>, Problem> {
    let text = text.trim().trim_end_matches(['.', '!', '了']);
    if text.chars().count() > LONGEST {
        return Ok(None);
    }
    let Some((old, new)) = RENAMED.iter().find_map(|word| text.split_once(word)) else {
        return Ok(None);
    };
    let (old, new) = (old.trim(), new.trim_start_matches([':', ' ']).trim());
    if old.is_empty() || !may_be_name(new) {
        return Ok(None);
    }
    for kind in KINDS {
        if known_at(cx, &[kind], old).await? == Some(old.len()) {
            return Ok(called(kind, &Ref(old.to_owned()), new));
        }
    }
    Ok(None)
}

/// The edit that gives a record of a kind another name.
fn called(kind: Kind, record: &Ref, name: &str) -> Option<Plan> {
    let asked = edit(kind, record, name)?;
    let spec = commands::entry(&asked.command)?.spec;
    Some(ready(asked, spec))
}

fn edit(kind: Kind, record: &Ref, name: &str) -> Option<Asked> {
    let spec = commands::entry(&format!("{} edit", kind.word()))?.spec;
    let of = spec.arg_for(kind)?;
    let args = Map::from_iter([(of.to_owned(), json!(record)), ("name".to_owned(), name.into())]);
    Some(Asked { command: spec.name.to_owned(), args })
}

/// «不对 是李炜»: offers the name for whom was just written down.
pub(super) fn called_again(cx: &Cx<'_>, text: &str) -> Option<Plan> {
    let code: Code = latest(cx).filter(|code| [Kind::Lead, Kind::Contact].contains(&code.kind))?;
    let text = text.trim();
    let name = IS.iter().find_map(|is| text.strip_prefix(is)).unwrap_or(text).trim();
    // «不对，是周四» is about a day.
    if !is_full_name(name) || !find_moments(name, &cx.env().here()).is_empty() {
        return None;
    }
    let asked = edit(code.kind, &Ref::code(code), name)?;
    let lang = cx.lang();
    let label = format!("{} {}", show::op_name(lang, &asked.command), show::short(name, 16));
    let text = t!(lang, "renamed-ask", code = code, name = show::short(name, 16));
    let reply = Reply::new(ReplyKind::Ask, text).row(vec![Button { label, asked }]);
    Some(Plan::Say(reply))
}

/// «来源不是展会 是转介绍»: the same as that the field becomes what it is.
pub(super) fn not_but(text: &str) -> Option<Folded> {
    if text.chars().count() > LONGEST {
        return None;
    }
    NOT.iter().find_map(|(not, buts)| {
        let (field, rest) = text.split_once(not)?;
        let name = field.trim().trim_start_matches("the ");
        // «客户不是很满意» is about the customer, and no field.
        fields::field(name).filter(|field| !["customer", "contact", "deal"].contains(field))?;
        let is = buts.iter().find_map(|but| Some(rest.split_once(but)?.1.trim()))?;
        let becomes = if name.is_ascii() { " to " } else { "改成" };
        (!is.is_empty()).then(|| Folded::of(&format!("{name}{becomes}{is}")))
    })
}

#[cfg(test)]
mod tests {
    use super::not_but;

    #[test]
    fn a_field_is_not_one_thing_but_another() {
        for (text, becomes) in [
            ("来源不是展会 是转介绍", Some("来源改成转介绍")),
            ("公司不是鼎盛,是鼎新", Some("公司改成鼎新")),
            ("the source is not expo, it's referral", Some("source to referral")),
            ("客户不是很满意 是价格问题", None),
            ("他不是老板 是采购", None),
            ("来源不是展会", None),
        ] {
            let said = not_but(text).map(|said| said.text().to_owned());
            assert_eq!(said.as_deref(), becomes, "{text}");
        }
    }
}
