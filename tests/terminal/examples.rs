//! Every command's example works as it stands in the help, in both languages.

use super::Terminal;

/// What has to be said before an example can work: by whom, and what.
fn before(command: &str) -> &'static [(&'static str, &'static str)] {
    const PLACED: (&str, &str) = ("amy", "下单 华为 A100*20");
    const SUBMITTED: (&str, &str) = ("amy", "提交订单 O-1");
    const CONFIRMED: (&str, &str) = ("chen", "确认订单 O-1");
    match command {
        "order show" | "order edit" | "order submit" | "order cancel" => &[PLACED],
        "order confirm" | "order sendback" => &[PLACED, SUBMITTED],
        "order approve" => &[("amy", "下单 华为 A100*20@2900"), SUBMITTED],
        "order ship" => &[PLACED, SUBMITTED, CONFIRMED],
        "order deliver" => &[PLACED, SUBMITTED, CONFIRMED, ("amy", "发货 O-1 顺丰 SF1")],
        "lead show" | "lead edit" | "lead assign" | "lead contacted" | "lead qualify"
        | "lead lose" | "lead convert" | "lead forget" => {
            &[("amy", "加线索 张三 13900000000 公司=鼎盛")]
        }
        "lead take" => &[("chen", "加线索 张三 13900000000"), ("chen", "分线索 L-1 公海")],
        "lead reopen" => &[("amy", "加线索 张三 13900000000"), ("amy", "丢线索 L-1 无需求")],
        "contact edit" => &[("amy", "加联系人 华为 张工 13900000001")],
        "assign try" | "assign on" | "assign off" | "assign drop" => &[("chen", "分配规则 给 Bo")],
        "assign move" => &[("chen", "分配规则 给 Bo"), ("chen", "分配规则 给 Amy")],
        "unfreeze" => &[("dana", "冻结 Bo")],
        "field drop" => &[("dana", "加字段 商机 预算科目"), ("dana", "field add deal Budget")],
        "stage drop" => &[("dana", "加阶段 样品测试 英文=\"Sample test\""), ("dana", "就这样改")],
        "pipeline drop" => &[("dana", "加流程 渠道"), ("dana", "加流程 Channel")],
        "deal untick" => &[
            ("dana", "关卡 方案递交 检查=需求表、requirements"),
            ("amy", "推进 D-1 方案递交"),
            ("amy", "做了"),
            ("amy", "做了"),
        ],
        "unshare" => &[("amy", "协作 D-1 Bo")],
        "log leave" | "log summary" => &[("amy", "签到 华为 位置=31.2,121.4")],
        "undo" | "lead return" => &[("amy", "加线索 张三 13900000000")],
        _ => &[],
    }
}

/// Who may do it.
fn who(command: &str) -> &'static str {
    match command {
        "lead assign" | "order confirm" | "order approve" | "order sendback" | "product add"
        | "product price" | "handover" | "audit" | "give" | "remind" | "dups allow"
        | "assign rule" | "assign try" | "assign on" | "assign off" | "assign move"
        | "assign drop" | "digest lines" | "digest ask" => "chen",
        "invite" | "invite list" | "invite revoke" | "freeze" | "unfreeze" | "people edit"
        | "team add" | "calendar day" | "calendar week" | "calendar hours" | "calendar import"
        | "team move" | "team rename" | "lead forget" | "customer forget" | "nudge set"
        | "outbox list" | "outbox retry" | "outbox drop" | "field add" | "field drop"
        | "stage add" | "stage edit" | "stage drop" | "pipeline add" | "pipeline rename"
        | "pipeline drop" | "source add" | "source drop" | "reason add" | "reason drop"
        | "import" | "import file" | "import begin" => "dana",
        _ => "amy",
    }
}

/// What needs a reply that was given up, which no sentence makes: the conversations about the outbox
/// have them.
const NEEDS_MORE: [&str; 2] = ["outbox retry", "outbox drop"];

#[test]
fn every_example_of_the_help_works_in_both_languages() {
    let mut bad = Vec::new();
    for entry in bot_core::commands::ALL {
        let spec = entry.spec;
        if NEEDS_MORE.contains(&spec.name) {
            continue;
        }
        for example in [spec.example.zh, spec.example.en] {
            let terminal = Terminal::practice();
            let said = before(spec.name).iter().copied().chain([(who(spec.name), example)]);
            let lines: Vec<String> = said
                .map(|(who, text)| serde_json::json!({"as": who, "text": text}).to_string())
                .collect();
            let lines = lines.join("\n");
            let ended = terminal
                .run(&["chat", "--as", "amy", "--json", "--at", super::MONDAY], lines.as_bytes());
            let objects = ended.objects();
            let to_them = objects.iter().rev().find(|o| o["to"] == who(spec.name));
            let kind = to_them.map_or("nothing", |o| o["kind"].as_str().unwrap_or_default());
            if !["say", "card", "ask", "digest", "file"].contains(&kind) {
                let text = to_them.map_or("", |o| o["text"].as_str().unwrap_or_default());
                bad.push(format!("{}: «{example}» → {kind}: {text}", spec.name));
            }
        }
    }
    assert!(bad.is_empty(), "examples that do not work:\n{}", bad.join("\n"));
}
