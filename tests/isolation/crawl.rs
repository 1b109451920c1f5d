//! Every button leads on: somebody begins with what one types first, presses whatever is offered,
//! what was pressed least first, answers what is asked, and is told of every dead end.
//!
//! Ten thousand presses in all, the same ones each time. Each answer has to have a next step: a
//! button, a question, a file, or words to type. None is an internal error, and none shows what
//! whoever presses may not see, nor anybody else something of the other org.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use bot_core::chat::reply::{Reply, ReplyKind, Token};
use bot_core::commands::ALL;
use bot_core::domain::ids::Kind;
use bot_core::domain::people::Lang;
use bot_core::text::say::try_look_up;
use serde_json::json;

use super::people::Who;
use super::requests::name;
use super::scene::Scene;
use super::stage::shown;
use crate::world::{Seen, World, dump, run};

/// How many presses one walk has; there are eight.
const PRESSES: usize = 1_250;
/// How many faults are told at once.
const TOLD: usize = 20;
/// How often one sort of button is pressed before it is looked for others.
const ENOUGH: usize = 12;
/// What would end the walk: whoever takes the own account away is a stranger.
const NEVER: [&str; 1] = ["unlink"];

/// What people answer, whatever was asked.
const ANSWERS: [&[&str]; 2] = [
    &[
        "12万",
        "周五10点",
        "明天",
        "价格",
        "李工 13700137000",
        "13900001111",
        "聊了价格，下周再谈",
        "HX100*20",
        "华星",
        "bo",
        "10%",
        "3",
        "电话=13900002222",
        "报价",
        "取消",
        "不",
    ],
    &[
        "120k",
        "Friday 10am",
        "tomorrow",
        "price",
        "Ann Lee 13700137000",
        "13900001111",
        "talked about the price",
        "HX100*20",
        "huaxing",
        "bo",
        "10%",
        "3",
        "phone=13900002222",
        "quotation",
        "cancel",
        "no",
    ],
];

/// A button that was shown and not pressed yet.
struct Found {
    token: String,
    /// What it does, whatever it does it to.
    sort: String,
    /// How one gets there.
    way: String,
    depth: usize,
}

struct Walk {
    world: World,
    scene: Scene,
    who: Who,
    seed: u64,
    found: VecDeque<Found>,
    pressed: BTreeMap<String, usize>,
    seen: BTreeSet<String>,
    updates: u64,
    typed: usize,
    deepest: usize,
    faults: BTreeMap<String, String>,
}

impl Walk {
    async fn begin(handle: &str, seed: u64) -> Self {
        let world = World::new().await;
        let scene = Scene::set(&world, 2).await;
        let who = scene.cast.who(0, handle).clone();
        Self {
            world,
            scene,
            who,
            seed,
            found: VecDeque::new(),
            pressed: BTreeMap::new(),
            seen: BTreeSet::new(),
            updates: 0,
            typed: 0,
            deepest: 0,
            faults: BTreeMap::new(),
        }
    }

    /// The next of a row of numbers that look like chance.
    fn chance(&mut self, of: usize) -> usize {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        usize::try_from(self.seed % u64::try_from(of.max(1)).expect("few")).expect("few")
    }

    fn lang(&self) -> Lang {
        self.who.part().lang
    }

    /// What one types to begin with: the menu, every command as its help shows it or alone, and one
    /// record of each kind.
    fn beginnings(&self) -> Vec<String> {
        let lang = self.lang();
        let specs = || ALL.iter().map(|entry| entry.spec).filter(|s| !NEVER.contains(&s.name));
        let mut all = vec!["help".to_owned()];
        all.extend(specs().map(|spec| name(spec, lang)));
        let own = self.scene.records.iter().filter(|r| r.org == 0 && r.is_seen_by(&self.who));
        let kinds = [Kind::Lead, Kind::Customer, Kind::Contact, Kind::Deal, Kind::Order];
        let of = |kind| own.clone().filter(move |r| r.code.kind == kind).take(3);
        let codes: Vec<_> = kinds.into_iter().flat_map(of).map(|r| r.code).collect();
        all.extend(codes.iter().map(ToString::to_string));
        all.extend(specs().filter_map(|spec| {
            let code = codes.iter().find(|code| spec.arg_for(code.kind).is_some())?;
            Some(format!("{} {code}", name(spec, lang)))
        }));
        all.extend(specs().map(|spec| spec.example.in_lang(lang).to_owned()));
        all
    }

