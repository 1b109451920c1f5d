//! Records come in from files: a small company with the defects that real exports have.

use std::path::Path;

use bot_core::domain::access::{Reach, Scope};
use bot_core::domain::customer::Customer;
use bot_core::domain::deal::Deal;
use bot_core::domain::ids::PersonId;
use bot_core::domain::lead::Lead;
use bot_core::domain::money::Currency;
use bot_core::domain::people::{Lang, Person};
use bot_core::domain::pipeline::Outcome;
use bot_core::domain::record::{Record, of_fields};
use bot_core::imports::{
    Columns, Plan, Ready, Report, Settings, Sheet, Sort, Twins, What, plan, write,
};
use bot_core::store::{Page, Split, WonQuestion, WonSum};
use chrono::NaiveDate;
use uuid::Uuid;

use crate::tidy::root;
use crate::world::World;

const PEOPLE: &str = "\u{feff}sales_agent,manager,regional_office\r\n\
    Ann Lee,Max Ray,East\r\nBo Chen,Max Ray,East\r\nCy Fox,Ida Orr,West\r\n张三,Ida Orr,West\r\n";

const PRODUCTS: &str = "product,series,sales_price\nGTX Pro,GTX,4821\nMG Special,MG,55\n";

/// A subsidiary before its parent, one without, a sector that is misspelt, a row that is there twice.
const CUSTOMERS: &str = "account,sector,revenue,office_location,subsidiary_of\n\
    Bluth Company,technolgy,1242.32,United States,Acme Corporation\n\
    Acme Corporation,technolgy,1100.04,United States,\n\
    Betatech,medical,647.18,Philipines,Nobody & Sons\n\
    Betatech,medical,647.18,Philipines,\n";

/// The lines are counted from 1, the header included.
const DEALS: &str = "\
opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value,campaign
A1,Ann Lee,GTXPro,Betatech,Won,2016-10-20,2017-03-01,4514.0,spring
A2,Ann Lee,MG Special,Bluth Company,Won,2016-10-25,2017-03-11,50.0,
A3,Cy Fox,GTX Pro,Acme Corporation,Won,2016-10-25,2017-04-07,4821.5,

A4,Bo Chen,GTXPro,Acme Corporation,Lost,2016-11-01,2017-03-02,0.0,
A5,张三,MG Special,,Engaging,2017-01-05,,,
A6,Cy Fox,MG Special,Betatech,Prospecting,,,,
A7,Dee Who,MG Special,Betatech,Prospecting,,,,
A8,Ann Lee,MG Special,Betatech,Won,2016-10-20,31/12/2017,12,
A9,Ann Lee,MG Special,Betatech,Won,2016-10-20,2017-03-01,-12,
B1,Ann Lee,MG Special
A1,Ann Lee,GTX Pro,Betatech,Won,2016-10-20,2017-03-01,4514.0,
B2,Ann Lee,MG Special,Betatech,Won,2016-10-20,2017-03-01,99999999999999,
B3,Ann Lee,GTX Max,Betatech,Won,2016-10-20,2017-03-01,1,
";

const FILES: [(What, &str); 4] = [
    (What::People, PEOPLE),
    (What::Products, PRODUCTS),
    (What::Customers, CUSTOMERS),
    (What::Deals, DEALS),
];

fn settings(world: &World, currency: Currency) -> Settings {
    Settings {
        actor: None,
        org: world.org.clone(),
        currency,
        name: "sales_pipeline".to_owned(),
        channel: "test".to_owned(),
        file: Uuid::nil(),
        lang: Lang::En,
        now: world.now(),
        twins: Twins::Skip,
    }
}

async fn planned(world: &World, what: What, bytes: &[u8]) -> Plan {
    let sheet = Sheet::read(bytes, Lang::En).expect("a readable file");
    let columns = Columns::of(Lang::En, what, &sheet.header, &[]).expect("known columns");
    let mut unit = world.begin().await;
    let settings = settings(world, Currency::USD);
    let plan = plan(unit.tx(), what, &sheet, &columns, &settings).await;
    unit.rollback().await;
    plan.expect("an answer").expect("a plan")
}

