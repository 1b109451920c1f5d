//! What keeps a command from running: what is wrong, what is allowed, an example.

use std::collections::HashSet;

use chrono_tz::Tz;
use serde_json::{Map, Value};

use crate::chat::dialog::{ANY, Talk};
use crate::chat::parse::{GOOD, Lack, LineAsked, Wrong, choices};
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Spec, Take};
use crate::chat::understand::money;
use crate::commands::offers::offers;
use crate::commands::{self, Cx, edit, show, talk::help::Help};
use crate::domain::ids::{Code, Instant};
use crate::domain::money::MoneyProblem;
use crate::domain::own::{Holds, OwnField};
use crate::domain::people::Lang;
use crate::problem::{Problem, Question};
use crate::t;
use crate::text::read;
use crate::text::say::{Values, try_look_up};
use crate::text::secret;

use super::asking::Asking;
use super::at_hand::latest;

/// How many characters of a record's name a button shows.
const OFFERED: usize = 16;

/// Asks for what a command lacks, and keeps what is known.
pub(super) fn lacking(
    asking: &Asking<'_>,
    talk: &mut Talk,
    asked: &Asked,
    lack: &Lack,
    offered: &[(Code, String)],
) -> Option<Reply> {
    let spec = commands::entry(&asked.command)?.spec;
    let known = asking.known;
    let lang = known.person.lang;
    let own = |name: &OwnField| name.shown(lang == Lang::Zh).to_owned();
    let others =
        spec.own().into_iter().flat_map(|kind| known.settings.fields.of(kind)).map(own).collect();
    let mut text = lack_text(lang, spec, lack, others);
    if let (Lack::Wrong(..), Some(lines)) = (lack, kept_lines(asked)) {
        text = format!("{text}\n{}", t!(lang, "lines-kept", lines = lines));
    }
    let field = match lack {
        Lack::Missing(field) | Lack::Wrong(field, _) => *field,
        Lack::Own(own, _) => {
            let button = |choice: &String| {
                let mut asked = asked.clone();
                let set = asked.args.entry("extra").or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(set) = set {
                    set.insert(own.name.clone(), choice.clone().into());
                }
                Button { label: choice.clone(), asked }
            };
            let rows = own.choices.chunks(3).map(|row| row.iter().map(button).collect());
            return Some(rows.fold(Reply::new(ReplyKind::Problem, text), Reply::row));
        }
        Lack::UnknownField(..) | Lack::Extra(_) => {
            // The rest is kept: one tap goes on without what was not understood.
            let label = t!(lang, "button-without");
            let button = Button { label, asked: asked.clone() };
            return Some(Reply::new(ReplyKind::Problem, text).row(vec![button]));
        }
    };
    let asks = matches!(lack, Lack::Missing(_) | Lack::Wrong(_, Wrong::Either(..)));
    let kind = if asks { ReplyKind::Ask } else { ReplyKind::Problem };
    let mut reply = Reply::new(kind, text);
    if let Some(Take::Choice(list)) = spec.arg(field).map(|arg| arg.take) {
        // What else people say for a choice is none of its own.
        let mut all = choices(list, &known.org.lists, &known.org.roles);
        let mut seen = HashSet::new();
        all.retain(|choice| seen.insert(choice.key.clone()));
        for row in all.chunks(3) {
            let buttons = row.iter().map(|choice| {
                let mut asked = asked.clone();
                asked.args.insert(field.to_owned(), Value::from(choice.key.clone()));
                Button { label: choice.name(lang).to_owned(), asked }
            });
            reply = reply.row(buttons.collect());
        }
    }
    for (code, label) in offered {
        let mut asked = asked.clone();
        asked.args.insert(field.to_owned(), code.to_string().into());
        let code = code.to_string();
        // An order is called by its code.
        let label =
            if *label == code { code } else { format!("{code} {}", show::short(label, OFFERED)) };
        reply = reply.row(vec![Button { label, asked }]);
    }
    if let Lack::Wrong(field, Wrong::Either(_, values)) = lack {
        let zone = known.person.zone;
        let take = spec.arg(field).map(|arg| arg.take);
        // The choices of a list are offered already.
        let listed = matches!(take, Some(Take::Choice(_)));
        for row in values.chunks(3).filter(|_| !listed) {
            let button = |value: &Value| {
                let mut asked = asked.clone();
                asked.args.insert((*field).to_owned(), value.clone());
                Button { label: meant(lang, take, value, zone, asking.now), asked }
            };
            reply = reply.row(row.iter().map(button).collect());
        }
    }
    if let Lack::Wrong(field, Wrong::Past(_, Some(again))) = lack {
        // A day without its year that is just over: one tap means the next one.
        let mut asked = asked.clone();
        asked.args.insert((*field).to_owned(), again.clone());
        reply = reply.row(vec![Button { label: t!(lang, "button-next-year"), asked }]);
    }
    let question = Question::of(field, reply);
    Some(asking.ask(talk, asked, spec.name, question))
}