    /// Something arrives; what comes of it is looked at, and its buttons are kept.
    async fn send(&mut self, words: &str, way: &str, depth: usize) -> Option<Reply> {
        self.updates += 1;
        let update = format!("crawl{}", self.updates);
        let account = self.who.account.clone();
        self.world.arrive(&update, &account, None, words).await;
        self.world.engine.step().await.expect("the engine works");
        // A card that is shown anew goes out behind the answer, and before what is answered next.
        while self.world.deliverer.step().await.expect("the deliverer works") > 0 {}
        if self.updates.is_multiple_of(40) {
            self.world.settle().await;
        }
        let all: Vec<Seen> = std::iter::from_fn(|| self.world.channel.next()).collect();
        let way = format!("{way} › {words}");
        let way = if words.starts_with('!') { way[..way.rfind(" › ")?].to_owned() } else { way };
        self.look(&all, words, &way);
        let mine: Vec<&Seen> = all.iter().filter(|seen| seen.to == account).collect();
        for seen in &mine {
            self.keep(seen, &way, depth + 1);
        }
        mine.first().map(|seen| seen.reply.clone())
    }

    fn keep(&mut self, seen: &Seen, way: &str, depth: usize) {
        for (index, button) in seen.reply.buttons().enumerate() {
            let args = json!(button.asked.args).to_string();
            let once = format!("{} {args}", button.asked.command);
            if NEVER.contains(&button.asked.command.as_str()) || !self.seen.insert(once) {
                continue;
            }
            let names: Vec<&str> = button.asked.args.keys().map(String::as_str).collect();
            let token = Token { message: seen.id, index }.write();
            let sort = format!("{} {}", button.asked.command, names.join(" "));
            let way = format!("{way} › [{}]", button.label);
            self.found.push_back(Found { token, sort, way, depth });
        }
    }

    /// The button of which the fewest of its sort were pressed, the first that was found.
    fn next(&mut self) -> Option<Found> {
        let often = |found: &Found| self.pressed.get(&found.sort).copied().unwrap_or_default();
        let all = self.found.iter().enumerate();
        let (at, least) = all.map(|(at, found)| (at, often(found))).min_by_key(|(_, n)| *n)?;
        if least >= ENOUGH && self.chance(2) == 0 {
            return None;
        }
        let found = self.found.remove(at)?;
        *self.pressed.entry(found.sort.clone()).or_default() += 1;
        Some(found)
    }

    /// Looks whether there is an answer, whether it goes on from there, and what is in it.
    fn look(&mut self, all: &[Seen], words: &str, way: &str) {
        let mine: Vec<&Seen> = all.iter().filter(|seen| seen.to == self.who.account).collect();
        if mine.is_empty() {
            self.fault("no answer", words, way, all);
        }
        let broken = [Lang::Zh, Lang::En].map(|lang| {
            let none = [("reference".into(), "#".into())].into_iter().collect();
            let text = try_look_up(lang, "internal-error", &none).expect("a text");
            text.split('#').next().unwrap_or_default().to_owned()
        });
        for seen in &mine {
            let plain = seen.reply.plain();
            if broken.iter().any(|broken| plain.starts_with(broken)) {
                self.fault("an internal error", words, way, all);
            }
        }
        if !mine.is_empty() && !mine.iter().any(|seen| goes_on(&seen.reply)) {
            self.fault("a dead end", words, way, all);
        }
        for seen in all {
            // Others are told of what was given to them: of their org it may be anything.
            let org = self.scene.cast.of_account(&seen.to).map_or(0, |who| who.org);
            let mine = seen.to == self.who.account;
            let to = if mine { &self.who } else { self.scene.cast.who(org, "dana") };
            // What belongs to nobody is offered to whoever may take it.
            let known = format!("领线索 {words} {way}");
            let mut leaks = self.scene.canaries.leaks(to, &known, seen);
            // What was typed on the way adds up to any small amount.
            leaks.retain(|leak| {
                !(leak.starts_with("«¥") && leak.find('»') < Some("«¥1000000".len()))
            });
            if !leaks.is_empty() {
                self.fault(&format!("shows {}", leaks.join(", ")), words, way, all);
            }
        }
    }

    fn fault(&mut self, what: &str, words: &str, way: &str, all: &[Seen]) {
        let text = shown(all);
        let first = text.lines().next().unwrap_or_default();
        let kind: String = first.chars().filter(|c| !c.is_ascii_alphanumeric()).collect();
        let told = format!("{what}: {way} ({words})\n{text}");
        self.faults.entry(format!("{what} {kind}")).or_insert(told);
    }

    /// Answers a question with something that people answer.
    async fn answer(&mut self, way: &str, depth: usize) {
        let answers = ANSWERS[usize::from(self.lang() == Lang::En)];
        let words = answers[self.chance(answers.len())];
        self.typed += 1;
        self.send(words, way, depth).await;
    }

