//! Words of the lists that an org may change, and what else people say for them.

use std::collections::HashMap;

use crate::chat::spec::{Both, List};
use crate::domain::access::Roles;
use crate::domain::fold;
use crate::domain::org::{Choice, Lists};

/// What else people say for where a lead comes from, by the key of the list that an org starts
/// with.
const SOURCES: &[(&str, &[&str])] = &[
    ("website", &["网站", "官方网站", "公司网站", "网页", "web", "site", "web site", "homepage"]),
    (
        "social",
        &[
            "社媒",
            "微信",
            "朋友圈",
            "公众号",
            "微博",
            "抖音",
            "小红书",
            "wechat",
            "linkedin",
            "facebook",
        ],
    ),
    (
        "exhibition",
        &["展览", "展览会", "展销会", "博览会", "expo", "fair", "trade fair", "trade show"],
    ),
    (
        "referral",
        &[
            "转介",
            "介绍",
            "朋友介绍",
            "熟人介绍",
            "客户介绍",
            "老客户介绍",
            "朋友推荐",
            "客户推荐",
            "推荐",
            "referred",
            "friend",
            "recommendation",
            "word of mouth",
        ],
    ),
    ("ad", &["广告投放", "投放", "推广", "ads", "advert", "advertising", "advertisement"]),
    ("cold_call", &["陌生拜访", "陌生电话", "电销", "扫街", "cold-call", "cold calling"]),
    ("other", &["其它", "others"]),
];

/// The choices of a list.
pub fn choices(list: List, lists: &Lists, roles: &Roles) -> Vec<Choice> {
    match list {
        List::Sources => lists.sources.clone(),
        List::Reasons => lists.reasons.clone(),
        List::Levels => lists.levels.clone(),
        List::Roles => roles
            .0
            .iter()
            .map(|role| Choice { key: role.key.clone(), zh: role.zh.clone(), en: role.en.clone() })
            .collect(),
        List::Fixed(words) => {
            let owned = |&(key, Both { zh, en }): &(&str, Both)| Choice {
                key: key.to_owned(),
                zh: zh.to_owned(),
                en: en.to_owned(),
            };
            words.iter().map(owned).collect()
        }
    }
}

/// The choice that a word means: its key or its name in either language.
pub fn choice(word: &str, list: List, lists: &Lists, roles: &Roles) -> Option<String> {
    spellings(list, lists, roles).remove(&fold::key(word))
}

/// What people type for each choice, folded, and the key that it stands for.
pub(super) fn spellings(list: List, lists: &Lists, roles: &Roles) -> HashMap<String, String> {
    let choices = choices(list, lists, roles);
    let mut keys = HashMap::new();
    for Choice { key, zh, en } in &choices {
        for name in [key, zh, en, &key.replace('_', " ")] {
            keys.entry(fold::key(name)).or_insert_with(|| key.clone());
        }
    }
    // The org's own words come first.
    let more = SOURCES.iter().filter(|_| list == List::Sources);
    for (key, names) in more.filter(|(key, _)| choices.iter().any(|choice| choice.key == *key)) {
        for name in *names {
            keys.entry(fold::key(name)).or_insert_with(|| (*key).to_owned());
        }
    }
    keys
}
