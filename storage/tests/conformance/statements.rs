//! What is sent: every statement names its org, uses an index, and travels with others.

use std::fs;
use std::path::{Path, PathBuf};

use bot_core::chat::incoming::Address;
use bot_core::chat::reply::Reply;
use bot_core::domain::access::{Reach, Scope};
use bot_core::domain::ids::{Instant, Kind};
use bot_core::domain::record::Record as _;
use bot_core::store::{
    AuditFilter, DealFilter, LeadFilter, Listing, NewReply, Noted, Origin, RecordsExt as _, Split,
    Store as _, Tx,
};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Row as _};
use storage::Value;
use uuid::Uuid;

use crate::database;
use crate::world::{NOW, SOURCE, World, incoming, lead, origin, scope};

/// The files that are shipped.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ext| ext == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
    found
}

/// The string literals of a source file.
fn literals(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'/') => {
                chars.by_ref().find(|c| *c == '\n');
            }
            '\'' => {
                // A character, or a lifetime: only the former can hide a quotation mark.
                let mut ahead = chars.clone();
                match (ahead.next(), ahead.next()) {
                    (Some('\\'), Some(_)) | (Some('"'), Some('\'')) => {
                        chars.next();
                        chars.next();
                    }
                    _ => {}
                }
            }
            '"' => {
                let mut text = String::new();
                while let Some(c) = chars.next() {
                    match c {
                        '"' => break,
                        '\\' => match chars.next() {
                            Some('\n') => {
                                while chars.peek().is_some_and(|c| c.is_whitespace()) {
                                    chars.next();
                                }
                            }
                            Some(c) => text.push(c),
                            None => break,
                        },
                        c => text.push(c),
                    }
                }
                found.push(text);
            }
            _ => {}
        }
    }
    found
}

fn is_sql(text: &str) -> bool {
    let begins = ["select ", "insert into ", "insert {into} ", "update ", "delete from ", "with "];
    begins.iter().any(|word| text.trim_start().to_lowercase().starts_with(word))
}

/// Tells whether a statement is bound to one org, which is always `$1`.
fn names_its_org(text: &str) -> bool {
    let inserts = text.starts_with("insert into ")
        && text.contains(" (org, ")
        && (text.contains("values ($1, ") || text.contains("select $1, "));
    // What is put around a whole question names what that one names; keys have the org's number.
    let named =
        ["org = $1", " from ({})", "org_no = {ORG_NO}", "org_no = (select me.org_no from me)"];
    inserts || named.iter().any(|name| text.contains(name))
}

#[test]
fn every_statement_outside_the_system_file_names_its_org() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = 0;
    for path in sources(&folder) {
        let source = fs::read_to_string(&path).expect("a source file");
        // What tables there are, and how large, is nobody's row.
        if path.ends_with("system.rs") || path.ends_with("db/target.rs") {
            continue;
        }
        for text in literals(&source).iter().filter(|text| is_sql(text)) {
            seen += 1;
            assert!(names_its_org(text), "{}: {text}", path.display());
            for trap in ["select *", "now()", " ilike ", "= 1 and", "insert or "] {
                assert!(!text.contains(trap), "{}: {trap} in {text}", path.display());
            }
        }
    }
    assert!(seen > 40, "only {seen} statements were found");
}

#[test]
fn only_the_database_module_knows_which_database_it_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in sources(&folder) {
        let inside = path.components().any(|part| part.as_os_str() == "db");
        let source = fs::read_to_string(&path).expect("a source file");
        let code: String = source.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
        assert!(inside || !code.to_lowercase().contains("sqlite"), "{}", path.display());
    }
}

/// Everything that a new lead costs, from its arrival to its delivery.
async fn a_lead_from_start_to_end(world: &World) {
    let amy = world.person("amy", &["rep"], None).await;
    let (origin, home) = (origin(&world.org), Address::new(SOURCE, "5"));
    let id = amy.person_id();
    let bound = world.store.add_account(&origin, (SOURCE, "5"), id, &home);
    bound.await.expect("an account");
    world.keep("1", "5", "加线索 张三").await;
    let claimed = world.claim_one().await;
    let before = world.store.counts();
    world.store.record(true);
    let came = incoming("5", "5", "加线索 张三");
    world.store.context(&claimed, &came, NOW).await.expect("amy");
    let origin = Origin { change: claimed.id, actor: Some(id), ..origin };
    let mut unit = world.store.work(&claimed, origin).await.expect("begun");
    let mut lead = lead("张三", 0, Some(id));
    let twins = unit.tx().twins(&lead.search_keys(), &[], scope(&amy, Reach::Own)).await;
    assert!(twins.expect("none").is_empty());
    lead.head.n = unit.tx().next_number(Kind::Lead).await.expect("a number");
    unit.save(None, &lead, NOW).await.expect("saved");
    let reply =
        NewReply { id: Uuid::now_v7(), chat: home, person: Some(id), reply: Reply::say("记下") };
    unit.tx().send(reply).await.expect("sent");
    unit.commit().await.expect("a commit");
    let after = world.store.counts();
    assert_eq!(after.hops - before.hops, 3, "context, one read, one commit");
    // A lead is watched: that takes the rules and who acts, and one write for all its timers. Its
    // keys are two: the rows that are looked up, and the list that tells them again.
    // A server is asked once more: to wait for the line.
    let most = 12 + u64::from(database::server().is_some());
    assert!(after.statements - before.statements <= most);
    assert_eq!(after.control - before.control, 2);
}

