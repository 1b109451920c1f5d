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
