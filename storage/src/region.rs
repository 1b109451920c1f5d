//! In which regions records are.

use bot_core::domain::ids::{Kind, OrgId};

use crate::db::Statement;
use crate::record::table;
use crate::scope::Select;

/// All regions of a kind, each found by one step in the index: no record is read.
pub(crate) fn all(org: OrgId, kind: Kind) -> Statement {
    let name = table(kind).name;
    let text = format!(
        "with recursive q(region) as (\
         select min(r.region) from {name} r where r.org = $1 and r.region is not null \
         union all select (select min(r.region) from {name} r where r.org = $1 \
         and r.region is not null and r.region > q.region) from q where q.region is not null) \
         select q.region from q where q.region is not null limit 500"
    );
    Select::new(text, vec![org.into()]).done()
}
