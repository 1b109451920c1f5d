//! Whose rows a question may see, and questions that are put together from fixed pieces.
//!
//! In all of them `$1` is the org and `$2` the viewer; the table in question is called `r`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bot_core::domain::access::{Reach, Scope};
use bot_core::domain::ids::{Instant, Kind, OrgId};
use bot_core::store::{Page, SortBy, Touched};
use chrono::NaiveDate;
use serde_json::Value as Json;

use crate::db::{Statement, Value};
use crate::record::{Table, table};

/// The teams below the viewer's, that one included.
pub(crate) const BELOW: &str = "select v.team from person v where v.org = $1 and v.id = $2 \
     and v.team is not null \
     union select t.id from team t join below on t.parent = below.id where t.org = $1";

/// A quarter of an hour.
const QUARTER_MILLIS: i64 = 15 * 60 * 1000;

/// The condition that a viewer's scope puts on rows of a kind.
///
/// Only who stands in for somebody, or shares something, pays for looking that up.
pub(crate) fn within(scope: Scope, kind: Kind) -> String {
    let wider = match scope.reach(kind) {
        Reach::Own => None,
        Reach::Team => Some(mates("id")),
        Reach::Subtree => Some(format!(
            "select m.id from person m where m.org = $1 and m.team in \
             (with recursive below(id) as ({BELOW}) select below.id from below)"
        )),
        Reach::All => return "(r.owner = $2 or true)".to_owned(),
    };
    let whose = wider.into_iter().chain(scope.covers.map(|now| covered("id", now)));
    let whose = whose.map(|people| format!("r.owner in ({people})"));
    let shared = shares(scope, kind).then(|| {
        let kind = kind.word();
        format!(
            "r.id in (select h.id from helper h where h.org = $1 and h.person = $2 \
             and h.kind = '{kind}')"
        )
    });
    any_of(std::iter::once("r.owner = $2".to_owned()).chain(whose).chain(shared))
}

/// The same condition on search keys, which know people and records by their numbers. The statement
/// says who `me` is, and the `mate`s below.
pub(crate) fn within_keys(scope: Scope, kind: Kind) -> String {
    let whose = |people: String| format!("r.owner_no in ({people})");
    let wider = match scope.reach(kind) {
        Reach::Own => None,
        Reach::Team => Some(whose(mates("n"))),
        Reach::Subtree => Some("r.owner_no in (select mate.n from mate)".to_owned()),
        Reach::All => return "(true)".to_owned(),
    };
    let covers = scope.covers.map(|now| whose(covered("n", now)));
    let mine = "r.owner_no in (select me.n from me)".to_owned();
    let shared = shares(scope, kind).then(|| {
        let (kind, name) = (kind.word(), table(kind).name);
        format!(
            "r.n in (select x.n from helper h join {name} x on x.org = $1 and x.id = h.id \
             where h.org = $1 and h.person = $2 and h.kind = '{kind}')"
        )
    });
    any_of(std::iter::once(mine).chain(wider).chain(covers).chain(shared))
}

/// Those of the viewer's own team.
fn mates(column: &str) -> String {
    format!(
        "select m.{column} from person m join person v on v.org = $1 and v.id = $2 \
         and m.team = v.team where m.org = $1"
    )
}

/// Says whether records of a kind can be seen because they are shared.
fn shares(scope: Scope, kind: Kind) -> bool {
    scope.shares && matches!(kind, Kind::Customer | Kind::Deal)
}

/// Puts what is the viewer's own, or seen for another reason, together.
fn any_of(reasons: impl Iterator<Item = String>) -> String {
    format!("({})", reasons.collect::<Vec<_>>().join(" or "))
}

/// A column of those for whom the viewer stands in now, whether or not the job that ends it has run.
///
/// That ends with a day, and days begin on a quarter of an hour in every zone: with the quarter in
/// the text few different texts are prepared.
pub(crate) fn covered(column: &str, now: Instant) -> String {
    let quarter = now.0 - now.0.rem_euclid(QUARTER_MILLIS);
    format!(
        "select p.{column} from person p where p.org = $1 and p.cover = $2 \
         and p.cover_until > {{instant {quarter}}}"
    )
}

/// Which day it is where people live: at the org's clock, and in the zones in which it is another one.
#[derive(Default)]
pub(crate) struct LateDays {
    /// Where most are, and whose nobody is.
    pub(crate) here: NaiveDate,
    /// Another day, and in which zones it is that.
    pub(crate) elsewhere: Vec<(NaiveDate, Vec<String>)>,
}