async fn import(world: &World, what: What, bytes: &[u8]) -> Report {
    let plan = planned(world, what, bytes).await;
    for batch in plan.writes.chunks(bot_core::imports::BATCH) {
        let settings = settings(world, Currency::USD);
        let mut ready = Ready::default();
        let written = write(world.store.as_ref(), None, batch, batch.len(), &mut ready, &settings);
        assert_eq!(written.await.expect("written"), batch.len());
    }
    plan.report
}

async fn all<R: Record>(world: &World) -> Vec<R> {
    let mut unit = world.begin().await;
    let rows = unit.tx().every(R::KIND, Page { below: None, limit: 10_000 }).await;
    unit.rollback().await;
    rows.expect("rows").into_iter().rev().map(|row| of_fields(row).expect("a record")).collect()
}

async fn won(world: &World, by: Split, scope: Scope) -> Vec<(String, i64, i64)> {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let ask = WonQuestion { start: day("2016-01-01"), end: day("2018-01-01"), by, owner: None };
    let mut unit = world.begin().await;
    let sums = unit.tx().won_sums(&ask, scope).await.expect("sums");
    unit.rollback().await;
    let usd = |sum: &WonSum| assert_eq!(sum.currency, Currency::USD);
    sums.iter().for_each(usd);
    sums.into_iter().map(|sum| (sum.name, sum.deals, sum.sum)).collect()
}

fn everybody() -> Scope {
    Scope::new(PersonId(Uuid::nil()), Reach::All)
}

fn said(report: &Report, sort: Sort) -> Vec<(&str, &[usize])> {
    let groups = report.groups.iter().filter(|group| group.sort == sort);
    groups.map(|group| (group.reason.as_str(), group.lines.as_slice())).collect()
}

fn counts(report: &Report) -> [usize; 5] {
    [report.rows, report.new, report.there, report.repaired, report.left_out]
}

#[tokio::test]
async fn every_row_that_is_changed_or_left_out_is_named_with_its_line() {
    let world = World::new().await;
    assert_eq!(counts(&import(&world, What::People, PEOPLE.as_bytes()).await), [4, 4, 0, 0, 0]);
    assert_eq!(counts(&import(&world, What::Products, PRODUCTS.as_bytes()).await), [2, 2, 0, 0, 0]);
    let customers = import(&world, What::Customers, CUSTOMERS.as_bytes()).await;
    assert_eq!(counts(&customers), [4, 3, 0, 1, 1]);
    assert_eq!(said(&customers, Sort::LeftOut), [("the same as line 4", &[5][..])]);
    let repaired = said(&customers, Sort::Repaired);
    assert!(repaired[0].0.contains("«Nobody & Sons» is not there") && repaired[0].1 == [4]);

    let deals = import(&world, What::Deals, DEALS.as_bytes()).await;
    assert_eq!(counts(&deals), [13, 6, 0, 2, 7]);
    assert_eq!(
        said(&deals, Sort::Repaired),
        [("the product «GTXPro» is read as «GTX Pro»", &[2, 6][..])]
    );
    let left_out = said(&deals, Sort::LeftOut);
    let expected = [
        (9, "the owner «Dee Who» is not there: import people first"),
        (10, "which is the day and which the month in «31/12/2017»? Write 2017-03-01"),
        (11, "«-12» cannot be taken: an amount cannot be below zero"),
        (12, "3 cells where the header has 9"),
        (13, "the same as line 2"),
        (14, "«99999999999999» cannot be taken: an amount can be at most 10^13 minor units"),
        (15, "the product «GTX Max» is not there: import products first"),
    ];
    assert_eq!(left_out.len(), expected.len(), "{left_out:?}");
    for ((why, lines), (line, expected)) in left_out.into_iter().zip(expected) {
        assert_eq!((lines, why), (&[line][..], expected));
    }
    assert_eq!(deals.kept, ["campaign"]);
    assert!(deals.also[0].ends_with("Prospecting 33 % → Engaging 67 % → Won | Lost"), "{deals:?}");
}

