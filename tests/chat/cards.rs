//! Cards that were shown before and are kept as their records are.

use crate::world::scenes::customer;
use crate::world::script::play;
use crate::world::{World, run};

/// How often a card was shown anew since this was asked last, and what the newest says.
fn anew(w: &World) -> (usize, String) {
    let mut cards = w.channel.cards.lock().expect("no panic holds it");
    let all = std::mem::take(&mut *cards);
    (all.len(), all.last().map(bot_core::chat::reply::Reply::plain).unwrap_or_default())
}

#[test]
fn a_card_in_this_chat_shows_what_has_become_of_its_record() {
    run(async {
        let w = World::new().await;
        let (amy, bo) = (w.rep("amy").await, w.rep("bo").await);
        customer(&w, "华为技术有限公司", amy).await;
        customer(&w, "华星电子", bo).await;
        play(&w, "amy: C-1\nbot: 华为技术有限公司（C-1）…").await;
        assert_eq!(anew(&w).0, 0);
        play(&w, "amy: 改客户 C-1 地区=深圳\nbot: …").await;
        let (n, card) = anew(&w);
        assert!(n == 1 && card.contains("深圳"), "{n} {card}");
        // Saying the same again changes nothing, and neither does what is about others.
        play(&w, "amy: 加线索 张三 13800138000\nbot: …\namy: 华为\nbot: …").await;
        assert_eq!(anew(&w).0, 0);
        // By a reply to the card, by its name, by taking back; the newest card is meant.
        play(&w, "amy>: 聊了价格，嫌贵\nbot: ✅ 已记…\n").await;
        let (n, card) = anew(&w);
        assert!(n == 1 && card.contains("嫌贵"), "{n} {card}");
        play(&w, "amy: 改客户 华为 地区=上海\nbot: …\namy: 撤销\nbot: …").await;
        let (n, card) = anew(&w);
        assert!(n == 2 && card.contains("深圳"), "{n} {card}");
        // What somebody else does elsewhere changes nothing in this chat.
        play(&w, "bo: C-2\nbot: 华星电子（C-2）…\n@2026-03-11T15:45:00+08:00\namy: 记 华为 又聊了一次交期\nbot: …").await;
        let (n, card) = anew(&w);
        let said = w.channel.all().pop().expect("an answer").reply.plain();
        assert!(n == 1 && card.contains("交期"), "{n} {card}\n{said}");
        // A day later nobody looks at it any more.
        w.at("2026-03-12T16:00:00+08:00");
        w.settle().await;
        while w.channel.next().is_some() {}
        play(&w, "amy: 改客户 C-1 地区=北京\nbot: …").await;
        assert_eq!(anew(&w).0, 0);
    });
}

#[test]
fn a_button_of_a_card_that_was_shown_anew_has_its_answer_stand() {
    run(async {
        let w = World::new().await;
        let amy = w.rep("amy").await;
        customer(&w, "华为技术有限公司", amy).await;
        play(&w, "amy: 提醒我明天10点给华为打电话\nbot: …\namy: F-1\nbot: …").await;
        let token = w.channel.token("amy", "不跟了");
        play(&w, "amy: 改期 F-1 下周三\nbot: …").await;
        assert_eq!(anew(&w).0, 1);
        // The answer takes the place of the card: nothing is shown over it.
        w.arrive("pressed", "amy", None, &format!("!{token}")).await;
        w.settle().await;
        let answer = w.channel.all().pop().expect("an answer");
        assert!(answer.edits, "{}", answer.reply.plain());
        assert_eq!(anew(&w).0, 0, "{}", answer.reply.plain());
    });
}
