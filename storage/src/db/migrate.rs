//! The schema: numbered steps, never changed once released, replayed in order.

use sha2::{Digest as _, Sha384};

use bot_core::store::{StoreError, Stored};

use super::conn::{Conn, Failed, of_open};
use super::lanes::Lane;
use super::sql;
use super::target::Target;
use crate::dump::hex;
use crate::open::OpenError;

/// Each step: its number, what it is about, its text.
const STEPS: [(i64, &str, &str); 35] = [
    (1, "spine", include_str!("../../migrations/0001_spine.sql")),
    (2, "told", include_str!("../../migrations/0002_told.sql")),
    (3, "lines", include_str!("../../migrations/0003_lines.sql")),
    (4, "terminal", include_str!("../../migrations/0004_terminal.sql")),
    (5, "people", include_str!("../../migrations/0005_people.sql")),
    (6, "erasure", include_str!("../../migrations/0006_erasure.sql")),
    (7, "long lines", include_str!("../../migrations/0007_long_lines.sql")),
    (8, "phone parts", include_str!("../../migrations/0008_phone_parts.sql")),
    (9, "rules", include_str!("../../migrations/0009_rules.sql")),
    (10, "edited", include_str!("../../migrations/0010_edited.sql")),
    (11, "reports", include_str!("../../migrations/0011_reports.sql")),
    (12, "exports", include_str!("../../migrations/0012_exports.sql")),
    (13, "promises", include_str!("../../migrations/0013_promises.sql")),
    (14, "closed chats", include_str!("../../migrations/0014_closed_chats.sql")),
    (15, "approvals", include_str!("../../migrations/0015_approvals.sql")),
    (16, "prices", include_str!("../../migrations/0016_prices.sql")),
    (17, "merging", include_str!("../../migrations/0017_merging.sql")),
    (18, "entering", include_str!("../../migrations/0018_entering.sql")),
    (19, "activity times", include_str!("../../migrations/0019_activity_times.sql")),
    (20, "bots", include_str!("../../migrations/0020_bots.sql")),
    (21, "own fields", include_str!("../../migrations/0021_own_fields.sql")),
    (22, "visits", include_str!("../../migrations/0022_visits.sql")),
    (23, "breadth", include_str!("../../migrations/0023_breadth.sql")),
    (24, "keys by rung", include_str!("../../migrations/0024_keys_by_rung.sql")),
    (25, "last ran", include_str!("../../migrations/0025_last_ran.sql")),
    (26, "closed chats by time", include_str!("../../migrations/0026_closed_chats_by_time.sql")),
    (27, "jobs in turn", include_str!("../../migrations/0027_jobs_in_turn.sql")),
    (28, "setup", include_str!("../../migrations/0028_setup.sql")),
    (29, "narrow keys", include_str!("../../migrations/0029_narrow_keys.sql")),
    (30, "rare lists", include_str!("../../migrations/0030_rare_lists.sql")),
    (31, "waiting leads", include_str!("../../migrations/0031_waiting_leads.sql")),
    (32, "deals of a customer", include_str!("../../migrations/0032_deals_of_a_customer.sql")),
    (33, "keys of a record", include_str!("../../migrations/0033_keys_of_a_record.sql")),
    (
        34,
        "deals of a customer in order",
        include_str!("../../migrations/0034_deals_of_a_customer_in_order.sql"),
    ),
    (35, "participants", include_str!("../../migrations/0035_participants.sql")),
];

/// Brings a database up to date; one that knows more than this program is refused.
///
/// Several programs may begin at once: one of them takes the steps, the others wait for it.
pub(super) async fn migrate(conn: &mut Conn, target: &Target) -> Result<(), OpenError> {
    upto(conn, target, STEPS.len()).await
}

/// The number of the newest step.
pub(crate) fn newest() -> i64 {
    STEPS.iter().map(|(n, _, _)| *n).max().unwrap_or_default()
}

