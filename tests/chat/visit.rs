//! A visit by the shared place: where one is, at whose, for how long, and what came of it.

use crate::world::scenes::customer;
use crate::world::{World, chat};

/// Two customers of amy's, and one of bo's.
async fn scene(w: &World) {
    let (amy, bo) = (w.rep("amy").await, w.rep("bo").await);
    customer(w, "华为技术有限公司", amy).await;
    customer(w, "华威机械", amy).await;
    customer(w, "华星电子", bo).await;
}

#[test]
fn a_visit_from_the_shared_place_to_the_summary_and_the_next_step() {
    chat(
        scene,
        "
        amy: 📍31.240018,121.490317±12
        bot: 📍 收到位置。在哪个客户这里？ [华威机械] [华为技术有限公司]
        amy! 华为技术有限公司
        bot: 📍 已签到：华为技术有限公司（C-1） [离开] [撤销]
          | 第一次签到，这里就记作客户的位置。不对可以撤销。
        @2026-03-11T16:15:00+08:00
        amy: 🖼门头.jpg|jpg
        bot: 📎 已存到华为技术有限公司（C-1）这条记录，共 1 个附件
        amy! 离开
        bot: 👋 已签退：华为技术有限公司（C-1），停留 45 分钟 [撤销]
          | 聊了什么？一句话就行，下次的时间也可以写上。
        amy: 见了李工，嫌贵 下周三再打
        bot: ✅ 小结已记：华为技术有限公司（C-1） [改期]
          | 停留: 45 分钟
          ~ 3月18日 周三
        amy: C-1
        bot: 华为技术有限公司（C-1） [📎 附件]
          ~ 拜访 （停留 45 分钟） 见了李工，嫌贵 下周三再打 📎 1
          | 位置: 31.240018,121.490317
        amy: 活动 今天
        bot: 活动 · 2026-03-11…
          ~ 停留 45 分钟
        amy: 历史 C-1
        bot: …
          ~ 位置
        amy: 撤销
        bot: …
        amy: C-1
        bot: 华为技术有限公司（C-1）
          - 嫌贵
        ",
    );
}

#[test]
fn the_place_tells_how_far_it_was_and_who_is_near_is_offered_first() {
    chat(
        scene,
        "
        amy: 签到 华为
        bot: 📍 到华为技术有限公司（C-1）了？把位置发给我…
        amy: 📍31.240018,121.490317
        bot: 📍 已签到：华为技术有限公司（C-1） [离开] [撤销]
        amy: 离开
        bot: 👋 已签退：华为技术有限公司（C-1），停留 0 分钟
        amy: 取消
        bot: …
        amy: 📍31.240500,121.490317
        bot: 📍 已签到：华为技术有限公司（C-1） [离开] [撤销]
          | 离客户位置 54 米。
        amy: 📍31.240700,121.490317
        bot: 👋 已签退：华为技术有限公司（C-1），停留 0 分钟
        amy: 谈妥了试用
        bot: ✅ 小结已记：华为技术有限公司（C-1）
        amy: 签到 华为 位置=31.260018,121.490317
        bot: 📍 已签到：华为技术有限公司（C-1） [离开] [客户搬到这里了] [撤销]
          | ⚠️ 离客户位置 2.2 公里，超过 300 米，照实记下了。
        amy! 客户搬到这里了
        bot: 📍 华为技术有限公司（C-1）的位置记下了 [撤销]
        amy: 📍31.300000,121.490317
        bot: 你还在华为技术有限公司（C-1）签着到，这个位置离那里有点远： [离开] [新签到]
        amy! 新签到
        bot: 📍 收到位置。在哪个客户这里？ [华为技术有限公司] [华威机械]
        amy: 华威
        bot: 📍 已签到：华威机械（C-2）
          | 第一次签到，这里就记作客户的位置。不对可以撤销。
        amy: 撤销
        bot: …
        amy: 客户位置 华威 位置=31.260100,121.490317
        bot: 📍 华威机械（C-2）的位置记下了
        amy! 离开
        bot: 没有进行中的拜访。…
        amy: 签退
        bot: 👋 已签退：华为技术有限公司（C-1），停留 0 分钟
        amy: 取消
        bot: …
        amy: 📍31.260050,121.490317±900
        bot: 📍 附近有 2 个客户，在哪家？ [华为技术有限公司 4 米] [华威机械 6 米]
        amy! 华威机械 6 米
        bot: 📍 已签到：华威机械（C-2）
          | 手机定位误差约 900 米。
        ",
    );
}

