//! How the platforms are run: several bots, a token that is taken back, menus, who is blocked, and
//! what has piled up.

use std::time::Duration;

use serde_json::{Value, json};

use super::fake_bot_api::{FakeBotApi, Fault, message};
use super::fake_discord::{self, FakeDiscord, text};
use super::program::{invite, kill, log, most_memory, on, on_telegram, serve, serve_again, stop};
use crate::terminal::Terminal;
use crate::world::{dump, run};

const AMY: i64 = 4711;
const BO: i64 = 4712;
const CHEN: i64 = 4713;
const DANA: i64 = 4714;

fn practice() -> Terminal {
    let terminal = Terminal::practice();
    terminal.calm();
    let quiet = "简报 早报 关\n简报 周报 关\n简报 日报 关\n";
    for who in ["chen", "dana"] {
        terminal.run(&["chat", "--as", who], quiet.as_bytes());
    }
    terminal
}

/// Waits until something is so.
async fn until(what: &str, mut so: impl FnMut() -> bool) {
    for _ in 0..400 {
        if so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{what} did not come");
}

/// The texts that were sent to a chat.
fn told(api: &FakeBotApi, chat: i64) -> Vec<String> {
    let sent = api.calls("sendMessage").into_iter().filter(|body| body["chat_id"] == chat);
    sent.map(|body| body["text"].as_str().unwrap_or_default().to_owned()).collect()
}

async fn hears(api: &FakeBotApi, chat: i64, words: &str) {
    until(words, || told(api, chat).iter().any(|text| text.contains(words))).await;
}

async fn join(terminal: &Terminal, api: &FakeBotApi, who: &str, account: i64) {
    let (code, _) = invite(terminal, &format!("邀请 {who}"));
    api.says(account, &format!("/start {code}"));
    hears(api, account, "练习公司").await;
}

fn doctor(terminal: &Terminal, code: i32) -> Vec<Value> {
    let ended = terminal.run(&["doctor", "--json", "--lang", "en"], b"");
    assert_eq!(ended.code, code, "{}", ended.out);
    ended.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn of_check<'a>(found: &'a [Value], check: &str) -> Vec<&'a Value> {
    found.iter().filter(|finding| finding["check"] == check).collect()
}

#[test]
fn several_bots_work_in_one_program_and_an_invite_shows_the_way_to_each() {
    let terminal = practice();
    run(async {
        let (first, second) =
            (FakeBotApi::start().await, FakeBotApi::start_as(78, "127.0.0.1:0").await);
        let config = on_telegram(&terminal, "telegram", &first)
            + &on_telegram(&terminal, "telegram.shop", &second);
        let program = serve(&terminal, &config);
        first.wait_for("getUpdates", 1).await;
        second.wait_for("getUpdates", 1).await;
        let (code, said) = invite(&terminal, "邀请 amy");
        let link = format!("https://t.me/Gendan_Bot?start={code}");
        assert_eq!(said.matches(&link).count(), 2, "{said}");
        let console = terminal.run(&["invite", "--for", "bo"], b"").out;
        let bos = console.split("?start=").nth(1).and_then(|rest| rest.lines().next());
        first.says(AMY, &format!("/start {code}"));
        second.says(BO, &format!("/start {}", bos.expect("a link")));
        hears(&first, AMY, "练习公司").await;
        hears(&second, BO, "练习公司").await;
        second.says(BO, "加线索 张三 13800138000");
        hears(&second, BO, "✅ 已记下 张三（L-1）").await;
        assert!(told(&first, BO).is_empty(), "each answers where it was asked");
        let found = doctor(&terminal, 0);
        let bots = of_check(&found, "telegram");
        assert_eq!(bots.len(), 2, "{found:?}");
        for bot in bots {
            let said = bot["text"].as_str().expect("a text");
            assert_eq!(bot["state"], "fine");
            assert!(said.contains("@Gendan_Bot") && said.contains("0 min ago"), "{said}");
        }
        stop(program);
        let found = doctor(&terminal, 0);
        assert_eq!(of_check(&found, "telegram")[0]["state"], "look", "nobody listens");
        let twice = on_telegram(&terminal, "telegram", &first)
            + &on(&terminal, "telegram.twin", &first.token(), first.url());
        let mut refused = serve(&terminal, &twice);
        assert_eq!(refused.wait().expect("an end").code(), Some(2));
        assert!(log(&terminal).contains("same bot"), "{}", log(&terminal));
    });
}