/// What the steps up to this one say.
pub(crate) fn texts(step: i64) -> impl Iterator<Item = &'static str> {
    STEPS.iter().filter(move |(n, _, _)| *n <= step).map(|(_, _, text)| *text)
}

/// One step.
struct Step {
    version: i64,
    name: &'static str,
    text: String,
}

impl Step {
    /// What is noted down beside a step that was taken, which is never changed afterwards.
    fn checksum(&self) -> String {
        hex(&Sha384::digest(&self.text))
    }
}

/// Takes those of the first steps that are missing: all of them, or none.
pub(super) async fn upto(conn: &mut Conn, target: &Target, steps: usize) -> Result<(), OpenError> {
    if is_noted(conn, target).await? && missing(conn, target, steps).await?.is_empty() {
        return Ok(());
    }
    let begin = std::iter::once(target.begin_write()).chain(target.turn_to_migrate());
    let begun = conn.send(target, begin.map(|text| sql!(text)).collect()).await;
    let done = match begun {
        Ok(_) => run(conn, target, steps).await,
        Err(error) => Err(of_open(target, &error)),
    };
    let end = if done.is_ok() { "commit" } else { "rollback" };
    let ended = conn.send(target, vec![sql!(end)]).await;
    done?;
    ended.map(drop).map_err(|error| of_open(target, &error))
}

/// Takes those of the first steps that are missing, in the transaction that is open.
pub(super) async fn run(conn: &mut Conn, target: &Target, steps: usize) -> Result<(), OpenError> {
    let failed = |error: Failed| of_open(target, &error);
    conn.batch(target.notes().to_owned()).await.map_err(failed)?;
    for step in missing(conn, target, steps).await? {
        let note = sql!(target.take_step(), step.version, step.name, step.checksum());
        conn.batch(step.text).await.map_err(failed)?;
        conn.send(target, vec![note]).await.map_err(failed)?;
    }
    Ok(())
}

/// Tells whether there is a list of the steps that were taken.
async fn is_noted(conn: &mut Conn, target: &Target) -> Result<bool, OpenError> {
    let answers = conn.send(target, vec![sql!(target.tables())]).await;
    let answers = answers.map_err(|error| of_open(target, &error))?;
    let counted = answers.iter().flat_map(|answer| &answer.rows).map(|row| row.get::<i64>(1));
    let counted: Stored<Vec<i64>> = counted.collect();
    Ok(counted.map_err(|error| OpenError::of(target, error))? != [0])
}

/// Those of the first steps that were not taken yet. One that was taken and that this program does
/// not know, or knows otherwise, is refused.
async fn missing(conn: &mut Conn, target: &Target, steps: usize) -> Result<Vec<Step>, OpenError> {
    let steps = STEPS.iter().take(steps);
    let steps =
        steps.map(|&(version, name, text)| Step { version, name, text: target.schema(text) });
    let steps: Vec<Step> = steps.collect();
    let answers = conn.send(target, vec![sql!(target.taken_steps())]).await;
    let answers = answers.map_err(|error| of_open(target, &error))?;
    let mut taken = Vec::new();
    for row in answers.iter().flat_map(|answer| &answer.rows) {
        let read = row.get(0).and_then(|version: i64| Ok((version, row.get::<String>(1)?)));
        let (version, checksum) = read.map_err(|error| OpenError::of(target, error))?;
        let known = steps.iter().find(|step| step.version == version);
        if known.is_none_or(|step| step.checksum() != checksum) {
            let path = target.to_string().into();
            return Err(OpenError::NewerSchema { path, step: version });
        }
        taken.push(version);
    }
    Ok(steps.into_iter().filter(|step| !taken.contains(&step.version)).collect())
}

/// Tells whether there are tables that no step of ours has made.
pub(super) async fn is_foreign(lane: &mut Lane, target: &Target) -> Stored<bool> {
    let answers = lane.send(vec![sql!(target.tables())]).await?;
    let row = answers.first().and_then(|answer| answer.rows.first());
    let counted = row.map(|row| Ok::<_, StoreError>((row.get::<i64>(0)?, row.get::<i64>(1)?)));
    Ok(counted.transpose()?.is_some_and(|(all, ours)| all > 0 && ours == 0))
}

