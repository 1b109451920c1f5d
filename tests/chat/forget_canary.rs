//! After somebody is forgotten, none of what was known of the person is anywhere in the database.

use bot_core::domain::people::Lang;

use crate::world::{World, dump, run, script};

/// A whole life, with something to be found again in every field.
const LIFE: &[(&str, &str)] = &[
    (
        "amy",
        "加线索 麻花儿 13911112222 公司=金丝雀贸易 邮箱=zqxwa@mail.example 来源=展会 zqxwneed二十台",
    ),
    ("amy", "加线索 麻花儿 13911112222"),
    ("amy", "改线索 L-1 地区=zqxwregion 标签=zqxwtag"),
    ("amy", "改线索 l1 电话=13911113333"),
    ("amy", "改线索 L-1 电话=zqxwnophone"),
    ("amy", "记电话 L-1 zqxwcall 聊了价格 明天15点再打 zqxwagain"),
    ("amy", "下次 L-1 周五10点 送zqxwsend样品"),
    ("amy", "已联系 L-1"),
    ("amy", "合格 L-1"),
    ("amy", "丢线索 L-1 其他 zqxwlost"),
    ("amy", "重开线索 L-1"),
    ("amy", "改线索 L-1 需求=zqxwundone"),
    ("amy", "撤销"),
    ("amy", "找 麻花儿"),
    ("amy", "找 zqxwa@mail.example"),
    ("amy", "线索"),
    ("amy", "历史 L-1"),
    ("eve", "lead show 麻花儿"),
    ("amy", "转客户 L-1 商机=zqxwdeal二十台 金额=12万"),
    (
        "amy",
        "改客户 C-1 地址=zqxwstreet8号 电话=02188889999 邮箱=zqxwc@mail.example 标签=zqxwctag 备注=zqxwcnote 地区=zqxwcregion",
    ),
    ("amy", "加联系人 C-1 麻球哥 13711114444 邮箱=zqxwk@mail.example 职位=zqxwtitle zqxwknote"),
    ("amy", "改商机 D-1 备注=zqxwdnote"),
    ("amy", "推进 D-1 报价"),
    ("amy", "记拜访 D-1 见了麻花儿，zqxwvisit"),
    ("amy", "下次 K-1 明天16点 zqxwcontact"),
    ("amy", "下单 C-1 A100*2 备注=zqxworder"),
    ("amy", "提交订单 O-1"),
    ("amy", "取消订单 O-1 zqxwcancel"),
    ("amy", "新商机 C-1 zqxwsecond 5万"),
    ("amy", "输单 D-2 其他 zqxwdlost"),
    ("amy", "赢单 D-1"),
    ("amy", "下单 D-1 A100*3"),
    ("amy", "客户 "),
    ("amy", "C-1"),
    ("chen", "看客户 金丝雀"),
    ("chen", "D-1"),
    ("bo", "查重 13911113333"),
    ("bo", "加客户 别家公司 备注=\"可打 139-1111-3333 或 ZQXWA@mail.example\""),
    ("bo", "改客户 别家公司 备注=没有了"),
    ("bo", "撤销"),
    ("amy", "记电话 麻球哥"),
];

const MARKERS: &[&str] = &[
    "zqxw", "麻花", "麻球", "mahua", "maqiu", "1391111", "139-1111", "139****", "88889999",
    "1371111", "137****",
];

/// What came through to the log: each of these was in some field.
const FIELDS: &[&str] = &[
    "麻花儿",
    "zqxwa@",
    "zqxwneed",
    "zqxwregion",
    "zqxwtag",
    "13911112222",
    "13911113333",
    "zqxwcall",
    "zqxwagain",
    "zqxwsend",
    "zqxwlost",
    "zqxwundone",
    "zqxwdeal",
    "zqxwstreet",
    "02188889999",
    "zqxwc@",
    "zqxwctag",
    "zqxwcnote",
    "zqxwcregion",
    "麻球哥",
    "13711114444",
    "zqxwk@",
    "zqxwtitle",
    "zqxwknote",
    "zqxwdnote",
    "zqxwvisit",
    "zqxwcontact",
    "zqxworder",
    "zqxwcancel",
    "zqxwsecond",
    "zqxwdlost",
    "139-1111-3333",
];