    async fn go(&mut self) {
        let beginnings = self.beginnings();
        let mut begun = 0;
        let mut presses = 0;
        while presses < PRESSES {
            let Some(found) = self.next() else {
                // One more beginning; what was pressed before may do something else by now.
                if begun > 0 && begun % beginnings.len() == 0 {
                    self.seen.clear();
                }
                let words = beginnings[begun % beginnings.len()].clone();
                begun += 1;
                let reply = self.send(&words, "", 0).await;
                if reply.is_some_and(|reply| reply.kind == ReplyKind::Ask) && self.chance(2) == 0 {
                    self.answer(&words, 1).await;
                }
                continue;
            };
            presses += 1;
            self.deepest = self.deepest.max(found.depth);
            let press = format!("!{}", found.token);
            let reply = self.send(&press, &found.way, found.depth).await;
            if reply.is_some_and(|reply| reply.kind == ReplyKind::Ask) && self.chance(3) > 0 {
                self.answer(&found.way, found.depth + 1).await;
            }
        }
    }

    #[expect(clippy::print_stdout, reason = "how far it went is for whoever runs the test")]
    async fn end(mut self) {
        self.world.settle().await;
        let failed = "select coalesce(error, '') from inbox where error is not null";
        for error in dump::rows(&self.world.address, failed).await {
            self.faults.insert(error.clone(), format!("failed: {error}"));
        }
        println!(
            "{PRESSES} presses of {} sorts of buttons, {} deep, {} answers typed",
            self.pressed.len(),
            self.deepest,
            self.typed
        );
        let faults = self.faults.len();
        let told: Vec<String> = self.faults.into_values().take(TOLD).collect();
        assert!(faults == 0, "{faults} sorts of faults:\n\n{}", told.join("\n\n"));
    }
}

/// Tells whether an answer has a next step.
fn goes_on(reply: &Reply) -> bool {
    let offers = reply.buttons().next().is_some() || reply.file.is_some();
    offers || reply.kind == ReplyKind::Ask || says_what_to_type(&reply.plain())
}

/// Tells whether words to type stand in a text: a command with something behind it, one in quotation
/// marks, or a field with its value. A heading such as 线索 · 新 is none.
fn says_what_to_type(text: &str) -> bool {
    let text = text.to_lowercase();
    let field = |(at, _): (usize, &str)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + 1..].chars().next());
        before.is_some_and(char::is_alphanumeric)
            && after.is_some_and(|c| c.is_alphanumeric() || c == '"')
    };
    if text.match_indices('=').any(field) {
        return true;
    }
    let names = ALL.iter().flat_map(|entry| {
        std::iter::once(entry.spec.name).chain(entry.spec.aliases.iter().copied())
    });
    names.into_iter().any(|name| {
        let name = name.to_lowercase();
        text.match_indices(&name).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let mut after = text[at + name.len()..].chars();
            let (next, further) = (after.next(), after.next());
            let quoted = before == Some('“') && matches!(next, Some('”' | ' '));
            let begins = before.is_none_or(|c| !c.is_alphanumeric());
            let goes_on = next == Some(' ') && further.is_some_and(char::is_alphanumeric);
            quoted || (begins && goes_on)
        })
    })
}

fn walk(handle: &str, seed: u64) {
    run(async {
        let mut walk = Walk::begin(handle, seed).await;
        walk.go().await;
        walk.end().await;
    });
}

#[test]
fn every_button_of_a_rep_leads_on() {
    walk("amy", 0x9e37_79b9_7f4a_7c15);
}

#[test]
fn every_button_of_a_rep_leads_on_another_way() {
    walk("amy", 0xd1b5_4a32_d192_ed03);
}

#[test]
fn every_button_of_a_rep_leads_on_in_english() {
    walk("bo", 0xbf58_476d_1ce4_e5b9);
}

#[test]
fn every_button_of_a_rep_leads_on_in_english_another_way() {
    walk("bo", 0x94d0_49bb_1331_11eb);
}

#[test]
fn every_button_of_a_manager_leads_on() {
    walk("chen", 0x2545_f491_4f6c_dd1d);
}

#[test]
fn every_button_of_a_manager_leads_on_another_way() {
    walk("chen", 0x5851_f42d_4c95_7f2d);
}

#[test]
fn every_button_of_an_admin_leads_on() {
    walk("dana", 0x1405_7b7e_f767_814f);
}

#[test]
fn every_button_of_an_admin_leads_on_another_way() {
    walk("dana", 0xda94_2042_e4dd_58b5);
}
