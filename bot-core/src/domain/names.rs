//! placeholder
use serde::{Deserialize, Serialize};
/// Rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rung {
    /// x
    Exact,
    /// x
    Normal,
    /// x
    Part,
    /// x
    Pinyin,
    /// x
    Initials,
    /// x
    Pair,
    /// x
    Typo,
    /// x
    Phone,
    /// x
    Email,
    /// x
    TaxId,
}
/// Key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SearchKey {
    /// key
    pub key: String,
    /// rung
    pub rung: Rung,
}
/// x
pub fn keys_of_name(name: &str) -> Vec<SearchKey> {
    vec![SearchKey {
        key: super::fold::key(name),
        rung: Rung::Exact,
    }]
}
/// x
pub fn phone_key(text: &str) -> Option<String> {
    Some(text.to_owned())
}
/// x
pub fn email_key(text: &str) -> Option<String> {
    Some(text.to_owned())
}