#[test]
fn what_is_no_place_of_ones_own_is_refused_and_others_sign_in_nowhere() {
    chat(
        async |w: &World| {
            scene(w).await;
            w.admin("dana").await;
            w.english("eve").await;
        },
        "
        amy: 📍!31.240018,121.490317
        bot: 这是转发或从列表里选的地点，不能用来签到。…
        amy#east: 📍31.240018,121.490317
        amy: 签退
        bot: 没有进行中的拜访。…
        amy: 小结 什么也没有发生过
        bot: 没有进行中的拜访。…
        amy: 签到 华星 位置=31.2,121.4
        bot: 没有找到客户“华星”。…
        amy: 签到 华为 位置=东方明珠
        bot: “东方明珠”不是位置。…
        amy: 签到规则
        bot: 拜访签到
          | 离客户位置 300 米以内算到店；第一次签到的地方就是客户的位置。
        amy: 签到规则 半径 1公里
        bot: …
        dana: 签到规则 半径 1公里
        bot: ✅ 签到规则改好了 [撤销]
          | 离客户位置 1000 米以内算到店；第一次签到的地方就是客户的位置。
        dana: 签到规则 半径 9米
        bot: “半径 9米”看不懂。…
        eve: 📍31.240018,121.490317
        bot: 📍 Got the place. At which customer's?
        ",
    );
}

#[test]
fn a_photo_and_words_on_the_way_belong_to_the_visit() {
    chat(
        scene,
        "
        amy: 签到 华为 位置=31.240018,121.490317
        bot: 📍 已签到：华为技术有限公司（C-1）
        amy: 小结 先看了展厅
        bot: ✅ 小结已记：华为技术有限公司（C-1）
        @2026-03-11T17:00:00+08:00
        amy: 签退
        bot: 👋 已签退：华为技术有限公司（C-1），停留 1 小时 30 分钟 [撤销]
          - 聊了什么
        amy: 🖼合影.jpg|jpg
        bot: 📎 已存到华为技术有限公司（C-1）这条记录，共 1 个附件 [撤销]
        amy: 小结 又约了 明天上午10点 签合同
        bot: ✅ 小结已记：华为技术有限公司（C-1）
          | 停留: 1 小时 30 分钟
        amy: 签退
        bot: 华为技术有限公司（C-1）这次拜访已经签退过了。
        amy: 日报
        bot: 📝 日报…
          ~ 先看了展厅；又约了
        ",
    );
}

#[test]
fn the_next_visit_ends_the_one_before_and_an_undone_departure_asks_nothing() {
    chat(
        scene,
        "
        amy: 签到 华为 位置=31.240018,121.490317
        bot: 📍 已签到：华为技术有限公司（C-1）
        @2026-03-11T16:10:00+08:00
        amy: 签到 华威 位置=31.260018,121.490317
        bot: 📍 已签到：华威机械（C-2） [离开] [撤销]
          | 上一个拜访还没签退，一并签退了：华为技术有限公司（C-1），停留 40 分钟
        amy: C-1
        bot: …
          ~ 停留 40 分钟
        amy: 签退
        bot: 👋 已签退：华威机械（C-2），停留 0 分钟 [撤销]
          | 聊了什么？一句话就行，下次的时间也可以写上。
        amy: 撤销
        bot: ↩️ 已撤销 签退…
          - 还在等
        amy: 见了李工，嫌贵
        bot: …
          - ✅ 小结已记
        amy: 签退
        bot: 👋 已签退：华威机械（C-2）…
        ",
    );
}

#[test]
fn a_place_may_be_typed_as_it_is() {
    chat(
        scene,
        "
        amy: 客户位置 C-1 31.23,121.47
        bot: 📍 华为技术有限公司（C-1）的位置记下了 [撤销]
        amy: 客户位置 华威 31.24, 121.47
        bot: 📍 华威机械（C-2）的位置记下了 [撤销]
        amy: 签到 31.2301,121.4701
        bot: 📍 已签到：华为技术有限公司（C-1）
          ~ 离客户位置
        amy: C-2 签到 31.2401 121.4701
        bot: 📍 已签到：华威机械（C-2）
        amy: 签到 华为
        bot: 📍 到华为技术有限公司（C-1）了？…
        amy: 31.2301,121.4701
        bot: 📍 已签到：华为技术有限公司（C-1）
        ",
    );
}