/// The lines that were fine beside one that was refused, as they could have been typed.
fn kept_lines(asked: &Asked) -> Option<String> {
    let good: Vec<LineAsked> = serde_json::from_value(asked.args.get(GOOD)?.clone()).ok()?;
    let words = good.iter().map(|line| format!("{}*{}", line.product, line.quantity));
    Some(words.collect::<Vec<_>>().join(" "))
}

/// The records to offer where the name of one is missing.
pub(super) async fn offered(
    cx: &mut Cx<'_>,
    asked: &Asked,
    lack: &Lack,
) -> Result<Vec<(Code, String)>, Problem> {
    let spec = commands::entry(&asked.command).map(|entry| entry.spec);
    let (Some(spec), Lack::Missing(field)) = (spec, lack) else { return Ok(Vec::new()) };
    match spec.arg(field).map(|arg| arg.take) {
        Some(Take::Ref(kinds)) => {
            let mut offers = offers(cx, spec, kinds).await?;
            // What is done with a deal can be said of its customer, but is not asked of one.
            let is_own = |(code, _): &(Code, String)| code.kind.word() == spec.group();
            if offers.iter().any(is_own) {
                offers.retain(is_own);
            }
            let at_hand = latest(cx);
            offers.sort_by_key(|(code, _)| Some(*code) != at_hand);
            Ok(offers)
        }
        _ => Ok(Vec::new()),
    }
}

/// What a value that may be meant reads like: a discount, an amount, a day or an instant.
fn meant(lang: Lang, take: Option<Take>, value: &Value, zone: Tz, now: Instant) -> String {
    if let (Some(Take::Discount), Ok(paid)) = (take, serde_json::from_value(value.clone())) {
        return read::discount(lang, paid);
    }
    if let Ok(money) = serde_json::from_value(value.clone()) {
        return secret::hide(read::money(money));
    }
    if let Ok(due) = serde_json::from_value(value.clone()) {
        return read::due(lang, due, zone, now);
    }
    match serde_json::from_value(value.clone()) {
        Ok(day) => read::day(lang, day, read::today(now, zone)),
        Err(_) => secret::hide(value.as_str().unwrap_or_default()),
    }
}

/// Says what was not understood, with the commands that come nearest.
pub(super) fn not_understood(cx: &Cx<'_>, text: &str, near: &[&'static Spec]) -> Reply {
    let lang = cx.lang();
    let short: String = text.trim().chars().take(40).collect();
    let examples: Vec<String> =
        near.iter().map(|spec| secret::ours(spec.example.in_lang(lang))).collect();
    Reply::new(ReplyKind::Problem, t!(lang, "not-understood", what = short))
        .bullets(examples)
        .button(t!(lang, "button-help"), &Help::default())
}

