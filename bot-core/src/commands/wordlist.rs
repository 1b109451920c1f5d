//! The lists of words of an org, where leads come from and why something is lost: an admin adds words
//! and takes them out.

use super::setup;
use super::{Cx, Outcome, same, show};
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Spec};
use crate::domain::access::Right;
use crate::domain::org::{Choice, Lists};
use crate::domain::settings::Settings;
use crate::problem::Problem;
use crate::t;

/// How many words a list has at most.
const MOST: usize = 40;
/// The word that stands for all others: it is always there.
const OTHER: &str = "other";

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// Where leads come from.
    Sources,
    /// Why leads and deals are lost.
    Reasons,
}

impl Which {
    fn of(self, lists: &Lists) -> &[Choice] {
        match self {
            Self::Sources => &lists.sources,
            Self::Reasons => &lists.reasons,
        }
    }

    fn of_mut(self, lists: &mut Lists) -> &mut Vec<Choice> {
        match self {
            Self::Sources => &mut lists.sources,
            Self::Reasons => &mut lists.reasons,
        }
    }

    fn name(self, cx: &Cx<'_>) -> String {
        show::field_name(cx.lang(), if self == Self::Sources { "source" } else { "reason" })
    }

    fn words(self, cx: &Cx<'_>, lists: &Lists) -> String {
        let all: Vec<&str> = self.of(lists).iter().map(|one| one.name(cx.lang())).collect();
        all.join(" · ")
    }
}

/// The three commands of a list: one shows it, one adds a word and one takes a word out.
macro_rules! word_list {
    (
        $which:expr, $label:expr => $report:ident;
        #[doc = $lists:literal] $List:ident: $list:literal, [$($list_as:literal),*],
            ($list_zh:literal, $list_en:literal);
        #[doc = $adds:literal] $Add:ident: $add:literal, [$($add_as:literal),*],
            ($add_zh:literal, $add_en:literal);
        #[doc = $drops:literal] $Drop:ident: $drop:literal, [$($drop_as:literal),*],
            ($drop_zh:literal, $drop_en:literal);
    ) => {
        use async_trait::async_trait;
        use serde::{Deserialize, Serialize};

        use $crate::chat::reply::Button;
        use $crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
        use $crate::commands::{Cx, Outcome, Run, wordlist};
        use $crate::domain::access::Right;
        use $crate::domain::people::Lang;
        use $crate::t;

        #[doc = $lists]
        #[derive(Clone, Debug, Default, Serialize, Deserialize)]
        pub struct $List {}

        impl Ask for $List {
            const SPEC: Spec = Spec {
                name: $list,
                aliases: &[$($list_as),*],
                right: Right::Look,
                effect: Effect::Reads,
                args: &[],
                example: Both { zh: $list_zh, en: $list_en },
            };
        }

        #[async_trait]
        impl Run for $List {
            async fn run(self, cx: &mut Cx<'_>) -> Outcome {
                let reply = wordlist::list(cx, $which, &$Add::SPEC);
                let label: fn(Lang) -> String = $label;
                let report = Button::new(label(cx.lang()), &$report::default());
                Ok(reply.row(vec![report]))
            }
        }

        #[doc = $adds]
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub struct $Add {
            /// What it is called.
            pub name: String,
            /// What it is called in the other language.
            #[serde(default)]
            pub other: Option<String>,
        }

        impl Ask for $Add {
            const SPEC: Spec = Spec {
                name: $add,
                aliases: &[$($add_as),*],
                right: Right::Admin,
                effect: Effect::Writes,
                args: &[
                    optional("other", Take::Text, By::Key),
                    required("name", Take::Text, By::Rest),
                ],
                example: Both { zh: $add_zh, en: $add_en },
            };
        }

        #[async_trait]
        impl Run for $Add {
            async fn run(self, cx: &mut Cx<'_>) -> Outcome {
                let named = (self.name.trim(), self.other.as_deref());
                wordlist::add(cx, $which, named, &$List::default()).await
            }
        }

        #[doc = $drops]
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub struct $Drop {
            /// What it is called.
            pub name: String,
        }

        impl Ask for $Drop {
            const SPEC: Spec = Spec {
                name: $drop,
                aliases: &[$($drop_as),*],
                right: Right::Admin,
                effect: Effect::Writes,
                args: &[required("name", Take::Text, By::Rest)],
                example: Both { zh: $drop_zh, en: $drop_en },
            };
        }

        #[async_trait]
        impl Run for $Drop {
            async fn run(self, cx: &mut Cx<'_>) -> Outcome {
                wordlist::drop(cx, $which, self.name.trim(), &$List::default()).await
            }
        }
    };
}

