//! What was sent along, and who is near.

use bot_core::chat::incoming::Sort;
use bot_core::domain::access::Reach;
use bot_core::domain::ids::Kind;
use bot_core::domain::spot::Spot;
use bot_core::store::{
    ActivityFilter, CustomerFilter, Forget, NewFile, Origin, Page, RecordsExt as _, Store as _,
    Unit,
};
use uuid::Uuid;

use crate::samples;
use crate::world::{NOW, World, org, origin, scope};

const PAGE: Page = Page { below: None, limit: 9 };

fn paper(name: &str, album: Option<&str>) -> NewFile {
    let (name, album) = (Some(name.to_owned()), album.map(ToOwned::to_owned));
    NewFile { id: Uuid::now_v7(), sort: Sort::Paper, name, album }
}

async fn begin(world: &World, actor: bot_core::domain::ids::PersonId) -> Box<dyn Unit> {
    let origin = Origin { actor: Some(actor), ..world.origin() };
    world.store.begin(origin).await.expect("begun")
}

#[tokio::test]
async fn a_file_comes_back_whole_and_goes_with_what_it_is_on() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await.person_id();
    let bo = world.person("bo", &["rep"], None).await.person_id();
    let bytes: Vec<u8> =
        (0..700_001_u32).map(|n| n.to_le_bytes()[1] ^ n.to_le_bytes()[0]).collect();
    let (one, two) = (paper("a.pdf", Some("7")), paper("b.pdf", Some("7")));
    let mut unit = begin(&world, amy).await;
    unit.tx().keep_file(&one, &bytes).await.expect("kept");
    unit.tx().keep_file(&one, &bytes).await.expect("kept once");
    unit.tx().keep_file(&two, b"b").await.expect("kept");
    unit.commit().await.expect("a commit");

    let customer = samples::customer(false);
    let mut happened = samples::activity(false);
    (happened.on_kind, happened.on_id) = (Kind::Customer, customer.head.id);
    happened.customer = Some(customer.head.id);
    // What amy has sent is not bo's to put anywhere.
    let mut unit = begin(&world, bo).await;
    assert!(unit.tx().attach(&[one.id], happened.head.id).await.expect("nothing").is_empty());
    unit.rollback().await;

    let mut unit = begin(&world, amy).await;
    let before = unit.tx().sibling(two.id).await.expect("an answer").expect("a.pdf");
    assert_eq!((before.id, before.activity), (one.id, None));
    happened.files = unit.tx().attach(&[one.id], happened.head.id).await.expect("attached");
    assert_eq!(happened.files.len(), 2, "the others of the album come along");
    assert!(unit.tx().attach(&[one.id], Uuid::now_v7()).await.expect("nothing").is_empty());
    unit.save(None, &customer, NOW).await.expect("saved");
    unit.save(None, &happened, NOW).await.expect("saved");
    unit.commit().await.expect("a commit");

    let mut unit = world.begin().await;
    let kept = unit.tx().kept(&[two.id, one.id]).await.expect("both");
    let sizes: Vec<i64> = kept.iter().map(|file| file.size).collect();
    assert_eq!(sizes, [1, 700_001]);
    assert!(unit.tx().content(one.id).await.expect("there") == Some(bytes));
    let other = Origin { actor: Some(amy), ..origin(&org("另一家")) };
    let mut elsewhere = world.store.look(other).await.expect("a look");
    assert_eq!(elsewhere.tx().content(one.id).await.expect("nothing"), None);
    assert_eq!(elsewhere.tx().kept(&[one.id]).await.expect("nothing"), []);
    elsewhere.rollback().await;

    let who = Forget { kind: Kind::Customer, id: customer.head.id, all: false };
    assert_eq!(unit.tx().would_forget(&who).await.expect("a plan").files, 2);
    unit.tx().forget(&who).await.expect("forgotten");
    unit.commit().await.expect("a commit");
    let mut unit = world.begin().await;
    assert_eq!(unit.tx().content(one.id).await.expect("nothing"), None);
    assert_eq!(unit.tx().kept(&[one.id, two.id]).await.expect("nothing"), []);
    unit.rollback().await;
}

#[tokio::test]
async fn who_is_near_and_where_one_was_last_is_found() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let here: Spot = "31.230416,121.473701".parse().expect("a point");
    let mut unit = world.begin().await;
    for (n, place) in
        (1..).zip([Some("31.230500,121.473800"), Some("31.300000,121.473701"), Some("***"), None])
    {
        let mut customer = samples::customer(false);
        (customer.head.n, customer.owner) = (n, Some(amy.person_id()));
        customer.place = place.map(ToOwned::to_owned);
        unit.save(None, &customer, NOW).await.expect("saved");
    }
    let mut visit = samples::activity(true);
    (visit.head.n, visit.owner, visit.at) = (1, Some(amy.person_id()), NOW);
    unit.save(None, &visit, NOW).await.expect("saved");
    let mut note = samples::activity(false);
    (note.head.n, note.owner) = (2, Some(amy.person_id()));
    unit.save(None, &note, NOW).await.expect("saved");
    unit.commit().await.expect("a commit");

    let mut unit = world.begin().await;
    let filter = CustomerFilter { near: Some(here.around(300)), ..CustomerFilter::default() };
    let scope = scope(&amy, Reach::Own);
    let near = unit.tx().customers(&filter, scope, PAGE).await.expect("one");
    assert_eq!(near.iter().map(|one| one.head.n).collect::<Vec<_>>(), [1]);
    let since = |at| ActivityFilter::Visits(amy.person_id(), at);
    let visits = unit.tx().activities(&since(NOW), PAGE).await.expect("one");
    assert_eq!(visits.iter().map(|one| one.head.n).collect::<Vec<_>>(), [1]);
    assert_eq!(visits[0].stay, visit.stay);
    let later = unit.tx().activities(&since(NOW.plus_millis(1)), PAGE).await.expect("none");
    assert!(later.is_empty());
    unit.rollback().await;
}
