//! What happened: a call, a visit, a note.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ids::{Instant, Kind, PersonId};
use super::record::{Head, record};
use super::spot::Spot;

/// How people met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// By phone.
    Call,
    /// By chat.
    Message,
    /// By e-mail.
    Email,
    /// Sitting together.
    Meeting,
    /// At the customer's.
    Visit,
    /// No contact: a remark.
    Note,
}

impl Way {
    /// The word that stands in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Message => "message",
            Self::Email => "email",
            Self::Meeting => "meeting",
            Self::Visit => "visit",
            Self::Note => "note",
        }
    }

    /// The way that words name, if they name one: «再打», «visit them».
    pub fn said(words: &str) -> Option<Self> {
        const WORDS: [(Way, &[&str]); 5] = [
            (
                Way::Visit,
                &[
                    "拜访",
                    "上门",
                    "登门",
                    "到访",
                    "走访",
                    "去客户",
                    "到客户",
                    "客户公司",
                    "客户现场",
                    "现场",
                    "去他们",
                    "到他们",
                    "visit",
                    "visits",
                    "visiting",
                    "their office",
                    "their site",
                    "their place",
                    "their factory",
                    "on site",
                    "on-site",
                    "onsite",
                ],
            ),
            (
                Way::Meeting,
                &[
                    "开会",
                    "会议",
                    "见面",
                    "面谈",
                    "会面",
                    "碰面",
                    "开个会",
                    "约见",
                    "见客户",
                    "演示",
                    "demo",
                    "meet",
                    "meets",
                    "meeting",
                    "meetings",
                ],
            ),
            (Way::Email, &["邮件", "邮箱", "email", "e-mail", "mail"]),
            (Way::Message, &["微信", "消息", "短信", "message", "wechat", "text"]),
            (Way::Call, &["电话", "再打", "致电", "回电", "通话", "call", "ring", "phone"]),
        ];
        const PAPERS: [&str; 12] = [
            "notes", "minutes", "summary", "agenda", "link", "request", "video", "unit", "account",
            "version", "kit", "script",
        ];
        // What is written or sent for one is none: «演示文稿».
        const THINGS: [&str; 6] = ["文稿", "稿", "视频", "机", "账号", "版"];
        let words = words.to_lowercase();
        let latin = words.split(|c: char| !c.is_ascii_alphabetic() && c != '-');
        let latin: Vec<&str> = latin.filter(|word| !word.is_empty()).collect();
        let said = |list: &[&str], word: &str| list.contains(&word);
        // «call Li about the meeting» is a call, and nobody meets for «meeting notes».
        let first = latin.first().copied().unwrap_or_default();
        let mut begins = WORDS[2..].iter();
        // «打电话约拜访时间» is a call, too.
        let plain = words.trim_start_matches(['打', '发', '写', '回', '再', '先', '去', '用']);
        let begins = begins.find(|(_, named)| {
            said(named, first) || named.iter().any(|one| !one.is_ascii() && plain.starts_with(*one))
        });
        if let Some((way, _)) = begins {
            return Some(*way);
        }
        // What is got ready for a meeting is none.
        if ["准备", "整理", "写", "prepare", "draft"].iter().any(|one| words.starts_with(one))
        {
            return None;
        }
        let mut text = format!(" {} ", latin.join(" "));
        for (event, paper) in ["meeting", "demo"].iter().flat_map(|one| PAPERS.map(|it| (one, it)))
        {
            text = text.replace(&format!(" {event} {paper} "), " ");
        }
        let words = THINGS
            .iter()
            .fold(words.clone(), |words, thing| words.replace(&format!("演示{thing}"), ""));
        if sees_somebody(plain, &latin) {
            return Some(Self::Meeting);
        }
        let names = |word: &&str| {
            if word.is_ascii() {
                text.contains(&format!(" {word} "))
            } else {
                words.contains(*word)
            }
        };
        WORDS.iter().find(|(_, named)| named.iter().any(names)).map(|(way, _)| *way)
    }
}

/// Tells whether words begin with seeing somebody: «见王总», «see Mr Wang», and not «see if it fits».
fn sees_somebody(plain: &str, latin: &[&str]) -> bool {
    const NO_ONE: [&str; 17] = [
        "if", "whether", "how", "what", "when", "who", "where", "why", "that", "about", "to",
        "the", "their", "attached", "above", "below", "it",
    ];
    if let Some(whom) = plain.strip_prefix('见') {
        return !whom.is_empty()
            && !whom.starts_with(['效', '证', '解', '识', '报', '谅', '附', '上', '下']);
    }
    matches!(latin, ["see", whom, ..] if !NO_ONE.contains(whom))
}

/// How many characters of content make a follow-up valid, until the org says otherwise.
pub const VALID_CHARS: usize = 4;

