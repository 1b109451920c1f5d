//! What an org works with, its pipelines and lists: how it is read, changed and saved.

use uuid::Uuid;

use super::deal::list::ListDeals;
use super::stage::list::ListStages;
use super::talk::undo::Undo;
use super::{Cx, show};
use crate::chat::parse::shortened;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::Ask;
use crate::domain::fold;
use crate::domain::ids::Instant;
use crate::domain::people::Lang;
use crate::domain::pipeline::{Outcome, Pipeline, Stage};
use crate::domain::settings::{Settings, Setup};
use crate::problem::Problem;
use crate::store::{DealFilter, StageSum};
use crate::t;
use crate::text::read;

/// How many characters the name of a stage, a source or a reason has at most.
pub(crate) const LONGEST: usize = 20;

/// The pipelines and lists as they are.
pub(crate) async fn now(cx: &mut Cx<'_>) -> Result<Setup, Problem> {
    Ok(Setup { pipelines: cx.tx.pipelines().await?, lists: Some(cx.org.lists.clone()) })
}

/// Saves what is to be different, with what was before it beside: so it can be taken back.
pub(crate) async fn save(cx: &mut Cx<'_>, after: Settings) -> Result<(), Problem> {
    let mut before = Settings { setup: now(cx).await?, ..cx.settings.clone() };
    if !before.is_saved() {
        before.head.created_at = cx.now;
        let first = before.clone();
        cx.save(None, &first).await?;
        before.head.version += 1;
    }
    let mut head = before.head.clone();
    head.withdrawn = false;
    Ok(cx.save(Some(&before), &Settings { head, ..after }).await?)
}

/// The rules of the org with other pipelines.
pub(crate) async fn with_pipelines(
    cx: &mut Cx<'_>,
    pipelines: Vec<Pipeline>,
) -> Result<Settings, Problem> {
    let setup = Setup { pipelines, ..now(cx).await? };
    Ok(Settings { setup, ..cx.settings.clone() })
}

/// Saves other pipelines, where nothing else of the rules is different.
pub(crate) async fn replace(cx: &mut Cx<'_>, pipelines: Vec<Pipeline>) -> Result<(), Problem> {
    let after = with_pipelines(cx, pipelines).await?;
    save(cx, after).await
}

/// What was done, with the way to all there is and the way back.
pub(crate) fn done<A: Ask>(cx: &Cx<'_>, reply: Reply, (label, all): (String, &A)) -> Reply {
    let undo = Button::new(t!(cx.lang(), "button-undo"), &Undo::this(cx));
    reply.row(vec![Button::new(label, all), undo])
}

/// The same of pipelines and their stages.
pub(crate) fn stages_done(cx: &Cx<'_>, reply: Reply) -> Reply {
    done(cx, reply, (t!(cx.lang(), "button-stages"), &ListStages::default()))
}

/// Refuses what deals stand in the way of, with the way to them.
pub(crate) fn in_the_way(cx: &Cx<'_>, text: String, deals: DealFilter) -> Problem {
    let list = Button::new(t!(cx.lang(), "stage-button-deals"), &ListDeals::behind(deals));
    Reply::new(ReplyKind::Problem, text).row(vec![list]).into()
}

/// The key, or the first one made of it that is free.
pub(crate) fn free_key(key: String, taken: impl Fn(&str) -> bool) -> String {
    let mut keys = std::iter::once(key.clone()).chain((2..).map(|n| format!("{key}_{n}")));
    keys.find(|key| !taken(key)).unwrap_or(key)
}

/// A key after those of all pipelines, whatever the clock says: the org's first pipeline stays the first.
pub(crate) fn id_after(pipelines: &[Pipeline], now: Uuid) -> Uuid {
    let last = pipelines.iter().map(|pipeline| pipeline.id).max().filter(|last| *last > now);
    let Some(at) = last.and_then(|last| last.get_timestamp()) else { return now };
    let (seconds, nanos) = at.to_unix();
    let millis = i64::try_from(seconds * 1000 + u64::from(nanos / 1_000_000)).unwrap_or_default();
    super::new_id(Instant(millis + 1))
}

/// A name as it is stored: the English one makes the word that people type, else the name itself.
pub(crate) fn key_of(name: &str, english: Option<&str>) -> String {
    let key = fold::key(english.unwrap_or(name));
    let words = key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}

/// Refuses a name that could not be typed.
pub(crate) fn typable(lang: Lang, name: &str) -> Result<(), Problem> {
    let odd = name.contains(['=', ':', '：', ',', '，', ';', '"', '、', '%']);
    let name = name.trim();
    if name.is_empty() || odd || name.chars().count() > LONGEST {
        let name = shortened(name);
        return Err(Problem::tell(t!(lang, "setup-bad-name", name = name, most = LONGEST)));
    }
    Ok(())
}

/// A pipeline in a line: `需求确认 20% → 报价 60% → 赢单 | 输单`.
pub(crate) fn in_a_line(lang: Lang, pipeline: &Pipeline) -> String {
    let open = pipeline.open();
    let open = open.map(|stage| format!("{} {}", stage.name(lang), read::percent(stage.rate)));
    let ends = [Outcome::Won, Outcome::Lost].into_iter();
    let ends = ends.filter_map(|outcome| pipeline.ending(outcome));
    let ends = ends.map(|stage| stage.name(lang)).collect::<Vec<_>>().join(" | ");
    open.chain([ends]).collect::<Vec<_>>().join(" → ")
}

/// The deals that stand in some stages, open or ended, by stage and currency.
pub(crate) async fn standing(cx: &mut Cx<'_>, stages: Vec<Uuid>) -> Result<Vec<StageSum>, Problem> {
    if stages.is_empty() {
        return Ok(Vec::new());
    }
    let filter = DealFilter { stages, ended_or_not: true, ..DealFilter::default() };
    Ok(cx.tx.deal_sums(&filter, cx.scope()).await?)
}

/// The pipeline that words name; the first one where nothing is said.
pub(crate) fn pipeline<'p>(
    cx: &Cx<'_>,
    pipelines: &'p [Pipeline],
    words: Option<&str>,
) -> Result<&'p Pipeline, Problem> {
    let Some(words) = words else {
        return pipelines.first().ok_or_else(|| Problem::Broken("no pipeline".to_owned()));
    };
    let is = |pipeline: &&Pipeline| {
        super::same(&pipeline.name, words) || super::same(&pipeline.key, words)
    };
    pipelines.iter().find(is).ok_or_else(|| {
        let all: Vec<&str> = pipelines.iter().map(|pipeline| pipeline.name.as_str()).collect();
        let given = show::short(words, 40);
        Problem::tell(t!(cx.lang(), "pipeline-no-such", given = given, all = all.join(" · ")))
    })
}

/// The stages that a setup would no longer have.
pub(crate) fn left_out(was: &Setup, is: &Setup) -> Vec<Stage> {
    let there: Vec<Uuid> = is.pipelines.iter().flat_map(|p| &p.stages).map(|s| s.id).collect();
    let stages = was.pipelines.iter().flat_map(|pipeline| &pipeline.stages);
    let gone = stages.filter(|stage| !there.contains(&stage.id)).cloned();
    // Nothing is said of pipelines where none is kept.
    if is.pipelines.is_empty() { Vec::new() } else { gone.collect() }
}
