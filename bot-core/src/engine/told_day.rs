//! Whose day it is that stands in what is told: that on which we spoke, «昨天聊了价格», or that of something that was
//! spoken about, «昨天发的样品», «李工说上周五已付款».

/// How people of theirs are called.
const TITLES: &[&str] = &["总", "工", "经理", "主任", "先生", "女士", "老板", "部长", "厂长"];
/// Who else does something.
const THEY: &[&str] = &["他", "她", "它", "客户", "对方", "甲方"];
/// What tells what somebody said, or goes back to another time.
const SAID: &[&str] =
    &["说", "表示", "反馈", "回复", "答复", "告诉", "答应", "承诺", "上次", "上回", "之前", "以前"];
/// What we do with a customer.
const OURS: &[&str] = &[
    "聊", "谈", "沟通", "通话", "通了", "电话", "打了", "打过", "联系", "拜访", "回访", "上门",
    "登门", "见", "开会", "开了", "碰", "吃饭", "吃了", "喝", "演示", "汇报", "去", "到访", "约",
];
/// Who does it with whom, and what else may lead up to a day.
const LED: &[&str] =
    &["我", "咱", "跟", "和", "与", "同", "给", "向", "刚", "在", "于", "是", "就"];
/// What a meeting is called: «昨天打的电话» is the day of it.
const MEETINGS: &[&str] =
    &["电话", "话", "面", "会", "饭", "拜访", "沟通", "时候", "时", "微信", "邮件"];
/// What only customers do.
const THEIRS: &[&str] = &["付", "打款", "打了款", "汇", "到账", "款", "回款", "下单", "签"];
/// English words that make a day before which they stand that of somebody else, or of something else.
const ENGLISH: &[&str] = &[
    "they", "he", "she", "client", "customer", "who", "says", "said", "say", "claims", "paid",
    "pays", "ordered", "arrived", "received", "signed",
];

/// Tells whether a day is the one on which one spoke, by the words of its clause before and behind it. The record may
/// stand at the beginning of those before.
pub(super) fn is_when_we_spoke(before: &str, after: &str) -> bool {
    let before = before.trim();
    // What the record is called says nothing.
    let (record, led) = before.split_once(char::is_whitespace).unwrap_or((before, ""));
    let led = led.trim();
    if is_said_by_another(record, led)
        || is_of_a_thing(after.trim_start())
        || is_english_theirs(led)
        || ["they", "he", "she"].contains(&record)
    {
        return false;
    }
    let after = after.trim_start().trim_start_matches(['已', '经', '就', '都', '才', '刚']);
    if THEIRS.iter().any(|theirs| after.starts_with(theirs)) {
        return false;
    }
    // Behind something else than our own verb it is that of somebody, or of something: «样品昨天收到了».
    led.is_ascii()
        || LED.iter().any(|word| led.starts_with(word))
        || OURS.iter().any(|verb| led.contains(verb) || after.starts_with(verb))
}

/// «李工说», «他们», «上次»: whose day it is has been said before.
fn is_said_by_another(record: &str, led: &str) -> bool {
    let they = |word: &str| THEY.iter().any(|they| word.starts_with(they));
    let says = |words: &str| SAID.iter().any(|said| words.contains(said));
    let spoken = SAID.iter().any(|said| record.ends_with(said)) || person_says(record);
    they(record) || spoken || they(led) || says(led)
}

/// «华为李工说合同»
fn person_says(word: &str) -> bool {
    TITLES.iter().any(|title| word.contains(&format!("{title}说")))
        || THEY.iter().any(|they| {
            word.contains(&format!("{they}说")) || word.contains(&format!("{they}们说"))
        })
}

/// «昨天发的样品», «昨天说的价格同意了»: the day belongs to what is spoken of.
fn is_of_a_thing(after: &str) -> bool {
    const NEAR: usize = 5;
    let near: String = after.chars().take(NEAR).collect();
    let Some(at) = near.find('的') else { return false };
    let (verb, thing) = (&after[..at], &after[at + '的'.len_utf8()..]);
    let told = verb.contains(['了', '过', '跟', '和', '与', ' ', ',']) || verb.ends_with('目');
    !told && !thing.trim().is_empty() && !MEETINGS.iter().any(|meeting| thing.starts_with(meeting))
}

/// «they paid», «the quote I sent»: somebody else's, or that of a thing.
fn is_english_theirs(led: &str) -> bool {
    let words: Vec<&str> = led
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    let last_time = words.windows(2).any(|two| two == ["last", "time"]);
    // What we did with a thing that is named before us.
    let of_a_thing = words.iter().skip(1).any(|word| ["i", "we", "i've", "we've"].contains(word))
        && words
            .iter()
            .any(|word| ["the", "our", "my", "his", "her", "their", "your"].contains(word));
    last_time || of_a_thing || words.iter().any(|word| ENGLISH.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_ours_at_the_beginning_or_beside_our_verb() {
        for (before, after, ours) in [
            ("华为 ", "聊了价格", true),
            ("", "聊了价格", true),
            ("华为 跟李工", "聊了价格", true),
            ("华为 李工", "聊了价格", true),
            ("华为 李工说", "已付款", false),
            ("华为李工说", "已付款", false),
            ("华为 李工", "付过了", false),
            ("华为 他们", "开会定了", false),
            ("华为 上次", "发的报价", false),
            ("华为 ", "发的样品", false),
            ("华为 ", "说的价格同意了", false),
            ("华为 ", "打的电话没人接", true),
            ("华为 ", "谈了新的方案", true),
            ("华为 样品", "收到了", false),
            ("说", "已经打款", false),
            ("acme they paid ", "", false),
            ("acme the quote i sent ", " is fine", false),
            ("acme we spoke ", "", true),
            ("acme talked about the price ", "", true),
            ("", "", true),
        ] {
            assert_eq!(is_when_we_spoke(before, after), ours, "{before}|{after}");
        }
    }
}
