//! What words do to a record that name no command: a field becomes something else, a deal is to close
//! on a day, or moves on.

use serde_json::Value;

use crate::chat::parse::{self, Recognised};
use crate::chat::spec::{Ask as _, Spec, Take};
use crate::chat::understand::happened::is_told;
use crate::chat::understand::when::find_moments;
use crate::commands::deal::edit::EditDeal;
use crate::commands::deal::r#move::MoveDeal;
use crate::commands::{self, Cx};
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};
use crate::problem::Problem;

use super::by_code::about;
use super::doubt::is_question;
use super::filled::fill;
use super::plan::{Plan, planned};
use super::restated::restated;
use super::shifted::shifted;

/// What makes the day of its end of a day that is said of a deal: «下月底成交».
const CLOSES: [&str; 5] = ["成交", "能成交", "可以成交", "close", "closing"];
/// What may stand before such a day.
const ABOUT: [&str; 4] = ["预计", "大概", "争取", "expected "];
/// From how many characters on words after the name of a field are a sentence.
const SENTENCE: usize = 24;

/// What the words of a message do to a record from `at` on.
pub(super) async fn acts(
    cx: &mut Cx<'_>,
    code: Code,
    message: &Folded,
    at: usize,
) -> Result<Option<Plan>, Problem> {
    let acts = sets(cx, code, message, at, true);
    let acts = acts.or_else(|| closes(cx, code, message, at));
    let acts = acts.or_else(|| restated(cx, code, message, at));
    if let Some(plan) = acts {
        return Ok(Some(plan));
    }
    if let Some(plan) = shifted(cx, code, message, at).await? {
        return Ok(Some(plan));
    }
    // «推进到合同»
    let moves = |spec: &Spec| code.kind == Kind::Deal && spec.name == MoveDeal::SPEC.name;
    match commands::names().recognise_among(&message.text()[at..], moves) {
        Recognised::Glued(spec, _) => {
            let filled = fill(cx, spec, message, at, about(spec, code).args).await?;
            Ok(Some(planned(spec, filled)))
        }
        _ => Ok(None),
    }
}

/// «金额改成15万», «清空 备注», and where the field may be `bare` «金额 15万»: fields that change.
pub(super) fn sets(
    cx: &Cx<'_>,
    code: Code,
    message: &Folded,
    at: usize,
    bare: bool,
) -> Option<Plan> {
    let spec = commands::entry(&format!("{} edit", code.kind.word()))?.spec;
    let words = &message.text()[at..];
    if spec.arg_for(code.kind).is_none() || !parse::changes_field(spec, words, bare) {
        return None;
    }
    let filled = parse::changes(spec, message, at, about(spec, code).args, &cx.env());
    let sentence = is_told(words)
        || is_question(words)
        || words.chars().count() > SENTENCE
        || words.is_ascii() && !words.contains(|c: char| c.is_ascii_digit());
    // «region manager is Ann» names no region: in English several words want a sign before them.
    let prose = |(name, value): (&String, &Value)| {
        let arg = spec.arg(name).filter(|_| !value.is_null());
        let named = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase());
        let mut more = value.as_str().unwrap_or_default().split(' ').skip(1);
        let told = more.any(|word| !named(word));
        told && arg.is_some_and(|arg| matches!(arg.take, Take::Text | Take::Name))
    };
    if words.is_ascii() && !words.contains(['=', ':']) && filled.args.iter().any(prose) {
        return None;
    }
    // «close to signing» is no day.
    if filled.lack.is_some() && sentence {
        return None;
    }
    Some(planned(spec, filled))
}

/// «下月底成交»: the day on which a deal is expected to close.
fn closes(cx: &Cx<'_>, code: Code, message: &Folded, at: usize) -> Option<Plan> {
    let words = message.text()[at..].trim();
    let words = ABOUT.iter().find_map(|about| words.strip_prefix(about)).unwrap_or(words);
    let moment = find_moments(words, &cx.env().here()).into_iter().next()?;
    let rest = words[moment.span.end..].trim().trim_end_matches(['.', '!', '吧']);
    let is_close = code.kind == Kind::Deal && moment.span.start == 0 && CLOSES.contains(&rest);
    if !is_close || !cx.env().is_to_come(moment.value) {
        return None;
    }
    let day = &words[moment.span];
    let day = parse::read(Take::Day, day, day, &cx.env()).ok()?;
    let mut filled = about(&EditDeal::SPEC, code);
    filled.args.insert("close".to_owned(), day);
    Some(planned(&EditDeal::SPEC, filled))
}
