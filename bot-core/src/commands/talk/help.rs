//! `/help`: what can be asked, by topic and by command.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional};
use crate::commands::{ALL, Cx, Outcome, Run, show};
use crate::domain::access::{Right, Roles};
use crate::domain::fold;
use crate::domain::people::Lang;
use crate::t;
use crate::text::say::{Values, try_look_up};
use crate::text::secret;

/// What to explain; everything in short when not said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Help {
    /// A topic such as 商机, or a command such as `deal move`.
    pub topic: Option<String>,
}

/// The topics: the first word of the commands in them, and what people call them.
const TOPICS: &[(&str, &[&str], &[&str])] = &[
    ("lead", &["线索", "lead"], &["lead", "check", "merge", "dups", "apart", "assign"]),
    ("customer", &["客户", "联系人", "customer", "contact"], &["customer", "contact", "find"]),
    ("deal", &["商机", "deal"], &["deal"]),
    (
        "follow",
        &["跟进", "follow", "activity", "log"],
        &["log", "follow", "today", "done", "later", "drop"],
    ),
    ("order", &["订单", "下单", "产品", "order", "product"], &["order", "product"]),
    ("report", &["报表", "报告", "report"], &["report"]),
    (
        "people",
        &["人员", "同事", "people"],
        &[
            "people", "team", "invite", "freeze", "unfreeze", "handover", "cover", "back", "share",
            "unshare", "audit", "outbox",
        ],
    ),
    (
        "talk",
        &["其他", "设置", "other", "settings"],
        &["help", "each", "me", "lang", "tz", "history", "undo", "cancel", "more", "start"],
    ),
    (
        "rules",
        &["规则", "提醒", "rules", "reminders"],
        &[
            "digest", "brief", "quiet", "leave", "calendar", "nudge", "not", "remind", "give",
            "answer", "approval", "visits", "field", "gate", "stage", "pipeline", "source",
            "reason",
        ],
    ),
    ("data", &["数据", "导入导出", "data", "in and out"], &["import", "export", "files"]),
];

impl Ask for Help {
    const SPEC: Spec = Spec {
        name: "help",
        aliases: &["帮助", "怎么用", "?"],
        right: Right::Talk,
        effect: Effect::Reads,
        args: &[optional("topic", Take::Text, By::Rest)],
        example: Both { zh: "帮助 商机", en: "help deal" },
    };
}

#[async_trait]
impl Run for Help {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let Some(topic) = self.topic else {
            return Ok(overview(cx));
        };
        let key = fold::key(&topic);
        let command = allowed(cx)
            .find(|spec| spec.name == key || spec.aliases.iter().any(|a| fold::key(a) == key));
        let group = TOPICS.iter().find(|(name, words, groups)| {
            let shown = |lang| fold::key(&show::word(lang, "topic", name)) == key;
            let one = key.strip_suffix('s').unwrap_or(&key);
            let called = |word: &&str| *word == key || *word == one;
            called(name)
                || shown(Lang::Zh)
                || shown(Lang::En)
                || words.iter().chain(*groups).any(called)
        });
        match (command, group) {
            // «商机» is both a list and a topic: asked for help, people mean the topic.
            (_, Some((name, _, groups))) => Ok(topic_page(cx, name, groups)),
            (Some(spec), None) => Ok(command_page(cx, spec)),
            (None, None) => Ok(overview(cx).text(t!(lang, "help-no-topic", topic = topic))),
        }
    }
}

/// What stands last in a menu, and is left out first where a platform takes no more: what one comes
/// to by a button or needs once a year.
const LAST: &[&str] = &[
    "source list",
    "reason list",
    "deal lines",
    "calendar hours",
    "nudge set",
    "approval",
    "audit",
    "quiet",
    "source add",
    "source drop",
    "reason add",
    "reason drop",
    "pipeline add",
    "pipeline rename",
    "pipeline drop",
    "stage add",
    "stage edit",
    "stage drop",
    "back",
    "unfreeze",
    "unshare",
    "invite revoke",
    "outbox retry",
    "outbox drop",
    "order sendback",
    "order edit",
    "contact edit",
    "lead qualify",
    "lead contacted",
    "lead reopen",
    "deal reopen",
    "report stale",
    "report rate",
    "report leads",
    "team move",
    "team rename",
    "calendar day",
    "calendar week",
    "calendar import",
    "assign on",
    "assign off",
    "assign try",
    "assign move",
    "assign drop",
    "lead forget",
    "customer forget",
    "me accounts",
    "me unlink",
    "customer place",
    "visits",
    "field list",
    "field add",
    "field drop",
    "gate",
    "log correct",
    "log summary",
    "follow show",
    "dups allow",
    "apart",
    "share decline",
    "digest lines",
    "digest ask",
    "not useful",
    "give",
    "answer",
    "cancel",
    "more",
    "start",
];

