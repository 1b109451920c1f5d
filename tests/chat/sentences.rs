//! Sentences as people type them with one thumb: commas, nothing between the words, slips, names
//! alone, answers that only look like a command.

use crate::world::chat;
use crate::world::scenes::{customer, no_next_steps, products, team};

#[test]
fn who_is_new_may_come_with_the_next_step() {
    chat(
        team,
        "
        amy: 加线索 张三 13800138000 明天下午3点回访
        bot: ✅ 已记下 张三（L-1） [查看] [撤销] [改期]
          | 下次: 3月12日 周四 15:00 · 回访（F-1）
          - 需求
        amy: 加线索 李四 13800138001 下次=明天 20台空调
        bot: ✅ 已记下 李四（L-2）
          | 需求: 20台空调
          | 下次: 3月12日 周四 · 跟进（F-2）
        amy: 加线索 王五 13800138002 20台空调 下周三再打
        bot: ✅ 已记下 王五（L-3）
          | 需求: 20台空调 下周三再打
          | 下次: 3月18日 周三 · 再打（F-3）
        amy: 加线索 赵六 13800138003 20台空调 6月30日前要货
        bot: ✅ 已记下 赵六（L-4） [明天]
          | 需求: 20台空调 6月30日前要货
          - 下次
        amy: 加线索 钱七 13800138004 下次=3月1日
        bot: …3月1日…
        amy: 明天
        bot: ✅ 已记下 钱七（L-5）
          | 下次: 3月12日 周四 · 跟进（F-4）
        amy: 加客户 新星机械 明天拜访
        bot: ✅ 已加客户 新星机械（C-4） [改期]
          | 下次: 3月12日 周四 · 拜访（F-5）
        amy: 撤销
        bot: ↩️ 已撤销 加客户…
        amy: F-5
        bot: 没有找到…
        amy: 加线索 孙八 13800138005 明天打电话 周五拜访
        bot: ✅ 已记下 孙八（L-6） [3月12日 周四 打电话] [3月13日 周五 拜访]
        ",
    );
}

#[test]
fn commas_part_what_spaces_part() {
    chat(
        async |w| {
            team(w).await;
            products(w).await;
            let ann = w.english("ann").await;
            customer(w, "Acme Co., Ltd.", ann).await;
        },
        "
        amy: 记电话 华为，聊了价格，明天再打
        bot: ✅ 已记电话：华为技术有限公司（C-1）
          | 下次: 3月12日 周四 · 再打（F-1）
        amy: 新商机 华为，20台空调，12万
        bot: ✅ 已建商机 20台空调（D-1）
          | 金额: ¥120,000.00
        amy: 加线索 张三，13800138000，华星科技，展会
        bot: ✅ 已记下 张三（L-1）
          | 公司: 华星科技
          | 电话: 13800138000
          | 来源: 展会
          - 需求
        amy: 加线索 李四，20台空调，朋友介绍，13800138001
        bot: ✅ 已记下 李四（L-2）
          | 来源: 转介绍
          | 需求: 20台空调
        amy: 加线索 王五，13800138002，参加过展会，要机房空调
        bot: ✅ 已记下 王五（L-3）
          | 需求: 参加过展会，要机房空调
          - 来源
        amy: 加线索 展会，13800138003
        bot: ✅ 已记下 展会（L-4）
        amy: 加线索 孙八，华星电子，138 0013 8008，下周三上午10点拜访
        bot: ✅ 已记下 孙八（L-5）
          | 公司: 华星电子
          | 电话: 138 0013 8008
          | 下次: 3月18日 周三 10:00 · 拜访（F-2）
        amy: 加线索 赵六，13800138004，公司=华星，展会，科技
        bot: ✅ 已记下 赵六（L-6）
          | 公司: 华星
          | 来源: 展会
        amy: 下单 华为，A100*20，B7*3
        bot: ✅ 已下单（草稿）O-1 华为技术有限公司
        ann: log call Acme Co., Ltd., talked about the price
        bot: ✅ …Acme Co., Ltd.…
        ann: lead add Bob Lee, 13800138009, Acme Tools Ltd., expo, 20 units
        bot: ✅ Saved Bob Lee (L-7)
          | Company: Acme Tools Ltd.
          | Source: Exhibition
          | Need: 20 units
        ",
    );
}