pub(super) use word_list;

/// Shows a list, and how it is changed.
pub(super) fn list(cx: &Cx<'_>, which: Which, add: &Spec) -> Reply {
    let lang = cx.lang();
    let words = which.words(cx, &cx.org.lists);
    let reply = Reply::card(t!(lang, "list-words", list = which.name(cx))).text(words);
    if !cx.may(Right::Admin) {
        return reply;
    }
    reply.text(t!(lang, "list-how", example = add.example.in_lang(lang)))
}

/// Adds a word; one that is there gets its name in the other language.
pub(super) async fn add<A: Ask>(
    cx: &mut Cx<'_>,
    which: Which,
    (name, other): (&str, Option<&str>),
    show_all: &A,
) -> Outcome {
    let lang = cx.lang();
    for name in std::iter::once(name).chain(other) {
        setup::typable(lang, name)?;
    }
    let mut lists = cx.org.lists.clone();
    let before = lists.clone();
    let is = |one: &Choice, word: &str| {
        same(&one.key, word) || same(&one.zh, word) || same(&one.en, word)
    };
    let all = which.of_mut(&mut lists);
    let named = |one: &&Choice| other.is_some_and(|other| is(one, other));
    if let Some(there) = all.iter().find(named).filter(|there| !is(there, name)) {
        let (word, there) = (other.unwrap_or_default(), there.name(lang).to_owned());
        return Err(Problem::tell(t!(lang, "list-taken", word = word, there = there)));
    }
    let (zh, en) = super::stage::add::names(name, other);
    let many = all.len();
    match all.iter_mut().find(|one| is(one, name)) {
        Some(there) if other.is_some() => (there.zh, there.en) = (zh, en),
        Some(_) => {}
        None if many >= MOST => {
            return Err(Problem::tell(t!(lang, "list-too-many", most = MOST)));
        }
        None => {
            let at = all.iter().position(|one| one.key == OTHER).unwrap_or(all.len());
            all.insert(at, Choice { key: name.trim().to_owned(), zh, en });
        }
    }
    if lists == before {
        return Err(Problem::tell(t!(lang, "list-has", word = name, list = which.name(cx))));
    }
    let text = t!(lang, "list-added", word = name, list = which.name(cx));
    save(cx, which, lists, (text, show_all)).await
}

/// Takes a word out of a list. What has it keeps it.
pub(super) async fn drop<A: Ask>(
    cx: &mut Cx<'_>,
    which: Which,
    name: &str,
    show_all: &A,
) -> Outcome {
    let lang = cx.lang();
    let mut lists = cx.org.lists.clone();
    let all = which.of_mut(&mut lists);
    let is = |one: &Choice| same(&one.key, name) || same(&one.zh, name) || same(&one.en, name);
    let Some(at) = all.iter().position(is) else {
        let (word, words) = (show::short(name, 40), which.words(cx, &cx.org.lists));
        let text = t!(lang, "list-no-such", word = word, list = which.name(cx), words = words);
        return Err(Problem::tell(text));
    };
    let gone = all.remove(at);
    if gone.key == OTHER {
        return Err(Problem::tell(t!(lang, "list-other", word = gone.name(lang))));
    }
    let by_it = |source: &Option<String>| source.as_ref() == Some(&gone.key);
    let rule = cx.settings.assign.rules.iter().position(|rule| by_it(&rule.source));
    if let Some(at) = rule.filter(|_| which == Which::Sources) {
        let text = t!(lang, "list-in-rule", word = gone.name(lang), rule = at + 1);
        return Err(Problem::tell(text));
    }
    let word = gone.name(lang);
    let text = t!(lang, "list-dropped", word = word, list = which.name(cx));
    save(cx, which, lists, (text, show_all)).await
}

async fn save<A: Ask>(
    cx: &mut Cx<'_>,
    which: Which,
    lists: Lists,
    (text, show_all): (String, &A),
) -> Outcome {
    let words = which.words(cx, &lists);
    let mut setup = setup::now(cx).await?;
    setup.lists = Some(lists);
    setup::save(cx, Settings { setup, ..cx.settings.clone() }).await?;
    Ok(setup::done(cx, Reply::say(text).text(words), (which.name(cx), show_all)))
}
