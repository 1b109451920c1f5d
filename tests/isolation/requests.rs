//! Requests made of what each command says of itself.

use bot_core::chat::fields;
use bot_core::chat::parse::choices;
use bot_core::chat::spec::{Arg, By, Spec, Take};
use bot_core::domain::access::Roles;
use bot_core::domain::ids::{Code, Kind};
use bot_core::domain::org::Lists;
use bot_core::domain::people::Lang;

/// How a command is begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// By its name in one language: `/deal_win D-1`, `赢单 D-1`.
    Name(Lang),
    /// The code first: `D-1 赢单`.
    Code,
}

/// One request that is yet to name its record.
#[derive(Clone, Copy)]
pub struct Request {
    pub spec: &'static Spec,
    /// The argument that is under test.
    pub arg: &'static Arg,
    /// True when every other argument is filled as well, not only those that are needed.
    pub full: bool,
}

impl Request {
    /// What is typed when `value` fills the argument under test; `own` gives the asker's own records.
    pub fn words(self, begin: Begin, value: &str, own: &dyn Fn(Kind) -> Code) -> String {
        let lang = if let Begin::Name(lang) = begin { lang } else { Lang::Zh };
        let target = if value.is_empty() { String::new() } else { spelled(self.arg, value) };
        let named = name(self.spec, lang);
        let mut parts = match begin {
            Begin::Code => vec![target, named],
            Begin::Name(_) => vec![named, target],
        };
        let others = self.spec.args.iter().filter(|arg| arg.name != self.arg.name);
        let others = others.filter(|arg| self.full || arg.required);
        parts.extend(others.map(|arg| spelled(arg, &sample(arg, lang, own))));
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    }
}

/// What people type for a command: an alias in Chinese, or its name after a slash.
pub fn name(spec: &Spec, lang: Lang) -> String {
    let chinese = spec.aliases.iter().find(|alias| !alias.is_ascii());
    match (lang, chinese) {
        (Lang::Zh, Some(alias)) => (*alias).to_owned(),
        _ => format!("/{}", spec.name.replace(' ', "_")),
    }
}

/// A value as it is typed for an argument: after the field's name where that has one.
fn spelled(arg: &Arg, value: &str) -> String {
    let named = arg.by == By::Key || !matches!(arg.take, Take::Ref(_));
    let known = fields::field(arg.name) == Some(arg.name);
    assert!(
        known || arg.by != By::Key,
        "nobody can type {}=: chat/fields.rs has no such name",
        arg.name
    );
    if !named || !known {
        return value.to_owned();
    }
    let quote = if value.contains(' ') { "\"" } else { "" };
    format!("{}={quote}{value}{quote}", arg.name)
}

/// A value that fits an argument. The compiler asks for an arm where a new kind of value comes.
fn sample(arg: &Arg, lang: Lang, own: &dyn Fn(Kind) -> Code) -> String {
    let both = |zh: &str, en: &str| if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() };
    match (arg.name, arg.take) {
        ("stage", Take::Text) => both("报价", "quotation"),
        ("currency", Take::Text) => "CNY".to_owned(),
        ("zone", Take::Text) | (_, Take::Zone) => "Asia/Tokyo".to_owned(),
        ("owner", Take::Text) => "amy".to_owned(),
        (_, Take::Text) => both("聊了价格很满意", "talked about prices"),
        (_, Take::Name) => both("青木", "Aoki"),
        (_, Take::Phone) => "13712345678".to_owned(),
        (_, Take::Email) => "aoki@example.org".to_owned(),
        (_, Take::Ref(kinds)) => {
            let kind = kinds.first().unwrap_or_else(|| panic!("{} takes no kind", arg.name));
            own(*kind).to_string()
        }
        (_, Take::Money | Take::Amount) => both("12万", "120k"),
        (_, Take::Discount) => "0.9".to_owned(),
        (_, Take::When) => both("明天下午3点", "tomorrow 3pm"),
        (_, Take::Day) => both("6月30日", "30 June"),
        (_, Take::Period) => both("本月", "this month"),
        (_, Take::Lines | Take::Goods) => "HX100*2".to_owned(),
        (_, Take::Choice(list)) => {
            let all = choices(list, &Lists::default(), &Roles::standard());
            let first = all.first().unwrap_or_else(|| panic!("{} has no choices", arg.name));
            first.name(lang).to_owned()
        }
        (_, Take::Number) => "3".to_owned(),
        (_, Take::Spot) => "31.2304,121.4737".to_owned(),
        (_, Take::Share) => "13%".to_owned(),
        (_, Take::Lang) => "zh".to_owned(),
    }
}
