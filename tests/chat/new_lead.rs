//! Somebody new, said as people speak or pasted as it came.

use crate::world::scenes::{customer, only_follow_ups};
use crate::world::{World, chat};

/// Amy with two customers, and Ben, who reads English and has one.
async fn two_languages(w: &World) {
    let amy = w.rep("amy").await;
    let ben = w.english("ben").await;
    only_follow_ups(w).await;
    customer(w, "华为技术有限公司", amy).await;
    customer(w, "Acme", ben).await;
}

/// The same, and what they paste.
async fn pasted(w: &World) {
    two_languages(w).await;
    let signature = "new lead: Best regards,\nGrace Hopper\nChief Buyer\nNavy Systems Inc.\n\
        T: 617-555-0100\nM: 617-555-0199\ngrace@navysys.com\nwww.navysys.com";
    w.say("ben", signature).await;
    let card = "Thanks,\nMax Weber\nSales Manager\nWeber, Inc.\nPhone: 617-555-0110\n\
        Mobile: 617-555-0111";
    w.say("ben", card).await;
    w.say("amy", "陈志远\n恒达五金制品有限公司\n总经理\n13688887778").await;
}

#[test]
fn a_pasted_signature_is_read_line_by_line() {
    chat(
        pasted,
        "
        bot: ✅ Saved Grace Hopper (L-1)
          | Company: Navy Systems Inc.
          | Phone: 617-555-0199
          | E-mail: grace@navysys.com
          | Need: Chief Buyer www.navysys.com T: 617-555-0100
        bot: Write Max Weber down as a lead?… [lead add Max Weber]
        bot: 要把 陈志远 记成线索吗？… [加线索 陈志远]
        ben! lead add Max Weber
        bot: ✅ Saved Max Weber (L-2)
          | Company: Weber, Inc.
          | Phone: 617-555-0111
          | Need: Sales Manager Phone: 617-555-0110
        amy: 加线索 东莞市恒达五金制品有限公司 陈志强 总经理 TEL:0769-22334455 手机:13688887777 Email:chen@hengda.com 地址:长安镇12号
        bot: ✅ 已记下 陈志强（L-3）
          | 公司: 东莞市恒达五金制品有限公司
          | 电话: 13688887777
          | 邮箱: chen@hengda.com
          | 需求: 总经理 地址:长安镇12号 TEL:0769-22334455
        ",
    );
}

#[test]
fn who_somebody_is_and_where_they_come_from_is_read_without_the_names_of_fields() {
    chat(
        two_languages,
        "
        ben: new lead Tom Baker from Bluewater Foods, 415-555-0172, met him at the expo, budget 150k
        bot: ✅ Saved Tom Baker (L-1)
          | Company: Bluewater Foods
          | Source: Exhibition
          | Need: met him at the expo, budget 150k
        ben: new lead: mike o'brien, o'brien construction, 13912345678, referral from huawei
        bot: ✅ Saved mike o'brien (L-2)
          | Company: o'brien construction
          | Source: Referral
          | Need: referral from huawei
        ben: lead add Max Voss company Kolb GmbH source website 13822225555 pumps
        bot: ✅ Saved Max Voss (L-3)
          | Company: Kolb GmbH
          | Source: Website
          | Need: pumps
        ben: lead add Sam Lee from Berlin 13822220011
        bot: ✅ Saved Sam Lee (L-4)
          | Region: Berlin
          - Company
        ben: lead add Kim Novak 13822220014 met at the website launch, needs a company car
        bot: ✅ Saved Kim Novak (L-5)
          | Need: met at the website launch, needs a company car
          - Source
          - Company
        amy: 加线索 刘姐 微信liujie88 苏州金龙电子 采购 139 1234 5600
        bot: ✅ 已记下 刘姐（L-6）
          | 公司: 苏州金龙电子
          | 需求: 微信liujie88 采购
        amy: 转客户 刘姐
        bot: …已转为客户 苏州金龙电子…
        amy: 加线索 张总 做模具的 昆山 电话13822224444 朋友介绍
        bot: ✅ 已记下 张总（L-7）
          | 来源: 转介绍
          | 地区: 昆山
          | 需求: 做模具的
        amy: 加线索 王五 13811112222 来源展会 要10台
        bot: ✅ 已记下 王五（L-8）
          | 来源: 展会
          | 需求: 要10台
        amy: 加线索 赵敏 13822220016 包装机械 要做 广告 推广
        bot: ✅ 已记下 赵敏（L-9）
          | 需求: 包装机械 要做 广告 推广
          - 公司
          - 来源
        ",
    );
}