/// The commands that somebody with these roles may use, each with what it does in one line: what a
/// platform offers where one begins to type.
pub fn menu(lang: Lang, roles: &Roles, held: &[String]) -> Vec<(&'static str, String)> {
    let mine = ALL.iter().map(|entry| entry.spec).filter(|spec| roles.allow(held, spec.right));
    let mut mine: Vec<&'static Spec> = mine.collect();
    mine.sort_by_key(|spec| LAST.iter().position(|name| *name == spec.name).map_or(0, |at| at + 1));
    mine.into_iter().map(|spec| (spec.name, in_one_line(lang, spec))).collect()
}

fn allowed<'a>(cx: &Cx<'a>) -> impl Iterator<Item = &'static Spec> + use<'a> {
    let (org, me) = (cx.org, cx.me);
    let all = ALL.iter().map(|entry| entry.spec);
    all.filter(move |spec| org.roles.allow(&me.roles, spec.right))
}

/// What one can say first, and the topics.
pub(super) fn overview(cx: &Cx<'_>) -> Reply {
    let lang = cx.lang();
    let buttons = TOPICS.iter().map(|(name, _, _)| {
        let topic = Some((*name).to_owned());
        Button::new(show::word(lang, "topic", name), &Help { topic })
    });
    let buttons: Vec<Button> = buttons.collect();
    let mut reply =
        Reply::card(t!(lang, "help-title", name = &cx.me.name)).text(t!(lang, "help-first-steps"));
    for row in buttons.chunks(4) {
        reply = reply.row(row.to_vec());
    }
    reply
}

fn topic_page(cx: &Cx<'_>, name: &str, groups: &[&str]) -> Reply {
    let lang = cx.lang();
    let lines = allowed(cx)
        .filter(|spec| groups.contains(&spec.group()))
        .map(|spec| format!("{} — {}", about(cx, spec), example(cx, spec)));
    Reply::card(show::word(lang, "topic", name))
        .bullets(lines.collect::<Vec<_>>())
        .button(t!(lang, "button-help"), &Help::default())
}

fn command_page(cx: &Cx<'_>, spec: &'static Spec) -> Reply {
    let lang = cx.lang();
    let fields = spec.args.iter().map(|arg| {
        let name = show::field_of(lang, spec.name, arg.name);
        if arg.required { t!(lang, "help-required", field = name) } else { name }
    });
    let fields: Vec<String> = fields.collect();
    let names: Vec<&str> = std::iter::once(spec.name).chain(spec.aliases.iter().copied()).collect();
    Reply::card(about(cx, spec))
        .fields([
            (t!(lang, "help-names"), Some(names.join(" · "))),
            (t!(lang, "help-fields"), Some(fields.join(" · "))),
            (t!(lang, "help-example"), Some(example(cx, spec))),
        ])
        .button(t!(lang, "button-help"), &Help::default())
}

/// An example, which gives nothing away in a group.
fn example(cx: &Cx<'_>, spec: &Spec) -> String {
    secret::ours(spec.example.in_lang(cx.lang()))
}

/// What a command does, in one line.
fn about(cx: &Cx<'_>, spec: &Spec) -> String {
    in_one_line(cx.lang(), spec)
}

fn in_one_line(lang: Lang, spec: &Spec) -> String {
    try_look_up(lang, &spec.help_key(), &Values::new()).unwrap_or_else(|| spec.name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_menu_has_what_the_roles_allow_and_the_rare_things_last() {
        let roles = Roles::standard();
        let names = |held: &[&str]| -> Vec<&str> {
            let held: Vec<String> = held.iter().map(|role| (*role).to_owned()).collect();
            menu(Lang::En, &roles, &held).into_iter().map(|(name, _)| name).collect()
        };
        let (rep, admin) = (names(&["rep"]), names(&["admin"]));
        assert!(rep.contains(&"lead add") && !rep.contains(&"freeze"), "{rep:?}");
        assert_eq!(admin.len(), ALL.len());
        for name in ["invite", "freeze", "undo", "help", "today", "lang", "outbox list"] {
            let at = admin.iter().position(|one| *one == name);
            assert!(at.is_some_and(|at| at < 100), "{name}: {at:?}");
        }
        assert!(LAST.iter().all(|name| admin.contains(name)), "each of them is a command");
    }

    #[test]
    fn each_command_stands_under_a_topic() {
        let told = |group: &str| TOPICS.iter().any(|(_, _, groups)| groups.contains(&group));
        let lost = ALL.iter().map(|entry| entry.spec.group()).filter(|group| !told(group));
        assert_eq!(lost.collect::<Vec<_>>(), Vec::<&str>::new());
    }
}
