//! Who may ask at all: the same words for whoever may not, in every way, and nothing written.

use bot_core::chat::spec::Spec;
use bot_core::commands::ALL;
use bot_core::domain::access::Right;
use bot_core::domain::people::Lang;

use super::canary;
use super::people::{PARTS, Who, rights};
use super::requests::name;
use super::stage::{Sent, Stage, shown};
use crate::world::run;

/// What only those may do who set the org up.
const ADMINS: [&str; 34] = [
    "calendar day",
    "calendar hours",
    "calendar week",
    "calendar import",
    "customer forget",
    "lead forget",
    "people edit",
    "freeze",
    "unfreeze",
    "team add",
    "team move",
    "team rename",
    "invite",
    "invite list",
    "invite revoke",
    "nudge set",
    "field add",
    "field drop",
    "stage add",
    "stage edit",
    "stage drop",
    "pipeline add",
    "pipeline rename",
    "pipeline drop",
    "source add",
    "source drop",
    "reason add",
    "reason drop",
    "import",
    "import begin",
    "import file",
    "outbox list",
    "outbox retry",
    "outbox drop",
];
/// What only those may do who lead, and those who set the org up.
const LEADERS: [&str; 11] = [
    "digest lines",
    "handover",
    "audit",
    "give",
    "dups allow",
    "assign rule",
    "assign try",
    "assign on",
    "assign off",
    "assign move",
    "assign drop",
];

fn specs() -> impl Iterator<Item = &'static Spec> {
    ALL.iter().map(|entry| entry.spec)
}

#[test]
fn what_sets_people_up_is_for_whom_it_is_promised() {
    for (expected, few) in
        [(&ADMINS[..], &[Right::Admin][..]), (&LEADERS[..], &[Right::Handover, Right::Audit][..])]
    {
        let mut asked: Vec<&str> =
            specs().filter(|spec| few.contains(&spec.right)).map(|spec| spec.name).collect();
        let mut expected = expected.to_vec();
        asked.sort_unstable();
        expected.sort_unstable();
        assert_eq!(asked, expected);
    }
    // Whatever is about people, teams and invites is in one of the lists, or open to all who talk.
    let open = ["people list", "people show", "team list"];
    for spec in specs() {
        let about = ["people", "team", "invite"].contains(&spec.group());
        let listed = ADMINS.contains(&spec.name) || open.contains(&spec.name);
        assert!(!about || listed, "{} is for whom?", spec.name);
    }
}

/// Asks for a command in each way as somebody.
async fn play(stage: &mut Stage, who: &Who, spec: &'static Spec) {
    let lang = who.part().lang;
    let may = rights(who.part().role).contains(&spec.right);
    let relation = if may { "allowed" } else { "not allowed" };
    let (zh, bare) = (spec.example.zh.to_owned(), name(spec, Lang::Zh));
    let slash = format!("/{}", spec.name.replace(' ', "_"));
    let ways = [
        ("typed", zh.clone(), false, None),
        ("typed in English", spec.example.en.to_owned(), false, None),
        ("bare", bare, false, None),
        ("slash", slash, false, None),
        ("group", zh.clone(), true, None),
        ("reply in group", zh, true, Some(1)),
    ];
    // The example lets bo stand in for amy.
    stage.begins = (spec.name == "cover").then_some((1, 0));
    for (way, text, group, reply_to) in ways {
        let sent = Sent { text: &text, group, reply_to };
        let came = stage.ask([way, relation], who, &[sent]).await;
        let refused = came.not_allowed(lang);
        if refused == may {
            let what = if may { "was refused" } else { "was not refused in the same words" };
            stage.fault([way, relation], who, &text, what, &shown(&came.seen));
        }
        if !may && !came.written.is_empty() {
            let what = format!("wrote {:?}", came.written);
            stage.fault([way, relation], who, &text, &what, &shown(&came.seen));
        }
    }
    stage.begins = None;
}

