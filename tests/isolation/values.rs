//! What is typed into the fields that name no record: names, phones and words of others.
//!
//! Something of another org is as good as new. Something of a colleague may make a duplicate, which
//! is said without code and owner.

use bot_core::chat::spec::{Arg, Spec, Take};
use bot_core::commands::ALL;
use bot_core::domain::ids::Kind;
use bot_core::domain::people::Lang;

use super::canary;
use super::people::{Reach, Who, sees_owner};
use super::requests::{Begin, Request};
use super::stage::{Sent, Stage, shown};
use crate::world::run;

/// Whose values are typed: of which org, and of which part if it is somebody's record.
const WHOSE: [(&str, usize, Option<usize>); 5] = [
    ("own", 0, Some(0)),
    ("team mate", 0, Some(1)),
    ("other team", 0, Some(2)),
    (FROZEN, 0, Some(4)),
    ("other org", 1, Some(0)),
];
/// Who has left is known to those only who lead or set people up.
const FROZEN: &str = "somebody frozen";
/// Where one may name any colleague: whoever works here is no secret.
const NAMED: [&str; 5] = ["people list", "people show", "share", "unshare", "cover"];
/// The field in which one may, too: somebody who works here was there.
const PRESENT: &str = "participants";
/// Where whoever sees others may name anybody to narrow a list, which may then be empty.
const NARROWED: [&str; 11] = [
    "lead list",
    "customer list",
    "deal list",
    "order list",
    "report pipeline",
    "report won",
    "report funnel",
    "report rate",
    "report stale",
    "report overdue",
    "report activity",
];
/// In how many parts somebody's values are typed.
const HALVES: usize = 2;
/// What takes an invite.
const INVITES: [&str; 2] = ["invite revoke", "start"];

/// What somebody's records and the colleague are called, and their phones, as far as it fits.
fn values(stage: &Stage, asked: (&Spec, &Arg), org: usize, owner: Option<usize>) -> Vec<String> {
    let (spec, take) = (asked.0, asked.1.take);
    let all = &stage.scene.records;
    let mine: Vec<_> = all.iter().filter(|r| (r.org, r.owner) == (org, owner)).collect();
    let first = |kind| mine.iter().find(|record| record.code.kind == kind).copied();
    let people = [Kind::Lead, Kind::Customer, Kind::Contact].map(first);
    let people = people.into_iter().flatten();
    match take {
        Take::Phone => people.filter_map(|record| record.phone.clone()).collect(),
        Take::Email => people.filter_map(|record| record.email.clone()).collect(),
        Take::Name | Take::Text => {
            let person = owner.and_then(|part| stage.scene.names.get(&(org, part)).cloned());
            let names = people.filter_map(|record| record.name.clone());
            let team = all.iter().find(|r| r.org == org && r.code.kind == Kind::Team);
            let team = team.and_then(|team| team.name.clone()).map(|(_, word)| word);
            let invite = stage.scene.invites.get(org).filter(|_| INVITES.contains(&spec.name));
            let names = names.map(|(_, word)| word).chain(person);
            names.chain(team).chain(invite.cloned()).collect()
        }
        _ => Vec::new(),
    }
}

/// A value of that shape that nobody has.
fn nobodys(take: Take) -> String {
    match take {
        Take::Phone => "13988887777".to_owned(),
        Take::Email => format!("{}@hx.cn", canary::word(90_001)),
        _ => canary::word(90_002),
    }
}

fn arguments() -> impl Iterator<Item = (&'static Spec, &'static Arg)> {
    let specs = ALL.iter().map(|entry| entry.spec);
    specs.flat_map(|spec| spec.args.iter().map(move |arg| (spec, arg)))
}

