//! What Gendan says: Fluent texts in both languages.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};

use super::secret;
use crate::domain::people::Lang;

static_loader! {
    static TEXTS = {
        locales: "../locales",
        fallback_language: "en",
        // Chat clients show isolation marks as boxes.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const ZH: LanguageIdentifier = langid!("zh-CN");
const EN: LanguageIdentifier = langid!("en");

/// The values of a text by name.
pub type Values = HashMap<Cow<'static, str>, FluentValue<'static>>;

/// Looks a text up; use [`crate::t`], whose keys a test checks.
pub fn look_up(lang: Lang, key: &str, values: &Values) -> String {
    try_look_up(lang, key, values).unwrap_or_else(|| key.to_owned())
}

/// Looks a text up whose key is put together at run time; none when there is no such text.
///
/// Examples, and what asks with one, are marked as our own words: they are not masked in groups.
pub fn try_look_up(lang: Lang, key: &str, values: &Values) -> Option<String> {
    let id = match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    };
    let hints = ["ask-", "wrong-"].iter().any(|begins| key.starts_with(begins));
    if hints || key.contains("-ask") {
        let values = values.iter().map(|(name, value)| {
            let value = if name == "example" { value.clone() } else { given(value) };
            (name.clone(), value)
        });
        let text = TEXTS.try_lookup_with_args(id, key, &values.collect::<Values>())?;
        return Some(secret::ours(text));
    }
    let Some(FluentValue::String(example)) = values.get("example") else {
        return TEXTS.try_lookup_with_args(id, key, values);
    };
    let mut values = values.clone();
    values.insert("example".into(), FluentValue::from(secret::ours(example)));
    TEXTS.try_lookup_with_args(id, key, &values)
}

/// A value that somebody gave us, marked within our own words.
fn given(value: &FluentValue<'static>) -> FluentValue<'static> {
    match value {
        FluentValue::String(text) => FluentValue::from(secret::given(text)),
        other => other.clone(),
    }
}

/// Says something in a person's language: `t!(lang, "lead-saved", name = label, code = code)`.
///
/// The key is a literal; a test finds keys that have no text and texts that have no key.
#[macro_export]
macro_rules! t {
    ($lang:expr, $key:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        #[allow(unused_mut, clippy::allow_attributes_without_reason, clippy::allow_attributes)]
        let mut values = $crate::text::say::Values::new();
        $(values.insert(stringify!($name).into(), $crate::text::say::value($value));)*
        $crate::text::say::look_up($lang, $key, &values)
    }};
}

/// Turns a value into what Fluent takes. Numbers stay numbers only as counts; all else is text.
pub fn value(of: impl Into<Said>) -> FluentValue<'static> {
    match of.into() {
        Said::Text(text) => FluentValue::from(text),
        Said::Count(n) => FluentValue::from(n),
    }
}

/// What can be put into a text.
#[derive(Clone, Debug)]
pub enum Said {
    /// Words, shown as they are.
    Text(String),
    /// A count, for plural forms.
    Count(i64),
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Said {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&str> for Said {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<crate::domain::ids::Code> for Said {
    fn from(code: crate::domain::ids::Code) -> Self {
        Self::Text(code.to_string())
    }
}

impl From<i64> for Said {
    fn from(n: i64) -> Self {
        Self::Count(n)
    }
}

impl From<usize> for Said {
    fn from(n: usize) -> Self {
        Self::Count(i64::try_from(n).unwrap_or(i64::MAX))
    }
}
