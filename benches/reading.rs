//! That reading stays linear, whatever somebody sends: `cargo bench --bench reading`, or one way of
//! reading with its name behind: `cargo bench --bench reading -- amounts`.
//!
//! What is held to a limit is a ratio within one run: four times the text may take five times as
//! long. The limit that is not held ends the run with a failure.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a benchmark prints what it found and stops where it cannot go on"
)]

use std::collections::HashSet;
use std::hint::black_box;
use std::time::{Duration, Instant};

use bot_core::chat::parse::{Draft, Env};
use bot_core::chat::understand::next_step::{next_steps, unplanned};
use bot_core::chat::understand::when::{Here, find_all, period_whole, whole};
use bot_core::chat::understand::{money, number};
use bot_core::commands;
use bot_core::domain::access::Roles;
use bot_core::domain::calendar::Calendar;
use bot_core::domain::fold::Folded;
use bot_core::domain::money::Currency;
use bot_core::domain::org::Lists;
use bot_core::domain::own::OwnFields;

/// The shorter text, in characters.
const SHORT: usize = 40_000;
/// How many times as long the longer one is.
const TIMES: usize = 4;
/// How many times as long it may take.
const LIMIT: f64 = 5.0;
/// How often each is read at most, on a machine that does other things as well; the quickest counts.
const ROUNDS: usize = 20;

/// What the texts repeat.
const PIECES: &[&str] = &[
    "1",
    "一",
    "十",
    "1,",
    "1.",
    "1-",
    "1/",
    "2026-02-30",
    "2026-03-01 ",
    "3月1日",
    "3点",
    "25:61 ",
    "下周八",
    "周五",
    "国庆后",
    "in 2 days ",
    "half ",
    "next ",
    "\"",
    "\" ",
    "a \"b\" ",
    "=",
    "a=",
    "a=1 ",
    "公司=A ",
    "公司: ",
    "name=A B ",
    "¥",
    "12万",
    "A*1 ",
    "*",
    "@",
    "9折",
    "% ",
    "138",
    "138 ",
    "13800138000 ",
    "张三13800138000,",
    "A138 0013 8000,",
    "展会,",
    "公司=A,B ",
    "备注=\"A\" ",
    "公司=A \"b\" ",
    "标签=A ",
    "a 12万的 ",
    "+1 (",
    "a@b.c ",
    "D-1 ",
    " ",
    "\n",
    "x ",
    "é",
    "。",
    ",",
];

/// One way of reading, and its name.
type Reader = (&'static str, Box<dyn Fn(&str)>);

fn main() {
    let mut held = true;
    let only: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    for (name, read) in readers() {
        if !only.is_empty() && !only.iter().any(|one| one == name) {
            continue;
        }
        let mut worst = (0.0, "");
        for piece in PIECES {
            let ratio = growth(piece, &read);
            if ratio > LIMIT {
                println!("{name}: {piece:?} over and over grows by {ratio:.1}; limit {LIMIT}");
                held = false;
            }
            if ratio > worst.0 {
                worst = (ratio, piece);
            }
        }
        println!(
            "{name}: {TIMES} times the text takes {:.1} times as long at most ({:?})",
            worst.0, worst.1
        );
    }
    assert!(held, "a limit was not held, see above");
}

/// How much longer the longer text takes.
fn growth(piece: &str, read: &dyn Fn(&str)) -> f64 {
    let times = SHORT / piece.chars().count();
    let (short, long) = (piece.repeat(times), piece.repeat(times * TIMES));
    // Turn by turn, so that what else the machine does meets both alike.
    let mut best = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        best = (best.0.min(took(&short, read)), best.1.min(took(&long, read)));
        if best.1.as_secs_f64() <= LIMIT * best.0.as_secs_f64() {
            break;
        }
    }
    best.1.as_secs_f64() / best.0.as_secs_f64()
}

fn took(text: &str, read: &dyn Fn(&str)) -> Duration {
    let began = Instant::now();
    read(text);
    began.elapsed()
}

fn readers() -> Vec<Reader> {
    let mut readers: Vec<Reader> = vec![
        (
            "moments",
            Box::new(|text| {
                here(|here| {
                    black_box((whole(text, here), find_all(text, here), period_whole(text, here)));
                });
            }),
        ),
        (
            "next steps",
            Box::new(|text| {
                here(|here| {
                    black_box((next_steps(text, here), unplanned(text, here)));
                });
            }),
        ),
        (
            "amounts",
            Box::new(|text| {
                black_box(money::find_all(text, Currency::CNY));
                let _ = black_box(money::whole(text, Currency::CNY));
                black_box((money::find_discounts(text), money::order_lines(text, Currency::CNY)));
                let _ = black_box(money::discount_whole(text));
                black_box(number::whole(text));
            }),
        ),
    ];
    for command in ["加线索", "新商机", "下次", "下单", "记电话", "业绩"] {
        readers.push((command, Box::new(move |text| command_of(command, text))));
    }
    readers
}

fn here(read: impl FnOnce(&Here<'_>)) {
    let now = "2026-03-11T15:30:00".parse().expect("a time");
    read(&Here { now, workdays: &Calendar::china() });
}

/// Reads a command from the first word to the last, as the engine does.
fn command_of(command: &str, text: &str) {
    let message = Folded::of(&format!("{command} {text}"));
    black_box(commands::names().recognise(message.text()));
    let spec = commands::specs()
        .into_iter()
        .find(|spec| spec.aliases.contains(&command))
        .expect("a command");
    let (lists, roles, calendar) = (Lists::default(), Roles::standard(), Calendar::china());
    let own = OwnFields::default();
    let env = Env {
        now: chrono::DateTime::parse_from_rfc3339("2026-03-11T15:30:00+08:00")
            .expect("a time")
            .to_utc()
            .into(),
        zone: chrono_tz::Asia::Shanghai,
        org_zone: chrono_tz::Asia::Shanghai,
        currency: Currency::CNY,
        lists: &lists,
        roles: &roles,
        calendar: &calendar,
        own: &own,
    };
    let draft = Draft::begin(spec, &message, command.len() + 1, serde_json::Map::new(), &env);
    black_box(draft.candidates());
    black_box(draft.finish(&HashSet::new()));
}
