//! What is sent along: kept with what happened, counted on the card, sent back, and gone with whom it
//! is about.

use crate::world::scenes::customer;
use crate::world::script::play;
use crate::world::{World, chat, run};

/// Amy with two customers, bo with one, and an admin.
async fn scene(w: &World) {
    let (amy, bo) = (w.rep("amy").await, w.rep("bo").await);
    w.admin("dana").await;
    customer(w, "华为技术有限公司", amy).await;
    customer(w, "华威机械", amy).await;
    customer(w, "华星电子", bo).await;
}

#[test]
fn a_picture_goes_where_its_words_say_and_where_one_is_asked() {
    chat(
        scene,
        "
        amy: 🖼名片.jpg|jpg|记 华为 采购经理的名片
        bot: ✅ 已记备注：华为技术有限公司（C-1）
          | 📎 附件已存（1）
        amy: 📄合同.pdf|pdf|加线索 张三 13800138000
        bot: ✅ 已记下 张三（L-1）
          | 📎 附件已存（1）
        amy: L-1
        bot: 张三（L-1）
          ~ 📎 1
        amy: 🎤|ogg
        bot: 哪个客户…
        amy: 华威
        bot: ✅ 已记备注：华威机械（C-2）
          | 📎 附件已存（1）
          ~ 不算有效跟进
        amy: C-1
        bot: 华为技术有限公司（C-1） [📎 附件]
        amy>: 📄图纸.dwg|dwg
        bot: ✅ 已记备注：华为技术有限公司（C-1）
        amy: 附件 华为
        bot: 华为技术有限公司（C-1） · 附件 2 [1] [2]
          ~ 1. 📄 图纸.dwg
          ~ 2. 🖼 名片.jpg
        amy! 2
        bot: 🖼 名片.jpg · 华为技术有限公司（C-1）
        ",
    );
}

#[test]
fn what_comes_together_stays_together_and_what_cannot_be_kept_is_said() {
    chat(
        scene,
        "
        amy: 🖼a.jpg@7|1|记 华为 展厅
        bot: ✅ 已记备注：华为技术有限公司（C-1）
        amy: 🖼b.jpg@7|2
        bot: 📎 已存到华为技术有限公司（C-1）这条记录，共 2 个附件
        amy: 撤销
        bot: …
        amy: 🖼c.jpg@8|3
        bot: 哪个客户…
        amy: 🖼d.jpg@8|4
        bot: 📎 收到，和前面那几个一起记。
        amy: 华威
        bot: ✅ 已记备注：华威机械（C-2）
          | 📎 附件已存（2）
        amy: 📄大.zip|11 MB
        bot: ⚠️ 附件超过 10 MB，没有保存。…
        amy: 📄大.zip|11 MB|记 华为 资料太大了
        bot: ✅ 已记备注：华为技术有限公司（C-1）
          | ⚠️ 附件超过 10 MB，没有保存。压缩一下再发，或把要点写成文字。
        amy: 🖼x.jpg|gone
        bot: ⚠️ 附件没取到，没有保存。请再发一次。
        amy: 🖼x.jpg|x|商机
        bot: …
          ~ 附件没有存
        ",
    );
}

#[test]
fn nobody_gets_what_is_on_a_record_that_they_do_not_see_and_forgetting_takes_it_away() {
    run(async {
        let world = World::new().await;
        scene(&world).await;
        play(
            &world,
            "
            amy: 🖼名片.jpg|秘密|记 华为 采购经理的名片
            bot: ✅ 已记备注：华为技术有限公司（C-1）
            amy: 附件 C-1
            bot: 🖼 名片.jpg · 华为技术有限公司（C-1）
            bo: 附件 C-1
            bot: 没有找到“C-1”。…
            bo: 附件 C-9
            bot: 没有找到“C-9”。…
            dana: 附件 C-1
            bot: 🖼 名片.jpg · 华为技术有限公司（C-1）
            dana: 忘记客户 C-1
            bot: 要忘记 华为技术有限公司（C-1） 吗？ [确认忘记]
              ~ 附件 1 个
            dana! 确认忘记
            bot: …
            amy: 附件 C-1
            bot: 华为技术有限公司（C-1）还没有附件。…
            ",
        )
        .await;
        let sent = world.channel.all();
        let files: Vec<_> = sent.iter().filter_map(|seen| seen.file.clone()).collect();
        assert_eq!(files.len(), 2);
        assert!(files.iter().all(|file| file.bytes == "秘密".as_bytes()));
    });
}

#[test]
fn of_several_at_once_all_are_kept_or_those_that_are_not_are_named() {
    chat(
        scene,
        "
        amy: 📄a.pdf+b.pdf|A+B|记 华为 两份资料
        bot: ✅ 已记备注：华为技术有限公司（C-1）
          | 📎 附件已存（2）
        amy: 📄c.pdf+大.zip+d.pdf|C+11 MB+gone|记 华为 又三份
        bot: ✅ 已记备注：华为技术有限公司（C-1）
          | 📎 附件已存（1）
          | ⚠️ 没存下：大.zip（超过 10 MB） · d.pdf（没取到，请再发一次）
        amy: 📄e.zip+f.zip|11 MB+12 MB
        bot: 这几个附件都没存下。
          | ⚠️ 没存下：e.zip（超过 10 MB） · f.zip（超过 10 MB）
        amy: 📄g.zip@5|11 MB
        bot: ⚠️ 没存下：g.zip（超过 10 MB）
        ",
    );
}

#[test]
fn a_name_is_shown_as_it_is_a_caption_that_is_a_code_files_it_there_and_pages_go_on() {
    chat(
        scene,
        "
        amy: 📄报价\u{202e}gpj.exe|x|C-1
        bot: ✅ 已记备注：华为技术有限公司（C-1）
          | 📎 附件已存（1）
        amy: 附件 华为
        bot: 📄 报价gpj.exe · 华为技术有限公司（C-1）
        amy: 📄1.pdf+2.pdf+3.pdf+4.pdf+5.pdf+6.pdf+7.pdf+8.pdf+9.pdf|1+2+3+4+5+6+7+8+9|华为
        bot: ✅ 已记备注：华为技术有限公司（C-1）
          | 📎 附件已存（9）
        amy: 附件 华为
        bot: 华为技术有限公司（C-1） · 附件 10 [1] [2] [3] [4] [5] [6] [7] [8] [更多]
          ~ 8. 📄 8.pdf
        amy! 更多
        bot: 华为技术有限公司（C-1） · 附件 10 [9] [10]
          | • 10. 📄 报价gpj.exe · …
        amy! 9
        bot: 📄 9.pdf · 华为技术有限公司（C-1）
        ",
    );
}

#[test]
fn a_picture_after_another_card_was_opened_is_not_of_the_visit() {
    chat(
        scene,
        "
        amy: 签到 华为
        bot: …
        amy: 📍31.2304,121.4737
        bot: …
        amy: 🖼门头.jpg|1
        bot: 📎 已存到华为技术有限公司（C-1）这条记录，共 1 个附件
        @2026-03-11T15:40:00+08:00
        amy: C-2
        bot: 华威机械（C-2）…
        amy: 🖼图.jpg|2
        bot: ✅ 已记备注：华威机械（C-2）
          | 📎 附件已存（1）
        ",
    );
}
