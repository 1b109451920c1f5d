//! Which column holds what: by the names that people use, or as they say.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use sha2::{Digest as _, Sha256};

use super::cell::{loose, short};
use super::sheet::Row;
use super::{Refused, What};
use crate::domain::ids::Code;
use crate::domain::names::{email_key, phone_key};
use crate::domain::people::Lang;
use crate::domain::record::Fields;
use crate::store::{RecordsExt as _, Store, Stored, Tx};
use crate::t;

/// A field and the column names that mean it.
pub(super) struct Field {
    /// Its own name, as after `=` in `--map`.
    pub key: &'static str,
    /// What else a column of it is called: letters and digits only, in lower case.
    pub words: &'static [&'static str],
}

/// What a kind of file holds.
pub(super) struct Layout {
    /// All fields.
    pub fields: &'static [Field],
    /// What there must be: one of each.
    pub needs: &'static [&'static [&'static str]],
    /// The beginning of such a file.
    pub example: &'static str,
    /// The fields of a record that a file may change, each with its column.
    pub patched: &'static [(&'static str, &'static str)],
}

/// Where a column that means nothing to us goes.
pub(super) const EXTRA: &str = "extra";

/// What the column of our own codes is called where a list is taken out.
const CODES: &[&str] = &["编号", "id"];
/// The same of the day on which a record was written down.
const CREATED: &[&str] = &["创建日期", "created"];

/// The same of whose a record is: a contact is always of whoever has the customer.
const OWNER: &[&str] = &["负责人", "owner"];

/// The columns of a file.
#[derive(Clone, Debug)]
pub struct Columns {
    names: Vec<String>,
    of: Vec<Option<&'static str>>,
}

impl Columns {
    /// Reads a header; `map` says for some columns what they are.
    pub fn of(
        lang: Lang,
        what: What,
        header: &[String],
        map: &[(String, String)],
    ) -> Result<Self, Refused> {
        let layout = what.layout();
        let mut columns = Self { names: names(header), of: vec![None; header.len()] };
        let said = columns.said(lang, what, map)?;
        for (at, name) in columns.names.iter().enumerate() {
            columns.of[at] = match said.iter().find(|(place, _)| *place == at) {
                Some((_, target)) => *target,
                None => layout.field(name).filter(|key| !said.iter().any(|s| s.1 == Some(*key))),
            };
        }
        columns.check(lang, layout, what)?;
        Ok(columns)
    }

    /// What `--map` says: the place of a column and its field, none for extra.
    fn said(
        &self,
        lang: Lang,
        what: What,
        map: &[(String, String)],
    ) -> Result<Vec<(usize, Option<&'static str>)>, Refused> {
        let layout = what.layout();
        let mut said = Vec::new();
        for (theirs, ours) in map {
            let place = self.names.iter().position(|name| loose(name) == loose(theirs));
            let place = place.ok_or_else(|| {
                let there = self.names.join(", ");
                Refused::usage(t!(
                    lang,
                    "import-map-no-column",
                    theirs = theirs,
                    ours = ours,
                    there = there
                ))
            })?;
            let target = if ours == EXTRA { None } else { layout.field(ours) };
            if target.is_none() && ours != EXTRA {
                let all: Vec<&str> = layout.fields.iter().map(|field| field.key).collect();
                return Err(Refused::usage(t!(
                    lang,
                    "import-map-no-field",
                    theirs = theirs,
                    ours = ours,
                    what = what.name(lang),
                    fields = all.join(", ")
                )));
            }
            said.push((place, target));
        }
        Ok(said)
    }

    fn check(&self, lang: Lang, layout: &Layout, what: What) -> Result<(), Refused> {
        for field in layout.fields {
            let mut columns = self.columns_of(field.key);
            if let (Some(one), Some(other)) = (columns.next(), columns.next()) {
                return Err(Refused::usage(t!(
                    lang,
                    "import-both-columns",
                    one = one,
                    other = other,
                    field = field.key
                )));
            }
        }
        for need in layout.needs {
            if need.iter().any(|key| self.has(key)) {
                continue;
            }
            let words = need.iter().filter_map(|key| layout.fields.iter().find(|f| f.key == *key));
            let words: Vec<&str> =
                words.flat_map(|f| std::iter::once(f.key).chain(f.words.iter().copied())).collect();
            let there: Vec<String> = self.names.iter().take(12).map(|name| short(name)).collect();
            let or = t!(lang, "import-or");
            let text = t!(
                lang,
                "import-no-column",
                needed = need.join(&format!(" {or} ")),
                there = there.join(", "),
                words = words.join(", "),
                theirs = there.first().map_or("COLUMN", String::as_str),
                ours = need.first().copied().unwrap_or_default(),
            );
            let data = self.names.iter().any(|name| is_data(name));
            let hint = data.then(|| t!(lang, "import-no-header"));
            let lines = hint.into_iter().chain([text, layout.example.to_owned()]);
            return Err(Refused::file(lines.collect::<Vec<_>>().join("\n")));
        }
        let taken = self.of.iter().flatten().next();
        let nothing = || t!(lang, "import-nothing", what = what.name(lang));
        taken.map(drop).ok_or_else(|| Refused::file(nothing()))
    }