#[test]
fn what_stands_against_a_command_and_slips_in_its_name_are_understood() {
    chat(
        team,
        "
        amy: 加线索张三13612345678
        bot: ✅ 已记下 张三（L-1）
          | 电话: 13612345678
        amy: 加线索李莫愁
        bot: ✅ 已记下 李莫愁（L-2）
        amy: 加线索:赵六
        bot: ✅ 已记下 赵六（L-3）
        amy: 加线索　　钱七 　 138 0013 8004。
        bot: ✅ 已记下 钱七（L-4）
          | 电话: 138 0013 8004
        amy: 加线索的方法
        bot: 没看懂…
        amy: 加线素 周八 13800138010
        bot: ✅ 已记下 周八（L-5）
        amy: 家线索 吴九 13800138011
        bot: ✅ 已记下 吴九（L-6）
        amy: todya！
        bot: 没有待跟进…
        amy: 撤消
        bot: ↩️ 已撤销 加线索：吴九
        amy: 撤肖
        bot: “撤肖”是想说“撤销”吗？点一下就办。 [撤销]
        amy! 撤销
        bot: 最后做的是一次撤销… [恢复 加线索：吴九] [撤销 加线索：周八]
        amy: 打电话 华为 问价格
        bot: “打电话”是想说“记电话”吗？点一下就办。 [记电话]
        amy: 老客户 介绍
        bot: 没看懂…
        amy: 明天
        bot: 没看懂…
        ",
    );
}

#[test]
fn a_source_is_known_by_what_people_call_it() {
    chat(
        team,
        "
        amy: 加线索 甲一 13800138001 来源=网站
        bot: ✅ …
          | 来源: 官网
        amy: 加线索 甲二 13800138002 source=web
        bot: ✅ …
          | 来源: 官网
        amy: 加线索 甲三 13800138003 来源：朋友介绍
        bot: ✅ …
          | 来源: 转介绍
        amy: 加线索 甲四 13800138004 source=Expo
        bot: ✅ …
          | 来源: 展会
        amy: 加线索 甲五 13800138005 source=word of mouth
        bot: ✅ …
          | 来源: 转介绍
        amy: 加线索 甲六 13800138006 来源=火星
        bot: “来源”…火星…
        ",
    );
}

#[test]
fn an_answer_may_begin_like_a_command() {
    chat(
        team,
        "
        amy: 记 华为
        bot: 聊了什么？一句话就行。
        amy: done deal, he agrees
        bot: ✅ 已记备注：华为技术有限公司（C-1）
          | （这句当作回答记下了。要是想完成跟进，请在前面加“/”再发。）
        amy: C-1
        bot: …
          ~ done deal, he agrees
        amy: 记 华为
        bot: 聊了什么？一句话就行。
        amy: 客户 不想买了
        bot: ✅ 已记备注：华为技术有限公司（C-1）
        amy: 记 华为
        bot: 聊了什么？一句话就行。
        amy: 加线索 李四
        bot: ✅ 已记下 李四（L-1）
          ~ 记备注还在等“内容”
        amy: 商机 华为
        bot: …
          - 已记备注
        amy: /done
        bot: …
          - 已记备注
        amy: 取消
        bot: 好的，不记备注了。
        ",
    );
}

#[test]
fn an_answer_that_comes_too_late_is_kept() {
    chat(
        team,
        "
        amy: 记电话 华为
        bot: 聊了什么？一句话就行。
        @2026-03-11T16:20:00+08:00
        amy: 采购流程要两个月
        bot: 刚才问的“内容”（记电话）已经过了时间。你说的还留着，要接着办吗？ [接着记电话]
        amy! 接着记电话
        bot: ✅ 已记电话：华为技术有限公司（C-1）
        amy: C-1
        bot: 华为技术有限公司（C-1）
          ~ 采购流程要两个月
        amy: 下次 华为
        bot: …
        @2026-03-11T17:20:00+08:00
        amy: 不知所云
        bot: 没看懂…
        amy: 线索
        bot: …
        ",
    );
}

