//! Forms: a command whose fields come one by one, and what is proposed for them.

use bot_core::chat::channel::{Channel as _, Proposer as _};

use crate::world::scenes::{customer, with_phone};
use crate::world::{World, chat, run};

async fn two(w: &World) {
    let amy = w.rep("amy").await;
    let bo = w.rep("bo").await;
    with_phone(w, amy, "华星电子", None).await;
    customer(w, "华威机械", bo).await;
}

#[test]
fn each_field_of_a_form_is_read_as_what_it_is_and_as_nothing_else() {
    chat(
        two,
        "
        amy: 📋lead add|name=Ann 公司:x 13912345678|phone=139 0013 9000|need=20台, 来源=展会|email= |source=展会
        bot: ✅ 已记下 Ann 公司:x 13912345678（L-1）
          | 电话: 139 0013 9000
          | 需求: 20台, 来源=展会
          | 来源: 展会
        amy: 📋lead add|name=Ann 公司:x 13912345678|phone=139 0013 9000|need=20台, 来源=展会|email= |source=展会
        bot: 刚才已经记过了…L-1…
        amy: 📋lead add|name=李四|phone=13
        bot: “电话”看不懂：13…
          ~ 李四
        amy: 13700137000
        bot: ✅ 已记下 李四（L-2）
          | 电话: 13700137000
        amy: 📋log call|content=聊了价格
        bot: …
        amy: 华星
        bot: ✅ 已记电话：华星电子（C-1）
        amy: 📋customer show|customer=C-2
        bot: 没有找到“C-2”…
        amy: 📋no such command|x=y
        bot: …
        ",
    );
}

#[test]
fn the_form_of_a_button_adds_to_what_the_button_knows() {
    run(async {
        let w = World::new().await;
        two(&w).await;
        w.say("amy", "看客户 C-1").await;
        let token = w.channel.token("amy", "记电话");
        w.say("amy", &format!("📋!{token}|content=聊了价格|next=明天|record=C-2")).await;
        let all = w.channel.all();
        let last = all.last().expect("a message").reply.plain();
        // What the button is about is the button's to say, and what one may not see is not there.
        assert!(!last.contains("华威"), "{last}");
        w.say("amy", &format!("📋!{token}|content=聊了价格|next=明天")).await;
        let last = w.channel.all().last().expect("a message").reply.plain();
        assert!(last.contains("✅ 已记电话：华星电子（C-1）"), "{last}");
        w.say("bo", &format!("📋!{token}|content=聊了价格")).await;
        let last = w.channel.all().last().expect("a message").reply.plain();
        assert!(!last.contains("华星"), "{last}");
    });
}

#[test]
fn only_what_one_may_see_is_proposed() {
    run(async {
        let w = World::new().await;
        two(&w).await;
        w.person("wang", "warehouse", bot_core::domain::people::Lang::Zh).await;
        for (who, command, field, words, found) in [
            ("amy", "customer show", "customer", "", vec!["华星电子（C-1）"]),
            ("amy", "customer show", "customer", "华星", vec!["华星电子（C-1）"]),
            ("amy", "customer show", "customer", "华威", vec![]),
            ("bo", "customer show", "customer", "华威", vec!["华威机械（C-2）"]),
            ("wang", "lead add", "source", "", vec![]),
            ("amy", "lead add", "source", "展", vec!["展会"]),
            ("amy", "lead add", "no such field", "展", vec![]),
            ("amy", "no such command", "source", "展", vec![]),
            ("stranger", "customer show", "customer", "华星", vec![]),
        ] {
            let raw = format!("{who}\n{who}\n📋{command}|{field}={words}");
            let draft = w.channel.read(&raw).expect("a form");
            let proposed = w.engine.propose(&draft, field).await;
            let labels: Vec<String> = proposed.into_iter().map(|(label, _)| label).collect();
            assert_eq!(labels, found, "{who}: {command} {field} {words}");
        }
    });
}

#[test]
fn who_fills_a_form_in_a_group_and_is_not_known_is_told_where_to_go() {
    chat(
        two,
        "
        nobody#east: 📋lead list
        bot>#east: …私信…
        nobody#east: 线索
        ",
    );
}