#[tokio::test]
async fn a_new_lead_takes_three_hops_and_binds_its_org() {
    let world = World::new().await;
    a_lead_from_start_to_end(&world).await;
    let sent = world.store.record(false);
    assert!(sent.len() >= 12);
    for one in sent.iter().filter(|one| names_its_org(&one.text)) {
        let first = one.binds.first();
        let ours = [Value::Id(world.org.id.0), Value::Id(Uuid::nil())];
        assert!(first.is_some_and(|first| ours.contains(first)), "{}", one.text);
    }
}

/// Asks for every number of a report.
async fn numbers(tx: &mut dyn Tx, scope: Scope) {
    let day = |text: &str| text.parse().expect("a day");
    let (start, end) = (day("2026-03-01"), day("2026-04-01"));
    let days = bot_core::store::Days { start, end, from: NOW, until: NOW };
    tx.activity_sums(days, scope).await.expect("none");
    tx.overdue_sums((NOW, start), scope).await.expect("none");
    tx.lead_sums(days, scope).await.expect("one");
    tx.ended_sums((start, end), scope).await.expect("none");
    tx.forecast_sums((start, end), scope).await.expect("none");
    for by in [Split::Person, Split::Team, Split::Product, Split::Region, Split::Source] {
        tx.split_sums(&DealFilter::default(), by, scope).await.expect("none");
    }
    tx.regions(Kind::Lead).await.expect("none");
    tx.extras(Kind::Lead, Some("产品"), scope, 5).await.expect("none");
    let opened = bot_core::reports::funnel::opened(None, days);
    tx.reached_sums(&opened, scope).await.expect("none");
    bot_core::reports::stale::stale(tx, (start, chrono_tz::UTC), None, scope).await.expect("none");
}

