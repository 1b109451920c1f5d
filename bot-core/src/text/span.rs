//! Runs of text without any markup of a platform.

use serde::{Deserialize, Serialize};

/// A run of text without any markup of a platform.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// The text.
    pub text: String,
    /// True for what should stand out.
    #[serde(default)]
    pub strong: bool,
    /// True for what only the person may read: masked where others read along.
    #[serde(default)]
    pub secret: bool,
    /// True for our own words, such as an example: they give nothing away.
    #[serde(default)]
    pub ours: bool,
}

impl Span {
    /// Plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: false, secret: false, ours: false }
    }
}

/// At most so many characters of a text. It never ends within a number, half of which would not be
/// known for one and masked.
pub fn cut(spans: Vec<Span>, most: usize) -> Vec<Span> {
    let mut left = most;
    let mut kept = Vec::new();
    for mut span in spans {
        let length = span.text.chars().count();
        if length <= left {
            left -= length;
            kept.push(span);
            continue;
        }
        let short: String = span.text.chars().take(left).collect();
        let end = |c: char| c.is_ascii_graphic();
        let whole = if span.secret { &short } else { short.trim_end_matches(end) };
        span.text = format!("{whole}…");
        kept.push(span);
        break;
    }
    kept
}
