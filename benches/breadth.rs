//! That what people ask costs the same in a large company: `cargo bench --bench breadth`, or beside
//! another number of records: `cargo bench --bench breadth -- 20000`; one part of it with its name
//! behind: `-- lists`.
//!
//! A company with 100,000 leads, customers and deals stands beside one with 1,000; the parts are
//! `lists`, `names`, `doubles` and `reports`. With `GENDAN_TEST_DATABASE` they run on that server
//! too. What is held to a limit are ratios within one run, and how long one answer takes at most on
//! a file; what is over is shown with the statement that takes longest. Each limit that is not held
//! ends the run with a failure.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a benchmark prints what it found and stops where it cannot go on"
)]

#[path = "breadth/company.rs"]
mod company;
#[path = "../tests/world/mod.rs"]
#[expect(dead_code, reason = "the harness of the tests offers more than this needs")]
mod world;

use std::path::Path;
use std::time::{Duration, Instant};

use bot_core::chat::reply::ReplyKind;
use company::{Company, company, phone};
use storage::{Options, Sent, Storage};
use uuid::Uuid;
use world::{World, database};

/// How many records the small company has of each kind, and the large one.
const SIZES: [usize; 2] = [1_000, 100_000];
/// How often each is asked.
const TURNS: usize = 21;
/// How many times as long as in the small company an answer may take in the large one.
const TIMES: f64 = 2.0;
/// How long one may take at most on a file, 99 times of 100.
const MOST: Duration = Duration::from_millis(20);
/// How many times as long as its statements alone a report may take.
const REPORT: f64 = 3.0;
/// How long one may take in any case.
const SMALL: Duration = Duration::from_millis(5);

/// What is asked: by whom, what is said before, and what is measured.
struct Case {
    part: &'static str,
    who: &'static str,
    before: &'static str,
    said: String,
}

fn case(part: &'static str, who: &'static str, said: &str) -> Case {
    Case { part, who, before: "", said: said.to_owned() }
}

/// What narrows each list.
const LISTS: &[(&str, &[&str])] = &[
    ("线索", &["", "展会", "新", "已丢", "amy", "空调", "苏州", "标签=VIP", "本月"]),
    ("客户", &["", "A", "amy", "苏州", "机械", "标签=VIP", "苏州 A"]),
    ("商机", &["", "报价", "赢单", "本月", "10万以上", "amy", "C-2", "报价 本月 10万以上"]),
    ("订单", &["", "待确认", "本月", "C-2"]),
    ("产品", &[""]),
    ("联系人 C-2", &[""]),
];

/// What has to be found; `#` stands for a record's number.
fn names() -> Vec<String> {
    let mut words: Vec<String> =
        ["D-2", "L-1", "C-2", "K-1", "今天", "历史 D-2", "我"].map(str::to_owned).to_vec();
    let asked = [
        company::brand(1),
        company::name(1),
        company::spelled(1),
        company::initials(1),
        company::slip(1),
        phone(0),
        phone(0)[4..].to_owned(),
        phone(0)[7..].to_owned(),
        company::person(0),
        "科技".to_owned(),
        "keji".to_owned(),
        "没有这家".to_owned(),
    ];
    words.extend(asked.map(|asked| format!("找 {asked}")));
    words
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for who in ["amy", "chen", "dana"] {
        for (list, filters) in LISTS {
            for filter in *filters {
                let said = format!("{list} {filter}");
                cases.push(case("lists", who, said.trim()));
            }
            cases.push(Case { before: list, ..case("lists", who, "更多") });
        }
        cases.extend(names().iter().map(|said| case("names", who, said)));
    }
    for said in [company::name(1), phone(0), company::slip(1), "从没见过的名字".to_owned()] {
        cases.push(case("doubles", "amy", &format!("查重 {said}")));
    }
    // Nobody has written these down: the number is new each time.
    cases.push(case("doubles", "amy", "加线索 王小明 1870000#### 公司=苏州华星科技有限公司"));
    cases.push(case("doubles", "amy", "加线索 李大明 1880000#### 公司=通达#机械"));
    cases
}

const REPORTS: &[&str] = &[
    "漏斗",
    "业绩 本月",
    "业绩 今年",
    "report won this year by person",
    "report won this year by product",
    "report won this year by region",
    "report won this year by source",
    "report won this year by month",
    "预测",
    "转化率",
    "赢单率 今年",
    "停滞",
    "逾期",
    "活动 本月",
    "线索报表 今年",
];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let size = args.iter().find_map(|arg| arg.parse().ok()).unwrap_or(SIZES[1]);
    let parts: Vec<String> = args.into_iter().filter(|arg| arg.parse::<usize>().is_err()).collect();
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|one| one == part);
    let mut held = true;
    for on_server in [false, true] {
        if on_server && database::server().is_none() {
            continue;
        }
        held &= run(async {
            let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
            let small = open(folder.path(), on_server, SIZES[0]).await;
            let large = open(folder.path(), on_server, size).await;
            let mut held = answers(&small, &large, on_server, wanted).await;
            if wanted("reports") {
                held &= reports(&large).await;
            }
            held
        });
    }
    assert!(held, "a limit was not held, see above");
}

fn run<T>(work: impl Future<Output = T>) -> T {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(work)
}

async fn open(folder: &Path, on_server: bool, size: usize) -> Company {
    let began = Instant::now();
    let options = Options::default();
    let world = if on_server {
        World::at_folder(folder, options).await
    } else {
        let file = folder.join(format!("{size}.db"));
        World::at_address(&file.to_string_lossy(), options).await
    };
    let company = company(world, size).await;
    let name = if on_server { "PostgreSQL" } else { "SQLite" };
    println!("{name}: {size} of each kind written in {:.0} s", began.elapsed().as_secs_f64());
    company
}

