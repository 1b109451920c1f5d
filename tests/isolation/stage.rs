//! The scene with everything that it takes to ask, to look at what came, and to count.

use std::collections::{BTreeMap, BTreeSet};

use bot_core::chat::reply::ReplyKind;
use bot_core::domain::any;
use bot_core::domain::ids::{Code, Kind};
use bot_core::domain::people::Lang;
use bot_core::store::Page;
use bot_core::text::say::{Values, try_look_up};

use super::ledger::Ledger;
use super::people::Who;
use super::scene::{Planted, Scene};
use crate::world::script::shown_as;
use crate::world::{Seen, World};

/// One request as it is sent.
#[derive(Clone, Debug, Default)]
pub struct Sent<'a> {
    pub text: &'a str,
    pub group: bool,
    /// The platform's key of the message that it answers.
    pub reply_to: Option<usize>,
}

/// What came of a request.
pub struct Came {
    pub seen: Vec<Seen>,
    /// The tables of facts that were written.
    pub written: BTreeSet<String>,
}

impl Came {
    /// Tells whether it was refused or led to a question.
    pub fn refused(&self) -> bool {
        self.seen.iter().any(|seen| [ReplyKind::Problem, ReplyKind::Ask].contains(&seen.reply.kind))
    }

    /// Tells whether the asker lacks the right.
    pub fn not_allowed(&self, lang: Lang) -> bool {
        // It may go on with who can.
        let words = try_look_up(lang, "not-allowed", &Values::new()).unwrap_or_default();
        let words = words.split(['。', '.']).next().unwrap_or_default();
        self.seen.first().is_some_and(|seen| seen.reply.plain().starts_with(words))
    }

    /// All of it as one text, in which a value and every key read the same whatever they are.
    pub fn without(&self, value: &str) -> String {
        let shown = self.seen.iter().map(|seen| {
            let json = serde_json::to_string(&seen.reply).expect("a reply can be written down");
            without_keys(&format!("{}: {json}", seen.to).replace(value, "⟨…⟩"))
        });
        let written = self.written.iter().cloned().collect::<Vec<_>>().join(" ");
        format!("{}\nwrites: {written}", shown.collect::<Vec<_>>().join("\n"))
    }
}

/// The text with `#` in the place of every uuid, every invite and what is kept of one.
fn without_keys(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
        let len = rest[at..].find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let end = len.map_or(rest.len(), |len| at + len);
        let word = &rest[at..end];
        let code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        let is_key = (word.len() == 36 && uuid::Uuid::parse_str(word).is_ok())
            || (word.len() == 8 && word.chars().all(code))
            || (word.len() == 64 && word.chars().all(|c| c.is_ascii_hexdigit()));
        out.push_str(&rest[..at]);
        out.push_str(if is_key { "#" } else { word });
        rest = &rest[end..];
    }
    out + rest
}

/// The scene, and everything that was seen on it.
pub struct Stage {
    pub world: World,
    pub scene: Scene,
    pub ledger: Ledger,
    /// Who begins to stand in for whom with what is asked, and so is told what is open.
    pub begins: Option<(usize, usize)>,
    updates: u64,
    counts: BTreeMap<(&'static str, &'static str), BTreeMap<&'static str, usize>>,
    faults: Vec<String>,
}

/// How many faults are told at once.
const TOLD: usize = 25;

impl Stage {
    /// A scene of one org or two.
    pub async fn with_orgs(orgs: usize) -> Self {
        let world = World::new().await;
        let scene = Scene::set(&world, orgs).await;
        let ledger = Ledger::open(&world.address).await;
        let (counts, faults) = (BTreeMap::new(), Vec::new());
        Self { world, scene, ledger, begins: None, updates: 0, counts, faults }
    }

    pub fn who(&self, org: usize, handle: &str) -> Who {
        self.scene.cast.who(org, handle).clone()
    }

    /// A record of a kind that somebody sees; anybody's where there is none.
    pub fn own(&self, who: &Who, kind: Kind) -> Code {
        let of_kind = |r: &&Planted| r.org == who.org && r.code.kind == kind;
        let mut all = self.scene.records.iter().filter(of_kind);
        let seen = all.clone().find(|r| r.is_seen_by(who));
        seen.or_else(|| all.next()).unwrap_or_else(|| panic!("the scene has no {kind:?}")).code
    }

    /// Sends something and gives what went out to anybody because of it.
    pub async fn send(&mut self, account: &str, sent: &Sent<'_>) -> Vec<Seen> {
        self.updates += 1;
        let update = self.updates.to_string();
        let group = sent.group.then_some("east");
        let who = match sent.reply_to {
            Some(n) => format!("{account}>{n}"),
            None => account.to_owned(),
        };
        self.world.arrive(&update, &who, group, sent.text).await;
        self.world.engine.step().await.expect("the engine works");
        self.world.deliverer.step().await.expect("the deliverer works");
        std::iter::from_fn(|| self.world.channel.next()).collect()
    }