#[cfg(test)]
pub(crate) mod samples {
    use super::*;

    /// The rows that each step brought, on top of those of the steps before it.
    pub(crate) const SAMPLES: [&str; STEPS.len()] = [
        include_str!("../../migrations/samples/0001.sql"),
        include_str!("../../migrations/samples/0002.sql"),
        include_str!("../../migrations/samples/0003.sql"),
        include_str!("../../migrations/samples/0004.sql"),
        include_str!("../../migrations/samples/0005.sql"),
        include_str!("../../migrations/samples/0006.sql"),
        include_str!("../../migrations/samples/0007.sql"),
        include_str!("../../migrations/samples/0008.sql"),
        include_str!("../../migrations/samples/0009.sql"),
        include_str!("../../migrations/samples/0010.sql"),
        include_str!("../../migrations/samples/0011.sql"),
        include_str!("../../migrations/samples/0012.sql"),
        include_str!("../../migrations/samples/0013.sql"),
        include_str!("../../migrations/samples/0014.sql"),
        include_str!("../../migrations/samples/0015.sql"),
        include_str!("../../migrations/samples/0016.sql"),
        include_str!("../../migrations/samples/0017.sql"),
        include_str!("../../migrations/samples/0018.sql"),
        include_str!("../../migrations/samples/0019.sql"),
        include_str!("../../migrations/samples/0020.sql"),
        include_str!("../../migrations/samples/0021.sql"),
        include_str!("../../migrations/samples/0022.sql"),
        include_str!("../../migrations/samples/0023.sql"),
        include_str!("../../migrations/samples/0024.sql"),
        include_str!("../../migrations/samples/0025.sql"),
        include_str!("../../migrations/samples/0026.sql"),
        include_str!("../../migrations/samples/0027.sql"),
        include_str!("../../migrations/samples/0028.sql"),
        include_str!("../../migrations/samples/0029.sql"),
        include_str!("../../migrations/samples/0030.sql"),
        include_str!("../../migrations/samples/0031.sql"),
        include_str!("../../migrations/samples/0032.sql"),
        include_str!("../../migrations/samples/0033.sql"),
        include_str!("../../migrations/samples/0034.sql"),
        include_str!("../../migrations/samples/0035.sql"),
    ];

    /// Makes a database as it was after so many steps.
    pub(crate) async fn make(target: &Target, steps: usize) {
        let mut conn = Conn::open(target, false).await.expect("a connection");
        for (step, sample) in (1..=steps).zip(SAMPLES) {
            upto(&mut conn, target, step).await.expect("the schema of then");
            let done = conn.batch(target.literals(sample)).await;
            done.unwrap_or_else(|error| panic!("its rows: {error}"));
        }
        conn.close().await;
    }
}

#[cfg(test)]
mod tests {
    use std::task::Poll;

    use bot_core::domain::access::Roles;
    use bot_core::domain::ids::Kind;

    use super::samples::{SAMPLES, make};
    use super::*;
    use crate::database;
    use crate::db::{Db, Options, sql};
    use crate::keys::keys_of;
    use crate::record::table;
    use crate::system;

    #[tokio::test]
    async fn rows_of_every_step_can_still_be_read() {
        let dir = tempfile::tempdir().expect("a folder");
        for steps in 1..=STEPS.len() {
            let target = Target::File(dir.path().join(format!("{steps}.db")));
            make(&target, steps).await;
            let db = Db::open(&target, Options::default()).await.expect("up to date");
            assert!(db.integrity_check().await.expect("checked").is_empty());
            let orgs = db.ask(sql!(system::ORGS)).await.expect("orgs");
            let org = crate::orgs::org_at(&orgs[0], 0).expect("an org");
            assert_eq!(org.roles, Roles::standard());
            for kind in Kind::ALL {
                let (columns, name) = (table(kind).columns(), table(kind).name);
                let text = format!("select {columns} from {name} r where r.org = $1");
                let rows = db.ask(sql!(text, org.id)).await.expect("rows");
                // A kind has rows from the step on that brought its table.
                let made = format!("create table {name} (");
                let there = STEPS.iter().take(steps).any(|(_, _, text)| text.contains(&made));
                assert_eq!(!rows.is_empty(), there, "step {steps}: {name}");
                for row in &rows {
                    let fields = table(kind).fields(row).expect("fields");
                    keys_of(kind, &fields).expect("a record");
                }
            }
        }
    }

