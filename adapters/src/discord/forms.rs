//! Forms: a window with up to five fields, opened by a button or by a command without options.

use bot_core::chat::reply::Button;
use bot_core::chat::spec::{Arg, By, Effect, Take};
use bot_core::domain::people::Lang;
use serde_json::{Value, json};

use super::Offer;
use super::render::clipped;

/// What Discord takes.
const FIELDS: usize = 5;
const TITLE: usize = 45;
/// The longest value that is let in.
const LONGEST: usize = 4000;

/// How the name of a button begins that opens the answer to a question.
pub(super) const ANSWER: &str = "answer:";
/// How the name of a command's form begins.
const COMMAND: &str = "form:";

/// What a form was opened by: it is the form's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Opened {
    /// The button of a question; what is asked for.
    Question(String),
    /// A command without options.
    Command(String),
    /// A button whose command lacks something: its token, the command, the fields by their places.
    Button { token: String, command: String, fields: u32 },
}

impl Opened {
    /// Reads the name of a button or a form; none where a button opens no form.
    pub(super) fn read(name: &str) -> Option<Self> {
        if let Some(field) = name.strip_prefix(ANSWER) {
            return Some(Self::Question(field.to_owned()));
        }
        if let Some(command) = name.strip_prefix(COMMAND) {
            return Some(Self::Command(command.to_owned()));
        }
        let mut parts = name.split('|');
        let (token, command, fields) = (parts.next()?, parts.next()?, parts.next()?);
        let fields = u32::from_str_radix(fields, 16).ok()?;
        Some(Self::Button { token: token.to_owned(), command: command.to_owned(), fields })
    }

    /// The form of a command that somebody gave no option.
    pub(super) fn by_command(offer: &Offer) -> Option<Self> {
        let asks = offer.spec.effect == Effect::Creates && wanted(offer, |_| true).len() > 1;
        asks.then(|| Self::Command(offer.spec.name.to_owned()))
    }

    fn name(&self) -> String {
        match self {
            Self::Question(field) => format!("{ANSWER}{field}"),
            Self::Command(command) => format!("{COMMAND}{command}"),
            Self::Button { token, command, fields } => format!("{token}|{command}|{fields:x}"),
        }
    }

    /// The window; none where its command is not offered.
    pub(super) fn window(&self, offers: &[Offer], lang: Lang) -> Option<Value> {
        let offer = |name: &String| offers.iter().find(|offer| offer.spec.name == name);
        let (title, inputs) = match self {
            Self::Question(field) => (field.as_str(), vec![input("answer", field, true, true)]),
            Self::Command(command) => {
                let offer = offer(command)?;
                (offer.about.in_lang(lang), inputs(offer, lang, |_| true))
            }
            Self::Button { command, fields, .. } => {
                let offer = offer(command)?;
                let here = |place: usize| place < 32 && fields & (1 << place) != 0;
                (offer.about.in_lang(lang), inputs(offer, lang, here))
            }
        };
        let rows = inputs.into_iter().map(|input| json!({ "type": 1, "components": [input] }));
        let rows: Vec<Value> = rows.collect();
        let title = clipped(if title.is_empty() { "…" } else { title }, TITLE);
        (!rows.is_empty())
            .then(|| json!({ "custom_id": self.name(), "title": title, "components": rows }))
    }
}

/// What a button's name says of its form: the command, and the places of the fields to ask for.
/// None where nothing is lacking, or only what is better chosen than typed.
pub(super) fn form_of(button: &Button, offers: &[Offer]) -> Option<String> {
    let offer = offers.iter().find(|offer| offer.spec.name == button.asked.command)?;
    let known = |arg: &Arg| button.asked.args.get(arg.name).is_some_and(|value| !value.is_null());
    let mut lacking = offer.spec.args.iter().filter(|arg| arg.required && !known(arg)).peekable();
    lacking.peek()?;
    if !lacking.all(is_typed) {
        return None;
    }
    let fields = wanted(offer, |place| offer.spec.args.get(place).is_some_and(|arg| !known(arg)));
    let fields = fields.iter().filter(|place| **place < 32);
    let fields = fields.fold(0_u32, |all, place| all | (1 << place));
    Some(format!("{}|{fields:x}", offer.spec.name))
}

/// Whether a value is typed, not chosen.
fn is_typed(arg: &Arg) -> bool {
    !matches!(arg.take, Take::Ref(_) | Take::Choice(_) | Take::Lang | Take::Zone)
}

/// The places of the fields that a form has: what is needed first, then what people say by itself.
fn wanted(offer: &Offer, here: impl Fn(usize) -> bool) -> Vec<usize> {
    let all = offer.spec.args.iter().enumerate();
    let mut places: Vec<(usize, &Arg)> =
        all.filter(|(place, arg)| here(*place) && (arg.required || is_typed(arg))).collect();
    places.sort_by_key(|(place, arg)| {
        (!arg.required, arg.by == By::Key, arg.take != Take::Name, *place)
    });
    places.into_iter().take(FIELDS).map(|(place, _)| place).collect()
}

fn inputs(offer: &Offer, lang: Lang, here: impl Fn(usize) -> bool) -> Vec<Value> {
    let args: Vec<_> = offer.args().collect();
    let shown = wanted(offer, here).into_iter().filter_map(|place| args.get(place));
    let input = |(arg, words): &(&Arg, &super::Words)| {
        let long = matches!(arg.take, Take::Text | Take::Lines) && arg.by != By::Key;
        input(arg.name, words.in_lang(lang), long, arg.required)
    };
    shown.map(input).collect()
}

fn input(name: &str, label: &str, long: bool, required: bool) -> Value {
    json!({
        "type": 4, "custom_id": name, "style": if long { 2 } else { 1 },
        "label": clipped(if label.is_empty() { name } else { label }, TITLE),
        "required": required, "max_length": LONGEST,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opened_a_form_comes_back_as_it_was_written() {
        let token = "v1:AAAA:3".to_owned();
        for opened in [
            Opened::Question("金额".to_owned()),
            Opened::Command("lead add".to_owned()),
            Opened::Button { token, command: "log call".to_owned(), fields: 6 },
        ] {
            assert_eq!(Opened::read(&opened.name()), Some(opened));
        }
        assert_eq!(Opened::read("v1:AAAA:3"), None);
    }
}