    /// Sends messages one after another, looks at everything that goes out, and puts back what the
    /// last one wrote.
    ///
    /// `case` is `[way, relation]`.
    pub async fn ask(&mut self, case: [&'static str; 2], who: &Who, all: &[Sent<'_>]) -> Came {
        let mut seen = Vec::new();
        let mut typed = String::new();
        for sent in all {
            typed = format!("{typed} {}", sent.text);
            seen = self.send(&who.account, sent).await;
            self.look(case, who, &typed, &seen, sent.group);
        }
        let came = self.came(case, who, &typed, seen).await;
        if came.seen.is_empty() && !all.iter().any(|sent| sent.group) {
            self.fault(case, who, &typed, "nobody got an answer", "");
        }
        came
    }

    /// Counts a case, and puts back what it wrote: nothing where it was refused.
    pub async fn came(
        &mut self,
        case: [&'static str; 2],
        who: &Who,
        typed: &str,
        seen: Vec<Seen>,
    ) -> Came {
        let [way, relation] = case;
        *self.counts.entry((who.part().handle, way)).or_default().entry(relation).or_default() += 1;
        let written = self.ledger.put_back().await;
        let came = Came { seen, written };
        if came.refused() && !came.written.is_empty() {
            let tables = format!("was refused, yet wrote {:?}", came.written);
            self.fault(case, who, typed, &tables, &shown(&came.seen));
        }
        came
    }

    /// Looks for what the receivers of messages may not see.
    pub fn look(
        &mut self,
        case: [&'static str; 2],
        who: &Who,
        typed: &str,
        all: &[Seen],
        group: bool,
    ) {
        for seen in all {
            let canaries = &self.scene.canaries;
            let mut to = self.scene.cast.of_account(&seen.to).unwrap_or(who).clone();
            if let Some((_, away)) = self.begins.filter(|(part, _)| *part == to.part) {
                to.covers = Some(away);
            }
            // What was typed is known. Others are also told what the records are called that a
            // colleague gave them or linked with theirs.
            let mut known = typed.to_owned();
            if to.account != who.account {
                known = format!("{known} {}", canaries.names_of(who, typed));
            }
            let mut leaks = canaries.leaks(&to, &known, seen);
            if group && seen.to.starts_with('#') {
                leaks.extend(canaries.bare(typed, &seen.reply));
            }
            if !leaks.is_empty() {
                let what = format!("{} is shown {}", seen.to, leaks.join(", "));
                self.fault(case, who, typed, &what, &shown(all));
            }
        }
    }

    /// Writes some fields of a record anew, for good.
    pub async fn change(&mut self, org: usize, code: Code, fields: &[(&str, serde_json::Value)]) {
        let mut unit = self.scene.begin(&self.world, org, None).await;
        let page = Page { below: Some(code.n + 1), limit: 1 };
        let before = unit.tx().every(code.kind, page).await.expect("rows").remove(0);
        let mut after = before.clone();
        after.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        let change = any::change(code.kind, before, after, self.world.now()).expect("a record");
        unit.tx().save_change(change).await.expect("saved");
        unit.commit().await.expect("a commit");
        self.ledger.keep().await;
    }

    /// Notes a fault: the case, the words, what is wrong, what came.
    pub fn fault(&mut self, case: [&str; 2], who: &Who, typed: &str, what: &str, came: &str) {
        let [way, relation] = case;
        let handle = who.part().handle;
        self.faults.push(format!("{way} · {handle} · {relation}: «{typed}»\n  {what}\n{came}"));
    }

    /// Ends the play: tells how many cases there were, and fails where one was not in order.
    #[expect(clippy::print_stdout, reason = "the table is for whoever runs the test")]
    pub async fn end(mut self) {
        let changed = self.ledger.differences().await;
        let mut total = 0;
        for ((who, way), relations) in &self.counts {
            let each: Vec<String> = relations.iter().map(|(r, n)| format!("{r} {n}")).collect();
            total += relations.values().sum::<usize>();
            println!("{who:>6} · {way:<16} {}", each.join(", "));
        }
        println!("{total} cases");
        let faults = self.faults.len();
        self.faults.truncate(TOLD);
        assert!(faults == 0, "{faults} of {total} cases:\n\n{}", self.faults.join("\n\n"));
        assert!(changed.is_empty(), "no trigger noted that {changed:?} were written");
    }
}

/// Messages as people see them.
pub fn shown(all: &[Seen]) -> String {
    let one = |seen: &Seen| {
        let text = shown_as(seen);
        format!("  {} ← {}", seen.to, text.replace('\n', "\n    "))
    };
    all.iter().map(one).collect::<Vec<_>>().join("\n")
}