#[test]
fn a_name_alone_is_looked_for() {
    chat(
        async |w| {
            team(w).await;
            let bo = w.rep("bert").await;
            customer(w, "华为终端", bo).await;
        },
        "
        amy: 华为
        bot: 华为技术有限公司（C-1）
        amy: 华为。
        bot: 华为技术有限公司（C-1）
        amy: C-1，
        bot: 华为技术有限公司（C-1）
        amy: 加线索 张三 13800138000
        bot: ✅ …
        amy: 138 0013 8000
        bot: 张三（L-1）
        amy: 13900139000
        bot: ✅ 13900139000没有重复，可以录入。 [记成线索]
        amy: huawei
        bot: “huawei”找到 2 条 [C-1] [C-2]
        amy: 华为终端
        bot: 没看懂…
        amy: 加客户 华星光电
        bot: ✅ …
        amy: 加客户 华星物流
        bot: ✅ …
        amy: 华星
        bot: “华星”找到 2 条 [C-5] [C-6]
        amy: 记
        bot: …
        amy: 华为
        bot: 聊了什么？一句话就行。
        amy: 取消
        bot: …
        amy: 华为怎么样？
        bot: 华为技术有限公司…
        ",
    );
}

#[test]
fn help_is_found_by_the_words_that_it_shows() {
    chat(
        team,
        "
        amy: 帮助 产品和订单
        bot: 产品和订单
        amy: help orders
        bot: 产品和订单
        amy: 帮助 报表
        bot: 报表
        ",
    );
}

#[test]
fn a_check_opens_what_it_names_and_a_place_is_no_twin() {
    chat(
        team,
        "
        amy: 查重 华为
        bot: 华为没有完全相同的，只有名字相近的： [C-1] [记成线索] [加成客户]
        amy: 加线索 张三 13800138000 公司=大众汽车
        bot: ✅ …
        amy: 查重 张三
        bot: 张三已经在系统里： [L-1]
          | • L-1 张三 · 线索
        amy: 加线索 李四 13800138001 公司=大众汽车
        bot: ✅ 已记下 李四（L-2） [查看 L-1]
          | 这家公司已有线索：张三（L-1）。
        bo: 加线索 王五 13800138002 公司=大众汽车
        bot: ✅ 已记下 王五（L-3）
          - L-1
          - 张三
        amy: 加客户 大众
        bot: ✅ 已加客户 大众（C-4）
        amy: 加客户 上海大众
        bot: ✅ 已加客户 上海大众（C-5） [撤销] [查看 C-4]
          ~ 名字相近的客户：大众（C-4）
        amy: 加客户 大众有限公司
        bot: 已经有这个客户了：…大众…，没有重复记录。 [查看]
        ",
    );
}

#[test]
fn an_amount_in_words_is_hidden_in_a_group() {
    chat(
        async |w| {
            team(w).await;
        },
        "
        amy: 记 华为 三千五一台，要五十一台，两千八一套也行
        bot: ✅ …
        amy#east: C-1
        bot>#east: …
          ~ ***一台，要五十一台，***一套也行
          - 三千五
        ",
    );
}

#[test]
fn a_sentence_without_a_command_says_what_happened_and_what_is_to_come() {
    chat(
        async |w| {
            team(w).await;
            products(w).await;
            let ann = w.english("ann").await;
            customer(w, "Globex Ltd", ann).await;
        },
        "
        amy: 新商机 华威 食堂空调 3万
        bot: ✅ …（D-1）
        amy: 给华威打电话 聊了价格 下周三再打
        bot: ✅ 已记电话：华威机械…
          | 下次: 3月18日 周三 · 再打（F-1）
        amy: 今天拜访了华为 王工说价格偏高
        bot: ✅ 已记拜访：华为技术有限公司（C-1）
        amy: 打电话给华为聊了交货期
        bot: ✅ 已记电话：华为技术有限公司（C-1）
        amy: 华为打电话来说要降价
        bot: ✅ 已记电话：华为技术有限公司（C-1）
        amy: 明天下午3点给华为送样品
        bot: ✅ 已安排 给华为送样品（F-2）
          | 关于: 华为技术有限公司（C-1）
          | 时间: 3月12日 周四 15:00
        amy: 提醒我周五给华威报价
        bot: ✅ 已安排 给华威报价（F-3）
          | 时间: 3月13日 周五
        amy: 华威签了
        bot: “华威签了”是想说“赢单”吗？点一下就办。 [赢单 D-1 食堂空调 ¥30,000.00]
        amy: 昨天去华为拜访了王总，他们想换供应商
        bot: ✅ 已记拜访：华为技术有限公司（C-1）
        amy: 客户华为说太贵了
        bot: ✅ 已记备注：华为技术有限公司（C-1）
        amy: D-1 客户说价格可以
        bot: ✅ 已记备注：食堂空调…
        amy: 提醒我给华为打电话
        bot: 什么时候跟进 华为技术有限公司（C-1）？…
        amy: 周五
        bot: ✅ 已安排 给华为打电话（F-4）
        amy: 记电话
        bot: …
        amy: 明天给华为寄合同
        bot: ✅ 已安排 给华为寄合同（F-5）
        amy: 取消
        bot: …
        amy: 还没拜访华为
        bot: 没看懂…
        amy: 华为签了吗
        bot: 华为技术有限公司…
        amy: D-1 为什么没动
        bot: 这是个问题，没有记到 D-1 上… [问负责人] [查看]
        amy: D-1 打电话没接
        bot: ✅ 已记电话：食堂空调…
        amy: D-1 他们想要更长的质保 再便宜一点
        bot: ✅ 已记备注：食堂空调…
        amy: D-1 给张总打电话 明天
        bot: ✅ 已安排 给张总打电话（F-6）
          | 时间: 3月12日 周四
        amy: 下单华威A100 20台
        bot: ✅ 已下单（草稿）O-1 华威机械…
        amy: 加线索 李四，公司 鼎盛科技，13612345679
        bot: ✅ 已记下 李四（L-1）
          | 公司: 鼎盛科技
        amy: 加线索 王五公司：鼎新科技 13612345670
        bot: ✅ 已记下 王五（L-2）
          | 公司: 鼎新科技
        ann: remind me to call Globex tomorrow
        bot: ✅ Planned call Globex (F-7)
        ann: I met Globex yesterday, they want 20 units
        bot: ✅ Logged meeting: Globex Ltd…
          | When: Tue 10 Mar 15:30
        ann: deal open Globex 20 units 20k
        bot: ✅ …
        ann: quoted Globex 22k
        bot: ✅ 20 units (D-2): …
        ann: Globex signed
        bot: …
        ",
    );
}