#[tokio::test]
async fn nothing_is_lost_or_invented() {
    let world = World::new().await;
    for (what, text) in FILES {
        import(&world, what, text.as_bytes()).await;
    }
    let deals: Vec<Deal> = all(&world).await;
    let names: Vec<&str> = deals.iter().map(|deal| deal.name.as_str()).collect();
    assert_eq!(names[..2], ["GTX Pro · Betatech", "MG Special · Bluth Company"]);
    let [first, _, _, lost, open, early] = deals.as_slice() else { panic!("{names:?}") };
    assert_eq!(first.head.extra["campaign"], "spring");
    assert_eq!((first.amount, first.lines[0].amount), (Some(451_400), Some(451_400)));
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    assert_eq!((first.opened_on, first.closed_on), (day("2016-10-20"), day("2017-03-01")));
    // Lost for 0 means that nobody knows; it had got as far as work had begun.
    assert_eq!((lost.outcome, lost.amount, lost.lost_reason.as_ref()), (Outcome::Lost, None, None));
    assert_eq!((lost.reached, lost.closed_on), (2, day("2017-03-02")));
    assert_eq!((open.customer, open.amount, open.reached), (None, None, 2));
    assert_eq!((early.opened_on, early.closed_on, early.reached), (None, None, 1));

    let customers: Vec<Customer> = all(&world).await;
    let named = |name: &str| customers.iter().find(|one| one.name == name).expect(name);
    assert_eq!(named("Bluth Company").parent, Some(named("Acme Corporation").id()));
    assert_eq!(named("Acme Corporation").head.extra["revenue"], "1100.04");
    assert_eq!(named("Betatech").head.extra["parent"], "Nobody & Sons");
    assert_eq!(named("Betatech").region.as_deref(), Some("Philipines"));
    assert_eq!(named("Betatech").industry.as_deref(), Some("medical"));
}

#[tokio::test]
async fn won_deals_add_up_by_product_month_and_person() {
    let world = World::new().await;
    for (what, text) in FILES {
        import(&world, what, text.as_bytes()).await;
    }
    let row = |name: &str, deals, sum| (name.to_owned(), deals, sum);
    assert_eq!(won(&world, Split::Total, everybody()).await, [row("", 3, 938_550)]);
    let by_product = [row("GTX Pro", 2, 933_550), row("MG Special", 1, 5_000)];
    assert_eq!(won(&world, Split::Product, everybody()).await, by_product);
    let by_month = [row("2017-03", 2, 456_400), row("2017-04", 1, 482_150)];
    assert_eq!(won(&world, Split::Month, everybody()).await, by_month);
    // A manager sees the own people's, and an office sees no other office's.
    let people: Vec<Person> = all(&world).await;
    let max = people.iter().find(|person| person.handle == "max_ray").expect("a manager");
    let scope = Scope::new(max.person_id(), Reach::Subtree);
    assert_eq!(won(&world, Split::Person, scope).await, [row("Ann Lee", 2, 456_400)]);
    assert!(people.iter().any(|person| person.handle == "zhangsan" && person.team.is_some()));
}

#[tokio::test]
async fn the_same_file_again_makes_nothing_twice() {
    let world = World::new().await;
    for (what, text) in FILES {
        import(&world, what, text.as_bytes()).await;
    }
    let before = (all::<Deal>(&world).await, all::<Person>(&world).await);
    for (what, text) in FILES {
        let plan = planned(&world, what, text.as_bytes()).await;
        assert!(plan.writes.is_empty(), "{what:?}: {:?}", plan.writes);
        assert_eq!((plan.report.new, plan.report.repaired), (0, 0));
    }
    // More rows go into the pipeline that is there.
    let more = format!("{DEALS}C1,Ann Lee,MG Special,Betatech,Engaging,2017-02-01,,,\n");
    let report = import(&world, What::Deals, more.as_bytes()).await;
    assert_eq!((report.new, report.there), (1, 6));
    let pipelines = world.begin().await.tx().pipelines().await.expect("pipelines");
    assert_eq!(pipelines.len(), 2, "the standard one and that of the file");
    assert_eq!(pipelines[0].key, "standard", "new deals still go there");
    assert_eq!((all::<Deal>(&world).await.len(), before.1.len()), (before.0.len() + 1, 6));
}

