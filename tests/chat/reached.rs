//! How somebody is reached from now on, said in a sentence; and somebody new.

use crate::world::scenes::only_follow_ups;
use crate::world::{World, chat};

async fn two(w: &World) {
    w.rep("amy").await;
    w.english("ben").await;
    only_follow_ups(w).await;
}

#[test]
fn a_phone_and_an_address_are_set_of_whom_is_named_or_at_hand() {
    chat(
        two,
        "
        amy: 加客户 华星科技
        bot: ✅ …
        amy: 加联系人 华星 李工 13700137000
        bot: ✅ …
        amy: 加线索 张总 13800001111
        bot: ✅ …
        amy: 他电话换成13911113333了
        bot: ✅ 已改 张总（L-1）
          | 电话: 13800001111 → 13911113333
        amy! 撤销
        bot: ↩️ …
        amy: 张总电话换成13911112222了
        bot: ✅ 已改 张总（L-1）
          | 电话: 13800001111 → 13911112222
        amy: 华星李工的手机换成13900001234
        bot: ✅ 已改 李工（K-1）
          | 电话: 13700137000 → 13900001234
        amy: C-1
        bot: 华星科技（C-1）…
        amy: 他的邮箱是wang@hw.com
        bot: 邮箱是谁的？… [K-1 李工] [C-1 华星科技]
        amy! K-1 李工
        bot: ✅ 已改 李工（K-1）
          | 邮箱: — → wang@hw.com
        amy: 王五电话换成13911114444了
        bot: 没有找到“王五”…
        ben: lead add Ann Lee 13800138000
        bot: ✅ …
        ben: her email is ann@acme.com
        bot: ✅ … Ann Lee (L-2)
          | E-mail: — → ann@acme.com
        ben: Ann Lee's number is now 13900139000
        bot: ✅ … Ann Lee (L-2)
          | Phone: 13800138000 → 13900139000
        ",
    );
}

#[test]
fn somebody_new_with_a_phone_is_offered_as_a_lead() {
    chat(
        two,
        "
        amy: 王芳 13812112222 想买10台空调
        bot: 要把 王芳 记成线索吗？… [加线索 王芳]
        amy! 加线索 王芳
        bot: ✅ 已记下 王芳（L-1）
          | 电话: 13812112222
          ~ 10台空调
        amy: 刚加了个微信，叫刘芳，电话18800001111
        bot: 要把 刘芳 记成线索吗？… [加线索 刘芳]
        amy! 加线索 刘芳
        bot: ✅ 已记下 刘芳（L-2）
          | 电话: 18800001111
        ben: Ann Lee 13800138009 wants 20 units
        bot: Write Ann Lee down as a lead?…
        ben! lead add Ann Lee
        bot: ✅ …
          ~ 20 units
        ",
    );
}