#[test]
fn a_token_that_is_taken_back_is_told_on_another_platform_and_the_bot_comes_back() {
    let terminal = practice();
    run(async {
        let (api, discord) = (FakeBotApi::start().await, FakeDiscord::start().await);
        let config = on_telegram(&terminal, "telegram", &api)
            + &on(&terminal, "discord", fake_discord::TOKEN, discord.url());
        let program = serve(&terminal, &config);
        discord.begun(1).await;
        join(&terminal, &api, "amy", AMY).await;
        let danas = terminal.run(&["invite", "--for", "dana"], b"").out;
        let code = danas.split("/start ").nth(1).and_then(|rest| rest.lines().next());
        discord.says(DANA, &format!("/start {}", code.expect("a code")));
        let dana = FakeDiscord::direct(DANA);
        discord.tells(&dana, "练习公司").await;

        api.revoke();
        // Ends the question that is open.
        api.says(AMY, "加线索 张三 13800138000");
        let heard = discord.tells(&dana, "⚠️ Telegram 不再接受").await;
        let heard = text(&heard.body);
        assert!(heard.contains("@Gendan_Bot") && heard.contains("401"), "{heard}");
        let found = doctor(&terminal, 1);
        assert_eq!(of_check(&found, "telegram")[0]["state"], "mend", "{found:?}");
        discord.says(DANA, "我");
        discord.tells(&dana, "Dana").await;
        // It is tried again in vain, and nobody hears of that.
        api.wait_for("getUpdates", api.calls("getUpdates").len() + 1).await;

        api.restore();
        discord.tells(&dana, "✅ Telegram 又接受").await;
        hears(&api, AMY, "✅ 已记下 张三（L-1）").await;
        assert_eq!(of_check(&doctor(&terminal, 0), "telegram")[0]["state"], "fine");
        let all = discord.ours(&dana, 0).await;
        let warned = all.iter().filter(|one| text(&one.body).contains("⚠️ Telegram")).count();
        assert_eq!(warned, 1);
        stop(program);
        assert_eq!(log(&terminal).matches("does not let us in any more").count(), 1);
    });
}