#[test]
fn a_question_for_a_record_offers_what_one_worked_on_last() {
    chat(
        team,
        "
        amy: 加线索 张三 13800138000
        bot: ✅ 已记下 张三（L-1）
        amy: 新商机 华威 食堂空调 3万
        bot: ✅ …（D-1）
        amy: 新商机 华为 机房空调 5万
        bot: ✅ …（D-2）
        amy: 记电话 D-1 聊了价格
        bot: ✅ …
        amy: 赢单
        bot: 还差“商机”… [D-1 食堂空调] [D-2 机房空调]
        amy! D-2 机房空调
        bot: 🎉 恭喜！机房空调（D-2） 赢单了…
        amy: 推进
        bot: 还差“商机”… [D-1 食堂空调]
          - D-2
        amy: 记电话
        bot: 哪个客户、商机或线索？… [D-1 食堂空调] [L-1 张三]
        amy! D-1 食堂空调
        bot: 聊了什么？一句话就行。
        ",
    );
}

#[test]
fn what_is_asked_denied_or_taken_back_is_not_done() {
    chat(
        async |w| {
            team(w).await;
            products(w).await;
        },
        "
        amy: 新商机 华为 机房空调 12万6月底
        bot: ✅ …（D-1）
          | 金额: ¥120,000.00
          | 预计成交: 6月30日 周二
        amy: D-1 丢了吗
        bot: 听起来是在问…什么都没改… [输单]
        amy: 输单 D-1 没有
        bot: 听起来是在问… [输单]
        amy: 输单 D-1
        bot: 机房空调（D-1） 为什么输单？
        amy: 不输了
        bot: 好的，不…
        amy: 输单 D-1
        bot: 机房空调（D-1） 为什么输单？
        amy: 给华威打电话 聊了价格
        bot: ✅ 已记电话：华威机械（C-2）
        amy: 取消
        bot: 好的，不…
        amy: D-1
        bot: 机房空调（D-1）
          | 阶段: 需求确认 · 20%
        amy: 输单 D-1
        bot: 机房空调（D-1） 为什么输单？
        amy: 为什么输单？
        bot: 机房空调（D-1） 为什么输单？
        amy: 取消
        bot: 好的，不…
        amy: 记电话 华威
        bot: 聊了什么？…
        amy: 聊了什么？
        bot: 聊了什么？…
        amy: 拜访了华为 看了机房
        bot: ✅ 已记拜访：华为技术有限公司（C-1）
        amy: 取消
        bot: 好的，不…
        amy: 下次 华为 下周3 送样品
        bot: ✅ 已安排 送样品（F-1）
          | 时间: 3月18日 周三
        amy: 完成 F-1 没去成，改到下周二
        bot: 听起来“送样品（F-1）”还没做成… [改期] [不跟了] [记为做完]
        amy: 完成 F-1 还没做
        bot: 听起来… [完成跟进]
        amy: F-1改到下周一
        bot: ⏰ 送样品（F-1） 改到 3月16日 周一
        amy: 下单 华为 A100*3 吗
        bot: 听起来是在问… [下单]
        amy: 下单 华为 A100*3 -1折
        bot: 听起来是在问… [下单]
        amy: 明天不给华为送样品了
        bot: 没看懂…
        amy: 拜访了华为没有
        bot: 没看懂…
        amy: 明天拜访华为取消了
        bot: 没看懂…
        amy: D-1 金额15万
        bot: ✅ 已改 机房空调（D-1）
          | …¥150,000.00…
        amy: 给华为报了13万 下周三回访
        bot: ✅ 机房空调（D-1）：需求确认 → 报价 · 60%
          | 下次: 3月18日 周三 · 回访（F-2）
        amy: 给华威下单 A100*3
        bot: ✅ 已下单（草稿）O-1 华威机械
        amy: 给腾讯打电话 聊了价格
        bot: 没有找到“腾讯”… [加客户 腾讯]
        amy: 取消
        bot: 好的，不…
        amy: 刚跟华为王总通了电话 他说价格可以谈
        bot: ✅ 已记电话：华为技术有限公司（C-1）
        ",
    );
}

