//! What a rep does most often takes one sentence or two taps: counted in the conversation itself.

use crate::world::scenes::{only_follow_ups, products, with_phone};
use crate::world::{World, run, script};

/// How many jobs there are.
const JOBS: usize = 20;
/// How many taps one takes at most, where nothing is typed.
const TAPS: usize = 2;

/// Plays jobs, each of which begins with a line `# what it is`, and counts what whoever does it says
/// and presses. What stands in brackets was there before: a reminder, a card that is open.
async fn play(w: &World, jobs: &str) {
    let mut counted = 0;
    for job in jobs.split('#').skip(1) {
        let (name, lines) = job.split_once('\n').expect("a name and what is done");
        let all: Vec<&str> = lines.lines().map(str::trim).collect();
        let done: Vec<&str> = all.iter().copied().filter(|line| !line.starts_with('(')).collect();
        let said = done.iter().filter(|line| line.contains(": ") && !line.starts_with("bot"));
        let said = said.filter(|line| !line.starts_with(['|', '~', '-'])).count();
        let taps = done.iter().filter(|line| line.contains("! ") && !line.starts_with("bot"));
        let taps = taps.filter(|line| !line.starts_with(['|', '~', '-'])).count();
        let fine = (said, taps) == (1, 0) || (said == 0 && (1..=TAPS).contains(&taps));
        assert!(fine, "{name}: {said} sentences and {taps} taps");
        let bare = |line: &str| line.strip_prefix('(')?.strip_suffix(')').map(str::to_owned);
        let lines = all.iter().map(|line| bare(line).unwrap_or_else(|| (*line).to_owned()));
        let lines: Vec<String> = lines.collect();
        script::play(w, &lines.join("\n")).await;
        counted += 1;
    }
    assert_eq!(counted, JOBS, "the commonest jobs");
}

#[test]
fn the_commonest_jobs_take_one_sentence_or_two_taps() {
    run(async {
        let w = World::new().await;
        let amy = w.rep("amy").await;
        w.rep("bo").await;
        w.manager("chen").await;
        only_follow_ups(&w).await;
        products(&w).await;
        with_phone(&w, amy, "华星科技", Some("李工")).await;
        let jobs = "
            # 记一条线索
            amy: 加线索 张三 13900139000 公司=华威机械 20台空调
            bot: ✅ 已记下 张三（L-1）…
            # 查重
            amy: 查重 +86 139-0013-9000
            bot: …
              ~ L-1
            # 线索转客户，带商机
            amy: 转客户 L-1 商机=20台空调 金额=12万
            bot: ✅ 张三（L-1）已转为客户 华威机械（C-2）…
            # 记电话，带下一步
            amy: 记电话 华威 聊了价格，嫌贵 周五再打
            bot: ✅ 已记电话：华威机械（C-2）…
              ~ 再打
            # 没说下一步，点一下补上
            (amy: 记拜访 华星 见了李工，看了机房)
            (bot: ✅ 已记拜访：华星科技（C-1）…)
            amy! 3 天后
            bot: ✅ 已安排…
            # 报价
            amy: 给华威报价12.5万 下周三回访
            bot: ✅ 20台空调（D-1）：需求确认 → 报价 · 60%
            # 推进
            (amy: D-1)
            (bot: 20台空调（D-1）)
            amy! 推进到合同签署
            bot: ✅ 20台空调（D-1）：报价 → 合同签署 · 80%
            # 撤销
            amy! 撤销
            bot: ↩️ 已撤销…
            # 改一个字段
            amy: D-1 15万
            bot: ✅ 已改 20台空调（D-1）
            # 下单
            amy: 下单 华威 A100*20
            bot: ✅ 已下单（草稿）O-1 华威机械 [提交]
            # 提交
            amy! 提交
            bot>amy: ✅ 已提交 O-1 华威机械
            (bot>chen: Amy 提交了订单，请确认：O-1 华威机械)
            # 赢单
            amy: D-1 赢单
            bot: 🎉 …
            # 输单，带原因
            (amy: 新商机 华星 改造 8万)
            (bot: ✅ 已建商机 改造（D-2）…)
            (amy: D-2)
            (bot: 改造（D-2）)
            amy! 输单
            bot: 改造（D-2） 为什么输单？…
            amy! 价格
            bot: 已记为输单：改造（D-2），价格
            # 看漏斗
            amy: 漏斗
            bot: 漏斗…
            # 找电话
            amy: 联系人 华威
            bot: …
              ~ 13900139000
            # 看客户
            amy: 看客户 华星
            bot: 华星科技（C-1）…
            # 看今天
            amy: 今天
            bot: …
            # 完成一条跟进
            (@2026-03-13T09:00:00+08:00)
            (bot: …再打…)
            amy! 完成
            bot: …结果怎么样？…
            amy! 直接完成
            bot: ✅ 已完成…
            # 改期
            amy: 改期 华星 下周一
            bot: ⏰ …
            # 换负责人
            chen: 改客户 华星 负责人=bo
            bot>chen: ✅ …
            bot>bo: Chen 把客户 华星科技（C-1） 交给你了 [查看]
            (bot>amy: Chen 把客户 华星科技（C-1） 转给了 Bo。)
            ";
        play(&w, jobs).await;
    });
}