/// What is wrong, what is allowed, an example.
fn lack_text(lang: Lang, spec: &Spec, lack: &Lack, others: Vec<String>) -> String {
    let example = spec.example.in_lang(lang);
    match lack {
        Lack::Wrong(ANY, Wrong::Shape(given)) => {
            let (fields, example) = edit::hints(spec, lang);
            t!(lang, "wrong-any", given = given, fields = fields, example = example)
        }
        Lack::Missing(field) => {
            let of = format!("ask-{}-{field}", spec.name.replace(' ', "-"));
            let any = || try_look_up(lang, &format!("ask-{field}"), &Values::new());
            try_look_up(lang, &of, &Values::new()).or_else(any).unwrap_or_else(|| {
                t!(
                    lang,
                    "ask-field",
                    field = show::field_of(lang, spec.name, field),
                    example = example
                )
            })
        }
        Lack::Own(own, wrong) => {
            let name = own.shown(lang == Lang::Zh);
            match (own.holds, wrong) {
                (Holds::Choice, Wrong::Choice(given)) => {
                    let all = own.choices.join(" · ");
                    t!(lang, "wrong-own-choice", field = name, given = given, all = all)
                }
                (holds, Wrong::Shape(given)) => {
                    let what = show::word(lang, "own", holds.word());
                    t!(lang, "wrong-own", field = name, given = given, what = what)
                }
                (_, wrong) => wrong_text(lang, None, name, wrong, example),
            }
        }
        Lack::UnknownField(name, near) => {
            let mut fields = show::typed_fields(lang, spec);
            fields.extend(others);
            let fields = fields.join(" · ");
            if let Some(near) = near {
                let near = show::field_of(lang, spec.name, near);
                t!(lang, "unknown-field-near", name = name, near = near, fields = fields)
            } else {
                t!(lang, "unknown-field", name = name, fields = fields)
            }
        }
        Lack::Extra(words) if is_second_discount(spec, words) => t!(lang, "two-discounts"),
        Lack::Extra(words) => t!(lang, "extra-words", words = words, example = example),
        Lack::Wrong(field, wrong) => {
            let take = spec.arg(field).map(|arg| arg.take);
            let field = show::field_of(lang, spec.name, field);
            wrong_text(lang, take, &field, wrong, example)
        }
    }
}

/// Tells whether words that found no field are a discount, where another one has found its own.
fn is_second_discount(spec: &Spec, words: &str) -> bool {
    let takes = spec.args.iter().any(|arg| arg.take == Take::Discount);
    takes && !money::find_discounts(words).is_empty()
}

fn wrong_text(lang: Lang, take: Option<Take>, field: &str, wrong: &Wrong, example: &str) -> String {
    match wrong {
        Wrong::Money(_) if matches!(take, Some(Take::Lines | Take::Goods)) => {
            t!(lang, "wrong-line-price")
        }
        Wrong::Shape(given) => {
            t!(lang, "wrong-shape", field = field, given = given, example = example)
        }
        Wrong::Choice(given) => t!(lang, "wrong-choice", field = field, given = given),
        Wrong::Either(given, _) => t!(lang, "wrong-either", field = field, given = given),
        Wrong::Past(given, _) => t!(lang, "wrong-past", given = given),
        Wrong::When(odd, given) => {
            t!(lang, "wrong-when", field = field, given = given, why = show::odd(lang, *odd))
        }
        Wrong::Discount(given) if money::find_discounts(given).len() > 1 => {
            t!(lang, "two-discounts")
        }
        Wrong::Discount(given) => t!(lang, "wrong-discount", given = given),
        Wrong::TooLong(limit) => t!(lang, "wrong-too-long", field = field, limit = *limit),
        Wrong::Quantity(given) => t!(lang, "wrong-quantity", given = given),
        Wrong::Money(MoneyProblem::Negative) => t!(lang, "wrong-negative", field = field),
        Wrong::Money(MoneyProblem::TooLarge) => t!(lang, "wrong-too-large", field = field),
        Wrong::Money(MoneyProblem::TooPrecise) => t!(lang, "wrong-too-precise", field = field),
    }
}
