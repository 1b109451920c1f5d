//! `gendan jobs` and `gendan outbox`: what an operator looks at and sets right.

use std::io::{Write as _, stdout};

use bot_core::domain::ids::Instant;
use chrono::SecondsFormat;
use serde_json::{Value, json};

use crate::app::open_existing;
use crate::config::Config;
use crate::fault::{Done, Fault};

/// What is to become of replies that were given up.
pub enum Dead {
    /// They are shown.
    List,
    /// Some of them are sent again.
    Retry(Vec<i64>),
    /// Some of them are let rest.
    Drop(Vec<i64>),
}

/// Shows what runs next, what failed and why, and when each kind last ran.
pub async fn jobs(config: &Config, json: bool) -> Done {
    let store = open_existing(&config.address()).await?;
    let (kinds, failed) = (store.jobs().await?, store.failed_jobs().await?);
    let mut lines: Vec<(Value, String)> = Vec::new();
    for one in kinds {
        let (next, last) = (one.next.map(when), one.last.map(when));
        let text = format!(
            "{:16} timers {:>6}  waiting {:>4}  failed {:>4}  next {:20}  last {}",
            one.kind,
            one.timers,
            one.waiting,
            one.failed,
            next.as_deref().unwrap_or("-"),
            last.as_deref().unwrap_or("-")
        );
        let object = json!({ "kind": one.kind, "timers": one.timers, "waiting": one.waiting,
            "failed": one.failed, "next": next, "last": last });
        lines.push((object, text));
    }
    for one in failed {
        let due = when(one.due);
        let text = format!("failed: {} due {due}: {}", one.kind, one.why);
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
                let text = format!("closed: {} since {since}, {n} waiting ({})", one.chat, one.why);
                let object = json!({ "closed": one.chat, "since": since, "waiting": n,
                    "why": one.why });
                lines.push((object, text));
            }
            return print(&lines, json, "No reply was given up, and no chat is closed.");
        }
        Dead::Retry(seqs) => (seqs, true),
        Dead::Drop(seqs) => (seqs, false),
    };
    for seq in seqs {
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

fn when(at: Instant) -> String {
    at.utc().to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn print(lines: &[(Value, String)], json: bool, none: &str) -> Done {
    let mut out = stdout().lock();
    for (object, text) in lines {
        if json { writeln!(out, "{object}")? } else { writeln!(out, "{text}")? }
    }
    if lines.is_empty() && !json {
        writeln!(out, "{none}")?;
    }
    Ok(out.flush()?)
}