#[test]
fn the_commonest_jobs_take_one_sentence_or_two_taps_in_english() {
    run(async {
        let w = World::new().await;
        let ann = w.english("ann").await;
        w.rep("bo").await;
        w.manager("chen").await;
        only_follow_ups(&w).await;
        products(&w).await;
        with_phone(&w, ann, "Acme Trading", Some("Bob Hill")).await;
        let jobs = "
            # log a lead
            ann: lead add Jane Roe 13900139000 company=Globex 20 units
            bot: ✅ …Jane Roe (L-1)…
            # check a phone
            ann: check +86 139-0013-9000
            bot: …
              ~ L-1
            # make a customer and a deal of it
            ann: lead convert L-1 deal=\"20 units\" amount=120k
            bot: ✅ …Globex (C-2)…
            # note a call with the next step
            ann: log call Globex talked about the price, call again on Friday
            bot: ✅ …Globex (C-2)…
              ~ Next
            # plan the next step that was not said
            (ann: log visit Acme met Bob, saw the plant)
            (bot: ✅ …Acme Trading (C-1)…)
            ann! 3 days
            bot: ✅ …
            # quote
            ann: D-1 quotation 125k next Wed call back
            bot: ✅ 20 units (D-1): …
            # move a deal
            (ann: D-1)
            (bot: 20 units (D-1))
            ann! Move to Contract
            bot: ✅ 20 units (D-1): …
            # undo
            ann! Undo
            bot: ↩️ …
            # change a field
            ann: D-1 150k
            bot: ✅ …20 units (D-1)
            # order
            ann: order place Globex A100*20
            bot: ✅ …O-1…
            # submit
            ann! Submit
            bot>ann: ✅ …O-1…
            (bot>chen: …O-1…)
            # win
            ann: D-1 won
            bot: 🎉 …
            # lose, with the reason
            (ann: deal open Acme retrofit 80k)
            (bot: ✅ …(D-2)…)
            (ann: D-2)
            (bot: retrofit (D-2))
            ann! Lost
            bot: …
            ann! Price
            bot: …retrofit (D-2)…
            # see the pipeline
            ann: pipeline
            bot: Pipeline…
            # find a phone
            ann: contacts Globex
            bot: …
              ~ 13900139000
            # see a customer
            ann: customer show acme
            bot: Acme Trading (C-1)…
            # see what is due today
            ann: today
            bot: …
            # finish a follow-up
            (@2026-03-13T09:00:00+08:00)
            (bot: …)
            ann! Done
            bot: …
            ann! Just done
            bot: ✅ …
            # put it off
            ann: later Acme next Monday
            bot: ⏰ …
            # give it to somebody else
            chen: 改客户 acme 负责人=bo
            bot>chen: ✅ …
            bot>bo: Chen 把客户 Acme Trading（C-1） 交给你了 [查看]
            (bot>ann: Chen gave the customer Acme Trading (C-1) to Bo.)
            ";
        play(&w, jobs).await;
    });
}