#[tokio::test]
async fn an_interrupted_import_goes_on_where_it_stopped() {
    for stop in 0..9 {
        let world = World::new().await;
        for (what, text) in FILES {
            let plan = planned(&world, what, text.as_bytes()).await;
            let settings = settings(&world, Currency::USD);
            for one in plan.writes.iter().take(stop) {
                let one = std::slice::from_ref(one);
                let mut ready = Ready::default();
                let written =
                    write(world.store.as_ref(), None, one, 1, &mut ready, &settings).await;
                written.expect("written");
            }
            let rest = import(&world, what, text.as_bytes()).await;
            assert_eq!(rest.new + rest.there, plan.report.new, "{what:?} after {stop}");
        }
        let totals = won(&world, Split::Total, everybody()).await;
        assert_eq!(totals, [(String::new(), 3, 938_550)], "after {stop}");
        assert_eq!(all::<Person>(&world).await.len(), 6, "after {stop}");
        let customers: Vec<Customer> = all(&world).await;
        let dangling = customers.iter().filter_map(|one| one.parent);
        for parent in dangling {
            assert!(customers.iter().any(|one| one.id() == parent), "after {stop}");
        }
        let pipelines = world.begin().await.tx().pipelines().await.expect("pipelines");
        assert_eq!(pipelines.len(), 2, "after {stop}");
    }
}

#[tokio::test]
async fn deals_without_ids_are_told_apart_by_what_they_say() {
    let world = World::new().await;
    let text = "商机名称,阶段,金额\n二期,报价,50万\n二期,报价,50万\n三期,赢单,\"¥12,000\"\n";
    let report = import(&world, What::Deals, text.as_bytes()).await;
    assert_eq!((report.new, report.left_out), (3, 0));
    assert_eq!(import(&world, What::Deals, text.as_bytes()).await.there, 3);
    let deals: Vec<Deal> = all(&world).await;
    let amounts: Vec<_> = deals.iter().map(|deal| (deal.amount, deal.currency)).collect();
    let expected =
        [(50_000_000, Currency::USD), (50_000_000, Currency::USD), (1_200_000, Currency::CNY)];
    assert_eq!(amounts, expected.map(|(minor, currency)| (Some(minor), currency)));
    // 报价 and 赢单 are ours: no pipeline is made.
    assert_eq!(world.begin().await.tx().pipelines().await.expect("one").len(), 1);
}

/// A sample company's sales, where somebody has put them beside the repository.
#[tokio::test]
async fn the_sample_company_comes_in_whole() {
    let folder = root().join("../shared/data/crm");
    if !Path::new(&folder).is_dir() {
        eprintln!("skipped: there is no {}", folder.display());
        return;
    }
    let world = World::new().await;
    let mut reports = Vec::new();
    for (what, file) in [
        (What::People, "sales_teams.csv"),
        (What::Products, "products.csv"),
        (What::Customers, "accounts.csv"),
        (What::Deals, "sales_pipeline.csv"),
    ] {
        let bytes = std::fs::read(folder.join(file)).expect(file);
        reports.push(import(&world, what, &bytes).await);
        assert_eq!(counts(&planned(&world, what, &bytes).await.report)[1], 0);
    }
    let counts: Vec<_> = reports.iter().map(counts).collect();
    let whole = [[35, 35, 0, 0, 0], [7, 7, 0, 0, 0], [85, 85, 0, 0, 0], [7635, 7635, 0, 1285, 0]];
    assert_eq!(counts, whole);
    let total = won(&world, Split::Total, everybody()).await;
    assert_eq!(total, [(String::new(), 3042, 720_303_800)]);
    let products = won(&world, Split::Product, everybody()).await;
    assert!(products.iter().any(|(name, _, sum)| name == "GTX Pro" && *sum == 255_208_700));
    assert_eq!(products.iter().map(|(_, _, sum)| sum).sum::<i64>(), total[0].2);
    for by in [Split::Person, Split::Month] {
        let parts = won(&world, by, everybody()).await;
        assert_eq!(parts.iter().map(|(_, _, sum)| sum).sum::<i64>(), total[0].2);
    }
    assert_eq!(won(&world, Split::Month, everybody()).await.len(), 7);
}