    fn columns_of(&self, key: &str) -> impl Iterator<Item = &str> {
        self.pairs().filter(move |(_, field)| *field == Some(key)).map(|(name, _)| name)
    }

    fn pairs(&self) -> impl Iterator<Item = (&str, Option<&'static str>)> {
        self.names.iter().map(String::as_str).zip(self.of.iter().copied())
    }

    /// The same for a list that was taken out of here: its codes, and the days that belong to
    /// them, say nothing new. What another system calls its records is kept.
    pub(super) fn in_file(&self, what: What, rows: &[Row]) -> Self {
        let mut columns = self.clone();
        let kind = what.kind();
        let is_code = |cell: &str| cell.parse::<Code>().is_ok_and(|code| Some(code.kind) == kind);
        let place = |names: &[&str]| {
            let named =
                |(name, of): (&str, Option<_>)| of.is_none() && names.contains(&&*loose(name));
            self.pairs().position(named)
        };
        let Some(id) = place(CODES) else { return columns };
        let cells = || rows.iter().filter_map(|row| row.cells.get(id)).filter(|c| !c.is_empty());
        if cells().next().is_some() && cells().all(|cell| is_code(cell)) {
            columns.of[id] = Some("id");
            for (names, field) in [(CREATED, "created"), (OWNER, "owner")] {
                if let Some(at) = place(names) {
                    columns.of[at] = Some(field);
                }
            }
        }
        columns
    }

    /// The columns that were recognised, each with its field.
    pub fn taken(&self) -> Vec<(String, String)> {
        let taken = self.pairs().filter_map(|(name, field)| Some((name, field?)));
        taken.map(|(name, field)| (name.to_owned(), field.to_owned())).collect()
    }

    /// The columns that are only kept.
    pub fn kept(&self) -> Vec<String> {
        let kept = self.pairs().filter(|(_, field)| field.is_none());
        kept.map(|(name, _)| name.to_owned()).collect()
    }

    /// Tells whether a column says this.
    pub(super) fn has(&self, key: &str) -> bool {
        self.of.contains(&Some(key))
    }

    /// What a row says of a field; none where it says nothing.
    pub(super) fn cell<'a>(&self, row: &'a Row, key: &str) -> Option<&'a str> {
        let at = self.of.iter().position(|field| *field == Some(key))?;
        row.cells.get(at).map(String::as_str).filter(|cell| !cell.is_empty())
    }

    /// The same as something to be kept.
    pub(super) fn text(&self, row: &Row, key: &str) -> Option<String> {
        self.cell(row, key).map(str::to_owned)
    }

    /// What stands in the columns that mean nothing to us.
    pub(super) fn extra(&self, row: &Row) -> Fields {
        let pairs = self.pairs().zip(&row.cells);
        let kept = pairs.filter(|((_, field), cell)| field.is_none() && !cell.is_empty());
        kept.map(|((name, _), cell)| (name.to_owned(), cell.as_str().into())).collect()
    }
}

/// How many kinds of files are remembered.
const REMEMBERED: usize = 60;

/// By what the files are known that begin like this one: what they hold, and their columns.
fn shape(what: What, header: &[String]) -> String {
    let mut digest = Sha256::new();
    for name in header {
        digest.update(loose(name).as_bytes());
        digest.update([0]);
    }
    let digest = BASE64.encode(digest.finalize());
    format!("{} {}", what.word(), digest.get(..16).unwrap_or_default())
}

/// What was said the last time about the columns of a file that begins like this one.
pub async fn recall(
    tx: &mut dyn Tx,
    what: What,
    header: &[String],
) -> Stored<Vec<(String, String)>> {
    let rules = tx.settings().await?;
    Ok(rules.columns.get(&shape(what, header)).cloned().unwrap_or_default())
}

