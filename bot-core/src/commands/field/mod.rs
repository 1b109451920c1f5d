//! Fields of one's own: an admin makes them, everybody fills them.

pub mod add;
pub mod drop;
pub mod gate;
pub mod list;

use crate::chat::spec::{Both, List};
use crate::commands::{Cx, own, show};
use crate::domain::ids::Kind;
use crate::domain::own::OwnField;
use crate::problem::Problem;
use crate::t;

const fn both(zh: &'static str, en: &'static str) -> Both {
    Both { zh, en }
}

/// The kinds whose records have own fields, as they are typed.
pub(super) const KINDS: List = List::Fixed(&[
    ("lead", both("线索", "lead")),
    ("customer", both("客户", "customer")),
    ("contact", both("联系人", "contact")),
    ("deal", both("商机", "deal")),
    ("order", both("订单", "order")),
]);

/// What a field can hold, as it is typed.
pub(super) const TYPES: List = List::Fixed(&[
    ("text", both("文本", "text")),
    ("number", both("数字", "number")),
    ("amount", both("金额", "amount")),
    ("date", both("日期", "date")),
    ("choice", both("选项", "choice")),
    ("yes_no", both("是否", "yes-no")),
]);

/// A field in a list: `预算科目 · 选项：市场部 / 销售部 · 报价起必填`.
async fn line(cx: &mut Cx<'_>, own: &OwnField) -> Result<String, Problem> {
    let lang = cx.lang();
    let mut parts = vec![own::shown(cx, own).to_owned()];
    let holds = show::word(lang, "own", own.holds.word());
    parts.push(match own.choices.as_slice() {
        [] => holds,
        choices => t!(lang, "fields-choices", choices = choices.join(" / ")),
    });
    if let Some(key) = &own.stage {
        let stage = stage_name(cx, key).await?;
        parts.push(t!(lang, "fields-from-stage", stage = stage));
    }
    Ok(parts.join(" · "))
}

/// What a stage is called, by its key.
async fn stage_name(cx: &mut Cx<'_>, key: &str) -> Result<String, Problem> {
    let lang = cx.lang();
    let pipelines = cx.tx.pipelines().await?;
    let mut stages = pipelines.iter().flat_map(|pipeline| &pipeline.stages);
    let stage = stages.find(|stage| stage.key == key);
    Ok(stage.map_or(key, |stage| stage.name(lang)).to_owned())
}

/// The key of the open stage that words name, in any pipeline.
pub(crate) async fn stage_key(cx: &mut Cx<'_>, words: &str) -> Result<String, Problem> {
    let pipelines = cx.tx.pipelines().await?;
    let stages = || pipelines.iter().flat_map(|pipeline| pipeline.stages.iter());
    let is = |name: &str| crate::commands::same(name, words);
    let found = stages().find(|stage| is(&stage.key) || is(&stage.zh) || is(&stage.en));
    let lang = cx.lang();
    found.map(|stage| stage.key.clone()).ok_or_else(|| {
        let all: Vec<&str> = stages().map(|stage| stage.name(lang)).collect();
        let given = show::short(words, 40);
        Problem::tell(t!(lang, "fields-no-stage", given = given, stages = all.join(" · ")))
    })
}

/// The command that changes records of a kind, with an example value for a field.
fn example(cx: &Cx<'_>, kind: Kind, own: &OwnField) -> String {
    let lang = cx.lang();
    let code = crate::domain::ids::Code { kind, n: 1 };
    let value = match own.holds {
        crate::domain::own::Holds::Choice => own.choices.first().cloned().unwrap_or_default(),
        holds => show::word(lang, "own-example", holds.word()),
    };
    let edit = show::word(lang, "own-edit", kind.word());
    format!("{edit} {code} {}={value}", own::shown(cx, own))
}