#[tokio::test]
async fn a_slip_in_the_stages_makes_no_pipeline() {
    let world = World::new().await;
    let text = "商机名称,阶段,金额\n一期,需求确认,5万\n二期,报价,50万\n三期,方案递父,1万\n";
    let report = import(&world, What::Deals, text.as_bytes()).await;
    assert_eq!((report.new, report.left_out), (2, 1));
    let said = &report.groups[0];
    assert_eq!(said.lines, [4]);
    assert!(said.reason.contains("«方案递父» is no stage"), "{}", said.reason);
    assert!(said.reason.ends_with("is it «方案递交»?"), "{}", said.reason);
    assert_eq!(world.begin().await.tx().pipelines().await.expect("one").len(), 1);
    // Where only the endings are ours, the stages are those of somebody else's process.
    let text = "商机名称,阶段,金额\n四期,初访,5万\n五期,打样,50万\n六期,赢单,1万\n";
    let report = import(&world, What::Deals, text.as_bytes()).await;
    assert_eq!((report.new, report.left_out), (3, 0));
    assert_eq!(world.begin().await.tx().pipelines().await.expect("two").len(), 2);
}

#[tokio::test]
async fn phones_and_addresses_that_cannot_be_are_said_and_kept() {
    let world = World::new().await;
    let text =
        "客户,电话,邮箱\n甲公司,13800138000,a@b.cn\n乙公司,1380013800,a(at)b.cn\n丙公司,问前台,\n";
    let report = import(&world, What::Customers, text.as_bytes()).await;
    assert_eq!((report.new, report.repaired), (3, 2));
    let lines: Vec<_> = report.groups.iter().map(|group| group.lines.clone()).collect();
    assert_eq!(lines, [[3], [3], [4]]);
    let customers: Vec<Customer> = all(&world).await;
    let second = customers.iter().find(|one| one.name == "乙公司").expect("it is in");
    assert_eq!((&second.phone, &second.email), (&None, &None));
    assert_eq!(second.head.extra["phone"], "1380013800");
    assert_eq!(second.head.extra["email"], "a(at)b.cn");
    let first = customers.iter().find(|one| one.name == "甲公司").expect("it is in");
    assert_eq!(first.phone.as_deref(), Some("13800138000"));
}

#[tokio::test]
async fn as_long_as_nobody_waits_a_file_is_written_in_ever_larger_parts() {
    let world = World::new().await;
    let rows = (0..3_000).map(|i| format!("人{i},139{i:08}\n"));
    let text = format!("姓名,电话\n{}", rows.collect::<String>());
    let plan = planned(&world, What::Leads, text.as_bytes()).await;
    let settings = settings(&world, Currency::CNY);
    let (mut parts, mut ready, mut done) = (Vec::new(), Ready::default(), 0);
    while done < plan.writes.len() {
        let left = &plan.writes[done..];
        let written = write(world.store.as_ref(), None, left, 1_600, &mut ready, &settings);
        parts.push(written.await.expect("written"));
        done += parts[parts.len() - 1];
    }
    // What is worked out ahead is no more than this call may still write. A server does not tell
    // whether somebody waits.
    let alone: &[usize] = &[500, 1_000, 600, 900];
    let among: &[usize] = &[500; 6];
    assert_eq!(parts, if crate::world::database::server().is_some() { among } else { alone });
    assert_eq!(all::<Lead>(&world).await.len(), 3_000);
}

#[tokio::test]
async fn a_row_that_is_left_out_keeps_its_key() {
    let world = World::new().await;
    let file = |owner| format!("name,phone,owner\nOld Zed,13910000000,{owner}\nAnn,13910000000,\n");
    let report = import(&world, What::Leads, file("Nobody Here").as_bytes()).await;
    assert_eq!((report.new, report.left_out), (0, 2));
    let report = import(&world, What::Leads, file("").as_bytes()).await;
    assert_eq!((report.new, report.left_out), (1, 1));
    let leads = all::<Lead>(&world).await;
    assert_eq!(leads.iter().map(Lead::label).collect::<Vec<_>>(), ["Old Zed"]);
}
