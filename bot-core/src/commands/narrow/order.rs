//! In which orders lists can be.

use crate::chat::spec::{Both, List};
use crate::domain::people::Lang;
use crate::store::SortBy;
use crate::t;

const fn both(zh: &'static str, en: &'static str) -> Both {
    Both { zh, en }
}

/// In which order a list can be.
pub(crate) const BY_TIME: List = List::Fixed(&[
    ("newest", both("最新", "newest")),
    ("oldest", both("最早", "oldest")),
    ("newest", both("从新到旧", "newest first")),
    ("oldest", both("从旧到新", "oldest first")),
    ("newest", both("最近", "latest")),
    ("oldest", both("最旧", "earliest")),
    ("newest", both("最新的在前", "newest on top")),
    ("oldest", both("最早的在前", "earliest first")),
]);

/// The orders of a list whose rows are worth something, and more.
macro_rules! by_worth {
    ($($more:expr),*) => {
        List::Fixed(&[
            ("newest", both("最新", "newest")),
            ("oldest", both("最早", "oldest")),
            ("amount", both("按金额", "by amount")),
            ("newest", both("从新到旧", "newest first")),
            ("oldest", both("从旧到新", "oldest first")),
            ("newest", both("最近", "latest")),
            ("amount", both("金额从高到低", "largest first")),
            ("amount", both("按价格", "by price")),
            ("oldest", both("最旧", "earliest")),
            ("newest", both("最新的在前", "newest on top")),
            ("oldest", both("最早的在前", "earliest first")),
            ("amount", both("从大到小", "biggest first")),
            ("amount", both("金额从大到小", "highest first")),
            ("amount", both("按金额从大到小", "most expensive first")),
            ("amount", both("从高到低", "biggest")),
            ("amount", both("价格从高到低", "largest")),
            ("amount", both("金额最大", "highest")),
            ("least", both("从小到大", "smallest first")),
            ("least", both("金额从小到大", "lowest first")),
            ("least", both("按金额从小到大", "cheapest first")),
            ("least", both("从低到高", "smallest")),
            ("least", both("金额从低到高", "lowest")),
            ("least", both("价格从低到高", "cheapest")),
            ("least", both("金额最小", "least")),
            ("amount", both("金额", "amount first")),
            ("amount", both("金额降序", "amount descending")),
            ("amount", both("金额 从大到小", "amount desc")),
            ("amount", both("金额 从高到低", "highest amount first")),
            ("least", both("金额升序", "amount ascending")),
            ("least", both("金额 从小到大", "amount asc")),
            ("least", both("金额 从低到高", "lowest amount first")),
            $($more),*
        ])
    };
}

/// In which order a list can be whose rows are worth something.
pub(crate) const BY_WORTH: List = by_worth!();

/// In which order deals can be: also by when they close.
pub(crate) const DEALS: List = by_worth!(
    ("close", both("按成交日期", "by close date")),
    ("close", both("成交日期", "close date")),
    ("close", both("按成交日", "by closing date")),
    ("close", both("按成交时间", "closing soonest")),
    ("close", both("按预计成交", "by expected close")),
    ("close", both("最快成交", "soonest first")),
    ("close", both("快成交的在前", "closing first"))
);

/// What an order other than the usual one is called.
pub(crate) fn order(lang: Lang, sort: SortBy) -> Option<String> {
    match sort {
        SortBy::Newest => None,
        SortBy::Oldest => Some(t!(lang, "sort-oldest")),
        SortBy::Amount => Some(t!(lang, "sort-amount")),
        SortBy::Least => Some(t!(lang, "sort-least")),
        SortBy::Close => Some(t!(lang, "sort-close")),
    }
}
