//! What points at a record, what became of it, and which look alike.

use bot_core::domain::access::Reach;
use bot_core::domain::customer::Customer;
use bot_core::domain::ids::{Code, Kind, PersonId};
use bot_core::domain::record::Record as _;
use bot_core::store::{Page, RecordsExt as _};

use crate::samples;
use crate::world::{NOW, World, scope};

const ALL: Page = Page { below: None, limit: 100 };

fn customer(name: &str, n: i64, owner: PersonId) -> Customer {
    let mut customer = Customer { name: name.to_owned(), ..samples::customer(false) };
    customer.head.n = n;
    customer.owner = Some(owner);
    customer
}

#[tokio::test]
async fn pairs_share_a_key_within_the_scope_and_a_merged_one_leads_on() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let bo = world.person("bo", &["rep"], None).await;
    let (mine, his) = (amy.person_id(), bo.person_id());
    let mut unit = world.begin().await;
    let mut all = vec![
        customer("华星科技", 1, mine),
        customer("恒通贸易", 2, mine),
        customer("华兴科技", 3, mine),
        customer("华星科技有限公司", 4, his),
        customer("宏大机电", 5, mine),
        customer("宏远机电", 6, mine),
        customer("恒通贸昜", 7, mine),
    ];
    all[1].phone = Some("13900139000".to_owned());
    all[4].also = vec!["139 0013 9000".to_owned()];
    for customer in &all {
        unit.tx().save(None, customer, NOW).await.expect("saved");
    }
    let seen = |pairs: Vec<bot_core::store::Pair>| {
        let n = |fields: &bot_core::domain::record::Fields| fields["n"].as_i64().unwrap_or(0);
        pairs.iter().map(|pair| (n(&pair.newer), n(&pair.older))).collect::<Vec<_>>()
    };
    let own = scope(&amy, Reach::Own);
    let (pairs, next) = unit.tx().alike(Kind::Customer, own, ALL).await.expect("pairs");
    assert_eq!((seen(pairs), next), (vec![(7, 2), (5, 2), (3, 1)], None));
    let page = Page { below: Some(5), limit: 2 };
    let (pairs, next) = unit.tx().alike(Kind::Customer, own, page).await.expect("pairs");
    assert_eq!((seen(pairs), next), (vec![(3, 1)], Some(2)));
    let whole = scope(&amy, Reach::All);
    let (pairs, _) = unit.tx().alike(Kind::Customer, whole, ALL).await.expect("pairs");
    assert_eq!(seen(pairs), vec![(7, 2), (5, 2), (4, 3), (4, 1), (3, 1)]);

    let mut gone = all[2].clone();
    gone.head.version = 1;
    let before = gone.clone();
    gone.head.withdrawn = true;
    gone.merged = Some(all[0].id());
    unit.tx().save(Some(&before), &gone, NOW).await.expect("saved");
    let code = Code { kind: Kind::Customer, n: 3 };
    let into = unit.tx().merged_into(code, own).await.expect("an answer").expect("seen");
    assert_eq!(into["n"], 1);
    let others = scope(&bo, Reach::Own);
    assert_eq!(unit.tx().merged_into(code, others).await.expect("an answer"), None);
    let at = (Kind::Customer, all[0].id());
    let pointing = unit.tx().pointing_at(at, Kind::Customer, ALL).await.expect("records");
    assert_eq!(pointing.len(), 1);
    assert_eq!(unit.tx().hanging_on(at, own).await.expect("counts"), []);
    unit.rollback().await;
}

#[tokio::test]
async fn loads_count_open_leads_and_what_rules_gave() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let mut unit = world.begin().await;
    for (n, rule, at) in [(1, None, None), (2, Some(7), Some(-1)), (3, Some(7), Some(5))] {
        let mut lead = crate::world::lead("张三", n, Some(amy.person_id()));
        lead.rule = rule;
        lead.given_at = at.map(|millis| NOW.plus_millis(millis));
        unit.tx().save(None, &lead, NOW).await.expect("saved");
    }
    let loads = unit.tx().lead_loads(&[amy.person_id()], NOW).await.expect("loads");
    let load = &loads[0];
    assert_eq!((load.open, load.given), (3, 1));
    assert_eq!(load.last, [(7, NOW.plus_millis(5))]);
    assert_eq!(unit.tx().lead_loads(&[], NOW).await.expect("none"), []);
    unit.rollback().await;
}
