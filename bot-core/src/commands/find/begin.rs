//! `/import begin`: brings in what a file holds, or takes it out again: some of it at a time, while
//! everything else goes on.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::bring::direct;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::imports::{Errand, IMPORT, Way, What};
use crate::problem::Problem;
use crate::t;

/// Which file; nobody can type it: a look at the file has the buttons.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BeginImport {
    /// Its key.
    pub file: Option<Uuid>,
    /// What it holds.
    pub what: Option<What>,
    /// Whether it comes in, or goes out again.
    pub way: Option<Way>,
}

impl BeginImport {
    /// Brings a file in, or takes it out again.
    pub fn of(file: Uuid, what: What, way: Way) -> Self {
        Self { file: Some(file), what: Some(what), way: Some(way) }
    }
}

impl Ask for BeginImport {
    const SPEC: Spec = Spec {
        name: "import begin",
        aliases: &["开始导入", "执行导入"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[],
        example: Both { zh: "开始导入", en: "import begin" },
    };
}

#[async_trait]
impl Run for BeginImport {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        direct(cx)?;
        let lang = cx.lang();
        let (Some(file), Some(what), Some(way)) = (self.file, self.what, self.way) else {
            return Ok(Reply::say(t!(lang, "bring-send")));
        };
        // Nothing is left to be taken back, or something else will be.
        cx.talk.brought = None;
        let (change, person) = (cx.change, cx.me.person_id());
        let errand = Errand { change, person, file, what, way, far: None };
        let payload = serde_json::to_value(&errand).map_err(|e| Problem::Broken(e.to_string()))?;
        cx.tx.add_job(IMPORT, &change.to_string(), payload, cx.now).await?;
        let what = what.name(lang);
        Ok(Reply::say(match way {
            Way::Bring(_) => t!(lang, "bring-begins", what = what),
            Way::TakeBack => t!(lang, "bring-begins-back", what = what),
        })
        .in_place())
    }
}