/// Remembers what was said about the columns of such a file.
pub async fn remember(
    store: &dyn Store,
    settings: &super::Settings,
    (what, header): (What, &[String]),
    map: &[(String, String)],
) -> Stored<()> {
    let mut unit = store.begin(settings.origin()).await?;
    let tx = unit.tx();
    tx.on_behalf_of("import");
    let before = tx.settings().await?;
    let mut after = before.clone();
    if after.columns.len() >= REMEMBERED {
        after.columns.pop_first();
    }
    after.columns.insert(shape(what, header), map.to_vec());
    if after == before {
        unit.rollback().await;
        return Ok(());
    }
    let before = before.is_saved().then_some(&before);
    tx.save(before, &after, settings.now).await?;
    unit.commit().await
}

impl Layout {
    /// The field that a column's name means.
    fn field(&self, name: &str) -> Option<&'static str> {
        let name = loose(name);
        let means = |field: &&Field| loose(field.key) == name || field.words.contains(&&*name);
        self.fields.iter().find(means).map(|field| field.key)
    }
}

/// Tells whether a word is how somebody is reached, or a number: no column is called so.
fn is_data(name: &str) -> bool {
    phone_key(name).is_some() || email_key(name).is_some() || name.parse::<f64>().is_ok()
}

/// The columns' names, each once and none empty.
fn names(header: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    for (name, n) in header.iter().zip(1..) {
        let name = if name.is_empty() { format!("column {n}") } else { name.clone() };
        let twice = names.contains(&name);
        names.push(if twice { format!("{name} ({n})") } else { name });
    }
    names
}

/// Writes fields down shorter.
macro_rules! fields {
    ($($key:literal: [$($word:literal),* $(,)?]),* $(,)?) => {
        &[$($crate::imports::header::Field { key: $key, words: &[$($word),*] }),*]
    };
}
pub(super) use fields;

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(what: What, header: &str, map: &[(&str, &str)]) -> Result<Columns, Refused> {
        let header: Vec<String> = header.split(',').map(str::to_owned).collect();
        let map: Vec<_> = map.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        Columns::of(Lang::En, what, &header, &map)
    }

    fn taken(columns: &Columns) -> String {
        let taken = columns.taken();
        taken.iter().map(|(a, b)| format!("{a}={b}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn columns_are_known_by_the_names_that_people_use() {
        let found = columns(What::Deals, "Opportunity ID,SALES_AGENT,Account,dealStage,x", &[]);
        let found = found.unwrap();
        let expected = "Opportunity ID=id SALES_AGENT=owner Account=customer dealStage=stage";
        assert_eq!((taken(&found).as_str(), found.kept()), (expected, vec!["x".to_owned()]));
        let found = columns(What::Deals, "客户名称,负责人,阶段,金额", &[]).unwrap();
        assert_eq!(taken(&found), "客户名称=customer 负责人=owner 阶段=stage 金额=amount");
    }

    #[test]
    fn one_may_say_which_column_is_which() {
        let found = columns(What::Products, "item,title,price", &[("ITEM", "name")]).unwrap();
        assert_eq!(taken(&found), "item=name price=price");
        let found = columns(What::Deals, "owner,agent,stage,name", &[("agent", "extra")]).unwrap();
        assert_eq!(taken(&found), "owner=owner stage=stage name=name");
        let found = columns(What::Deals, "owner,agent,stage,name", &[("agent", "负责人")]).unwrap();
        assert_eq!(taken(&found), "agent=owner stage=stage name=name");
    }

    #[test]
    fn what_is_missing_or_unclear_is_said_with_the_remedy() {
        let why = |header, map: &[_]| columns(What::Deals, header, map).unwrap_err();
        let bad = why("name,stage", &[("name", "nmae")]);
        assert!(bad.usage && bad.text.contains("They have: id, name"), "{}", bad.text);
        let bad = why("name,stage", &[("nmae", "name")]);
        assert!(bad.text.contains("It has: name, stage"), "{}", bad.text);
        let bad = why("name,owner", &[]);
        assert!(bad.text.contains("no column for stage") && bad.text.contains("阶段"));
        assert!(bad.text.contains("--map \"name=stage\""), "{}", bad.text);
        let bad = why("owner,agent,stage", &[]);
        assert!(bad.text.contains("both owner and agent look like owner"), "{}", bad.text);
    }

    #[test]
    fn columns_without_a_name_and_with_the_same_one_are_kept_apart() {
        let header = ["a", "", "a"].map(str::to_owned);
        assert_eq!(names(&header), ["a", "column 2", "a (3)"]);
    }
}
