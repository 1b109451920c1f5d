//! Every command about a record, for everybody's records: what is not the asker's is not there.

use std::collections::{BTreeSet, HashSet};

use bot_core::chat::reply::ReplyKind;
use bot_core::chat::spec::{Arg, Ask as _, Effect, Spec, Take};
use bot_core::commands::ALL;
use bot_core::commands::lead::take::TakeLead;
use bot_core::domain::ids::{Code, Kind};
use bot_core::domain::people::Lang;

use super::canary;
use super::people::{Who, may_take, relation};
use super::requests::{Begin, Request};
use super::scene::{COVER_UNTIL, Planted};
use super::stage::{Came, Sent, Stage, shown};
use crate::world::run;

/// How a record is asked for.
const WAYS: [&str; 9] = [
    "typed",
    "typed in English",
    "code first",
    "dialog",
    "group",
    "reply in group",
    "by name",
    "by phone",
    "dialog by name",
];

/// A number that no record has, and a phone.
const NOBODY: i64 = 9_999;
const NOBODYS_PHONE: &str = "13988887777";

/// What a record is called in a way of asking, or one that is not there.
fn value(way: &str, kind: Kind, record: Option<&Planted>) -> Option<String> {
    match (way, record) {
        ("by name" | "dialog by name", None) => Some(canary::word(90_000)),
        ("by name" | "dialog by name", Some(record)) => Some(record.name.clone()?.1),
        ("by phone", None) => Some(NOBODYS_PHONE.to_owned()),
        ("by phone", Some(record)) => record.phone.clone(),
        (_, None) => Some(Code { kind, n: NOBODY }.to_string()),
        (_, Some(record)) => Some(record.code.to_string()),
    }
}

/// Somebody's record.
struct Related {
    /// How its owner stands to whoever asks.
    name: &'static str,
    seen: bool,
    record: Planted,
}

impl Stage {
    /// One record of a kind for each relation to somebody, and all that hang on others'.
    fn relations(&self, who: &Who, kind: Kind) -> Vec<Related> {
        let mut found: Vec<Related> = Vec::new();
        let here: HashSet<Code> =
            self.scene.records.iter().filter(|r| r.org == who.org).map(|r| r.code).collect();
        for record in self.scene.records.iter().filter(|record| record.code.kind == kind) {
            let (name, seen) = match record.org == who.org {
                false if here.contains(&record.code) => continue,
                false => ("other org", false),
                true if [Kind::Product, Kind::Team].contains(&kind) => ("the org's", true),
                true if record.helpers.contains(&who.part) => ("shared", true),
                true => (relation(who, record.owner), record.is_seen_by(who)),
            };
            let record = record.clone();
            let same = |other: &Related| (other.name, other.seen) == (name, seen);
            if record.crossed || kind == Kind::Product || !found.iter().any(same) {
                found.push(Related { name, seen, record });
            }
        }
        found
    }

    /// Asks in a way, with a value for the record.
    async fn ask_for(
        &mut self,
        case: [&'static str; 2],
        who: &Who,
        request: Request,
        value: &str,
    ) -> Came {
        let begin = match case[0] {
            "typed in English" => Begin::Name(Lang::En),
            "code first" => Begin::Code,
            _ => Begin::Name(Lang::Zh),
        };
        let dialog = case[0].starts_with("dialog");
        let words = {
            let own = |kind| self.own(who, kind);
            request.words(begin, if dialog { "" } else { value }, &own)
        };
        let group = case[0].contains("group");
        // Somebody else's card in that group.
        let reply_to = (case[0] == "reply in group").then_some(1);
        let first = Sent { text: &words, group, reply_to };
        if !dialog {
            return self.ask(case, who, &[first]).await;
        }
        let answer = Sent { text: value, ..Sent::default() };
        self.ask(case, who, &[first, answer]).await
    }

    /// Tells whether a command that lacks its record asks for it.
    async fn asks(&mut self, who: &Who, request: Request) -> bool {
        let words = request.words(Begin::Name(Lang::Zh), "", &|kind| self.own(who, kind));
        let sent = Sent { text: &words, ..Sent::default() };
        let came = self.ask(["bare", ""], who, &[sent]).await;
        came.seen.first().is_some_and(|seen| seen.reply.kind == ReplyKind::Ask)
    }
}

/// Every argument of every command that names a record, with each kind that it may be.
fn requests() -> impl Iterator<Item = (Request, Kind)> {
    let specs = ALL.iter().map(|entry| entry.spec);
    specs.flat_map(|spec: &'static Spec| {
        spec.args.iter().flat_map(move |arg| {
            let kinds = if let Take::Ref(kinds) = arg.take { kinds } else { &[] };
            kinds.iter().flat_map(move |kind| {
                [false, true].map(|full| (Request { spec, arg, full }, *kind))
            })
        })
    })
}

/// Plays every request about a record as one person, each typed and in some of `ways` other ways,
/// which take turns; gives those that found one. With only one, records take turns as well.
async fn play(stage: &mut Stage, who: &Who, ways: usize) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (turn, (request, kind)) in requests().enumerate() {
        let related = stage.relations(who, kind);
        let asks = !request.full && stage.asks(who, request).await;
        for (at, way) in WAYS.into_iter().enumerate() {
            let first = request.spec.arg_for(kind) == Some(request.arg.name);
            let open = match way {
                "typed" => true,
                _ if request.full || (at + turn) % WAYS.len() >= ways => false,
                "dialog" | "dialog by name" => asks,
                "code first" => first,
                _ => true,
            };
            if !open {
                continue;
            }
            let thorough = way == "typed" && !request.full && ways > 1;
            let some = few(&related, at + turn, thorough, way);
            let (led, allowed) = one_way(stage, who, (request, kind), way, &some).await;
            if led {
                found.insert(label(request, kind));
            }
            if !allowed {
                break;
            }
        }
    }
    found
}

