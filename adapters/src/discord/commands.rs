//! The commands that Discord offers where one types `/`.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use bot_core::chat::spec::{Arg, Effect, List, Spec, Take};
use bot_core::domain::people::Lang;
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::render::clipped;
use super::{Discord, DiscordProblem, problem};

/// What Discord takes of commands, and of options and choices each.
const COMMANDS: usize = 100;
const OPTIONS: usize = 25;
const NAME: usize = 32;
const TEXT: usize = 100;

/// A text in both languages.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// 中文.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The text in a language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// A command with what people read of it.
#[derive(Clone, Debug)]
pub struct Offer {
    /// What is to be known of it.
    pub spec: &'static Spec,
    /// What it does, in one line.
    pub about: Words,
    /// What its group is called.
    pub group: Words,
    /// What each of its fields is called.
    pub fields: Vec<Words>,
}

impl Offer {
    /// The fields with what they are called.
    pub(super) fn args(&self) -> impl Iterator<Item = (&'static Arg, &Words)> {
        self.spec.args.iter().zip(&self.fields)
    }
}

/// The command with this name of Discord's: `lead add`, `follow-show`.
pub(super) fn named(words: &[&str]) -> String {
    words.join(" ").replace('-', " ")
}

impl Discord {
    /// Offers the commands. What Discord has is asked first, and written only where it differs:
    /// tells whether it did.
    pub async fn offer_commands(&self) -> Result<bool, DiscordProblem> {
        #[derive(Deserialize)]
        struct Application {
            id: String,
        }
        let failed = |fault| problem(&self.api, &fault);
        let application: Application =
            self.api.call(Method::GET, "applications/@me", None).await.map_err(failed)?;
        let path = format!("applications/{}/commands", application.id);
        let asked = format!("{path}?with_localizations=true");
        let there: Vec<Value> = self.api.call(Method::GET, &asked, None).await.map_err(failed)?;
        let wanted = wanted(&self.offers);
        if are_same(&wanted, &there) {
            return Ok(false);
        }
        let wanted = Value::from(wanted);
        self.api.call::<Value>(Method::PUT, &path, Some(&wanted)).await.map_err(failed)?;
        Ok(true)
    }
}

/// All commands as Discord takes them. Those of one group stand below it, unless the group's word
/// is a command itself: then each stands alone.
fn wanted(offers: &[Offer]) -> Vec<Value> {
    let mut groups: BTreeMap<&str, Vec<&Offer>> = BTreeMap::new();
    for offer in offers {
        groups.entry(offer.spec.group()).or_default().push(offer);
    }
    let (mut all, mut taken) = (Vec::new(), BTreeSet::new());
    for (group, members) in groups {
        let alone = members.iter().any(|offer| offer.spec.name == group);
        if alone || members.len() > OPTIONS {
            let each = members.iter().map(|offer| {
                let name = offer.spec.name.replace(' ', "-");
                described(&name, &alias(offer.spec), &offer.about, &mut taken, &options(offer))
            });
            all.extend(each);
            continue;
        }
        let mut below = BTreeSet::new();
        let members_below = members.iter().map(|offer| {
            let name = offer.spec.name.split(' ').skip(1).collect::<Vec<_>>().join("-");
            let alias = alias(offer.spec);
            let mut shown = described(&name, &alias, &offer.about, &mut below, &options(offer));
            shown["type"] = json!(1);
            shown
        });
        let members_below: Vec<Value> = members_below.collect();
        let words = members.first().map(|offer| offer.group.clone()).unwrap_or_default();
        all.push(described(group, &words.zh, &words, &mut taken, &members_below));
    }
    if all.len() > COMMANDS {
        tracing::warn!(left_out = all.len() - COMMANDS, "too many commands for Discord");
        all.truncate(COMMANDS);
    }
    for command in &mut all {
        command["type"] = json!(1);
        // In servers and in direct messages with the bot.
        command["contexts"] = json!([0, 1]);
        command["integration_types"] = json!([0]);
    }
    all
}

/// The first Chinese name of a command.
fn alias(spec: &Spec) -> String {
    let chinese = |alias: &&&str| !alias.is_ascii();
    spec.aliases.iter().find(chinese).map(|alias| (*alias).to_owned()).unwrap_or_default()
}

