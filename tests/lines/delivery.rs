//! What becomes of a reply that a platform does not take.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bot_core::chat::channel::{Channel, NotFetched, Parcel, SendProblem, Unreadable};
use bot_core::chat::incoming::{Address, Brought, Incoming};
use bot_core::chat::reply::Reply;
use bot_core::commands::new_id;
use bot_core::deliver::Deliverer;
use bot_core::store::NewReply;

use crate::world::{World, dump, run};

const CHAT: &str = "moody/1/a";

/// A platform that has a mood for each message to come; then it takes everything.
#[derive(Default)]
struct Moody {
    moods: Mutex<VecDeque<SendProblem>>,
    taken: Mutex<Vec<(String, bool)>>,
}

#[async_trait]
impl Channel for Moody {
    fn source(&self) -> &'static str {
        "moody/1"
    }

    fn read(&self, raw: &str) -> Result<Incoming, Unreadable> {
        Err(Unreadable(raw.to_owned()))
    }

    async fn send(&self, parcel: &Parcel) -> Result<String, SendProblem> {
        if let Some(mood) = self.moods.lock().expect("no panic holds it").pop_front() {
            return Err(mood);
        }
        let mut taken = self.taken.lock().expect("no panic holds it");
        taken.push((parcel.reply.plain(), parcel.plain));
        Ok("key".to_owned())
    }

    async fn fetch(&self, _: &Brought, _: usize) -> Result<Vec<u8>, NotFetched> {
        Err(NotFetched::Lost("nobody sends anything here".to_owned()))
    }
}

/// Two replies wait for one chat; the platform has these moods. What it took, what became of them.
fn deliver(moods: &[SendProblem]) -> (Vec<(String, bool)>, Vec<String>) {
    run(async {
        let world = World::new().await;
        let mut unit = world.begin().await;
        for text in ["one", "two"] {
            let chat = Address(CHAT.to_owned());
            let reply = Reply::say(text);
            let id = new_id(world.now());
            let new = NewReply { id, chat, person: None, reply };
            unit.tx().send(new).await.expect("in the outbox");
        }
        unit.commit().await.expect("a commit");
        let moody = Arc::new(Moody::default());
        moody.moods.lock().expect("no panic holds it").extend(moods.iter().cloned());
        let channels: Vec<Arc<dyn Channel>> = vec![moody.clone()];
        let deliverer = Deliverer::new(world.store.clone(), channels, world.clock.clone());
        while deliverer.step().await.expect("the deliverer works") > 0 {}
        let states = dump::rows(&world.address, "select state from outbox order by seq").await;
        let taken = moody.taken.lock().expect("no panic holds it").clone();
        (taken, states)
    })
}

fn words(taken: &[(String, bool)]) -> Vec<(&str, bool)> {
    taken.iter().map(|(text, plain)| (text.as_str(), *plain)).collect()
}

#[test]
fn what_cannot_be_shown_goes_out_as_plain_text() {
    let (taken, states) = deliver(&[SendProblem::Never("markup".to_owned())]);
    assert_eq!(words(&taken), [("one", true), ("two", false)]);
    assert_eq!(states, ["sent", "sent"]);
}

#[test]
fn what_never_works_is_given_up_and_the_chat_goes_on() {
    let never = SendProblem::Never("no".to_owned());
    let (taken, states) = deliver(&[never.clone(), never]);
    assert_eq!(words(&taken), [("two", false)]);
    assert_eq!(states, ["dead", "sent"]);
}

#[test]
fn what_may_work_later_is_not_overtaken() {
    let later = SendProblem::Later { why: "busy".to_owned(), after: None };
    let (taken, states) = deliver(&[later]);
    assert_eq!(words(&taken), []);
    assert_eq!(states, ["waiting", "waiting"]);
}

#[test]
fn what_is_for_a_closed_chat_waits_and_is_tried_once() {
    let closed = SendProblem::Closed("blocked".to_owned());
    let (taken, states) = deliver(&[closed]);
    assert_eq!(words(&taken), []);
    assert_eq!(states, ["waiting", "waiting"]);
}
