//! The same statements, and seven plain ones, through rusqlite in this process.

use std::path::Path;
use std::time::Instant;

use storage::Sent;
use uuid::Uuid;

/// How many a second go through rusqlite in this process, in groups that share a transaction: the
/// statements of messages, and a unit of seven plain ones (two look-ups, what came in, a row, its
/// event, a reply, a counter).
pub fn in_process(copy: &Path, folder: &Path, sent: &[Sent]) -> (f64, f64) {
    let opened = |path: &Path| {
        let db = rusqlite::Connection::open(path).expect("opened");
        // As the product has it: with files for what is temporary each statement is slower.
        db.execute_batch(
            "pragma journal_mode = wal; pragma synchronous = full; pragma temp_store = memory; \
             pragma cache_size = -16000; pragma secure_delete = on",
        )
        .expect("set");
        db.set_prepared_statement_cache_capacity(200);
        db
    };
    let run = |db: &rusqlite::Connection, text: &str, binds: &[rusqlite::types::Value]| {
        let mut statement = db.prepare_cached(text).expect("prepared");
        for place in 1..=statement.parameter_count() {
            // A file counts `$2` by where it stands first, not by what it says.
            let name = statement.parameter_name(place).expect("a name");
            let n: usize = name[1..].parse().expect("$ and a number");
            statement.raw_bind_parameter(place, &binds[n - 1]).expect("bound");
        }
        let mut rows = statement.raw_query();
        while rows.next().expect("a row").is_some() {}
    };
    let db = opened(copy);
    let of = |one: &Sent| (one.text.clone(), one.binds.iter().map(bind).collect());
    let bound: Vec<(String, Vec<rusqlite::types::Value>)> = sent.iter().map(of).collect();
    let messages = sent.iter().filter(|one| one.text.starts_with("insert into inbox ")).count();
    let began = Instant::now();
    for (text, binds) in &bound {
        run(&db, text, binds);
    }
    let same = messages as f64 / began.elapsed().as_secs_f64();
    let db = opened(&folder.join(format!("plain{}.db", Uuid::now_v7())));
    db.execute_batch(
        "create table person (k text primary key, name text);
         create table inbox (k text primary key, body text);
         create table lead (id blob primary key, org blob, n integer, phone text, body text);
         create index lead_phone on lead (org, phone);
         create table event (id blob primary key, lead blob, body text);
         create table outbox (id blob primary key, chat text, body text);
         create table counter (k text primary key, n integer);
         insert into counter values ('lead', 0)",
    )
    .expect("made");
    let (org, body) = (Uuid::now_v7(), "客人 公司=华星科技 来源=展会 20台空调".repeat(4));
    let blob = |id: Uuid| rusqlite::types::Value::Blob(id.as_bytes().to_vec());
    let began = Instant::now();
    for n in 0..i64::try_from(messages).expect("few") {
        if n % 16 == 0 {
            run(&db, "begin immediate", &[]);
        }
        let (id, k) = (Uuid::now_v7(), format!("message-{n}"));
        let text = |text: &str| rusqlite::types::Value::from(text.to_owned());
        run(&db, "select name from person where k = $1", &[text(&k)]);
        run(&db, "select id from lead where org = $1 and phone = $2", &[blob(org), text(&k)]);
        run(&db, "insert into inbox values ($1, $2)", &[text(&k), text(&body)]);
        run(&db, "update counter set n = n + 1 where k = $1 returning n", &[text("lead")]);
        let row = [blob(id), blob(org), n.into(), text(&k), text(&body)];
        run(&db, "insert into lead values ($1, $2, $3, $4, $5)", &row);
        let event = [blob(Uuid::now_v7()), blob(id), text(&body)];
        run(&db, "insert into event values ($1, $2, $3)", &event);
        let reply = [blob(Uuid::now_v7()), text(&k), text(&body)];
        run(&db, "insert into outbox values ($1, $2, $3)", &reply);
        if n % 16 == 15 {
            run(&db, "commit", &[]);
        }
    }
    (same, messages as f64 / began.elapsed().as_secs_f64())
}

/// A value as a file keeps it.
fn bind(value: &storage::Value) -> rusqlite::types::Value {
    use storage::Value as V;
    match value {
        V::Text(text) => text.clone().into(),
        V::Int(n) => (*n).into(),
        V::Bool(yes) => i64::from(*yes).into(),
        V::Id(id) => id.as_bytes().to_vec().into(),
        V::Time(at) => at.0.into(),
        V::Date(day) => day.to_string().into(),
        V::Json(json) => json.to_string().into(),
        V::Null => rusqlite::types::Value::Null,
    }
}
