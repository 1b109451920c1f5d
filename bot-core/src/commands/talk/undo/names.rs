//! What the records of a change are called.

use super::parts::Part;
use crate::domain::people::Lang;
use crate::t;

/// How many names of records are told.
const NAMES: usize = 6;

/// What the records are called, each name once: a lead and the contact that it became share one.
pub(super) fn names(parts: &[Part]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in parts.iter().filter(|part| !part.moved) {
        if !names.contains(&part.label) {
            names.push(part.label.clone());
        }
    }
    names
}

pub(super) fn joined(lang: Lang, names: &[String]) -> String {
    names.join(if lang == Lang::Zh { "、" } else { ", " })
}

/// The first few names, and how many more there are.
pub(super) fn some(lang: Lang, names: &[String]) -> String {
    let told = joined(lang, &names[..names.len().min(NAMES)]);
    match names.len().saturating_sub(NAMES) {
        0 => told,
        more => t!(lang, "undo-and-more", names = told, n = more),
    }
}