    /// Polls a future so many times, then drops it: the program was stopped there. Gives whether it
    /// came to its end before.
    async fn stopped_after(polls: usize, work: impl Future<Output = ()>) -> bool {
        let mut work = std::pin::pin!(work);
        let mut polled = 0;
        std::future::poll_fn(|cx| {
            polled += 1;
            if polled > polls {
                return Poll::Ready(false);
            }
            work.as_mut().poll(cx).map(|()| true)
        })
        .await
    }

    #[tokio::test]
    async fn steps_that_are_stopped_anywhere_are_taken_whole_or_not_at_all() {
        let dir = tempfile::tempdir().expect("a folder");
        // How often a server is waited for depends on how quick it is.
        let least = if database::server().is_some() { 0 } else { STEPS.len() };
        let (mut polls, mut stopped) = (0, 0);
        for turn in 0.. {
            let folder = dir.path().join(turn.to_string());
            std::fs::create_dir(&folder).expect("a folder of its own");
            let target = Target::of(&database::fresh(&folder).await).expect("an address");
            make(&target, 1).await;
            let whole = stopped_after(polls, async {
                let mut conn = Conn::open(&target, false).await.expect("a connection");
                migrate(&mut conn, &target).await.expect("up to date");
            })
            .await;
            let db = Db::open(&target, Options::default()).await.expect("the rest of the steps");
            assert!(db.integrity_check().await.expect("checked").is_empty());
            let step = db.ask(sql!(system::STEP)).await.expect("a step");
            assert_eq!(step[0].get::<i64>(0).expect("a number"), newest());
            let orgs = db.ask(sql!(system::ORGS)).await.expect("orgs");
            assert_eq!(orgs.len(), 1, "stopped after {polls} polls");
            db.close().await;
            if whole && polls > least {
                break;
            }
            // A wait that is over before anybody looks is none: what was too quick is tried again.
            if whole && turn < 3 * STEPS.len() {
                continue;
            }
            stopped += usize::from(!whole);
            // On a server each turn is a schema of its own, which takes its time.
            polls += if database::server().is_some() { 7 } else { 1 };
        }
        assert!(stopped > least, "it was stopped in the middle too rarely: {stopped}");
    }

    #[tokio::test]
    async fn a_phone_that_was_there_before_is_found_by_its_parts() {
        let dir = tempfile::tempdir().expect("a folder");
        let target = Target::File(dir.path().join("old.db"));
        make(&target, 7).await;
        let db = Db::open(&target, Options::default()).await.expect("up to date");
        let orgs = db.ask(sql!(system::ORGS)).await.expect("orgs");
        let org = crate::orgs::org_at(&orgs[0], 0).expect("an org");
        let text = "select r.key from search_key r where r.rung = 8 and r.key = '8000' \
            and r.org_no = (select o.no from org o where o.org = $1)";
        assert_eq!(db.ask(sql!(text, org.id)).await.expect("keys").len(), 1);
    }

    #[test]
    fn every_table_has_a_sample() {
        for (&(_, step, text), sample) in STEPS.iter().zip(SAMPLES) {
            for name in text.split("create table ").skip(1) {
                let name = name.split_whitespace().next().unwrap_or_default();
                let filled = sample.contains(&format!(" into {name} ("));
                assert!(filled || name == "refusal", "{step}: {name}");
            }
        }
    }
}
