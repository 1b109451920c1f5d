//! What a file that somebody has sent holds: by its name, by what is said with it, by its columns.

use super::{Columns, Sheet, What, cards};
use crate::domain::fold;
use crate::domain::people::Lang;

/// What a file may hold that comes in from chat, and the words for it.
const HOLDS: [(What, &[&str]); 5] = [
    (What::Contacts, &["联系人", "contacts", "contact", "通讯录"]),
    (What::Customers, &["客户", "customers", "customer", "accounts"]),
    (What::Leads, &["线索", "leads", "lead"]),
    (What::Products, &["产品", "products", "product"]),
    (What::Deals, &["商机", "deals", "deal"]),
];

/// Tells whether a file is one whose rows may come in.
pub fn is_table(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let endings = ["csv", "tsv", "xlsx", "xls", "vcf", "vcard"];
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

/// What the words say that a file holds; nothing where they name none, or several.
pub fn said(words: &str) -> Option<What> {
    let key = fold::key(words);
    let mut named = HOLDS.iter().filter(|(_, all)| all.iter().any(|word| key.contains(word)));
    match (named.next(), named.next()) {
        (Some((what, _)), None) => Some(*what),
        _ => None,
    }
}

/// What a file may hold, the likeliest first, and whether that is clear.
pub fn guess(lang: Lang, sheet: &Sheet, name: &str) -> (Vec<What>, bool) {
    if sheet.header == cards::COLUMNS {
        return (vec![What::Contacts, What::Leads], true);
    }
    let fits = |what: What| {
        let columns = Columns::of(lang, what, &sheet.header, &[]).ok()?;
        Some((what, columns.taken().len()))
    };
    let mut all: Vec<(What, usize)> = HOLDS.iter().filter_map(|(what, _)| fits(*what)).collect();
    all.sort_by_key(|(_, taken)| std::cmp::Reverse(*taken));
    let named = said(name).filter(|what| all.iter().any(|(one, _)| one == what));
    if let Some(named) = named {
        all.sort_by_key(|(what, _)| *what != named);
    }
    let alone = match all.as_slice() {
        [(_, best), (_, next), ..] => best > next,
        _ => true,
    };
    (all.into_iter().map(|(what, _)| what).collect(), named.is_some() || alone)
}
