//! The deals behind a number of a report, and what they are called.

use chrono::Datelike;

use crate::commands::{Cx, report, show};
use crate::domain::ids::{Kind, PersonId};
use crate::domain::pipeline::Outcome;
use crate::problem::Problem;
use crate::reports::{FIRST_YEAR, LAST_YEAR};
use crate::store::{DealFilter, Part, Quiet};
use crate::t;

/// What narrows such a list, as it reads.
pub(super) async fn told(cx: &mut Cx<'_>, filter: &DealFilter) -> Result<Vec<String>, Problem> {
    let lang = cx.lang();
    let mut said = Vec::new();
    let pipelines = cx.tx.pipelines().await?;
    let all = || pipelines.iter().flat_map(|pipeline| &pipeline.stages);
    if let Some((pipeline, place)) = filter.reached {
        let of = pipelines.iter().find(|one| one.id == pipeline);
        let stage = of.and_then(|of| of.ever().find(|stage| stage.no == place));
        let stage = stage.map(|stage| stage.name(lang).to_owned()).unwrap_or_default();
        said.push(t!(lang, "deal-reached", stage = stage));
    }
    let stages = all().filter(|stage| filter.stages.contains(&stage.id));
    let stages: Vec<&str> = stages.map(|stage| stage.name(lang)).collect();
    said.extend((!stages.is_empty()).then(|| stages.join(" / ")));
    match filter.outcome.filter(|_| filter.stages.is_empty()) {
        Some(Outcome::Won) => said.push(t!(lang, "deal-outcome-won")),
        Some(Outcome::Lost) => said.push(t!(lang, "deal-outcome-lost")),
        Some(Outcome::Open) | None => {}
    }
    match &filter.quiet {
        Some(Quiet::Since(_)) => said.push(t!(lang, "deal-quiet")),
        Some(Quiet::Always) => said.push(t!(lang, "deal-untouched")),
        None => {}
    }
    if filter.undated {
        said.push(t!(lang, "deal-undated"));
    }
    said.extend(filter.closes.map(|(start, end)| {
        if start.year() == FIRST_YEAR {
            t!(lang, "deal-closing-before", day = cx.day(end))
        } else if end.year() == LAST_YEAR {
            t!(lang, "deal-closing-from", day = cx.day(start))
        } else {
            report::span(lang, start, end)
        }
    }));
    said.extend(
        filter.opened.map(|days| {
            t!(lang, "deal-opened-in", span = report::span(lang, days.start, days.end))
        }),
    );
    if let Some(part) = &filter.part {
        said.push(part_name(cx, part).await?);
    }
    if filter.owner.is_some_and(|owner| owner != cx.me.person_id()) {
        said.push(cx.person_name(filter.owner).await?);
    }
    Ok(said)
}

/// What a row of what was won is called.
async fn part_name(cx: &mut Cx<'_>, part: &Part) -> Result<String, Problem> {
    let lang = cx.lang();
    let (kind, id) = match part {
        Part::Person(person) => (Kind::Person, person.map(|PersonId(id)| id)),
        Part::Product(product) => (Kind::Product, *product),
        Part::Team(team) => (Kind::Team, *team),
        Part::Pipeline(id) => {
            let pipelines = cx.tx.pipelines().await?;
            let of = pipelines.into_iter().find(|pipeline| pipeline.id == *id);
            return Ok(of.map(|pipeline| pipeline.name).unwrap_or_default());
        }
        Part::Region(region) if region.is_empty() => return Ok(t!(lang, "report-no-region")),
        Part::Region(region) => return Ok(region.clone()),
        Part::Source(source) => return Ok(report::source_name(cx, source)),
    };
    let Some(id) = id else {
        return Ok(match kind {
            Kind::Person => t!(lang, "report-no-owner"),
            Kind::Product => t!(lang, "report-no-product"),
            _ => t!(lang, "report-no-team"),
        });
    };
    let labels = cx.tx.labels(kind, &[id]).await?;
    let label = labels.into_iter().next().map(|(_, _, label)| label);
    Ok(label.unwrap_or_else(|| show::kind_name(lang, kind)))
}