/// A question with conditions that are added one by one.
pub(crate) struct Select {
    text: String,
    binds: Vec<Value>,
}

impl Select {
    /// Records of a table within a scope, without those withdrawn.
    pub(crate) fn scoped(table: &Table, org: OrgId, scope: Scope) -> Self {
        let (columns, name, within) = (table.columns(), table.name, within(scope, table.kind));
        let text = format!(
            "select {columns} from {name} r where r.org = $1 and {within} and not r.withdrawn"
        );
        Self::new(text, vec![org.into(), scope.viewer.into()])
    }

    /// Records of a table, without those withdrawn.
    pub(crate) fn all(table: &Table, org: OrgId) -> Self {
        let (columns, name) = (table.columns(), table.name);
        let text = format!("select {columns} from {name} r where r.org = $1 and not r.withdrawn");
        Self::new(text, vec![org.into()])
    }

    /// A question that has been begun elsewhere.
    pub(crate) fn new(text: impl Into<String>, binds: Vec<Value>) -> Self {
        let text = text.into();
        Self { text, binds }
    }

    /// Adds words that bind nothing.
    pub(crate) fn say(mut self, words: &str) -> Self {
        self.text.push(' ');
        self.text.push_str(words);
        self
    }

    /// Adds a value that the words name by its place.
    pub(crate) fn with(mut self, value: impl Into<Value>) -> Self {
        self.binds.push(value.into());
        self
    }

    /// Adds words and a value right after them.
    pub(crate) fn bind(mut self, words: &str, value: impl Into<Value>) -> Self {
        self.binds.push(value.into());
        // Writing to a String cannot fail.
        write!(self.text, " {words} ${}", self.binds.len()).ok();
        self
    }