/// How long the engine works on what somebody says.
async fn asked(w: &World, who: &str, said: &str) -> Duration {
    w.arrive(&Uuid::now_v7().to_string(), who, None, said).await;
    let began = Instant::now();
    assert_eq!(w.engine.step().await.expect("worked"), 1);
    let took = began.elapsed();
    while w.deliverer.step().await.expect("delivered") > 0 {}
    took
}

/// The same, with the number of the turn in it; says what was answered if that is a problem.
async fn turn(w: &World, case: &Case, n: usize) -> (Duration, Option<String>) {
    if !case.before.is_empty() {
        asked(w, case.who, case.before).await;
    }
    while w.channel.next().is_some() {}
    let said = case.said.replace("####", &format!("{n:04}")).replace('#', &n.to_string());
    let took = asked(w, case.who, &said).await;
    let seen = w.channel.next().expect("an answer");
    let odd = matches!(seen.reply.kind, ReplyKind::Problem | ReplyKind::Ask);
    (took, odd.then(|| seen.reply.plain()))
}

async fn answers(
    small: &Company,
    large: &Company,
    on_server: bool,
    wanted: impl Fn(&str) -> bool,
) -> bool {
    let (mut held, mut all) = (true, Vec::new());
    for case in cases().iter().filter(|case| wanted(case.part)) {
        let (mut few, mut many) = (Vec::new(), Vec::new());
        let mut odd = None;
        // Turn by turn, so that what else the machine does meets both alike; the first is for
        // what is prepared once.
        for n in 0..=TURNS {
            let (one, _) = turn(&small.world, case, n).await;
            let (other, problem) = turn(&large.world, case, n).await;
            odd = odd.or(problem);
            if n > 0 {
                few.push(one);
                many.push(other);
            }
        }
        all.extend(&many);
        let (few, many) = (middle(&mut few), middle(&mut many));
        let ratio = many.as_secs_f64() / few.as_secs_f64();
        let fine = ratio <= TIMES && (on_server || many <= MOST);
        held &= fine;
        println!(
            "{} {:7} {:5} {:>8} {:>8} {ratio:6.2}  {}{}",
            if fine { " " } else { "✗" },
            case.part,
            case.who,
            millis(few),
            millis(many),
            if case.before.is_empty() { String::new() } else { format!("{} → ", case.before) },
            case.said,
        );
        if let Some(odd) = odd {
            println!("    answered: {}", odd.replace('\n', " / "));
        }
        if !fine {
            slowest(large, case).await;
        }
    }
    all.sort();
    let late = all.get(all.len() * 99 / 100).copied().unwrap_or_default();
    println!("99 of 100 answers in the large company within {} ms; limit {MOST:?}", millis(late));
    held && (on_server || late <= MOST)
}

fn middle(all: &mut [Duration]) -> Duration {
    all.sort();
    all[all.len() / 2]
}

fn millis(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}

/// The statements that read, of those that were sent.
fn reading(sent: Vec<Sent>) -> Vec<Sent> {
    let reads = |one: &Sent| one.text.starts_with("select") || one.text.starts_with("with");
    sent.into_iter().filter(reads).collect()
}

/// Shows which statement of a case takes longest, and how a file would look for it.
async fn slowest(company: &Company, case: &Case) {
    company.world.store.record(true);
    turn(&company.world, case, 9_999).await;
    let sent = reading(company.world.store.record(false));
    let mut worst = (Duration::ZERO, None);
    for one in &sent {
        // The first time is for what is prepared once.
        company.bare.replay(std::slice::from_ref(one)).await.expect("sent again");
        let began = Instant::now();
        company.bare.replay(std::slice::from_ref(one)).await.expect("sent again");
        let took = began.elapsed();
        if took > worst.0 {
            worst = (took, Some(one));
        }
    }
    let (took, Some(one)) = worst else { return };
    println!("    {} ms of it: {}", millis(took), one.text);
    for line in company.plan(&one.text) {
        println!("      {line}");
    }
}

/// Each report against the statements that it sent, sent again by a connection of its own.
async fn reports(company: &Company) -> bool {
    let mut held = true;
    for said in REPORTS {
        let (mut ratios, mut whole, mut odd) = (Vec::new(), Vec::new(), None);
        let case = case("reports", "chen", said);
        for n in 0..=7 {
            company.world.store.record(true);
            let (took, problem) = turn(&company.world, &case, n).await;
            let sent = reading(company.world.store.record(false));
            odd = odd.or(problem);
            let began = Instant::now();
            company.bare.replay(&sent).await.expect("sent again");
            if n > 0 {
                ratios.push(took.as_secs_f64() / began.elapsed().as_secs_f64());
                whole.push(took);
            }
        }
        ratios.sort_by(f64::total_cmp);
        let ratio = ratios[ratios.len() / 2];
        let took = middle(&mut whole);
        // What takes no time at all is not measured by how much less its statements take.
        let fine = ratio <= REPORT || took <= SMALL;
        held &= fine;
        let took = millis(took);
        println!("{} reports chen {took:>8} {ratio:6.2}  {said}", if fine { " " } else { "✗" });
        if let Some(odd) = odd {
            println!("    answered: {}", odd.replace('\n', " / "));
        }
    }
    held
}

/// A connection of its own to the same database.
async fn beside(address: &str) -> Storage {
    Storage::open(address).await.expect("the same database")
}