#[test]
fn somebody_new_is_announced_in_many_ways() {
    chat(
        two_languages,
        "
        amy: 新客户线索：陈志强 恒达五金制品有限公司 13688887777
        bot: ✅ 已记下 陈志强（L-1）
          | 公司: 恒达五金制品有限公司
        amy: 加个线索 周敏 恒力集团 13688886666 要8台
        bot: ✅ 已记下 周敏（L-2）
          | 公司: 恒力集团
          | 需求: 要8台
        amy: 新来个线索 王磊 13688886664
        bot: ✅ 已记下 王磊（L-3）
        amy: 刚加了个客户李伟 做注塑机的 鼎盛塑胶 电话13822223333 展会认识的
        bot: 要把 李伟 记成线索吗？… [加线索 李伟]
        amy! 加线索 李伟
        bot: ✅ 已记下 李伟（L-4）
          | 公司: 鼎盛塑胶
          | 来源: 展会
          | 需求: 做注塑机的
        ben: got a lead from the website: Sarah Connolly, Brightway Ltd, 13822227777, 5 pumps
        bot: ✅ Saved Sarah Connolly (L-5)
          | Company: Brightway Ltd
          | Source: Website
          | Need: 5 pumps
        ",
    );
}

#[test]
fn customers_and_contacts_are_read_without_the_names_of_fields() {
    chat(
        two_languages,
        "
        amy: 加客户 老王五金 客户电话0512-66778899 地址 苏州吴中区 级别C
        bot: ✅ 已加客户 老王五金（C-3）
          | 级别: C
          | 地址: 苏州吴中区
          | 电话: 0512-66778899
          - 备注
        amy: 加客户 南通金鼎 南通 机械
        bot: ✅ 已加客户 南通金鼎（C-4）
          | 行业: 机械
          | 地区: 南通
        amy: 加联系人 华为 小王 老板 13700001112
        bot: ✅ 已加联系人 小王（K-1）…
          | 职位: 老板
        ben: contact add Acme John Miller CTO 13822228888
        bot: ✅ Saved the contact John Miller (K-2)…
          | Title: CTO
        ",
    );
}

#[test]
fn what_somebody_is_at_a_customer_is_said_in_a_sentence() {
    chat(
        two_languages,
        "
        amy: 加联系人 华为 赵工 13700001111
        bot: ✅ …
        amy: 赵工是技术总监
        bot: ✅ 已改 赵工（K-1）
          | 职位: — → 技术总监
        amy: 华为新来一个采购 孙丽 13522220000
        bot: ✅ 已加联系人 孙丽（K-2）…
          | 职位: 采购
        amy: 周总是华为的采购总监 电话13577778888
        bot: ✅ 已加联系人 周总（K-3）…
          | 职位: 采购总监
          | 电话: 13577778888
        amy: 赵工离职了
        bot: ✅ 已改 赵工（K-1）
          | 备注: — → 赵工离职了
        ben: contact add Acme John Miller 13822228888
        bot: ✅ …
        ben: John Miller is now CTO
        bot: ✅ Changed John Miller (K-4)
          | Title: — → CTO
        ben: John Miller has left the company
        bot: ✅ Changed John Miller (K-4)
          | Note: — → John Miller has left the company
        ",
    );
}

#[test]
fn a_record_is_changed_in_the_words_for_it() {
    chat(
        two_languages,
        "
        ben: lead add Nora Nord 13811110000
        bot: ✅ …
        ben: L-1 company=Nordic Supplies phone 13911112222
        bot: ✅ …
          | Company: — → Nordic Supplies
          | Phone: 13811110000 → 13911112222
        ben: L-1 tag=hot,new
        bot: ✅ …
        ben: L-1 tag=+vip
        bot: ✅ …
          | Tag: hot new → hot new vip
        ben: L-1 tag=-hot
        bot: ✅ …
          | Tag: hot new vip → new vip
        ben: edit L-1 company=Nordic Ltd
        bot: ✅ …
          | Company: Nordic Supplies → Nordic Ltd
        ben: tag Acme as key account
        bot: ✅ Changed Acme (C-2)
          | Tag: — → key account
        amy: 华为升为A级
        bot: ✅ …
          | 级别: — → A
        amy: 给华为加标签 战略
        bot: ✅ …
          | 标签: — → 战略
        amy: C-1 标签+急
        bot: ✅ …
          | 标签: 战略 → 战略 急
        amy: 改 C-1 地址=深圳龙岗
        bot: ✅ …
          | 地址: — → 深圳龙岗
        amy: 改级别 B
        bot: ✅ …
          | 级别: A → B
        ",
    );
}

#[test]
fn what_was_just_written_down_is_put_right() {
    chat(
        two_languages,
        "
        amy: 加线索 李伟 13822223333 来源=展会
        bot: ✅ …
        amy: 不对 是李炜
        bot: L-1 其实叫 李炜 吗？… [改线索 李炜]
        amy! 改线索 李炜
        bot: ✅ …
          | 姓名: 李伟 → 李炜
        amy: 来源不是展会 是转介绍
        bot: ✅ …
          | 来源: 展会 → 转介绍
        amy: 加客户 老王五金
        bot: ✅ …
        amy: 老王五金改名 王氏五金
        bot: ✅ 已改 王氏五金…
        ",
    );
}
