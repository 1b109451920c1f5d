//! Records by the names that a file uses for them.

use std::collections::HashMap;

use uuid::Uuid;

use super::cell::{loose, short};
use super::plan::Notes;
use crate::domain::fold;
use crate::domain::names::company_core;
use crate::domain::people::Lang;
use crate::t;

/// Names and what they lead to.
#[derive(Default)]
pub(super) struct Names {
    all: Vec<Found>,
    exact: HashMap<String, Vec<usize>>,
    loose: HashMap<String, Vec<usize>>,
    core: HashMap<String, Vec<usize>>,
    asked: HashMap<String, Hit>,
}

/// A record and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub id: Uuid,
    pub name: String,
}

/// What a name led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Hit {
    /// To this record, by the name that it has.
    One(Found),
    /// To this record, whose name is spelt otherwise.
    Spelt(Found),
    /// To several records.
    Several,
    /// To none.
    None,
}

impl Names {
    /// Adds a record with what it is called; the first name is the one that is shown.
    pub fn add(&mut self, id: Uuid, names: &[&str]) {
        let at = self.all.len();
        let name = names.first().map(|name| (*name).to_owned()).unwrap_or_default();
        self.all.push(Found { id, name });
        for name in names {
            put(&mut self.exact, &fold::key(name), at);
            put(&mut self.loose, &loose(name), at);
        }
        self.asked.clear();
    }

    /// Adds a company, which is also found without its legal form and place.
    pub fn add_company(&mut self, id: Uuid, name: &str) {
        self.add(id, &[name]);
        put(&mut self.core, &company_core(name), self.all.len() - 1);
    }

    /// Adds what a record was called before, unless something is called so now.
    pub fn add_former(&mut self, id: Uuid, name: &str) {
        let key = fold::key(name);
        let at = self.all.iter().position(|found| found.id == id);
        if let Some(at) = at.filter(|_| !self.exact.contains_key(&key)) {
            put(&mut self.exact, &key, at);
            self.asked.clear();
        }
    }

    /// The record that is called exactly so, but for width, case and script.
    pub fn exactly(&self, name: &str) -> Option<Uuid> {
        let found = self.exact.get(&fold::key(name))?;
        found.first().and_then(|at| self.all.get(*at)).map(|found| found.id)
    }

    /// What a name leads to: as it is, then but for spaces and punctuation, then as a company.
    pub fn find(&mut self, name: &str) -> Hit {
        if let Some(hit) = self.asked.get(name) {
            return hit.clone();
        }
        let rungs = [
            (true, self.exact.get(&fold::key(name))),
            (false, self.loose.get(&loose(name))),
            (false, self.core.get(&company_core(name))),
        ];
        let found = rungs.into_iter().find_map(|(same, found)| Some((same, found?.as_slice())));
        let hit = match found {
            None => Hit::None,
            Some((same, [at])) => match self.all.get(*at) {
                Some(found) if same => Hit::One(found.clone()),
                Some(found) => Hit::Spelt(found.clone()),
                None => Hit::None,
            },
            Some(_) => Hit::Several,
        };
        self.asked.insert(name.to_owned(), hit.clone());
        hit
    }

    /// The record that a cell of that kind means; a different spelling is said.
    pub fn want(
        &mut self,
        lang: Lang,
        what: &str,
        name: &str,
        notes: &mut Notes,
    ) -> Result<Found, String> {
        match self.find(name) {
            Hit::One(found) => Ok(found),
            Hit::Spelt(found) => {
                let (theirs, ours) = (short(name), short(&found.name));
                notes.repaired(t!(
                    lang,
                    "import-read-as",
                    what = what,
                    theirs = theirs,
                    ours = ours
                ));
                Ok(found)
            }
            Hit::Several => Err(t!(lang, "import-several", what = what, name = short(name))),
            Hit::None => Err(t!(lang, "import-not-there", what = what, name = short(name))),
        }
    }
}

fn put(to: &mut HashMap<String, Vec<usize>>, key: &str, at: usize) {
    if key.is_empty() {
        return;
    }
    let places = to.entry(key.to_owned()).or_default();
    if !places.contains(&at) {
        places.push(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_however_it_is_spelt() {
        let ids = [(); 4].map(|()| Uuid::now_v7());
        let mut names = Names::default();
        names.add(ids[0], &["GTX Pro", "GTX-1"]);
        names.add(ids[1], &["GTX Plus Pro"]);
        names.add_company(ids[2], "华星科技有限公司");
        names.add(ids[3], &["gtx.1"]);
        let found = |n: usize, name: &str| Found { id: ids[n], name: name.to_owned() };
        assert_eq!(names.find("gtx pro"), Hit::One(found(0, "GTX Pro")));
        assert_eq!(names.find("GTXPro"), Hit::Spelt(found(0, "GTX Pro")));
        assert_eq!(names.find("華星科技"), Hit::Spelt(found(2, "华星科技有限公司")));
        assert_eq!(names.find("GTX1"), Hit::Several);
        assert_eq!(names.find("GTX Max"), Hit::None);
        assert_eq!(names.find("·"), Hit::None);
        names.add_former(ids[1], "GTX Max");
        names.add_former(ids[1], "GTX Pro");
        assert_eq!(names.find("gtx max"), Hit::One(found(1, "GTX Plus Pro")));
        assert_eq!(names.find("GTX Pro"), Hit::One(found(0, "GTX Pro")));
    }
}
