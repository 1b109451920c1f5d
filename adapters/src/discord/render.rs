//! How a message looks on Discord: Markdown that nobody's words can change, buttons, lists to pick
//! from.

use bot_core::chat::reply::{Button, Reply, ReplyKind, Token};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Offer;
use super::forms::{ANSWER, form_of};
use crate::parts::Markup;

/// What Discord takes as the content of a message.
pub(super) const MARKDOWN: Markup =
    Markup { limit: 2000, strong: ("**", "**"), line: 1, cost, escaped };
/// What Discord takes below a message.
const ROWS: usize = 5;
const ROW: usize = 5;
const LABEL: usize = 80;
/// What a list to pick from takes.
const OPTIONS: usize = 25;
const OPTION: usize = 100;
/// From how many choices on a question is a list.
const MANY: usize = 10;

/// Characters that always mean something.
fn is_mark(c: char) -> bool {
    "\\*_~`|<[".contains(c)
}

fn cost(c: char) -> usize {
    c.len_utf16() + usize::from(is_mark(c))
}

/// Text that means nothing but itself. Addresses stay as they are: nothing in them is a mark.
fn escaped(text: &str, begins_line: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let of_line = if begins_line { mark_of_line(text) } else { None };
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if of_line == Some(at) || (is_mark(c) && address(&text[at..]).is_none()) {
            out.push('\\');
        }
        let end = at + address(&text[at..]).unwrap_or(c.len_utf8());
        out.push_str(&text[at..end]);
        at = end;
    }
    out
}

/// Where a line has what would make a heading, a quotation or a list of it.
fn mark_of_line(text: &str) -> Option<usize> {
    let bare = text.trim_start_matches(' ');
    let at = text.len() - bare.len();
    let after = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = after.len() < bare.len() && after.starts_with(['.', ')']);
    let marked = bare.starts_with(['#', '-', '>', '+']);
    (numbered || marked).then(|| if marked { at } else { text.len() - after.len() })
}

/// Where the address ends with which a text begins.
fn address(text: &str) -> Option<usize> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    if !host.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let end = host.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(host.len());
    Some(text.len() - host.len() + end)
}

/// What stands below a message: its buttons, or lists where they are many.
pub(super) fn components(reply: &Reply, message: Uuid, offers: &[Offer]) -> Vec<Value> {
    let answer = reply.answer.as_ref().map(|field| {
        let id: String = format!("{ANSWER}{field}").chars().take(100).collect();
        let label = clipped(&format!("✍️ {field}"), LABEL);
        json!({ "type": 1, "components": [{ "type": 2, "style": 1, "label": label, "custom_id": id }] })
    });
    let room = ROWS - usize::from(answer.is_some());
    let count = reply.buttons().count();
    let rows = reply.rows.iter().map(|row| row.len().div_ceil(ROW)).sum::<usize>();
    let lists = rows > room || (reply.kind == ReplyKind::Ask && count > MANY);
    let mut shown =
        if lists { lists_of(reply, message, room) } else { rows_of(reply, message, offers) };
    shown.extend(answer);
    shown
}

fn rows_of(reply: &Reply, message: Uuid, offers: &[Offer]) -> Vec<Value> {
    let (mut rows, mut index) = (Vec::new(), 0);
    for row in &reply.rows {
        let mut shown = Vec::new();
        for button in row {
            let token = Token { message, index }.write();
            let id =
                form_of(button, offers).map_or(token.clone(), |form| format!("{token}|{form}"));
            let label = clipped(label(button), LABEL);
            // The likeliest comes first.
            let style = if index == 0 { 1 } else { 2 };
            shown.push(json!({ "type": 2, "style": style, "label": label, "custom_id": id }));
            index += 1;
        }
        rows.extend(shown.chunks(ROW).map(|row| json!({ "type": 1, "components": row })));
    }
    rows
}

fn lists_of(reply: &Reply, message: Uuid, room: usize) -> Vec<Value> {
    let options = reply.buttons().enumerate().map(|(index, button)| {
        let token = Token { message, index }.write();
        json!({ "label": clipped(label(button), OPTION), "value": token })
    });
    let options: Vec<Value> = options.collect();
    if options.len() > room * OPTIONS {
        tracing::warn!(%message, left_out = options.len() - room * OPTIONS, "too many buttons");
    }
    let lists = options.chunks(OPTIONS).take(room).enumerate();
    let list = |(n, options): (usize, &[Value])| {
        let list = json!({ "type": 3, "custom_id": format!("pick:{n}"), "options": options });
        json!({ "type": 1, "components": [list] })
    };
    lists.map(list).collect()
}

/// Discord takes no button without a label.
fn label(button: &Button) -> &str {
    if button.label.trim().is_empty() { "…" } else { &button.label }
}

/// At most that many UTF-16 units of a text.
pub(super) fn clipped(text: &str, most: usize) -> String {
    let mut left = most;
    let fits = text.chars().take_while(|c| {
        let fits = c.len_utf16() <= left;
        left = left.saturating_sub(c.len_utf16());
        fits
    });
    let short: String = fits.collect();
    if short.len() == text.len() {
        return short;
    }
    let mut shorter: String = short.chars().take(short.chars().count().saturating_sub(1)).collect();
    shorter.push('…');
    shorter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_nothing_but_themselves() {
        for (said, shown) in [
            (
                "**bold** _x_ ~~y~~ `z` ||s||",
                "\\*\\*bold\\*\\* \\_x\\_ \\~\\~y\\~\\~ \\`z\\` \\|\\|s\\|\\|",
            ),
            ("<@1> @everyone <#2> [a](https://b.c)", "\\<@1> @everyone \\<#2> \\[a](https://b.c)"),
            ("# one", "\\# one"),
            ("  - two", "  \\- two"),
            ("> three", "\\> three"),
            ("4. four", "4\\. four"),
            ("see https://a.b/c_d_e*f and _g", "see https://a.b/c_d_e*f and \\_g"),
            ("https://a.b/c_d", "https://a.b/c_d"),
            ("https://*x*", "https://\\*x\\*"),
            ("L-1 张三 3.5", "L-1 张三 3.5"),
            ("", ""),
        ] {
            assert_eq!(escaped(said, true), shown, "{said}");
        }
        assert_eq!(escaped("# one", false), "# one");
    }

    #[test]
    fn a_label_is_cut_where_it_is_too_long() {
        assert_eq!(clipped("abc", 3), "abc");
        assert_eq!(clipped("abcd", 3), "ab…");
        assert_eq!(clipped("😀😀", 3), "…");
    }
}