/// Some of the people ask for every command.
fn ask_for_all(handles: &[&str]) {
    run(async {
        let mut stage = Stage::with_orgs(2).await;
        for handle in handles {
            let who = stage.who(0, handle);
            for spec in specs() {
                play(&mut stage, &who, spec).await;
            }
        }
        stage.end().await;
    });
}

/// One test for some of the people each, so that they run side by side, and the list of all who ask.
macro_rules! whoever_may_not_is_told_so_in_the_same_words {
    ($($part:ident: $($handle:literal)*;)*) => {
        $(
            #[test]
            fn $part() {
                ask_for_all(&[$($handle),*]);
            }
        )*

        const ASKED: &[&str] = &[$($($handle,)*)*];
    };
}

whoever_may_not_is_told_so_in_the_same_words! {
    reps_who_may_not_are_told_so_in_the_same_words: "amy" "bo" "cai";
    leaders_who_may_not_are_told_so_in_the_same_words: "chen" "dana" "fay";
    others_who_may_not_are_told_so_in_the_same_words: "will" "pete" "sue" "mia";
    helpers_who_may_not_are_told_so_in_the_same_words: "hal" "cole" "tess" "kim";
}

#[test]
fn everybody_who_can_ask_is_in_one_of_the_parts() {
    // The cells are people times commands times ways: each test has its people, and all the rest.
    let mut asked = ASKED.to_vec();
    let mut all: Vec<&str> =
        PARTS.iter().filter(|part| !part.frozen).map(|part| part.handle).collect();
    asked.sort_unstable();
    all.sort_unstable();
    assert_eq!(asked, all);
}

/// What is asked about somebody's work, with a place for the name.
const ABOUT: [&str; 8] = [
    "代理 … 给 amy 到 3月20日",
    "cover … by amy until 20 March",
    "我回来了 …",
    "交接 …",
    "交接 … 给 amy",
    "handover … to amy",
    "审计 …",
    "审计 … 本月",
];

#[test]
fn whose_work_one_may_not_touch_is_nobody() {
    run(async {
        let mut stage = Stage::with_orgs(2).await;
        let nobody = format!("李{}", canary::word(90_003));
        // Everybody whom the asker does not lead: sharers and those who stand in are no leaders.
        for (handle, others) in [
            ("amy", [(0, 1), (0, 2), (0, 4), (1, 0)]),
            ("hal", [(0, 1), (0, 2), (0, 4), (1, 1)]),
            ("cole", [(0, 2), (0, 1), (0, 4), (1, 2)]),
            ("kim", [(0, 3), (0, 0), (0, 4), (1, 3)]),
            ("fay", [(0, 3), (0, 0), (0, 4), (1, 3)]),
            ("chen", [(0, 2), (0, 5), (0, 12), (1, 0)]),
            ("dana", [(1, 0), (1, 1), (1, 4), (1, 5)]),
        ] {
            let who = stage.who(0, handle);
            for text in ABOUT {
                let ask = text.replace('…', &nobody);
                let sent = Sent { text: &ask, ..Sent::default() };
                let nothing = stage.ask(["about", "nobody"], &who, &[sent]).await;
                // Whom to ask instead is the same whoever is named.
                let refused = nothing.not_allowed(who.part().lang);
                let nothing = nothing.without(&nobody);
                for (org, part) in others {
                    let relation = if org == 0 { "not led" } else { "other org" };
                    let other = stage.scene.names[&(org, part)].clone();
                    let ask = text.replace('…', &other);
                    let sent = Sent { text: &ask, ..Sent::default() };
                    let came = stage.ask(["about", relation], &who, &[sent]).await;
                    let same = if refused {
                        came.not_allowed(who.part().lang)
                    } else {
                        came.without(&other) == nothing
                    };
                    if !same || !came.written.is_empty() {
                        let what = format!("reads otherwise than nobody:\n  {nothing}");
                        stage.fault(["about", relation], &who, &ask, &what, &shown(&came.seen));
                    }
                }
            }
        }
        stage.end().await;
    });
}