/// Types values of everybody's into the arguments whose turn it is in this half.
async fn play(stage: &mut Stage, who: &Who, half: usize) {
    for (turn, (spec, arg)) in arguments().enumerate().filter(|(turn, _)| turn % HALVES == half) {
        let request = Request { spec, arg, full: false };
        let say = |stage: &Stage, value: &str| {
            request.words(Begin::Name(Lang::Zh), value, &|kind| stage.own(who, kind))
        };
        // A name in other letters may read otherwise: it is compared with one in the same.
        let mut nothing: [Option<String>; 2] = [None, None];
        for (relation, org, owner) in WHOSE {
            // Of the asker's own, the one whose turn it is.
            let mut values = values(stage, (spec, arg), org, owner);
            if relation == "own" && !values.is_empty() {
                values = vec![values.swap_remove(turn % values.len())];
            }
            // Of those who lead it matters whom they may name.
            let leads = who.part().reach == Reach::Subtree;
            values.retain(|value| !leads || value.starts_with('李'));
            // Whoever is asked to stand in is told what is open; whoever is given something of the
            // first rep's, what it is.
            let gives = match spec.name {
                "cover" => Some(who.part),
                "give" => Some(0),
                _ => None,
            };
            stage.begins = owner.zip(gives);
            for value in values {
                let of_people = value.starts_with('李');
                let nothing = &mut nothing[usize::from(of_people)];
                if nothing.is_none() {
                    let nobodys = nobodys(arg.take);
                    let nobodys = if of_people { format!("李{nobodys}") } else { nobodys };
                    let words = say(stage, &nobodys);
                    let sent = Sent { text: &words, ..Sent::default() };
                    let came = stage.ask(["value", "not there"], who, &[sent]).await;
                    *nothing = Some(came.without(&nobodys));
                }
                let words = say(stage, &value);
                let sent = Sent { text: &words, ..Sent::default() };
                let came = stage.ask(["value", relation], who, &[sent]).await;
                // So is a colleague whose records the asker does not see: names are not told.
                let narrows = who.part().reach != Reach::Own && NARROWED.contains(&spec.name);
                let any = NAMED.contains(&spec.name) || arg.name == PRESENT;
                let named = relation != FROZEN && (narrows || any);
                let reached = sees_owner(who, Kind::Person, owner) || named;
                let colleague = value.starts_with('李') && !reached;
                if (org != who.org || colleague) && Some(came.without(&value)) != *nothing {
                    let what =
                        format!("is not as good as new: {}", nothing.clone().unwrap_or_default());
                    stage.fault(["value", relation], who, &words, &what, &shown(&came.seen));
                }
            }
        }
    }
}

/// Somebody types values of everybody's into half of the arguments.
fn type_all(handle: &str, half: usize) {
    run(async {
        let mut stage = Stage::with_orgs(2).await;
        let who = stage.who(0, handle);
        play(&mut stage, &who, half).await;
        stage.end().await;
    });
}

/// One test for each half of what somebody types, so that they run side by side, and the list of
/// them.
macro_rules! what_another_org_has_is_as_good_as_new {
    ($($part:ident: $handle:literal $half:literal;)*) => {
        $(
            #[test]
            fn $part() {
                type_all($handle, $half);
            }
        )*

        const TYPED: &[(&str, usize)] = &[$(($handle, $half)),*];
    };
}

what_another_org_has_is_as_good_as_new! {
    what_another_org_has_is_as_good_as_new_to_a_rep: "amy" 0;
    what_another_org_has_is_as_good_as_new_to_a_rep_too: "amy" 1;
    what_another_org_has_is_as_good_as_new_to_a_manager: "chen" 0;
    what_another_org_has_is_as_good_as_new_to_a_manager_too: "chen" 1;
    what_another_org_has_is_as_good_as_new_to_an_admin: "dana" 0;
    what_another_org_has_is_as_good_as_new_to_an_admin_too: "dana" 1;
}

#[test]
fn every_value_is_typed_by_a_rep_a_manager_and_an_admin() {
    // The cells are people times arguments times values: the halves of the arguments of each are all.
    let all = ["amy", "chen", "dana"].map(|handle| [0, 1].map(|half| (handle, half)));
    assert_eq!(TYPED, all.as_flattened());
    let halves = (0..HALVES).map(|half| arguments().skip(half).step_by(HALVES).count());
    assert_eq!(halves.sum::<usize>(), arguments().count());
}
