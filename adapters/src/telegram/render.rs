//! How a message looks on Telegram: HTML, and the buttons below it.

use bot_core::chat::reply::{Button, Reply, Token};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::parts::Markup;

/// What Telegram takes with `parse_mode` HTML.
pub(super) const HTML: Markup = Markup {
    limit: 4096,
    strong: ("<b>", "</b>"),
    line: 0,
    cost,
    escaped: |text, _| escaped(text),
};
/// The same as the words beside a file.
pub(super) const CAPTION: Markup = Markup { limit: 1024, ..HTML };
/// What Telegram shows of a keyboard.
const ROW: usize = 8;
const BUTTONS: usize = 100;

fn cost(c: char) -> usize {
    match c {
        '&' => 5,
        '<' | '>' => 4,
        c => c.len_utf16(),
    }
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            c => html.push(c),
        }
    }
    html
}

/// The buttons, which carry nothing but where to look up what they do.
pub(super) fn keyboard(reply: &Reply, message: Uuid) -> Value {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let mut index = 0;
    for row in &reply.rows {
        let mut shown = Vec::new();
        for button in row {
            let token = Token { message, index }.write();
            if index < BUTTONS {
                shown.push(json!({ "text": label(button), "callback_data": token }));
            }
            index += 1;
        }
        rows.extend(shown.chunks(ROW).map(<[Value]>::to_vec));
    }
    if index > BUTTONS {
        tracing::warn!(%message, left_out = index - BUTTONS, "too many buttons");
    }
    json!({ "inline_keyboard": rows })
}

/// Telegram takes no button without a label.
fn label(button: &Button) -> &str {
    if button.label.trim().is_empty() { "…" } else { &button.label }
}
