//! `docs/pictures`: what a chat looks like, drawn from the very messages that the platforms are sent.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use adapters::discord::{Discord, DiscordSettings};
use adapters::telegram::{Telegram, TelegramSettings};
use bot_core::chat::channel::{Channel, Parcel};
use bot_core::chat::incoming::Address;
use serde_json::Value;

use super::fake_bot_api::{self, FakeBotApi};
use super::fake_discord::{self, FakeDiscord};
use crate::tidy::root;
use crate::world::scenes::customer;
use crate::world::{Seen, World, run};

/// The account that everything goes to.
const AMY: i64 = 501;

/// A message as it is drawn.
struct Bubble {
    mine: bool,
    /// Its lines, in pieces that stand out or do not.
    lines: Vec<Vec<(String, bool)>>,
    /// Its buttons.
    rows: Vec<Vec<String>>,
}

/// How a platform looks.
struct Look {
    ground: &'static str,
    mine: &'static str,
    theirs: &'static str,
    button: &'static str,
    label: &'static str,
}

const TELEGRAM: Look = Look {
    ground: "#d7e3d0",
    mine: "#eeffde",
    theirs: "#ffffff",
    button: "#f4f8ee",
    label: "#3a7a3a",
};
const DISCORD: Look = Look {
    ground: "#ffffff",
    mine: "#e8eaff",
    theirs: "#f2f3f5",
    button: "#5865f2",
    label: "#ffffff",
};

/// What is said in a picture: words, a press as `! label`, a place as `📍…`.
const SAID: [(&str, &[&str]); 2] = [
    (
        "zh",
        &[
            "加线索 张三 13800138000 公司=华星科技 20台空调",
            "记电话 华为 聊了价格，嫌贵，下周三再打",
            "📍31.240018,121.490317±12",
            "! 华为技术有限公司",
        ],
    ),
    (
        "en",
        &[
            "lang en",
            "lead add Ann Lee 13800138000 company=Acme 20 units",
            "log call 华为 talked about the price, call again next Wed",
            "! Move",
        ],
    ),
];

/// Plays what is said; gives each with what came of it.
async fn played(said: &[&str]) -> Vec<(String, Vec<Seen>)> {
    let world = World::new().await;
    let amy = world.rep("amy").await;
    customer(&world, "华为技术有限公司", amy).await;
    customer(&world, "华星电子", amy).await;
    let mut all = Vec::new();
    for words in said {
        match words.strip_prefix("! ") {
            Some(label) => world.press("amy", label).await,
            None => world.say("amy", words).await,
        }
        let came = std::iter::from_fn(|| world.channel.next_to("amy")).collect();
        if !words.starts_with("lang ") {
            all.push(((*words).to_owned(), came));
        }
    }
    all
}

fn parcel(to: &str, seen: &Seen) -> Parcel {
    Parcel {
        id: seen.id,
        to: Address(to.to_owned()),
        reply: seen.reply.clone(),
        edits: None,
        file: None,
        plain: false,
    }
}

/// A chat on Telegram.
async fn on_telegram(said: &[&str]) -> Vec<Bubble> {
    let fake = FakeBotApi::start().await;
    let settings = TelegramSettings {
        api_url: fake.url().to_owned(),
        ..TelegramSettings::new(fake_bot_api::TOKEN.into())
    };
    let bot: Arc<dyn Channel> =
        Arc::new(Telegram::connect(settings).await.expect("the fake is up"));
    let (mut bubbles, mut known) = (Vec::new(), 0);
    for (words, came) in played(said).await {
        bubbles.push(of_mine(&words));
        for seen in &came {
            bot.send(&parcel(&format!("telegram/77/{AMY}"), seen)).await.expect("it is sent");
        }
        let messages = fake.messages(AMY);
        for (_, body) in messages.iter().skip(known) {
            bubbles.push(of_html(body));
        }
        known = messages.len();
    }
    bubbles
}

/// A chat on Discord.
async fn on_discord(said: &[&str]) -> Vec<Bubble> {
    let fake = FakeDiscord::start().await;
    let settings = DiscordSettings {
        api_url: fake.url().to_owned(),
        ..DiscordSettings::new(fake_discord::TOKEN.into())
    };
    let bot = Discord::new(&settings, Vec::new()).expect("the settings are right");
    let (mut bubbles, mut known) = (Vec::new(), 0);
    let channel = FakeDiscord::direct(AMY);
    for (words, came) in played(said).await {
        bubbles.push(of_mine(&words));
        for seen in &came {
            bot.send(&parcel(&format!("discord/777/{channel}"), seen)).await.expect("it is sent");
        }
        let standing = fake.ours(&channel, 0).await;
        bubbles.extend(standing.iter().skip(known).map(|one| of_markdown(&one.body)));
        known = standing.len();
    }
    bubbles
}

/// What somebody says; a place is drawn as what it is.
fn of_mine(words: &str) -> Bubble {
    let (text, strong) = match words.strip_prefix("! ") {
        Some(label) => (format!("👆 {label}"), true),
        None if words.starts_with('📍') => ("📍 🗺".to_owned(), false),
        None => (words.to_owned(), false),
    };
    Bubble { mine: true, lines: vec![vec![(text, strong)]], rows: Vec::new() }
}