/// Those records whose turn it is: all of them once, else one that is seen where that way shows
/// something of its own, one that is not, and one of the other org.
fn few<'a>(all: &'a [Related], turn: usize, thorough: bool, way: &str) -> Vec<&'a Related> {
    if thorough {
        return all.iter().collect();
    }
    let pick = |some: Vec<&'a Related>| some.get(turn % some.len().max(1)).copied();
    let other_org = |one: &&Related| one.name == "other org";
    let seen = all.iter().filter(|one| one.seen && (way.starts_with("typed") || way == "group"));
    let unseen = all.iter().filter(|one| !one.seen && !other_org(one));
    let picked = [pick(seen.collect()), pick(unseen.collect()), all.iter().find(other_org)];
    picked.into_iter().flatten().collect()
}

/// Asks in one way for each of some records and for one that is not there. Tells whether one was
/// found, and whether the asker may ask at all.
async fn one_way(
    stage: &mut Stage,
    who: &Who,
    (request, kind): (Request, Kind),
    way: &'static str,
    some: &[&Related],
) -> (bool, bool) {
    let absent = value(way, kind, None).unwrap_or_default();
    let came = stage.ask_for([way, "not there"], who, request, &absent).await;
    let (nothing, allowed) = (came.without(&absent), !came.not_allowed(who.part().lang));
    let mut found = false;
    for one in some {
        let Some(value) = value(way, kind, Some(&one.record)) else { continue };
        // Who has none of a kind names this very one beside it: then it is said twice.
        if !one.seen && value == stage.own(who, kind).to_string() && takes_two(request.spec, kind) {
            continue;
        }
        let case = [way, one.name];
        let came = stage.ask_for(case, who, request, &value).await;
        let same = came.without(&value) == nothing;
        found |= one.seen && !same;
        let for_owners = allowed && !may_help(request.spec);
        if one.name == "shared" && for_owners && (same || !came.refused()) {
            let typed = format!("{} … {value}", request.spec.name);
            stage.fault(case, who, &typed, "is for the owner to do", &shown(&came.seen));
        }
        let taken = request.spec.name == TakeLead::SPEC.name
            && one.name == relation(who, None)
            && may_take(who);
        if !one.seen && !same && !taken {
            let what = format!("reads otherwise than what is not there:\n  {nothing}");
            let typed = format!("{} … {value}", request.spec.name);
            stage.fault(case, who, &typed, &what, &shown(&came.seen));
        }
    }
    (found, allowed)
}

/// Tells whether a command names two records of a kind.
fn takes_two(spec: &Spec, kind: Kind) -> bool {
    let takes = |arg: &&Arg| matches!(arg.take, Take::Ref(kinds) if kinds.contains(&kind));
    spec.args.iter().filter(takes).count() > 1
}

/// Tells whether those may do it who only work along on a record.
fn may_help(spec: &Spec) -> bool {
    spec.effect == Effect::Reads || ["log", "follow"].contains(&spec.group())
}

fn label(request: Request, kind: Kind) -> String {
    format!("{} {}={}", request.spec.name, request.arg.name, kind.word())
}

fn everything_as(handles: &[&str], ways: usize) {
    run(async {
        let mut stage = Stage::with_orgs(2).await;
        for handle in handles {
            let who = stage.who(0, handle);
            play(&mut stage, &who, ways).await;
        }
        stage.end().await;
    });
}

#[test]
fn a_rep_reaches_only_the_own_records() {
    everything_as(&["amy"], 5);
}

#[test]
fn a_manager_reaches_only_the_teams_below() {
    everything_as(&["chen"], 3);
}

#[test]
fn who_works_along_reaches_what_is_shared() {
    everything_as(&["hal"], 3);
}

#[test]
fn who_stands_in_reaches_what_is_covered() {
    everything_as(&["cole"], 3);
}

#[test]
fn nothing_is_reached_once_standing_in_is_over() {
    run(async {
        let mut stage = Stage::with_orgs(2).await;
        // Also while the job that ends it has not run yet.
        stage.world.at(COVER_UNTIL);
        stage.scene.cast.end_covers();
        let who = stage.who(0, "cole");
        play(&mut stage, &who, 2).await;
        stage.end().await;
    });
}

#[test]
fn roles_of_the_org_reach_as_far_as_they_say() {
    everything_as(&["tess", "kim"], 2);
}

#[test]
fn other_departments_reach_only_the_own_org() {
    everything_as(&["fay", "will", "pete", "sue", "mia"], 1);
}

#[test]
fn an_admin_reaches_every_record_of_the_own_org_and_no_other() {
    run(async {
        let mut stage = Stage::with_orgs(2).await;
        let who = stage.who(0, "dana");
        let found = play(&mut stage, &who, 2).await;
        // Otherwise the requests would prove nothing.
        let all: BTreeSet<String> = requests().map(|(r, kind)| label(r, kind)).collect();
        let never: Vec<&String> = all.difference(&found).collect();
        assert!(never.is_empty(), "no generated request leads to the record: {never:?}");
        stage.end().await;
    });
}