    /// The same, if there is a value.
    pub(crate) fn bind_some(self, words: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.bind(words, value),
            None => self,
        }
    }

    /// Only records with one of these keys in a column, if there are any.
    pub(crate) fn among<V: Into<Value> + Clone>(self, column: &str, keys: &[V]) -> Self {
        match keys {
            [] => self,
            [only] => self.bind(&format!("and {column} ="), only.clone()),
            several => {
                let each =
                    |select: Self, key: &V| select.bind(&format!("or {column} ="), key.clone());
                several.iter().fold(self.say("and (false"), each).say(")")
            }
        }
    }

    /// Only what was due on a day that is over: by the clock of whose it is.
    pub(crate) fn late(self, days: &LateDays) -> Self {
        let others = || days.elsewhere.iter();
        let last = others().map(|(day, _)| *day).chain([days.here]).max().unwrap_or(days.here);
        let select = self.bind("and r.due_day <", last);
        if days.elsewhere.is_empty() {
            return select;
        }
        let whose = "exists (select 1 from person p where p.org = $1 and p.id = r.owner";
        let zones: Vec<String> = others().flat_map(|(_, zones)| zones.clone()).collect();
        let select = select.say(&format!("and ((not {whose}")).among("p.zone", &zones).say(")");
        let select = select.bind("and r.due_day <", days.here).say(")");
        let each = |select: Self, (day, zones): &(NaiveDate, Vec<String>)| {
            let select = select.say(&format!("or ({whose}")).among("p.zone", zones).say(")");
            select.bind("and r.due_day <", *day).say(")")
        };
        others().fold(select, each).say(")")
    }

    /// Only records with a tag, if there is one: in capital letters, small ones, or as it is said.
    ///
    /// A tag stands in quotation marks within the list, so that no other one has it inside.
    pub(crate) fn tagged(self, tag: Option<&str>) -> Self {
        let Some(tag) = tag else { return self };
        let mut written = [tag.to_owned(), tag.to_lowercase(), tag.to_uppercase()].to_vec();
        written.dedup();
        let mut select = self.say("and (false");
        for one in written {
            let quoted = serde_json::Value::from(one).to_string();
            let words = "or cast(r.tags as text) <> replace(cast(r.tags as text),";
            select = select.bind(words, quoted).say(", '')");
        }
        select.say(")")
    }

    /// Only records on which something that counts has happened within some days, or has not; for
    /// a customer also what happened elsewhere with it.
    pub(crate) fn touched(self, kind: Kind, touched: Option<Touched>) -> Self {
        let Some(Touched { was, days, known }) = touched else { return self };
        let happened = |select: Self, at: &str| {
            select
                .say(&format!(
                    "exists (select 1 from activity a where a.org = $1 and {at} and a.valid \
                     and not a.withdrawn"
                ))
                .bind("and a.at >=", days.from)
                .bind("and a.at <", days.until)
                .say(")")
        };
        let on = format!("a.on_kind = '{}' and a.on_id = r.id", kind.word());
        let select = self.bind_some("and r.created_at <", known);
        let select = select.say(if was { "and (" } else { "and not (" });
        let select = happened(select, &on);
        if kind == Kind::Customer {
            return happened(select.say("or"), "a.customer = r.id").say(")");
        }
        select.say(")")
    }

    /// Only records with a text in a column that has these words in it.
    pub(crate) fn having(self, column: &str, words: Option<&str>) -> Self {
        let Some(words) = words else { return self };
        self.bind(&format!("and lower({column}) <> replace(lower({column}),"), words.to_lowercase())
            .say(", '')")
    }

    /// Only records with these values of the org's own fields.
    ///
    /// A field stands as `"name":"value"` within the record's own ones, with or without a space.
    pub(crate) fn owning(self, own: &BTreeMap<String, String>) -> Self {
        let mut select = self;
        for (name, value) in own {
            let (name, value) = (Json::from(name.as_str()), Json::from(value.as_str()));
            select = select.say("and (false");
            for written in [format!("{name}:{value}"), format!("{name}: {value}")] {
                let words = "or cast(r.extra as text) <> replace(cast(r.extra as text),";
                select = select.bind(words, written).say(", '')");
            }
            select = select.say(")");
        }
        select
    }

    /// One page of them in an order; those of some days only, where `dated`, by when they were
    /// written down. A page begins behind the record of a number, wherever that one stands now.
    pub(crate) fn sorted(self, kind: Kind, sort: SortBy, dated: bool, page: Page) -> Statement {
        let key = |of: char| match (sort, kind) {
            (SortBy::Amount | SortBy::Least, Kind::Order | Kind::Product | Kind::Deal) => {
                let worth = match kind {
                    Kind::Order => "total",
                    Kind::Product => "price",
                    _ => "amount",
                };
                // What nobody knows the worth of comes last either way.
                let unknown = if sort == SortBy::Amount { -1 } else { i64::MAX };
                format!("coalesce({of}.{worth}, {unknown}), {of}.n")
            }
            // As texts days sort by time; what nobody knows comes last.
            (SortBy::Close, Kind::Deal) => format!(
                "coalesce(cast(coalesce({of}.closed_on, {of}.expected_close) as text), '9999'), {of}.n"
            ),
            _ if dated => format!("{of}.created_at, {of}.n"),
            _ => format!("{of}.n"),
        };
        let up = matches!(sort, SortBy::Oldest | SortBy::Least | SortBy::Close);
        let (than, down) = if up { (">", "") } else { ("<", " desc") };
        let select = match page.below {
            Some(below) => {
                let (mine, other, name) = (key('r'), key('x'), table(kind).name);
                let behind = format!(
                    "and ({mine}) {than} (select {other} from {name} x where x.org = $1 and x.n ="
                );
                self.bind(&behind, below).say(")")
            }
            None => self,
        };
        let order = key('r').replace(", r.n", &format!("{down}, r.n"));
        select.bind(&format!("order by {order}{down} limit"), page.limit).done()
    }

    /// Newest first, one page of them.
    pub(crate) fn page(self, page: Page) -> Statement {
        self.bind_some("and r.n <", page.below).bind("order by r.n desc limit", page.limit).done()
    }

    /// The statement.
    pub(crate) fn done(self) -> Statement {
        Statement::new(self.text, self.binds)
    }
}

/// How many places a list of values gets, so that few different texts are prepared.
pub(crate) fn places(n: usize) -> usize {
    n.next_power_of_two()
}

/// `$first, $first+1, …` for a list of values, and the values, the last one repeated to fill up.
pub(crate) fn list<V: Into<Value> + Clone>(values: &[V], first: usize) -> (String, Vec<Value>) {
    let n = places(values.len());
    let binds = (0..n).filter_map(|i| values.get(i).or(values.last()).cloned());
    let names: Vec<String> = (0..n).map(|i| format!("${}", first + i)).collect();
    (names.join(", "), binds.map(Into::into).collect())
}
