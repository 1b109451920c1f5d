//! The way on from an answer that offers none: no answer is a dead end for a thumb.

use crate::chat::incoming::Chat;
use crate::chat::parse;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::Ask as _;
use crate::commands::follow::today::Today;
use crate::commands::show;
use crate::commands::talk::help::Help;
use crate::store::Known;
use crate::t;

/// The answer to a command, with buttons where it has none: the record that it is about, unless it
/// shows just that; what is to be done today; the menu. Groups are spared them.
pub(super) fn onward(known: &Known, chat: &Chat, command: &str, reply: Reply) -> Reply {
    let leads_on = reply.buttons().next().is_some()
        || reply.file.is_some()
        || reply.kind == ReplyKind::Ask
        || chat.group;
    if leads_on {
        return reply;
    }
    let lang = known.person.lang;
    let about = reply.about.filter(|code| parse::show(code.kind) != Some(command));
    let record = about.and_then(|code| show::to_show(t!(lang, "button-show"), code));
    let today = (command != Today::SPEC.name)
        .then(|| Button::new(t!(lang, "button-today"), &Today::default()));
    let help = record.is_none().then(|| Button::new(t!(lang, "button-help"), &Help::default()));
    reply.row(record.into_iter().chain(today).chain(help).collect())
}
