//! `/follow`: plans what is to happen next.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::later::{Later, shift};
use super::renewed::{offer_renewed, renews};
use super::show::{later_button, when_buttons};
use super::{FOLLOW_UPS, On, RECORDS, find_open, mine, named, plan, planned_text};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required, rest};
use crate::chat::understand::next_step::{is_theirs, promised};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::follow_up::{Due, Shift};
use crate::domain::ids::{Code, Kind};
use crate::domain::names::Rung;
use crate::problem::{Problem, Question};
use crate::t;
use crate::text::read;

/// What is to happen next, and when.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Follow {
    /// On which record; or a follow-up, which is moved.
    pub record: Ref,
    /// When.
    #[serde(default)]
    pub when: Option<Due>,
    /// Until when it is kept where it is promised, for which a week or a month was said as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Due>,
    /// When, counted from now: what a button carries.
    #[serde(default)]
    pub by: Option<Shift>,
    /// What.
    #[serde(default)]
    pub what: Option<String>,
    /// True where the customer was promised it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub promise: bool,
}

impl Follow {
    /// Tells whether a follow-up is named, and not a record that is called like one: F1.
    async fn is_planned(&self, cx: &mut Cx<'_>) -> Result<bool, Problem> {
        let text = self.record.0.trim();
        if !text.parse::<Code>().is_ok_and(|code| code.kind == Kind::FollowUp) {
            return Ok(false);
        }
        Ok(cx.hits(text, RECORDS).await?.iter().all(|hit| hit.rung > Rung::Exact))
    }

    /// What is planned already is moved: «下次 F-16 明天».
    async fn moved(self, cx: &mut Cx<'_>) -> Outcome {
        cx.goes_on_as::<Later>();
        let before = find_open(cx, Some(&self.record)).await?;
        let due = self.by.map(|by| by.due(before.due(), cx.now, cx.zone()));
        let Some(due) = due.or(self.when) else {
            let row = when_buttons(cx.lang(), &Self { by: None, ..self });
            let text = t!(cx.lang(), "later-ask-when", what = named(cx, &before));
            return Err(ask_when(text, row));
        };
        shift(cx, before, due, self.what).await
    }

    /// Something on this record, with the time still to be asked for.
    pub fn on(record: Ref) -> Self {
        Self { record, when: None, kept: None, by: None, what: None, promise: false }
    }
}

impl Ask for Follow {
    const SPEC: Spec = Spec {
        name: "follow",
        aliases: &[
            "下次",
            "下次跟进",
            "安排跟进",
            "提醒我",
            "follow up",
            "follow-up",
            "remind me to",
            "remind me",
        ],
        right: Right::Sell,
        effect: Effect::Creates,
        args: &[
            required("record", Take::Ref(FOLLOW_UPS), By::Shape),
            optional("when", Take::When, By::Shape),
            rest("what"),
        ],
        example: Both {
            zh: "下次 华为 下周五10点 送样品",
            en: "follow 华为 next Fri 10am send samples",
        },
    };
}

#[async_trait]
impl Run for Follow {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        if self.is_planned(cx).await? {
            return self.moved(cx).await;
        }
        let on = On::find(cx, "record", &self.record).await?;
        if self.when.is_some() && self.what.as_deref().is_some_and(is_moving) {
            // «C-2 挪到后天»: what is planned on it is moved.
            if mine(cx).await?.iter().any(|follow_up| on.has(follow_up)) {
                return Self { what: None, ..self }.moved(cx).await;
            }
            return Box::pin(Self { what: None, ..self }.run(cx)).await;
        }
        let lang = cx.lang();
        let due = self.by.map(|by| by.due(None, cx.now, cx.zone()));
        let Some(due) = due.or(self.when) else {
            let row = when_buttons(lang, &Self { by: None, ..self });
            let text = t!(lang, "follow-ask-when", on = on.named(lang));
            return Err(ask_when(text, row));
        };
        refuse_past(cx, due)?;
        // «下次 D-1 周五 答应发报价»: the time is read by itself here.
        let said = self.what.as_deref().and_then(promised);
        let theirs = self.what.as_deref().is_some_and(is_theirs);
        let promise = self.promise || said.is_some() || theirs;
        let due = self.kept.filter(|_| promise).unwrap_or(due);
        let said = said.or(self.what);
        let what = said.map(|what| without_links(&what, &[&on.label, &self.record.0]).to_owned());
        let follow_up = plan(cx, &on, due, what, promise).await?;
        let text = t!(lang, "follow-saved", what = named(cx, &follow_up));
        let name = |field| show::field_name(lang, field);
        let reply = Reply::say(text).fields([
            (name("on"), Some(on.named(lang))),
            (name("when"), Some(planned_text(cx, &follow_up))),
        ]);
        let before = renews(cx, &on, &follow_up).await?;
        let reply = offer_renewed(cx, reply, &before);
        Ok(reply.row(vec![
            later_button(lang, &follow_up),
            Button::new(t!(lang, "button-undo"), &Undo::this(cx)),
        ]))
    }
}

/// Words that put something off until a time, and name nothing that is to be done then.
pub(crate) const MOVING: &[&str] = &[
    "改到",
    "改成",
    "改在",
    "改期到",
    "改期",
    "推迟到",
    "推到",
    "延到",
    "延期到",
    "延后到",
    "挪到",
    "提前到",
    "move to",
    "moved to",
    "move it to",
    "push to",
    "postpone to",
    "reschedule to",
];
/// Words that only lead up to whom or what it is about.
const LINKS: &[&str] =
    &["about", "with", "on", "re", "regarding", "for", "关于", "跟", "和", "与", "的事", "的事情"];

fn is_moving(what: &str) -> bool {
    let what = what.trim().trim_end_matches(['了', '吧']).to_lowercase();
    MOVING.contains(&what.as_str())
}

/// What is to be done without what only linked it to the rest of the sentence: «to call», «: demo»,
/// «with Acme» on Acme; nothing where that is all.
pub(crate) fn without_links<'w>(what: &'w str, of: &[&str]) -> &'w str {
    let plain = what.trim_start_matches([':', '-', '–', '—', ',', ' ']).trim();
    let whom = |name: &&str| {
        let rest = plain.strip_prefix("with ")?.strip_prefix(*name)?;
        (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
    };
    let plain = of.iter().find_map(whom).map_or(plain, str::trim_start);
    let plain = ["to ", "that "].iter().find_map(|link| plain.strip_prefix(link)).unwrap_or(plain);
    let is_link = LINKS.iter().any(|link| plain.trim().eq_ignore_ascii_case(link));
    if is_link { "" } else { plain.trim_start() }
}

/// Asks for a time, with the likeliest ones as buttons.
pub(super) fn ask_when(text: String, row: Vec<Button>) -> Problem {
    Problem::Ask(Box::new(Question::of("when", Reply::new(ReplyKind::Ask, text).row(row))))
}

/// Refuses a time that was still to come when it was typed, but is over by now.
pub(crate) fn refuse_past(cx: &Cx<'_>, due: Due) -> Result<(), Problem> {
    if !due.is_over(cx.now, cx.zone()) {
        return Ok(());
    }
    let given = read::due(cx.lang(), due, cx.zone(), cx.now);
    Err(ask_when(t!(cx.lang(), "wrong-past", given = given), Vec::new()))
}