/// Pieces that a mark begins and ends.
fn pieces(
    line: &str,
    open: &str,
    close: &str,
    read: impl Fn(&str) -> String,
) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(open) {
        let (strong, after) = after.split_once(close).unwrap_or((after, ""));
        found.push((read(before), false));
        found.push((read(strong), true));
        rest = after;
    }
    found.push((read(rest), false));
    found.retain(|(text, _)| !text.is_empty());
    found
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn of_html(body: &Value) -> Bubble {
    let read = |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let lines = text(&body["text"]);
    let keys = body["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
    let row =
        |row: &Value| row.as_array().into_iter().flatten().map(|key| text(&key["text"])).collect();
    Bubble {
        mine: false,
        lines: lines.lines().map(|line| pieces(line, "<b>", "</b>", read)).collect(),
        rows: keys.iter().map(row).collect(),
    }
}

fn of_markdown(body: &Value) -> Bubble {
    let read = |text: &str| text.replace('\\', "");
    let lines = text(&body["content"]);
    let rows = body["components"].as_array().cloned().unwrap_or_default();
    let row = |row: &Value| {
        row["components"].as_array().into_iter().flatten().map(|key| text(&key["label"])).collect()
    };
    Bubble {
        mine: false,
        lines: lines.lines().map(|line| pieces(line, "**", "**", read)).collect(),
        rows: rows.iter().map(row).collect(),
    }
}

/// The picture is so wide, a bubble takes so many half characters, each so wide; a line is so high.
const WIDTH: usize = 480;
const COLUMNS: usize = 50;
const HALF: usize = 8;
const LINE: usize = 21;
const EDGE: usize = 10;
const BUTTON: usize = 30;

fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// A line in as many as it takes.
fn wrapped(line: &[(String, bool)]) -> Vec<Vec<(String, bool)>> {
    let mut lines = vec![Vec::<(String, bool)>::new()];
    let mut used = 0;
    for (text, strong) in line {
        for c in text.chars() {
            let wide = width(&c.to_string());
            if used + wide > COLUMNS {
                lines.push(Vec::new());
                used = 0;
            }
            used += wide;
            let Some(last) = lines.last_mut() else { continue };
            match last.last_mut() {
                Some((piece, same)) if same == strong => piece.push(c),
                _ => last.push((c.to_string(), *strong)),
            }
        }
    }
    lines
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn drawn(look: &Look, bubbles: &[Bubble]) -> String {
    let mut y = EDGE;
    let mut body = String::new();
    for bubble in bubbles {
        let lines: Vec<_> = bubble.lines.iter().flat_map(|line| wrapped(line)).collect();
        let widest = lines.iter().map(|line| line.iter().map(|(t, _)| width(t)).sum::<usize>());
        let columns = if bubble.rows.is_empty() { widest.max().unwrap_or(1) } else { COLUMNS };
        let wide = columns * HALF + 2 * EDGE;
        let high = lines.len() * LINE + EDGE;
        let x = if bubble.mine { WIDTH - EDGE - wide } else { EDGE };
        let fill = if bubble.mine { look.mine } else { look.theirs };
        let _ = writeln!(
            body,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" rx=\"9\" fill=\"{fill}\"/>"
        );
        for (n, line) in lines.iter().enumerate() {
            let (at, down) = (x + EDGE, y + (n + 1) * LINE - 3);
            let _ = write!(body, "<text x=\"{at}\" y=\"{down}\">");
            for (text, strong) in line {
                let weight = if *strong { " font-weight=\"bold\"" } else { "" };
                let _ = write!(body, "<tspan{weight}>{}</tspan>", escaped(text));
            }
            body.push_str("</text>\n");
        }
        y += high + 4;
        for row in &bubble.rows {
            let each = (wide - 4 * (row.len() - 1)) / row.len();
            for (n, label) in row.iter().enumerate() {
                let left = x + n * (each + 4);
                let short = shortened(label, each / HALF - 1);
                let (fill, ink) = (look.button, look.label);
                let (middle, down) = (left + each / 2, y + 20);
                let _ = writeln!(
                    body,
                    "<rect x=\"{left}\" y=\"{y}\" width=\"{each}\" height=\"{BUTTON}\" rx=\"6\" \
                     fill=\"{fill}\"/><text x=\"{middle}\" y=\"{down}\" fill=\"{ink}\" \
                     text-anchor=\"middle\">{}</text>",
                    escaped(&short)
                );
            }
            y += BUTTON + 4;
        }
        y += 6;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {y}\" width=\"{WIDTH}\" \
         height=\"{y}\" font-family=\"-apple-system, 'Segoe UI', 'PingFang SC', 'Noto Sans CJK SC', \
         sans-serif\" font-size=\"14\" fill=\"#1b1f23\">\n\
         <rect width=\"{WIDTH}\" height=\"{y}\" fill=\"{}\"/>\n{body}</svg>\n",
        look.ground
    )
}

fn shortened(label: &str, columns: usize) -> String {
    let mut used = 0;
    let fits: String = label
        .chars()
        .take_while(|c| {
            used += width(&c.to_string());
            used <= columns
        })
        .collect();
    if fits.len() == label.len() { fits } else { format!("{fits}…") }
}

#[test]
fn the_pictures_of_the_manuals_are_of_what_is_sent_today() {
    let mut old = Vec::new();
    for (lang, said) in SAID {
        let (telegram, discord) = run(async {
            let both = async { (on_telegram(said).await, on_discord(said).await) };
            tokio::time::timeout(Duration::from_mins(1), both).await.expect("in time")
        });
        for (platform, look, bubbles) in
            [("telegram", &TELEGRAM, telegram), ("discord", &DISCORD, discord)]
        {
            let path = root().join(format!("docs/pictures/{platform}-{lang}.svg"));
            let picture = drawn(look, &bubbles);
            if std::env::var_os("GENDAN_WRITE_DOCS").is_some() {
                std::fs::create_dir_all(root().join("docs/pictures")).expect("a folder");
                std::fs::write(&path, &picture).expect("written");
            }
            if std::fs::read_to_string(&path).unwrap_or_default() != picture {
                old.push(path.display().to_string());
            }
        }
    }
    assert!(old.is_empty(), "{old:?} are old: run GENDAN_WRITE_DOCS=1 ./test");
}