#[tokio::test]
async fn nothing_on_the_way_of_a_message_reads_a_whole_table() {
    // A server plans by how much there is, and here there is next to nothing.
    if database::server().is_some() {
        return;
    }
    let world = World::new().await;
    a_lead_from_start_to_end(&world).await;
    let store = &world.store;
    store.claim(SOURCE, 9).await.expect("none");
    store.claim_outgoing(SOURCE, 9).await.expect("one");
    store.ring(NOW, 9).await.expect("none");
    store.next_ring().await.expect("none");
    store.claim_jobs(NOW, 9).await.expect("none");
    let mut unit = world.begin().await;
    let amy = unit.tx().people().await.expect("amy").remove(0);
    for (reach, wider) in [Reach::Own, Reach::Team, Reach::Subtree, Reach::All]
        .into_iter()
        .flat_map(|reach| [(reach, false), (reach, true)])
    {
        let scope = scope(&amy, reach).wider(wider.then_some(NOW), wider);
        let page = bot_core::store::Page { below: Some(9), limit: 9 };
        let tx = unit.tx();
        tx.leads(&LeadFilter::default(), scope, page).await.expect("one");
        tx.deals(&DealFilter::default(), scope, page).await.expect("none");
        tx.all_contacts(scope, page).await.expect("none");
        let all = [Listing::Leads(LeadFilter::default()), Listing::Contacts, Listing::Products];
        for listing in all {
            tx.count(&listing, scope).await.expect("a number");
        }
        let keys = lead("张三", 1, None).search_keys();
        tx.by_keys(&[Kind::Lead], &keys, scope, 9).await.expect("one");
        // Reports are of one's own books.
        if !wider {
            numbers(tx, scope).await;
        }
    }
    unit.tx().told(Uuid::nil()).await.expect("none");
    unit.tx().open_work(amy.person_id()).await.expect("one");
    for kind in [Kind::Customer, Kind::Contact, Kind::Deal, Kind::Order, Kind::FollowUp] {
        let page = bot_core::store::Page { below: Some(9), limit: 9 };
        unit.tx().open_records(kind, amy.person_id(), page).await.expect("none");
    }
    let noted = [Noted::Contacts(Kind::Lead, Uuid::nil()), Noted::Export(Kind::Deal, 7)];
    unit.tx().note_looks(&noted).await.expect("noted");
    unit.tx().looked_at(amy.person_id(), NOW).await.expect("none");
    unit.tx().said_at(Uuid::nil()).await.expect("never");
    unit.tx().span_of_change(Uuid::nil()).await.expect("none");
    unit.tx().accounts(amy.person_id()).await.expect("one");
    unit.tx().shut_out(amy.person_id()).await.expect("shut out");
    let recent = AuditFilter { from: Some(NOW), ..AuditFilter::default() };
    unit.tx().audit_events(&recent, scope(&amy, Reach::Subtree), 9).await.expect("some");
    unit.tx().audit_looks(&recent, scope(&amy, Reach::Subtree), 9).await.expect("some");
    unit.tx().sent_by(Uuid::nil()).await.expect("none");
    for kind in [Kind::Customer, Kind::Deal, Kind::Product, Kind::Lead] {
        unit.tx().standing_on(kind, Uuid::nil()).await.expect("none");
    }
    unit.tx().newest_changes(amy.person_id(), "5", NOW, 9).await.expect("some");
    unit.tx().closed_chats(9).await.expect("none");
    unit.tx().stands_for(amy.person_id(), NOW).await.expect("none");
    unit.tx().rung(amy.person_id(), Instant(0), 9).await.expect("none");
    unit.tx().nudges_since(amy.person_id(), NOW).await.expect("none");
    unit.tx().reminders_until(amy.person_id(), NOW).await.expect("none");
    let nobody = [Uuid::nil()];
    unit.tx().last_valid(Kind::Deal, &nobody).await.expect("never");
    unit.tx().planned(Kind::Deal, &nobody).await.expect("no");
    unit.tx().planned(Kind::Customer, &nobody).await.expect("no");
    unit.tx().in_business(&nobody).await.expect("no");
    unit.tx().by_ids(Kind::Lead, &nobody).await.expect("none");
    for kind in [Kind::Lead, Kind::Customer, Kind::Deal, Kind::Order, Kind::FollowUp] {
        unit.tx().within(kind, &nobody, scope(&amy, Reach::Subtree)).await.expect("none");
    }
    unit.tx().timed(Some((Kind::Deal, Uuid::nil())), 9).await.expect("some");
    unit.tx().retime(&[(Kind::Lead, Uuid::nil())]).await.expect("none");
    let page = bot_core::store::Page { below: None, limit: 9 };
    let rows = unit.tx().every(Kind::Lead, page).await.expect("one");
    unit.tx().put_back(Kind::Lead, &rows).await.expect("nothing is ahead");
    unit.rollback().await;
    let sent = store.record(false);
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(world.file());
    let mut conn = options.connect().await.expect("a connection");
    let mut plans = 0;
    for one in &sent {
        let text = one.text.replace("{now_ms}", "unixepoch()").replace("{unlocked}", "");
        let text = text.replace("{locked}", "").replace("{days r.opened_on r.closed_on}", "0");
        let instants = text.split("{instant ").enumerate();
        let text: String = instants
            .map(|(i, part)| if i == 0 { part.to_owned() } else { part.replacen('}', "", 1) })
            .collect();
        if ["begin", "commit", "begin immediate"].contains(&text.as_str()) {
            continue;
        }
        let plan = format!("explain query plan {text}");
        let rows = sqlx::query(AssertSqlSafe(plan)).fetch_all(&mut conn).await;
        for row in rows.expect("a plan") {
            let step: String = row.get("detail");
            // Only lists that the statement itself brings may be gone through.
            let own = ["q", "hit", "s", "z", "below", "mate", "me", "v", "o"];
            let fine = step.strip_prefix("SCAN ").is_none_or(|what| {
                let rows = what.contains("VALUES CLAUSE") || what.contains("CONSTANT ROW");
                let name = what.split(' ').next().unwrap_or_default();
                rows || own.contains(&name) || name.starts_with("(subquery")
            });
            // A part of a key that is only the org reads all that the org has: fine for few rows.
            let few = [
                "counter",
                "team",
                "t ",
                "m ",
                "r USING INDEX person",
                "r USING INDEX lead_n",
                // The org itself, and its rules: one row each.
                "o ",
                "u ",
                "r USING INDEX settings",
                "r USING INDEX sqlite_autoindex_settings",
                "invite USING INDEX invite_open",
                "p USING INDEX sqlite_autoindex_pipeline",
                "s USING INDEX stage_pos",
            ];
            // Who takes a list out as a file reads all of it, and so does who counts it before.
            let counts = text.starts_with("select count(*) from (select ");
            let whole = step.ends_with("(org=?)") && !counts;
            let fine = fine
                && (!whole
                    || few.iter().any(|few| step.trim_start_matches("SEARCH ").starts_with(few)));
            assert!(fine, "{step}\n{}", one.text);
        }
        plans += 1;
    }
    assert!(plans > 25, "only {plans} plans");
}
