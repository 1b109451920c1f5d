//! Opening: what can be wrong with a file is said in words.

use std::fs;

use storage::{OpenError, Options, Storage};

use crate::database;
use crate::world::{World, folder};

async fn refused(path: &std::path::Path) -> OpenError {
    let opened = Storage::open(&path.to_string_lossy()).await;
    opened.err().expect("it must not open")
}

#[tokio::test]
async fn a_file_that_is_no_database_is_named_with_a_remedy() {
    let dir = folder();
    let path = dir.path().join("gendan.db");
    fs::write(&path, "Not a database at all. ".repeat(500)).expect("a file");
    let error = refused(&path).await;
    assert!(matches!(error, OpenError::Corrupt { .. }), "{error:?}");
    let words = error.to_string();
    assert!(words.starts_with(&*path.to_string_lossy()), "{words}");
    assert!(
        words.ends_with("move the file away, then restore a backup (gendan restore BACKUP)"),
        "{words}"
    );
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_named() {
    let dir = folder();
    fs::write(dir.path().join("file"), "x").expect("a file");
    let error = refused(&dir.path().join("file").join("gendan.db")).await;
    assert!(matches!(error, OpenError::NotWritable { .. }), "{error:?}");
    let words = error.to_string();
    assert!(words.contains("gendan.db cannot be used") && words.contains("file is no folder"));
    let error = refused(dir.path()).await;
    assert!(matches!(error, OpenError::NotWritable { .. }), "{error:?}");
    assert!(error.to_string().contains("it is a folder: name a file in it"), "{error}");
    let error = refused("/dev/full".as_ref()).await;
    assert!(error.to_string().contains("name an ordinary file"), "{error}");
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    let world = World::new().await;
    world.store.close().await;
    let newer = "insert into _sqlx_migrations (version, description, success, checksum, \
                 execution_time) select 999, 'later', true, checksum, 0 from _sqlx_migrations \
                 where version = 1";
    tamper(&world, newer).await;
    let error = refused(world.address.as_ref()).await;
    assert!(matches!(error, OpenError::NewerSchema { step: 999, .. }), "{error:?}");
    assert!(error.to_string().contains("newer version (schema step 999)"), "{error}");
}

#[tokio::test]
async fn a_changed_schema_is_refused() {
    let world = World::new().await;
    world.store.close().await;
    tamper(
        &world,
        "update _sqlx_migrations set checksum = (select checksum from \
                  _sqlx_migrations where version = 2) where version = 1",
    )
    .await;
    let error = refused(world.address.as_ref()).await;
    assert!(matches!(error, OpenError::NewerSchema { step: 1, .. }), "{error:?}");
}

async fn tamper(world: &World, text: &'static str) {
    use std::str::FromStr as _;

    use sqlx::{ConnectOptions as _, Executor as _};
    if database::server().is_some() {
        let options = sqlx::postgres::PgConnectOptions::from_str(&world.address).expect("a url");
        let mut conn = options.connect().await.expect("a connection");
        conn.execute(text).await.expect("tampered");
    } else {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&world.address);
        let mut conn = options.connect().await.expect("a connection");
        conn.execute(text).await.expect("tampered");
    }
}

#[tokio::test]
async fn a_database_is_found_again_and_a_copy_is_whole() {
    // Only a file is copied like this.
    if database::server().is_some() {
        return;
    }
    let world = World::new().await;
    let lead = world.lead("张三", None).await;
    let copy = world.dir.path().join("copy.db");
    world.store.copy_to(&copy).await.expect("a copy");
    world.store.close().await;
    assert!(world.store.orgs().await.is_err());
    for path in [world.file(), copy] {
        let url = format!("sqlite:{}", path.display());
        let store = Storage::open_with(&url, Options::default()).await.expect("open");
        assert_eq!(store.orgs().await.expect("one").len(), 1);
        assert!(store.integrity_check().await.expect("checked").is_empty());
        let again = World { store, org: world.org.clone(), dir: folder(), address: url };
        let read: bot_core::domain::lead::Lead = again.read(lead.head.id).await;
        assert_eq!(read, lead);
    }
}