#[test]
fn who_sets_the_org_up_hears_through_another_bot_that_one_is_silent_for_strangely_long() {
    let terminal = practice();
    run(async {
        let (silent, shop) =
            (FakeBotApi::start().await, FakeBotApi::start_as(78, "127.0.0.1:0").await);
        let config = on_telegram(&terminal, "telegram", &silent)
            + &on_telegram(&terminal, "telegram.shop", &shop);
        let address = terminal.path("gendan.db").to_string_lossy().into_owned();
        let now = dump::rows(&address, "select cast(unixepoch() as text)").await;
        let now: i64 = now[0].parse().expect("a number");
        // Whenever this test runs, people work and are not to be left alone.
        let hour = (now / 3600 + 8) % 24;
        let quiet = format!("免打扰 公司 {}:00-{}:00\n", (hour + 10) % 24, (hour + 11) % 24);
        let rules = format!("设工作日 周一到周日\n!1\n工作时间 0:00-23:59\n{quiet}日历\n");
        let said = terminal.run(&["chat", "--as", "dana"], rules.as_bytes()).out;
        assert!(said.contains("周六 周日") && said.contains("00:00–23:59"), "{said}");

        let program = serve(&terminal, &config);
        let danas = terminal.run(&["invite", "--for", "dana"], b"").out;
        let code = danas.split("/start ").nth(1).and_then(|rest| rest.lines().next());
        shop.says(DANA, &format!("/start {}", code.expect("a code")));
        hears(&shop, DANA, "练习公司").await;
        join(&terminal, &silent, "amy", AMY).await;
        for n in 1..=7 {
            silent.says(AMY, &format!("加线索 客人{n} 1390000000{n}"));
            hears(&silent, AMY, &format!("客人{n}")).await;
        }
        // What came this hour came in the hour before on each other day that counts, also where that hour
        // is one of the day before, and nothing did today.
        let days = format!(
            "update inbox set received_at = {now}000 - 86400000 * (1 + seq % 7) - 3600000 \
             where source = 'telegram/77'"
        );
        dump::execute(&address, &days).await;
        let heard = format!(
            "update bot set heard_at = {now}000 - 4 * 3600000 where source = 'telegram/77'"
        );
        dump::execute(&address, &heard).await;
        // The line breaks the first time, and Telegram has too much to do the second time.
        shop.fault("sendMessage", Fault::Breaks);
        shop.fault("sendMessage", Fault::TooMany(Some(1)));
        let look = async || {
            let store = storage::Storage::open(&address).await.expect("the database");
            let now = bot_core::domain::ids::Instant(now * 1000);
            store.silent("telegram/77", Duration::from_hours(3), now).await.expect("looked");
            store.close().await;
        };
        look().await;
        // A change of the rules wakes the scheduler of the other process.
        shop.says(DANA, "设日历 2028年3月1日 放假");
        hears(&shop, DANA, "上从").await;
        // The same silence is told once, however often it is looked for.
        look().await;
        shop.says(DANA, "设日历 2028年3月2日 放假");
        hears(&shop, DANA, "3月2日").await;
        silent.says(AMY, "今天");
        until("an answer", || told(&silent, AMY).len() >= 9).await;
        let warned = told(&shop, DANA).iter().filter(|text| text.contains("上从")).count();
        assert_eq!(warned, 1, "{:?}", told(&shop, DANA));
        assert!(
            told(&shop, DANA)
                .iter()
                .any(|text| text.contains("Telegram") && text.contains("gendan doctor"))
        );
        assert!(told(&silent, DANA).is_empty());
        stop(program);
    });
}

