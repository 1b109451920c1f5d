//! The org's own row and its pipelines.

use std::collections::BTreeSet;

use bot_core::domain::ids::OrgId;
use bot_core::domain::org::Org;
use bot_core::domain::pipeline::{Pipeline, Stage};
use bot_core::domain::record::{Change, Fields};
use bot_core::domain::settings::Setup;
use bot_core::store::{StoreError, Stored};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::db::{Row, Statement, Value, sql};

/// How many columns an org takes.
pub(crate) const WIDTH: usize = 7;

fn word<T: Serialize>(value: &T) -> Stored<Json> {
    serde_json::to_value(value).map_err(|e| StoreError::Broken(e.to_string()))
}

fn of_word<T: DeserializeOwned>(value: Json) -> Stored<T> {
    serde_json::from_value(value).map_err(|e| StoreError::Broken(e.to_string()))
}

fn binds(id: OrgId, org: &Org) -> Stored<Vec<Value>> {
    let lang: String = of_word(word(&org.lang)?)?;
    Ok(vec![
        id.into(),
        org.name.as_str().into(),
        org.zone.name().into(),
        org.currency.code().into(),
        lang.into(),
        word(&org.lists)?.into(),
        word(&org.roles)?.into(),
    ])
}

/// Writes a new org.
pub(crate) fn insert(org: &Org) -> Stored<Statement> {
    Ok(Statement::new(
        "insert into org (org, name, zone, currency, lang, lists, roles, no) \
         values ($1, $2, $3, $4, $5, $6, $7, (select coalesce(max(o.no), 0) + 1 from org o))",
        binds(org.id, org)?,
    ))
}

/// Writes an org again.
pub(crate) fn update(id: OrgId, org: &Org) -> Stored<Statement> {
    Ok(Statement::new(
        "update org set name = $2, zone = $3, currency = $4, lang = $5, lists = $6, roles = $7 \
         where org = $1",
        binds(id, org)?,
    ))
}

/// An org by its key.
pub(crate) fn by_id(id: OrgId) -> Statement {
    sql!(
        "select o.org, o.name, o.zone, o.currency, o.lang, o.lists, o.roles from org o \
         where o.org = $1",
        id
    )
}

/// An org of a row whose columns of it begin at a place.
pub(crate) fn org_at(row: &Row, at: usize) -> Stored<Org> {
    Ok(Org {
        id: row.get(at)?,
        name: row.get(at + 1)?,
        zone: of_word(row.get::<String>(at + 2)?.into())?,
        currency: of_word(row.get::<String>(at + 3)?.into())?,
        lang: of_word(row.get::<String>(at + 4)?.into())?,
        lists: of_word(row.get(at + 5)?)?,
        roles: of_word(row.get(at + 6)?)?,
    })
}

/// All pipelines, then all stages.
pub(crate) fn pipelines(org: OrgId) -> Vec<Statement> {
    vec![
        sql!("select p.id, p.key, p.name from pipeline p where p.org = $1 order by p.id", org),
        sql!(
            "select s.pipeline, s.id, s.no, s.pos, s.key, s.zh, s.en, s.rate, s.outcome, s.idle_days, \
             s.gone from stage s where s.org = $1 order by s.pipeline, s.pos",
            org
        ),
    ]
}

/// Pipelines of the rows of [`pipelines`].
pub(crate) fn of_rows(pipelines: &[Row], stages: &[Row]) -> Stored<Vec<Pipeline>> {
    let mut all = Vec::new();
    for row in pipelines {
        all.push(Pipeline {
            id: row.get(0)?,
            key: row.get(1)?,
            name: row.get(2)?,
            stages: Vec::new(),
            gone: Vec::new(),
        });
    }
    for row in stages {
        let of: Uuid = row.get(0)?;
        let stage = Stage {
            id: row.get(1)?,
            no: row.get(2)?,
            pos: row.get(3)?,
            key: row.get(4)?,
            zh: row.get(5)?,
            en: row.get(6)?,
            rate: row.get(7)?,
            outcome: of_word(row.get::<String>(8)?.into())?,
            idle_days: row.opt(9)?,
        };
        let pipeline = all.iter_mut().find(|pipeline| pipeline.id == of);
        match pipeline {
            Some(pipeline) if row.get(10)? => pipeline.gone.push(stage),
            Some(pipeline) => pipeline.stages.push(stage),
            None => {}
        }
    }
    Ok(all)
}

/// Writes a new pipeline with its stages.
pub(crate) fn add_pipeline(org: OrgId, pipeline: &Pipeline) -> Vec<Statement> {
    let head = sql!(
        "insert into pipeline (org, id, key, name) values ($1, $2, $3, $4)",
        org,
        pipeline.id,
        &pipeline.key,
        &pipeline.name
    );
    std::iter::once(head).chain(stages(org, pipeline)).collect()
}

/// The statements that write the stages of a pipeline as they are.
fn stages(org: OrgId, pipeline: &Pipeline) -> impl Iterator<Item = Statement> {
    let live = pipeline.stages.iter().map(|stage| (stage, false));
    let all = live.chain(pipeline.gone.iter().map(|stage| (stage, true)));
    all.map(move |(stage, gone)| {
        sql!(
            "insert into stage (org, id, pipeline, no, pos, key, zh, en, rate, outcome, idle_days, \
             gone) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            org,
            stage.id,
            pipeline.id,
            stage.no,
            stage.pos,
            &stage.key,
            &stage.zh,
            &stage.en,
            stage.rate,
            stage.outcome.word(),
            stage.idle_days,
            gone
        )
    })
}

/// A pipeline that still knows the stages that it had before.
fn with_gone(mut now: Pipeline, was: Option<&Pipeline>) -> Pipeline {
    let lost = was.into_iter().flat_map(Pipeline::ever);
    let lost = lost.filter(|stage| now.ever().all(|there| there.id != stage.id)).cloned();
    let lost: Vec<Stage> = lost.collect();
    now.gone.extend(lost);
    now
}

/// The statements by which the rows of pipelines and lists follow a change of the org's rules.
pub(crate) fn follow(org: OrgId, change: &Change) -> Stored<Vec<Statement>> {
    let setup = |fields: &Fields| -> Stored<Setup> {
        fields.get("setup").map_or_else(|| Ok(Setup::default()), |setup| of_word(setup.clone()))
    };
    let after = setup(&change.after)?;
    let before = change.before.as_ref().map(setup).transpose()?.unwrap_or_default();
    let mut statements = Vec::new();
    if let Some(lists) = after.lists.as_ref().filter(|_| after.lists != before.lists) {
        let lists = word(lists)?;
        statements.push(sql!("update org set lists = $2 where org = $1", org, lists));
    }
    let is = |id: Uuid| move |other: &&Pipeline| other.id == id;
    let all = before.pipelines.iter().chain(&after.pipelines);
    let ids: BTreeSet<Uuid> = all.map(|pipeline| pipeline.id).collect();
    // Where nothing was saved before, what is saved first is how it was.
    for id in ids {
        let was = before.pipelines.iter().find(is(id));
        let now = after.pipelines.iter().find(is(id));
        if was == now || (now.is_none() && after.pipelines.is_empty()) {
            continue;
        }
        statements.push(sql!("delete from stage where org = $1 and pipeline = $2", org, id));
        statements.push(sql!("delete from pipeline where org = $1 and id = $2", org, id));
        let now = now.map(|now| with_gone(now.clone(), was));
        statements.extend(now.iter().flat_map(|pipeline| add_pipeline(org, pipeline)));
    }
    Ok(statements)
}
