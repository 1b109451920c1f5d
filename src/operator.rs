//! `gendan jobs` and `gendan outbox`: what an operator looks at and sets right.

use std::io::{Write as _, stdout};

use bot_core::commands::show;
use bot_core::domain::deadlines::TOLD;
use bot_core::domain::ids::Instant;
use bot_core::domain::people::Lang;
use bot_core::t;
use chrono::SecondsFormat;
use chrono_tz::Tz;
use serde_json::{Value, json};

use crate::app::open_existing;
use crate::config::Config;
use crate::fault::{Done, Fault};

/// What is to become of replies that were given up.
pub enum Dead {
    /// They are shown.
    List,
    /// Some of them are sent again; all where one is none.
    Retry(Vec<Option<i64>>),
    /// Some of them are let rest; all where one is none.
    Drop(Vec<Option<i64>>),
}

/// Shows what runs next, what failed and why, and when each kind last ran.
pub async fn jobs(config: &Config, json: bool) -> Done {
    let store = open_existing(&config.address()).await?;
    let (kinds, failed) = (store.jobs().await?, store.failed_jobs().await?);
    let org = store.orgs().await?.into_iter().next();
    let (lang, zone) = org.map_or((Lang::default(), Tz::UTC), |org| (org.lang, org.zone));
    let here = |at: Instant| {
        let at = at.utc().with_timezone(&zone);
        at.format("%Y-%m-%d %H:%M").to_string()
    };
    let mut lines: Vec<(Value, String)> = Vec::new();
    for one in kinds {
        let (next, last) = (one.next.map(when), one.last.map(when));
        let text = t!(
            lang,
            "jobs-line",
            kind = kind_word(lang, &one.kind),
            timers = one.timers,
            waiting = one.waiting,
            failed = one.failed,
            next = one.next.map_or_else(|| "-".to_owned(), here),
            last = one.last.map_or_else(|| "-".to_owned(), here)
        );
        let object = json!({ "kind": one.kind, "timers": one.timers, "waiting": one.waiting,
            "failed": one.failed, "next": next, "last": last });
        lines.push((object, text));
    }
    for one in failed {
        let due = when(one.due);
        let (kind, at, why) = (kind_word(lang, &one.kind), here(one.due), &one.why);
        let text = t!(lang, "jobs-failed", kind = kind, at = at, why = why);
        lines.push((json!({ "failed": one.kind, "due": due, "why": one.why }), text));
    }
    print(&lines, json, "No job is planned.")
}

/// Shows replies that were given up, or decides about one.
pub async fn outbox(config: &Config, what: Dead, json: bool) -> Done {
    let store = open_existing(&config.address()).await?;
    let (seqs, again) = match what {
        Dead::List => {
            let mut lines = Vec::new();
            for one in store.dead_replies().await? {
                let at = when(one.at);
                let text = format!("{} {at} {}: {} ({})", one.seq, one.chat, one.text, one.why);
                let object = json!({ "seq": one.seq, "at": at, "chat": one.chat,
                    "text": one.text, "why": one.why });
                lines.push((object, text));
            }
            for one in store.closed_chats().await? {
                let (since, n) = (when(one.since), one.waiting);
                let text =
                    format!("closed: {} since {since}, {n} waiting ({})", one.chat.0, one.why);
                let object = json!({ "closed": one.chat, "since": since, "waiting": n,
                    "why": one.why });
                lines.push((object, text));
            }
            return print(&lines, json, "No reply was given up, and no chat is closed.");
        }
        Dead::Retry(seqs) => (seqs, true),
        Dead::Drop(seqs) => (seqs, false),
    };
    let dead = store.dead_seqs().await?;
    let mut named: Vec<i64> = seqs.iter().flatten().copied().collect();
    if seqs.contains(&None) {
        if dead.is_empty() {
            return print(&[], false, "No reply was given up.");
        }
        named.clone_from(&dead);
    }
    // The oldest goes first in its chat's line.
    named.sort_unstable();
    named.dedup();
    for seq in named {
        let found =
            if again { store.retry_reply(seq).await? } else { store.drop_reply(seq).await? };
        if !found {
            return Err(Fault::Failed(format!(
                "no reply {seq} was given up; `gendan outbox list` shows those that were"
            )));
        }
    }
    Ok(())
}

/// What a kind of job or timer does, in words.
fn kind_word(lang: Lang, kind: &str) -> String {
    let word = |kind: &str| show::word(lang, "job", kind);
    match kind.strip_prefix(TOLD) {
        Some(rule) => t!(lang, "job-told", what = word(rule)),
        None => word(kind),
    }
}

fn when(at: Instant) -> String {
    at.utc().to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn print(lines: &[(Value, String)], json: bool, none: &str) -> Done {
    let mut out = stdout().lock();
    for (object, text) in lines {
        if json { writeln!(out, "{object}")? } else { writeln!(out, "{text}")? }
    }
    if lines.is_empty() {
        writeln!(out, "{}", if json { "[]" } else { none })?;
    }
    Ok(out.flush()?)
}