/// An activity on a lead, a customer or a deal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    /// What all records share.
    #[serde(flatten)]
    pub head: Head,
    /// What kind of record it is on.
    pub on_kind: Kind,
    /// Which record it is on.
    pub on_id: Uuid,
    /// The customer of that record, if it has one.
    pub customer: Option<Uuid>,
    /// How people met.
    pub way: Way,
    /// What was said.
    pub content: String,
    /// When it happened.
    pub at: Instant,
    /// Who was there for us.
    pub owner: Option<PersonId>,
    /// Who else was there: contacts of the customer, and colleagues.
    #[serde(default)]
    pub participants: Vec<Uuid>,
    /// True when it has enough content to count as work.
    pub valid: bool,
    /// Where it was, as far as that was shared.
    #[serde(default)]
    pub spot: Option<String>,
    /// How the visit went, where somebody has signed in.
    #[serde(default)]
    pub stay: Option<Stay>,
    /// The keys of what was sent along: pictures, papers, voices.
    #[serde(default)]
    pub files: Vec<Uuid>,
}

/// A visit that somebody has signed in to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stay {
    /// When it ended, once that was said.
    #[serde(default)]
    pub left: Option<Instant>,
    /// How far away from the customer's place it was, in metres; none where that was not known yet.
    #[serde(default)]
    pub metres: Option<i64>,
    /// How sure the device was of where it is, in metres.
    #[serde(default)]
    pub accuracy: Option<i64>,
}

/// What stands in place of words until there are some: it is too short to count.
pub const ARRIVED: &str = "📍";

impl Activity {
    /// Where it was.
    pub fn spot(&self) -> Option<Spot> {
        self.spot.as_deref()?.parse().ok()
    }

    /// How long the visit took, once it is over, in milliseconds.
    pub fn stayed(&self) -> Option<i64> {
        Some((self.stay?.left?.0 - self.at.0).max(0))
    }
}

/// What people say of a call that nobody answered.
pub const NO_ANSWER: [&str; 25] = [
    "无人接听",
    "无人应答",
    "没人接听",
    "没人接",
    "没有人接",
    "没接电话",
    "没接通",
    "没接",
    "未接通",
    "未接听",
    "未接",
    "不接电话",
    "打不通",
    "没打通",
    "不通",
    "关机",
    "停机",
    "占线",
    "空号",
    "no answer",
    "not answered",
    "didn't answer",
    "did not answer",
    "didn't pick up",
    "did not pick up",
];
/// What such words may stand after.
const CALLED: [&str; 6] = ["打了电话", "打电话", "电话", "手机", "对方", "客户"];

/// Tells whether words are enough to count as a follow-up: a bare tap never resets a clock, and
/// neither does a call that nobody answered.
pub fn is_valid(content: &str) -> bool {
    let long = content.chars().filter(|c| c.is_alphanumeric()).count() >= VALID_CHARS;
    long && !is_unanswered(content)
}

/// Tells whether words say that nobody answered a call, and nothing else but when to call again.
pub fn is_unanswered(content: &str) -> bool {
    let text = content.trim().to_lowercase();
    let mut rest = text.as_str();
    while let Some(after) = CALLED.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after.trim_start();
    }
    let none = NO_ANSWER.iter().filter_map(|words| rest.strip_prefix(words));
    let Some(after) = none.min_by_key(|rest| rest.len()) else { return false };
    let ends = |c: char| c.is_whitespace() || ",，.。;；!！、".contains(c);
    let after = after.strip_prefix('了').unwrap_or(after).trim_matches(ends);
    let again = ["再打", "再联系", "再试", "call again", "try again", "call back"];
    after.is_empty() || again.iter().any(|again| after.ends_with(again))
}

record!(
    Activity,
    Kind::Activity,
    fn owner(&self) -> Option<PersonId> {
        self.owner
    },
    fn label(&self) -> String {
        self.content.clone()
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_is_read_from_words_only_where_they_name_one() {
        assert_eq!(Way::said("下周三再打"), Some(Way::Call));
        assert_eq!(Way::said("去华为拜访张总"), Some(Way::Visit));
        assert_eq!(Way::said("Call again"), Some(Way::Call));
        for meeting in ["meeting with buyer", "customer meeting", "have a meeting with Li", "面谈"]
        {
            assert_eq!(Way::said(meeting), Some(Way::Meeting), "{meeting}");
        }
        for visit in ["visiting them", "demo at their office", "去客户公司", "现场演示", "到访"]
        {
            assert_eq!(Way::said(visit), Some(Way::Visit), "{visit}");
        }
        for meeting in ["见王总", "去见李工", "see Mr Wang", "演示A100", "product demo for Li"]
        {
            assert_eq!(Way::said(meeting), Some(Way::Meeting), "{meeting}");
        }
        for none in ["见效后再说", "see if it fits", "送演示机", "send the demo link", "发演示视频"]
        {
            assert_eq!(Way::said(none), None, "{none}");
        }
        assert_eq!(Way::said("call Li about the meeting"), Some(Way::Call));
        assert_eq!(Way::said("send the meeting notes"), None);
        assert_eq!(Way::said("recall the goods"), None);
        assert_eq!(Way::said("送样品"), None);
    }
}
