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
        bot: 活动 · 今天…
          ~ 停留 45 分钟
        amy: 历史 C-1
        bot: …
          ~ 位置
        @2026-03-12T10:00:00+08:00
        bot: …
        amy: 📍31.240500,121.490317
        bot: 📍 已签到：华为技术有限公司（C-1）
          | 离客户位置 54 米。
        ",
    );
}
