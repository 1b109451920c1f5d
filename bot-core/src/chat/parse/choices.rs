//! Words of the lists that an org may change, and what else people say for them.

use std::collections::HashMap;
use std::sync::LazyLock;

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
    Spellings::of(list, lists, roles).get(word).map(str::to_owned)
}

/// What people type for each choice of a list.
pub(super) struct Spellings {
    /// Folded, and the key that it stands for; the org's own words come first.
    own: Vec<(String, String)>,
    /// Whether it is the list of sources, for which people have more words.
    sources: bool,
}

impl Spellings {
    /// The spellings of a list.
    pub(super) fn of(list: List, lists: &Lists, roles: &Roles) -> Self {
        let mut own = Vec::new();
        for Choice { key, zh, en } in choices(list, lists, roles) {
            for name in [&key, &zh, &en, &key.replace('_', " ")] {
                own.push((fold::key(name), key.clone()));
                if list == List::Levels {
                    own.push((fold::key(&format!("{name}级")), key.clone()));
                }
            }
        }
        Self { own, sources: list == List::Sources }
    }

    /// The key of the choice that a word means.
    pub(super) fn get(&self, word: &str) -> Option<&str> {
        static MORE: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
            let each = |(key, names): &(&'static str, &'static [&str])| {
                let key = *key;
                names.iter().map(move |name| (fold::key(name), key))
            };
            SOURCES.iter().flat_map(each).collect()
        });
        // A sign may stand apart: «+1 小时».
        let word = fold::key(word);
        let word = if word.starts_with('+') { word.replace(' ', "") } else { word };
        let own = |word: &str| self.own.iter().find(|(name, _)| name == word);
        if let Some((_, key)) = own(&word) {
            return Some(key);
        }
        let more = MORE.get(word.as_str()).filter(|_| self.sources)?;
        own(more).map(|(_, key)| key.as_str())
    }
}
