//! Whatever is asked in a group, nobody's phone, e-mail, address or amount is shown there.

use bot_core::chat::reply::ReplyKind;
use bot_core::chat::spec::Take;
use bot_core::commands;
use bot_core::domain::ids::Kind;
use bot_core::domain::people::Lang;

use crate::world::script::shown_as;
use crate::world::{World, run};

/// What stands on the records, said in a direct chat.
const SAID: &[&str] = &[
    "加产品 A100 空调 单价=3571 底价=3019 成本=2903 单位=台",
    "加线索 丙丁 13700137001 公司=鼎盛科技 邮箱=kanari@leak.example 要12.3457万的空调，送到科技路8号，微信 kanari_wx7",
    "加客户 华星电子 电话=13700137002 邮箱=kanari2@leak.example 地址=上海市浦东新区科技路8号 备注=身份证110101199003077731",
    "加联系人 华星 李工 13700137003 邮箱=kanari3@leak.example 备注=\"12 Kanari Street\"",
    "新商机 华星 123457元的大单 123457元 备注=底线123457，卡6222021234567890123",
    "下单 华星 A100*7",
    "记电话 华星 报价3571/台，共123457，打13700137002，寄科技路8号 周五再打",
    "下次 D-1 今天17点 谈123457的单，加wxid_kanari7",
    "新商机 华星 小单 3571元",
    "赢单 D-2",
];

/// What must not be read in the group.
const SECRETS: &[&str] = &[
    "13700137001",
    "13700137002",
    "13700137003",
    "kanari",
    "Kanari",
    "科技路",
    "123457",
    "123,457",
    "12.3457",
    "3571",
    "3,571",
    "3019",
    "3,019",
    "2903",
    "2,903",
    "24,997",
    "24997",
    "110101199003077731",
    "6222021234567890123",
];

/// The messages that try a command: alone, as in its example, and about each record that fits.
fn tries(spec: &commands::Entry, lang: Lang) -> Vec<String> {
    let spec = spec.spec;
    let mut tries = vec![spec.name.to_owned(), spec.example.in_lang(lang).to_owned()];
    for kind in [Kind::Lead, Kind::Customer, Kind::Contact, Kind::Deal, Kind::Order, Kind::FollowUp]
    {
        let fits = |take: Take| matches!(take, Take::Ref(kinds) if kinds.contains(&kind));
        if spec.args.iter().any(|arg| fits(arg.take)) {
            for n in 1..=2 {
                let code = bot_core::domain::ids::Code { kind, n };
                tries.push(format!("{} {code}", spec.name));
                tries.push(format!("{} {code} 13700137001", spec.name));
                tries.push(format!("{} {code} 123457元 寄科技路8号", spec.name));
            }
        }
    }
    for words in [
        "13700137002",
        "华星",
        "A100",
        "by=person",
        "by=product",
        "kanari@leak.example",
        "A100*7@3571",
    ] {
        tries.push(format!("{} {words}", spec.name));
    }
    tries
}

/// In how many parts the commands are tried, so that they run side by side.
const PARTS: usize = 2;

#[test]
fn nothing_said_in_a_group_shows_contacts_or_amounts() {
    tried("dana", Lang::Zh, 0);
}

#[test]
fn nor_does_what_the_other_commands_say() {
    tried("dana", Lang::Zh, 1);
}

#[test]
fn nothing_said_in_a_group_in_english_shows_them() {
    tried("dan", Lang::En, 0);
}

#[test]
fn nor_does_what_the_other_commands_say_in_english() {
    tried("dan", Lang::En, 1);
}

/// Tries one part of the commands in a group.
fn tried(who: &str, lang: Lang, part: usize) {
    run(async {
        let mut bad = Vec::new();
        let w = World::new().await;
        w.person(who, "admin", lang).await;
        for text in SAID {
            w.say(who, text).await;
        }
        let scene = w.channel.all();
        let odd = scene.iter().find(|seen| seen.reply.kind != ReplyKind::Say);
        assert!(
            odd.is_none(),
            "the scene does not stand: {}",
            odd.map(shown_as).unwrap_or_default()
        );
        for entry in commands::ALL.iter().skip(part).step_by(PARTS) {
            let tries = tries(entry, lang);
            for text in tries.iter().map(String::as_str).chain(["undo"]) {
                w.say_in("east", who, text).await;
                while let Some(seen) = w.channel.next() {
                    let shown = shown_as(&seen);
                    let leaks = SECRETS.iter().any(|secret| shown.contains(secret));
                    if seen.to == "#east" && leaks {
                        bad.push(format!("{who}: {text}\n{shown}\n"));
                    }
                }
            }
        }
        let shown = bad.iter().take(12).cloned().collect::<Vec<_>>().join("\n");
        assert!(bad.is_empty(), "{} leaks, such as\n{shown}", bad.len());
    });
}