/// What commands, groups and options have in common: a name, a description, both in Chinese too.
fn described(
    name: &str,
    chinese: &str,
    about: &Words,
    taken: &mut BTreeSet<String>,
    options: &[Value],
) -> Value {
    let mut shown = Map::new();
    shown.insert("name".to_owned(), json!(name));
    let text = |text: &str| clipped(if text.is_empty() { name } else { text }, TEXT);
    shown.insert("description".to_owned(), json!(text(&about.en)));
    shown.insert("description_localizations".to_owned(), in_chinese(&text(&about.zh)));
    let chinese = fit(chinese);
    if !chinese.is_empty() && taken.insert(chinese.clone()) {
        shown.insert("name_localizations".to_owned(), in_chinese(&chinese));
    }
    if !options.is_empty() {
        shown.insert("options".to_owned(), json!(options));
    }
    Value::Object(shown)
}

fn in_chinese(text: &str) -> Value {
    json!({ "zh-CN": text, "zh-TW": text })
}

/// A name as Discord takes it.
fn fit(name: &str) -> String {
    let fits = |c: &char| c.is_alphanumeric() || "-_".contains(*c);
    name.to_lowercase().chars().filter(fits).take(NAME).collect()
}

fn options(offer: &Offer) -> Vec<Value> {
    let mut taken = BTreeSet::new();
    let mut options: Vec<Value> = offer
        .args()
        .map(|(arg, words)| {
            let mut option = described(arg.name, &words.zh, words, &mut taken, &[]);
            option["type"] = json!(if arg.take == Take::Number { 4 } else { 3 });
            match arg.take {
                Take::Ref(_) => option["autocomplete"] = json!(true),
                Take::Choice(list) => match choices(list) {
                    Some(choices) => option["choices"] = json!(choices),
                    None => option["autocomplete"] = json!(true),
                },
                Take::Lang => {
                    option["choices"] =
                        json!([{ "name": "中文", "value": "zh" }, { "name": "English", "value": "en" }]);
                }
                _ => {}
            }
            // What makes something new has a form for those who give no option at all.
            if arg.required && offer.spec.effect != Effect::Creates {
                option["required"] = json!(true);
            }
            option
        })
        .collect();
    options.sort_by_key(|option| option["required"] != true);
    options.truncate(OPTIONS);
    options
}

/// The choices of a list that is the same for everybody; those of an org are proposed.
fn choices(list: List) -> Option<Vec<Value>> {
    let List::Fixed(words) = list else { return None };
    let choice = |(key, words): &(&str, bot_core::chat::spec::Both)| {
        let (en, zh) = (clipped(words.en, TEXT), clipped(words.zh, TEXT));
        json!({ "name": en, "name_localizations": in_chinese(&zh), "value": key })
    };
    (words.len() <= OPTIONS).then(|| words.iter().map(choice).collect())
}

/// Whether what Discord has is what is wanted; it adds much of its own.
fn are_same(wanted: &[Value], there: &[Value]) -> bool {
    let find = |name: &Value| there.iter().find(|command| command["name"] == *name);
    wanted.len() == there.len()
        && wanted.iter().all(|one| find(&one["name"]).is_some_and(|other| is_same(one, other)))
}

/// What matters where it is there and not wanted.
const OURS: [&str; 6] = [
    "options",
    "choices",
    "required",
    "autocomplete",
    "name_localizations",
    "description_localizations",
];

fn is_same(wanted: &Value, there: &Value) -> bool {
    let is_nothing = |value: &Value| match value {
        Value::Null => true,
        Value::Bool(yes) => !yes,
        Value::Array(all) => all.is_empty(),
        Value::Object(all) => all.is_empty(),
        _ => false,
    };
    match (wanted, there) {
        (Value::Object(wanted), Value::Object(there)) => {
            let left = |(key, value): (&String, &Value)| {
                OURS.contains(&key.as_str()) && !wanted.contains_key(key) && !is_nothing(value)
            };
            wanted.iter().all(|(key, value)| is_same(value, there.get(key).unwrap_or(&Value::Null)))
                && !there.iter().any(left)
        }
        (Value::Array(wanted), Value::Array(there)) => {
            wanted.len() == there.len()
                && wanted.iter().zip(there).all(|(one, other)| is_same(one, other))
        }
        _ => wanted == there,
    }
}
