//! Words that give something up: «D-1 别跟了», «不做了», `give up on it`. Whether it is lost is asked. And
//! words that want something of us which we cannot do: «D-1 发我报价单».

use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::Ask as _;
use crate::commands::log::note::LogNote;
use crate::commands::{self, show};
use crate::domain::ids::Code;
use crate::domain::people::Lang;
use crate::t;

use super::by_code::about;
use super::plan::Plan;

/// What says so.
const GIVEN_UP: [&str; 22] = [
    "别跟了",
    "不跟了",
    "不用跟了",
    "不要跟了",
    "别跟进了",
    "不跟进了",
    "不做了",
    "不谈了",
    "放弃了",
    "放弃",
    "不要了",
    "没希望了",
    "没希望",
    "死单",
    "死了",
    "give up",
    "give up on it",
    "gave up",
    "drop it",
    "it's dead",
    "is dead",
    "not worth it",
];
/// What may stand before that.
const WHO: [&str; 9] = ["客户", "对方", "他们", "我们", "已经", "这个", "这单", "先", "we "];

/// The command that loses a record, where words say nothing but that it is given up.
pub(super) fn given_up(code: Code, words: &str) -> Option<Asked> {
    let words = words.trim().trim_end_matches(['.', '!', '~', '吧', ' ']).to_ascii_lowercase();
    let mut bare = words.as_str();
    while let Some(rest) = WHO.iter().find_map(|who| bare.strip_prefix(who)) {
        bare = rest.trim_start();
    }
    let spec = commands::entry(&format!("{} lose", code.kind.word()))?.spec;
    let asked = Asked { command: spec.name.to_owned(), args: about(spec, code).args };
    GIVEN_UP.contains(&bare).then_some(asked)
}

/// What asks us to send something.
const SEND_ME: [&str; 9] = [
    "发我",
    "发给我",
    "给我发",
    "传我",
    "传给我",
    "帮我发",
    "send me ",
    "email me ",
    "please send me ",
];
/// How many characters of such words are repeated.
const SHOWN: usize = 40;

/// Says that what is asked of us behind a record's code cannot be done, and offers to note it.
pub(super) fn asked_of_us(lang: Lang, code: Code, words: &str) -> Option<Plan> {
    let lower = words.trim_start().to_ascii_lowercase();
    SEND_ME.iter().find(|send| lower.starts_with(**send))?;
    let text = t!(lang, "cannot-send", words = show::short(words.trim(), SHOWN), code = code);
    let mut reply = Reply::new(ReplyKind::Problem, text);
    let spec = &LogNote::SPEC;
    if spec.arg_for(code.kind).is_some() {
        let mut args = about(spec, code).args;
        args.insert("content".to_owned(), words.trim().into());
        let asked = Asked { command: spec.name.to_owned(), args };
        reply = reply.row(vec![Button { label: show::op_name(lang, spec.name), asked }]);
    }
    Some(Plan::Say(reply))
}
