//! `/gate`: what a stage demands of a deal that enters it.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{stage_key, stage_name};
use crate::chat::fields;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, rest};
use crate::commands::calendar::save;
use crate::commands::deal::gates::FIELDS;
use crate::commands::owners::not_allowed;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, edit, own, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::settings::{Gate, Settings};
use crate::problem::Problem;
use crate::t;

/// Which stage, and what it demands; all of them when nothing is said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SetGate {
    /// What has to be done, as a list.
    pub check: Option<String>,
    /// The stage, then the fields that must not be empty.
    pub what: Option<String>,
}

impl Ask for SetGate {
    const SPEC: Spec = Spec {
        name: "gate",
        aliases: &["关卡", "阶段要求", "gates"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[optional("check", Take::Text, By::Key), rest("what")],
        example: Both { zh: "关卡", en: "gate" },
    };
}

/// What takes everything away that a stage demands.
const NONE: [&str; 5] = ["无", "没有", "取消", "none", "off"];

#[async_trait]
impl Run for SetGate {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let words = self.what.clone().unwrap_or_default();
        let words: Vec<&str> =
            words.split([' ', ',', '，', '、']).filter(|w| !w.is_empty()).collect();
        let Some((stage, asked)) = words.split_first() else {
            let lines = lines(cx, &cx.settings.clone()).await?;
            let reply = if lines.is_empty() {
                Reply::card(t!(lang, "gate-none"))
            } else {
                Reply::card(t!(lang, "gate-list")).bullets(lines)
            };
            let how = cx.may(Right::Admin).then(|| t!(lang, "gate-how"));
            return Ok(how.into_iter().fold(reply, Reply::text));
        };
        if !cx.may(Right::Admin) {
            return Err(not_allowed(cx, Right::Admin).await?.into());
        }
        let key = stage_key(cx, stage).await?;
        let mut after = cx.settings.clone();
        self.put(cx, &mut after, &key, asked)?;
        if after == *cx.settings {
            return Err(Problem::tell(t!(lang, "gate-same", stage = stage_name(cx, &key).await?)));
        }
        let lines = lines(cx, &after).await?;
        save(cx, after).await?;
        let reply = Reply::say(t!(lang, "gate-set")).bullets(lines);
        Ok(reply.row(vec![Button::new(t!(lang, "button-undo"), &Undo::this(cx))]))
    }
}

impl SetGate {
    /// Puts what a stage demands into the rules.
    fn put(
        &self,
        cx: &Cx<'_>,
        after: &mut Settings,
        key: &str,
        asked: &[&str],
    ) -> Result<(), Problem> {
        let all = after.fields.0.entry(Kind::Deal.word().to_owned()).or_default();
        for own in all.iter_mut().filter(|own| own.stage.as_deref() == Some(key)) {
            own.stage = None;
        }
        let mut gate = Gate { checks: edit::names(self.check.as_deref()), ..Gate::default() };
        for word in asked.iter().filter(|word| !NONE.contains(word)) {
            if let Some(own) = all.iter_mut().find(|own| own.is_called(word)) {
                own.stage = Some(key.to_owned());
                continue;
            }
            let Some(field) = fields::field(word).filter(|field| FIELDS.contains(field)) else {
                let lang = cx.lang();
                let known = FIELDS.iter().map(|field| show::field_name(lang, field));
                let own = all.iter().map(|own| own::shown(cx, own).to_owned());
                let known = known.chain(own).collect::<Vec<_>>().join(" · ");
                let given = show::short(word, 40);
                return Err(Problem::tell(t!(lang, "gate-bad", given = given, known = known)));
            };
            gate.fields.push(field.to_owned());
        }
        if gate == Gate::default() {
            after.gates.remove(key);
        } else {
            after.gates.insert(key.to_owned(), gate);
        }
        after.fields.0.retain(|_, all| !all.is_empty());
        Ok(())
    }
}

/// What each stage demands: `报价：金额 · 预算科目 · ☑ 需求表`.
async fn lines(cx: &mut Cx<'_>, rules: &Settings) -> Result<Vec<String>, Problem> {
    let lang = cx.lang();
    let pipelines = cx.tx.pipelines().await?;
    let mut lines = Vec::new();
    for stage in pipelines.iter().flat_map(|pipeline| &pipeline.stages) {
        let gate = rules.gates.get(&stage.key);
        let fields = gate.into_iter().flat_map(|gate| &gate.fields);
        let fields = fields.map(|field| show::field_name(lang, field));
        let own = rules.fields.of(Kind::Deal);
        let own = own.filter(|own| own.stage.as_ref() == Some(&stage.key));
        let own = own.map(|own| own::shown(cx, own).to_owned());
        let checks = gate.into_iter().flat_map(|gate| &gate.checks);
        let checks = checks.map(|check| format!("☑ {check}"));
        let all: Vec<String> = fields.chain(own).chain(checks).collect();
        if !all.is_empty() {
            let (stage, all) = (stage.name(lang), all.join(" · "));
            lines.push(t!(lang, "gate-line", stage = stage, all = all));
        }
    }
    Ok(lines)
}