async fn all_that_is_personal(world: &World) -> Vec<String> {
    let mut found = dump::everything(&world.address).await;
    found.retain(|line| MARKERS.iter().any(|marker| line.to_lowercase().contains(marker)));
    found
}

/// What comes back when somebody says something.
async fn answer(world: &World, who: &str, text: &str) -> String {
    while world.channel.next().is_some() {}
    world.say(who, text).await;
    world.channel.next().map(|seen| script::shown_as(&seen)).unwrap_or_default()
}

async fn lived() -> World {
    let world = World::new().await;
    for who in ["amy", "bo"] {
        world.rep(who).await;
    }
    world.manager("chen").await;
    world.admin("dana").await;
    world.person("eve", "admin", Lang::En).await;
    world.say("chen", "加产品 A100 空调 单价=3500 单位=台").await;
    for (who, text) in LIFE {
        world.say(who, text).await;
    }
    for text in ["L-1", "看客户 C-1", "找 麻花儿"] {
        world.say_in("east", "amy", text).await;
    }
    for at in ["2026-03-12T15:00:00+08:00", "2026-03-13T10:00:00+08:00"] {
        world.at(at);
        world.settle().await;
    }
    let before = all_that_is_personal(&world).await;
    for table in ["lead", "customer", "contact", "deal", "activity", "follow_up", "sales_order"] {
        let has = before.iter().any(|line| line.starts_with(&format!("{table}: ")));
        assert!(has, "nothing in {table}");
    }
    for field in FIELDS {
        let has = before.iter().any(|line| line.starts_with("event: ") && line.contains(field));
        assert!(has, "{field} came through to no event");
    }
    for table in ["search_key", "key_list", "event", "outbox", "inbox", "talk"] {
        let has = before.iter().any(|line| line.starts_with(&format!("{table}: ")));
        assert!(has, "nothing in {table}");
    }
    world
}

#[test]
fn nothing_is_left_of_a_customers_people_and_the_numbers_stay() {
    run(async {
        let world = lived().await;
        let report = answer(&world, "chen", "业绩 本月").await;
        assert!(report.contains("120,000"), "{report}");
        let order = answer(&world, "amy", "O-2").await;
        answer(&world, "dana", "忘记客户 C-1").await;
        world.press("dana", "确认忘记").await;
        let done = world.channel.next().map(|seen| script::shown_as(&seen)).unwrap_or_default();
        assert!(done.starts_with("✅ 已忘记 C-1"), "{done}");
        let left = all_that_is_personal(&world).await;
        assert!(left.is_empty(), "{} are left:\n{}", left.len(), left.join("\n"));

        assert_eq!(answer(&world, "chen", "业绩 本月").await, report);
        assert_eq!(answer(&world, "amy", "O-2").await.lines().next(), order.lines().next());
        for (who, text, shows) in [
            ("amy", "D-1", "120,000"),
            ("eve", "D-1", "120,000"),
            ("amy", "C-1", "金丝雀贸易"),
            ("eve", "L-1", "*** (L-1)"),
            ("amy", "历史 C-1", "忘记客户"),
            ("eve", "history L-1", "customer forget"),
        ] {
            let answered = answer(&world, who, text).await;
            assert!(answered.contains(shows), "{text}:\n{answered}");
        }
        let left = all_that_is_personal(&world).await;
        assert!(left.is_empty(), "{}", left.join("\n"));
    });
}

#[test]
fn nothing_is_left_of_a_lead_who_became_a_customer_but_a_colleague_stays() {
    run(async {
        let world = lived().await;
        answer(&world, "eve", "lead forget 麻花儿").await;
        world.press("eve", "Forget for good").await;
        let left = all_that_is_personal(&world).await;
        let theirs = |line: &&String| {
            !["麻球", "maqiu", "1371111", "137****", "zqxwk", "zqxwtitle", "zqxwcontact"]
                .iter()
                .any(|marker| line.to_lowercase().contains(marker))
        };
        // What is said of the colleague, and on a deal that did not come of the lead, stays.
        let of_lead: Vec<_> = left
            .iter()
            .filter(theirs)
            .filter(|line| {
                !["zqxwsecond", "zqxworder", "zqxwcancel", "zqxwdlost"]
                    .iter()
                    .any(|m| line.contains(m))
            })
            .collect();
        assert!(of_lead.is_empty(), "{of_lead:#?}");
        assert!(left.iter().any(|line| line.contains("麻球")));
    });
}
