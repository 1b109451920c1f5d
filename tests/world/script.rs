//! How a conversation is written down.
//!
//! ```text
//! amy: 加线索 张三 13800138000        amy says it in her direct chat
//! amy~: 加线索 张三 13900139000        amy writes that in place of what she said last
//! amy>: 明天再打                       amy answers the newest message of the bot to her
//! amy#east: 线索                      amy says it in the group east
//! amy#east>: 12万                    amy answers the newest message of the bot in that group
//! amy! 查看                           amy presses the newest button of hers with this label
//! @2026-03-12T09:00:00+08:00          the clock moves, and what is due happens
//! bot: ✅ 已记下 张三（L-1） [查看]    the next message begins with this line and has these buttons
//! bot>chen: …                         the same in the chat with chen, whatever went to others
//!   | 电话: 13800138000               the same message has this line too
//!   ~ 13800                           the same message has these words somewhere
//!   - 13800                           the same message has these words nowhere
//!   ^                                 the same message took the place of an earlier one
//! ```
//!
//! In an expected line `…` stands for any words. A message that nobody expected fails the test.

use super::{Seen, World};

/// Plays a script; panics where what happens is not what it says.
pub async fn play(world: &World, script: &str) {
    let mut shown: Option<Seen> = None;
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line == "^" {
            assert!(shown.as_ref().is_some_and(|seen| seen.edits), "not in place: {shown:?}");
        } else if let Some(rest) =
            ["| ", "~ ", "- "].iter().find_map(|mark| line.strip_prefix(mark))
        {
            let seen = shown.as_ref().unwrap_or_else(|| panic!("{line}: no message before it"));
            detail(line, rest, seen);
        } else if let Some(rest) = line.strip_prefix("bot") {
            shown = Some(expected(world, line, rest));
        } else {
            nothing_unexpected(world, line);
            act(world, line).await;
            shown = None;
        }
    }
    nothing_unexpected(world, "the end");
}

async fn act(world: &World, line: &str) {
    if let Some(at) = line.strip_prefix('@') {
        world.at(at);
        return world.settle().await;
    }
    if let Some((who, label)) = line.split_once("! ") {
        return world.press(who, label).await;
    }
    let (who, text) = line.split_once(": ").unwrap_or_else(|| panic!("not understood: {line}"));
    match who.split_once('#') {
        Some((who, group)) => match group.strip_suffix('>') {
            Some(group) => {
                let answered = world.channel.newest(&format!("#{group}"));
                world.say_in(group, &format!("{who}>{answered}"), text).await;
            }
            None => world.say_in(group, who, text).await,
        },
        None => match (who.strip_suffix('~'), who.strip_suffix('>')) {
            (Some(who), _) => world.edit(who, text).await,
            (_, Some(who)) => {
                let answered = world.channel.newest(who);
                world.say(&format!("{who}>{answered}"), text).await;
            }
            _ => world.say(who, text).await,
        },
    }
}

fn nothing_unexpected(world: &World, before: &str) {
    if let Some(seen) = world.channel.next() {
        panic!("before «{before}» {} was told, unexpectedly:\n{}", seen.to, shown_as(&seen));
    }
}

fn expected(world: &World, line: &str, rest: &str) -> Seen {
    let (to, text) = rest.split_once(':').unwrap_or_else(|| panic!("not understood: {line}"));
    let next = match to.strip_prefix('>') {
        Some(to) => world.channel.next_to(to).or_else(|| world.channel.next()),
        None => world.channel.next(),
    };
    let seen = next.unwrap_or_else(|| panic!("nothing came, expected: {line}"));
    let whole = shown_as(&seen);
    if let Some(to) = to.strip_prefix('>') {
        assert_eq!(seen.to, to, "sent to the wrong chat: {line}\n{whole}");
    }
    let (text, buttons) = buttons_of(text.trim());
    let first = seen.reply.plain().lines().next().unwrap_or_default().to_owned();
    assert!(matches(&first, &text), "expected: {line}\ngot:\n{whole}");
    for button in buttons {
        let has = seen.reply.buttons().any(|b| b.label == button);
        assert!(has, "no button [{button}], expected: {line}\ngot:\n{whole}");
    }
    seen
}

fn detail(line: &str, rest: &str, seen: &Seen) {
    let plain = seen.reply.plain();
    let fine = match line.chars().next() {
        Some('|') => plain.lines().any(|l| matches(l, rest)),
        Some('~') => plain.contains(rest),
        _ => !shown_as(seen).contains(rest),
    };
    assert!(fine, "expected: {line}\ngot:\n{}", shown_as(seen));
}

/// Takes the trailing `[label]`s off an expected line.
fn buttons_of(text: &str) -> (String, Vec<String>) {
    let mut text = text.trim();
    let mut buttons = Vec::new();
    while let Some(start) = text.strip_suffix(']').and_then(|t| t.rfind('[')) {
        buttons.push(text[start + 1..text.len() - 1].to_owned());
        text = text[..start].trim_end();
    }
    (text.to_owned(), buttons)
}

/// Compares a line with an expectation in which `…` stands for any words.
fn matches(line: &str, expected: &str) -> bool {
    let mut parts = expected.split('…');
    let Some(mut rest) = parts.next().and_then(|first| line.strip_prefix(first)) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    for (i, part) in parts.iter().enumerate() {
        if i + 1 == parts.len() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.is_empty()
}

/// A message as a person would see it.
pub fn shown_as(seen: &Seen) -> String {
    let mut text = seen.reply.plain();
    for row in &seen.reply.rows {
        let labels: Vec<String> = row.iter().map(|b| format!("[{}]", b.label)).collect();
        text.push('\n');
        text.push_str(&labels.join(" "));
    }
    text
}
