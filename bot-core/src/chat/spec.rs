//! What a command is: everything that parsing, help, menus and forms need to know of it.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::people::Lang;

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Both {
    /// 中文.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Both {
    /// The text in a language.
    pub fn in_lang(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// Whether a command changes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Only looks.
    Reads,
    /// Changes something.
    Writes,
    /// Makes something new: the same sentence again within minutes is asked about.
    Creates,
}

/// What a value has to look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// Any words.
    Text,
    /// What somebody or something is called: the first word, or more of them in Latin script.
    Name,
    /// A phone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A record of one of these kinds: by code, name or part of a name.
    Ref(&'static [Kind]),
    /// An amount of money.
    Money,
    /// An amount in the currency of the record that it is for, unless it names another: the words
    /// are kept.
    Amount,
    /// A share of the price that is paid: 九折, 10% off, 0.9.
    Discount,
    /// A day or an instant that is still to come.
    When,
    /// A calendar day.
    Day,
    /// A span of days.
    Period,
    /// Lines of an order.
    Lines,
    /// The same where a sign or a code makes them lines for sure: `A100*20`. What only counts something,
    /// such as 20台空调, is for a name.
    Goods,
    /// A word of a list.
    Choice(List),
    /// A point on the map: `31.2304,121.4737`. The words are kept: what is none the command tells.
    Spot,
    /// A whole number.
    Number,
    /// A share such as a tax rate: 13%.
    Share,
    /// A language: `zh` or `en`.
    Lang,
    /// A time zone of the IANA list.
    Zone,
}

/// Which list a choice is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Where leads come from.
    Sources,
    /// Why something is lost.
    Reasons,
    /// How much a customer matters.
    Levels,
    /// What people may do.
    Roles,
    /// Words that stand in the command itself.
    Fixed(&'static [(&'static str, Both)]),
}

/// How a value is found in what somebody typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By its shape, anywhere; or by `name=`.
    Shape,
    /// Only by `name=`.
    Key,
    /// It takes the words that are left; or by `name=`.
    Rest,
}

/// One argument of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arg {
    /// The field's name in the command's struct and, where people type `name=`, its English word.
    pub name: &'static str,
    /// What it has to look like.
    pub take: Take,
    /// How it is found.
    pub by: By,
    /// True when the command cannot do without: it is asked for.
    pub required: bool,
}

/// An argument that is asked for when it is missing.
pub const fn required(name: &'static str, take: Take, by: By) -> Arg {
    Arg { name, take, by, required: true }
}

/// An argument that may be left out.
pub const fn optional(name: &'static str, take: Take, by: By) -> Arg {
    Arg { name, take, by, required: false }
}

/// The argument that takes the words that are left.
pub const fn rest(name: &'static str) -> Arg {
    Arg { name, take: Take::Text, by: By::Rest, required: false }
}

/// Everything that is to be known of a command before it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spec {
    /// Its name: `lead add`.
    pub name: &'static str,
    /// What else people type for it, in either language.
    pub aliases: &'static [&'static str],
    /// What the person must be allowed.
    pub right: Right,
    /// Whether it changes anything.
    pub effect: Effect,
    /// Its arguments, in the order in which they are looked for and asked for.
    pub args: &'static [Arg],
    /// One message that works, in both languages.
    pub example: Both,
}

/// The commands in which the org's own fields of a kind can be named: their values come as `extra`.
const OWN: [(&str, Kind); 16] = [
    ("lead add", Kind::Lead),
    ("lead edit", Kind::Lead),
    ("lead list", Kind::Lead),
    ("customer add", Kind::Customer),
    ("customer edit", Kind::Customer),
    ("customer list", Kind::Customer),
    ("contact add", Kind::Contact),
    ("contact edit", Kind::Contact),
    ("deal open", Kind::Deal),
    ("deal edit", Kind::Deal),
    ("deal move", Kind::Deal),
    ("deal win", Kind::Deal),
    ("deal list", Kind::Deal),
    ("order place", Kind::Order),
    ("order edit", Kind::Order),
    ("order list", Kind::Order),
];

/// The commands that end something, or take it back from somebody: only words that surely mean them
/// do it.
const ENDS: [&str; 6] =
    ["lead lose", "lead return", "deal win", "deal lose", "order cancel", "order sendback"];

impl Spec {
    /// Tells whether the command ends something.
    pub fn ends(&self) -> bool {
        ENDS.contains(&self.name)
    }

    /// The kind whose own fields can be named in it.
    pub fn own(&self) -> Option<Kind> {
        OWN.iter().find(|(name, _)| *name == self.name).map(|(_, kind)| *kind)
    }

    /// The argument with this name.
    pub fn arg(&self, name: &str) -> Option<&Arg> {
        self.args.iter().find(|arg| arg.name == name)
    }

    /// The argument that names a record of this kind.
    pub fn arg_for(&self, kind: Kind) -> Option<&'static str> {
        self.args
            .iter()
            .find(|arg| matches!(arg.take, Take::Ref(kinds) if kinds.contains(&kind)))
            .map(|arg| arg.name)
    }

    /// The text key of what the command does, such as `help-lead-add`.
    pub fn help_key(&self) -> String {
        format!("help-{}", self.name.replace(' ', "-"))
    }

    /// True when the answer is for whoever asks alone, also where others read along: what is about
    /// oneself, or about colleagues.
    pub fn is_private(&self) -> bool {
        matches!(self.right, Right::Talk | Right::Handover | Right::Audit | Right::Admin)
    }

    /// The group that it stands under: the first word of its name.
    pub fn group(&self) -> &'static str {
        self.name.split(' ').next().unwrap_or(self.name)
    }
}

/// Something that a person can ask for: filled from typed words, a button, a form or a call.
pub trait Ask: Serialize + DeserializeOwned + Send {
    /// What is to be known of it.
    const SPEC: Spec;
}
