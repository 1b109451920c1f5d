//! The one door for change.

use bot_core::domain::ids::Kind;
use bot_core::domain::lead::Lead;
use bot_core::store::{RecordsExt as _, StoreError};

use crate::world::{NOW, World};

#[tokio::test]
async fn a_record_comes_back_as_it_was_saved() {
    let world = World::new().await;
    let lead = world.lead("张三", None).await;
    assert_eq!(lead.head.version, 1);
    assert_eq!(lead.head.n, 1);
    assert_eq!(lead.tags, ["急"]);
    let next = world.lead("李四", None).await;
    assert_eq!(next.head.n, 2);
}

#[tokio::test]
async fn a_save_over_an_older_version_is_refused() {
    let world = World::new().await;
    let lead = world.lead("张三", None).await;
    let mut newer = lead.clone();
    newer.need = Some("30 台".to_owned());
    let mut unit = world.begin().await;
    unit.save(Some(&lead), &newer, NOW).await.expect("saved");
    unit.commit().await.expect("a commit");

    let mut unit = world.begin().await;
    unit.save(Some(&lead), &newer, NOW).await.expect("queued");
    let refused = unit.commit().await;
    assert!(matches!(refused, Err(StoreError::Stale)), "{refused:?}");
    let kept: Lead = world.read(lead.head.id).await;
    assert_eq!(kept.head.version, 2);

    let mut unit = world.begin().await;
    let events = unit.tx().events_of(Kind::Lead, lead.head.id, None, 10);
    assert_eq!(events.await.expect("events").len(), 2);
}
