//! What reports say of words that they do not take.

use crate::world::{World, chat};

async fn two(w: &World) {
    w.rep("amy").await;
    w.english("ben").await;
}

#[test]
fn a_report_names_what_it_takes_itself() {
    chat(
        two,
        "
        amy: 赢单率 今年 按产品
        bot: 没看懂“按产品”：这里可以写时间、按人、按团队，或你能看到的同事。…
        amy: 活动 本周 按产品
        bot: 没看懂“按产品”：这里可以写时间、按人、按团队，或你能看到的同事。…
        amy: 业绩 今年 按颜色
        bot: 没看懂“按颜色”：这里可以写时间、按人、按团队、按产品、按地区、按来源、按月，或你能看到的同事。…
        amy: 转化漏斗 今年 按产品
        bot: 没看懂“按产品”：这里可以写时间，或你能看到的同事。…
        ben: win rate this year by product
        bot: I did not understand “by product”. This one takes a period, “by person”, “by team”, or a colleague whom you may see…
        ",
    );
}