#[test]
fn what_happened_on_an_earlier_day_is_written_down_for_that_day() {
    chat(
        async |w| {
            team(w).await;
            no_next_steps(w).await;
        },
        "
        amy: 昨天拜访了华为，聊了交付
        bot: ✅ 已记拜访：华为技术有限公司（C-1）
          | 时间: 3月10日 周二 15:30
        amy: C-1
        bot: 华为技术有限公司（C-1）
          ~ 3月10日 周二 15:30 拜访
        amy: 记电话 华为 谈了付款条件
        bot: ✅ 已记电话：华为技术有限公司（C-1）
        amy: 前天拜访了华为，看了机房
        bot: ✅ …
        amy: 前天给华为打电话 约了时间
        bot: ✅ …
        amy: 前天给华为发邮件 发了资料
        bot: ✅ …
        amy: C-1
        bot: 华为技术有限公司（C-1）
          ~ 谈了付款条件
          ~ 聊了交付
        amy: 下次 C-1 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        @2026-03-12T16:00:00+08:00
        bot: …
        amy: F-1
        bot: …
          ~ 谈了付款条件
        ",
    );
}

#[test]
fn an_undo_is_redone_only_right_after_it() {
    chat(
        team,
        "
        amy: 新商机 华为 机房空调 12万
        bot: ✅ …（D-1）
        amy: D-1 金额=13万
        bot: ✅ 已改 机房空调（D-1）
        amy: 撤销
        bot: ↩️ 已撤销 改商机…
        amy: 撤销
        bot: ↪️ 已恢复 改商机…
        amy: 撤销
        bot: ↩️ 已撤销 改商机…
        amy: 随便说一句
        bot: …
        amy: 撤销
        bot: 最后做的是一次撤销… [恢复 改商机：机房空调] [撤销 新建商机：机房空调]
        amy! 撤销 新建商机：机房空调
        bot: ↩️ 已撤销 新建商机：机房空调
        ",
    );
}

#[test]
fn what_happened_on_a_day_that_is_said_in_english_happened_then() {
    chat(
        async |w| {
            let ann = w.english("ann").await;
            customer(w, "Globex Ltd", ann).await;
        },
        "
        ann: visited Globex yesterday, they want 20 units
        bot: ✅ Logged visit: Globex Ltd…
          | When: Tue 10 Mar 15:30
        ann: met Globex on Monday about the canteen
        bot: ✅ Logged meeting: Globex Ltd…
          | When: Mon 9 Mar 15:30
          - Next step
        ann: called Globex on Tuesday, no news
        bot: ✅ Logged call: Globex Ltd…
          | When: Tue 10 Mar 15:30
        ann: emailed Globex the price list on Friday
        bot: ✅ Logged e-mail: Globex Ltd…
          | When: Fri 6 Mar 15:30
        ann: called Globex, they'll ring me Thursday
        bot: ✅ Logged call: Globex Ltd…
          ~ Thu 12 Mar
        ann: met Globex to agree the price by Friday
        bot: ✅ Logged meeting: Globex Ltd…
          ~ Fri 13 Mar
        ",
    );
}
