//! A message that cannot be worked on harms no other.

use crate::world::{World, dump, run};

#[test]
fn a_message_that_panics_is_put_aside_after_five_times_and_the_next_one_is_answered() {
    run(async {
        let world = World::new().await;
        world.rep("amy").await;
        world.rep("bo").await;
        world.arrive("1", "amy", None, "加线索 💥").await;
        world.arrive("2", "amy", None, "加线索 张三").await;
        world.arrive("3", "bo", None, "加线索 李四").await;
        world.settle().await;
        let told: Vec<String> = world.channel.all().into_iter().map(|seen| seen.to).collect();
        assert_eq!(told, ["bo"], "another conversation waits for the one that fails");
        world.settle_patiently().await;
        let texts: Vec<String> =
            world.channel.all().iter().map(|seen| seen.reply.plain()).collect();
        assert!(texts[1].starts_with("抱歉，这条没有处理成功"), "{}", texts[1]);
        assert!(texts[2].starts_with("✅ 已记下 张三"), "{}", texts[2]);
        let parked = dump::rows(&world.address, "select error from inbox where parked").await;
        assert_eq!(parked.len(), 1);
        assert!(parked[0].contains("panic"), "{}", parked[0]);
    });
}
