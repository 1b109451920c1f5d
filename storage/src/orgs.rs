//! The org's own row and its pipelines.

use bot_core::domain::ids::OrgId;
use bot_core::domain::org::Org;
use bot_core::domain::pipeline::{Pipeline, Stage};
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
        "insert into org (org, name, zone, currency, lang, lists, roles) \
         values ($1, $2, $3, $4, $5, $6, $7)",
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
            "select s.pipeline, s.id, s.pos, s.key, s.zh, s.en, s.rate, s.outcome, s.idle_days \
             from stage s where s.org = $1 order by s.pipeline, s.pos",
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
        });
    }
    for row in stages {
        let of: Uuid = row.get(0)?;
        let stage = Stage {
            id: row.get(1)?,
            pos: row.get(2)?,
            key: row.get(3)?,
            zh: row.get(4)?,
            en: row.get(5)?,
            rate: row.get(6)?,
            outcome: of_word(row.get::<String>(7)?.into())?,
            idle_days: row.opt(8)?,
        };
        let pipeline = all.iter_mut().find(|pipeline| pipeline.id == of);
        if let Some(pipeline) = pipeline {
            pipeline.stages.push(stage);
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
    let stages = pipeline.stages.iter().map(|stage| {
        sql!(
            "insert into stage (org, id, pipeline, pos, key, zh, en, rate, outcome, idle_days) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            org,
            stage.id,
            pipeline.id,
            stage.pos,
            &stage.key,
            &stage.zh,
            &stage.en,
            stage.rate,
            stage.outcome.word(),
            stage.idle_days
        )
    });
    std::iter::once(head).chain(stages).collect()
}
