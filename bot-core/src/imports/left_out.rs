//! The rows of a file that did not come in, as a file: each as it was, and why. Put right, it can be
//! sent again.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::errand::{Errand, Sending, Way, looked_at};
use super::report::{Sort, grouped};
use super::{Row, What};
use crate::chat::reply::{Reply, ToMake};
use crate::domain::ids::Instant;
use crate::domain::org::Org;
use crate::domain::people::{Lang, Person};
use crate::exports::sheet::values;
use crate::store::{Stored, Tx};
use crate::t;

/// Of which file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The key of the file.
    pub import: Uuid,
    /// What it holds.
    pub what: What,
    /// How it came in.
    pub way: Way,
}

impl LeftOut {
    /// The message that brings it.
    pub(super) fn message(&self, lang: Lang, n: usize) -> Reply {
        let reply = Reply::say(t!(lang, "bring-left-out", n = grouped(n)));
        let name = format!("{}.csv", t!(lang, "bring-left-out-name", what = self.what.name(lang)));
        match serde_json::to_value(self) {
            Ok(of) => reply.with_file(ToMake { name, of }),
            Err(_) => reply,
        }
    }
}

/// Makes it; nothing where the file is gone.
pub async fn left_out(
    tx: &mut dyn Tx,
    (org, person): (&Org, &Person),
    of: &LeftOut,
    now: Instant,
) -> Stored<Option<Result<Vec<u8>, String>>> {
    let lang = person.lang;
    let errand = Errand {
        change: Uuid::nil(),
        person: person.person_id(),
        file: of.import,
        what: of.what,
        way: of.way,
        far: None,
    };
    let sending = Sending { org: org.clone(), lang, now, actor: person.person_id() };
    let Ok((sheet, plan)) = looked_at(tx, sending, &errand).await? else { return Ok(None) };
    let mut why: HashMap<usize, Vec<&str>> = HashMap::new();
    for group in &plan.report.groups {
        if matches!(group.sort, Sort::LeftOut | Sort::Conflict) {
            for line in &group.lines {
                why.entry(*line).or_default().push(&group.reason);
            }
        }
    }
    let mut rows: Vec<&Row> =
        sheet.rows.iter().chain(sheet.odd.iter().map(|(row, _)| row)).collect();
    rows.sort_by_key(|row| row.line);
    let width = sheet.header.len();
    let cells = rows.into_iter().filter_map(|row| {
        let why = why.get(&row.line)?.join("; ");
        let mut cells = row.cells.clone();
        cells.resize(width.max(cells.len()), String::new());
        cells.push(why);
        Some(cells)
    });
    let mut header = sheet.header.clone();
    header.push(t!(lang, "import-why"));
    Ok(Some(values(&header, cells)))
}
