//! `/customer place`: where a customer is on the map.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::show::named;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
use crate::commands::log::current;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::record::Record as _;
use crate::domain::spot::Spot;
use crate::problem::Problem;
use crate::t;

/// Whose place it is, and where.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetPlace {
    /// By code or name.
    pub customer: Ref,
    /// Where; where the asker has signed in last when not said.
    #[serde(default)]
    pub place: Option<String>,
}

impl Ask for SetPlace {
    const SPEC: Spec = Spec {
        name: "customer place",
        aliases: &["客户位置", "定位"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("customer", Take::Ref(&[Kind::Customer]), By::Shape),
            optional("place", Take::Spot, By::Shape),
        ],
        example: Both {
            zh: "客户位置 华为 位置=31.2304,121.4737",
            en: "customer place 华为 place=31.2304,121.4737",
        },
    };
}

#[async_trait]
impl Run for SetPlace {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let before = named(cx, "customer", &self.customer).await?;
        let lang = cx.lang();
        let spot = match &self.place {
            Some(place) => place.parse::<Spot>().ok(),
            None => current(cx).await?.filter(|v| v.on_id == before.id()).and_then(|v| v.spot()),
        };
        let Some(spot) = spot else {
            let given = self.place.unwrap_or_default();
            return Err(Problem::tell(t!(lang, "visit-no-place", given = given)));
        };
        let mut after = before.clone();
        after.place = Some(spot.to_string());
        let text = t!(lang, "customer-place-set", customer = show::named(lang, &before));
        if after == before {
            return Ok(Reply::say(text));
        }
        cx.save(Some(&before), &after).await?;
        Ok(Reply::say(text).row(vec![Button::new(t!(lang, "button-undo"), &Undo::this(cx))]))
    }
}