/// The names of the commands in a chat's own menu, and the description of the first.
fn menu(api: &FakeBotApi, chat: i64) -> Option<(Vec<String>, String)> {
    let menu = api.menu(&format!(r#"{{"chat_id":{chat},"type":"chat"}}/"#))?;
    let lines = menu.as_array()?;
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let first = lines.first().map(|line| word(&line["description"])).unwrap_or_default();
    Some((lines.iter().map(|line| word(&line["command"])).collect(), first))
}

#[test]
fn the_menu_of_a_chat_follows_the_role_and_the_language_and_is_written_only_when_it_differs() {
    let terminal = practice();
    run(async {
        let api = FakeBotApi::start().await;
        let program = serve(&terminal, &on_telegram(&terminal, "telegram", &api));
        join(&terminal, &api, "amy", AMY).await;
        join(&terminal, &api, "chen", CHEN).await;
        let has = |chat: i64, name: &str| {
            menu(&api, chat).is_some_and(|(names, _)| names.iter().any(|one| one == name))
        };
        until("chen's menu", || has(CHEN, "order_confirm")).await;
        until("amy's menu", || has(AMY, "lead_add")).await;
        assert!(!has(AMY, "order_confirm") && !has(CHEN, "freeze"));

        let said = terminal.run(&["chat", "--as", "dana"], "改人员 amy 角色=主管\n".as_bytes());
        assert_eq!(said.code, 0, "{}", said.out);
        until("amy's new menu", || has(AMY, "order_confirm")).await;
        let (_, chinese) = menu(&api, AMY).expect("a menu");
        api.says(AMY, "语言 en");
        until("the menu in English", || {
            menu(&api, AMY).is_some_and(|(_, first)| first != chinese && first.is_ascii())
        })
        .await;
        stop(program);
        let written = api.calls("setMyCommands").len();
        let asked = api.calls("getMyCommands").len();
        let program = serve_again(&terminal);
        // Two for everybody, and one for each of the two chats.
        api.wait_for("getMyCommands", asked + 4).await;
        terminal.run(&["chat", "--as", "dana"], "冻结 amy\n".as_bytes());
        until("no menu of her own", || menu(&api, AMY).is_none()).await;
        stop(program);
        assert_eq!(api.calls("setMyCommands").len(), written, "nothing was different");
    });
}

#[test]
fn who_blocks_the_bot_is_left_alone_at_once_and_gets_what_waited_when_it_is_let_in_again() {
    let terminal = practice();
    run(async {
        let api = FakeBotApi::start().await;
        let program = serve(&terminal, &on_telegram(&terminal, "telegram", &api));
        // Somebody who is reached nowhere else.
        let (code, _) = invite(&terminal, "邀请 rep 华东");
        api.says(AMY, &format!("/start {code}"));
        hears(&api, AMY, "练习公司").await;
        let becomes = |status: &str| {
            api.update(json!({ "my_chat_member": {
                "chat": { "id": AMY, "type": "private" },
                "from": { "id": AMY, "is_bot": false, "first_name": "Amy" },
                "new_chat_member": { "status": status, "user": { "id": 77, "is_bot": true } },
            } }))
        };
        api.block(AMY);
        becomes("kicked");
        let closed = || terminal.run(&["outbox", "list"], b"").out;
        until("a closed chat", || closed().contains("closed: telegram/77/4711")).await;
        let before = api.calls("sendMessage").len();
        let ask = "加线索 张三 13800138000\n分线索 L-1 amy2\n";
        let said = terminal.run(&["chat", "--as", "chen"], ask.as_bytes());
        assert_eq!(said.code, 0, "{}", said.out);
        until("what waits", || !closed().contains(" 0 waiting")).await;
        assert_eq!(api.calls("sendMessage").len(), before, "nothing is even tried");
        api.unblock(AMY);
        becomes("member");
        hears(&api, AMY, "张三").await;
        assert!(!closed().contains("closed: telegram"), "{}", closed());
        stop(program);
    });
}

/// Calls the program as Telegram does, and gives the head of its answer.
async fn call(at: &str, secret: &str, update: &Value) -> String {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let mut stream = tokio::net::TcpStream::connect(at).await.expect("it is open");
    let body = update.to_string();
    let request = format!(
        "POST /telegram/77 HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\
         X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.expect("it listens");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    answer
}

#[test]
fn telegram_calls_where_it_is_told_to_until_it_is_asked_again() {
    let terminal = practice();
    run(async {
        let api = FakeBotApi::start().await;
        let (code, _) = invite(&terminal, "邀请 amy");
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let at = free.local_addr().expect("an address").to_string();
        drop(free);
        let telegram = on_telegram(&terminal, "telegram", &api);
        let web = format!("[web]\nlisten = {at:?}\nurl = \"http://{at}/\"\n");
        let program = serve(&terminal, &format!("{telegram}webhook = true\n{web}"));
        until("a webhook", || api.hook().is_some()).await;
        let hook = api.hook().expect("it is set");
        assert_eq!(hook["url"], format!("http://{at}/telegram/77"));
        let secret = hook["secret_token"].as_str().expect("a secret");
        let says = |id: i64, text: &str| json!({ "update_id": id, "message": message(AMY, text) });
        let join = says(1, &format!("/start {code}"));
        let refused = call(&at, "wrong", &join).await;
        assert!(refused.starts_with("HTTP/1.1 401 "), "{refused}");
        for _ in 0..3 {
            let kept = call(&at, secret, &join).await;
            assert!(kept.starts_with("HTTP/1.1 200 "), "{kept}");
        }
        hears(&api, AMY, "练习公司").await;
        call(&at, secret, &says(2, "加线索 张三 13800138000")).await;
        hears(&api, AMY, "✅ 已记下 张三（L-1）").await;
        assert_eq!(told(&api, AMY).len(), 2, "each is answered once");
        assert!(api.calls("getUpdates").is_empty());
        assert_eq!(of_check(&doctor(&terminal, 0), "telegram")[0]["state"], "fine");
        stop(program);
        let program = serve(&terminal, &telegram);
        api.says(AMY, "L-1");
        until("the card", || told(&api, AMY).len() == 3).await;
        assert_eq!(api.hook(), None);
        stop(program);
    });
}

/// What so many people say in turn: `n` messages, each a lead of its own.
fn pile_up(api: &FakeBotApi, n: usize, says: impl Fn(&FakeBotApi, usize, &str)) {
    for i in 0..n {
        says(api, i, &format!("加线索 客人{i} 139{i:08}"));
    }
}

/// Waits until there are so many leads.
async fn leads(terminal: &Terminal, n: usize) -> Vec<String> {
    let address = terminal.path("gendan.db").to_string_lossy().into_owned();
    for _ in 0..3000 {
        let names = dump::rows(&address, "select name from lead order by n").await;
        if names.len() >= n {
            return names;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("{n} leads did not come");
}

/// The numbers of the leads of each chat, in the order in which they were made.
fn in_order(names: &[String], chats: usize) -> bool {
    let mut last = vec![None; chats];
    names.iter().all(|name| {
        let n: usize = name.trim_start_matches("客人").parse().expect("a number");
        let chat = &mut last[n % chats];
        let fits = chat.is_none_or(|last| last < n);
        *chat = Some(n);
        fits
    })
}

#[test]
fn what_people_wrote_in_a_night_is_all_done_in_order_and_acknowledged() {
    const MANY: usize = 1000;
    let terminal = practice();
    run(async {
        let api = FakeBotApi::start().await;
        let program = serve(&terminal, &on_telegram(&terminal, "telegram", &api));
        let people = [("amy", AMY), ("bo", BO), ("chen", CHEN)];
        for (who, account) in people {
            join(&terminal, &api, who, account).await;
        }
        kill(program);
        pile_up(&api, MANY, |api, i, text| {
            api.says(people[i % people.len()].1, text);
        });
        let program = serve_again(&terminal);
        let names = leads(&terminal, MANY).await;
        assert_eq!(names.len(), MANY);
        assert!(in_order(&names, people.len()), "{names:?}");
        until("all is acknowledged", || api.pending().is_empty()).await;
        let memory = most_memory(&program);
        assert!(memory < 80 * 1024, "{memory} kB");
        stop(program);
    });
}

/// A figure for whoever runs this: `cargo nextest run --run-ignored only -E 'test(ten_thousand)'`.
#[test]
#[ignore = "it takes two minutes: the same as above with many more"]
fn ten_thousand_messages_of_five_hundred_chats_need_little_memory() {
    const MANY: usize = 10_000;
    const CHATS: usize = 500;
    let terminal = practice();
    run(async {
        let api = FakeBotApi::start().await;
        let program = serve(&terminal, &on_telegram(&terminal, "telegram", &api));
        join(&terminal, &api, "amy", AMY).await;
        kill(program);
        pile_up(&api, MANY, |api, i, text| {
            let mut said = message(AMY, text);
            let group = -1000 - i64::try_from(i % CHATS).expect("a small number");
            said["chat"] = json!({ "id": group, "type": "group", "title": "g" });
            api.update(json!({ "message": said }));
        });
        let begun = std::time::Instant::now();
        let program = serve_again(&terminal);
        let names = leads(&terminal, MANY).await;
        let (took, memory) = (begun.elapsed(), most_memory(&program));
        assert!(in_order(&names, CHATS));
        println!("{MANY} messages of {CHATS} chats: {took:?}, at most {memory} kB");
        assert!(memory < 80 * 1024, "{memory} kB");
        kill(program);
    });
}
