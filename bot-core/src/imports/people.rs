//! People from a file, with their managers and offices.
//!
//! Each office becomes a team. Each manager gets a team below the office's, with the manager and
//! those managed in it: whoever manages sees the records of the own team and of all below it.

use std::collections::{BTreeMap, HashMap, HashSet};

use async_trait::async_trait;
use uuid::Uuid;

use super::cell::{self, short};
use super::header::{Layout, fields};
use super::lookup::Names;
use super::plan::{Cx, Made, Notes, Taker, Write, all};
use super::report::Report;
use super::sheet::Row;
use super::twins::Meets;
use crate::domain::access::{MANAGER, REP};
use crate::domain::fold;
use crate::domain::names::{Rung, keys_of_name};
use crate::domain::people::{Lang, Person, Team};
use crate::store::{Stored, Tx};
use crate::t;

/// What a file of people has.
pub(super) const LAYOUT: Layout = Layout {
    fields: fields![
        "name": [
            "salesagent", "agent", "fullname", "person", "employee", "salesrep", "rep", "owner",
            "姓名", "名字", "员工", "销售", "业务员", "销售代表", "负责人",
        ],
        "handle": ["username", "login", "账号", "用户名", "登录名"],
        "manager": ["supervisor", "lead", "teamlead", "boss", "reportsto", "主管", "上级", "经理", "直属上级"],
        "team": [
            "regionaloffice", "office", "region", "department", "group", "团队", "部门", "区域", "大区",
            "办事处", "分公司",
        ],
    ],
    needs: &[&["name"]],
    example: "sales_agent,manager,regional_office\nAnna Snelling,Dustin Brinkmann,Central",
    patched: &[],
};

/// Takes people.
pub(super) struct People {
    known: HashMap<String, Uuid>,
    /// Who is there already.
    there: HashMap<Uuid, Person>,
    names: Names,
    handles: HashSet<String>,
    teams: Names,
    /// Teams of this file by the key that they are noted under.
    team_ids: HashMap<String, Uuid>,
    /// The row of each name, and who manages somebody.
    rows: HashMap<String, Row>,
    managers: HashSet<String>,
    /// Who was made by this import: the person's team.
    made: HashMap<String, Option<Uuid>>,
    new: Vec<(String, String, &'static str)>,
    /// How many teams are made.
    new_teams: usize,
}

/// All people by name and handle, those included whose account is closed.
pub(super) async fn names_of_people(tx: &mut dyn Tx) -> Stored<Names> {
    let mut names = Names::default();
    for person in all::<Person>(tx).await? {
        names.add(person.head.id, &[&person.name, &person.handle]);
    }
    Ok(names)
}

/// Gets ready.
pub(super) async fn load(cx: &Cx<'_>, tx: &mut dyn Tx) -> Stored<People> {
    let (mut rows, mut managers) = (HashMap::new(), HashSet::new());
    let mut externals = HashSet::new();
    for row in &cx.sheet.rows {
        let Some(name) = cx.cell(row, "name") else { continue };
        rows.entry(fold::key(name)).or_insert_with(|| row.clone());
        externals.insert(fold::key(name));
        externals.extend(cx.cell(row, "team").map(office_key));
        if let Some(manager) = cx.cell(row, "manager") {
            managers.insert(fold::key(manager));
            externals.extend([fold::key(manager), managed_key(manager)]);
        }
    }
    let known = cx.known(tx, externals.into_iter().collect()).await?;
    let (mut there, mut names) = (HashMap::new(), Names::default());
    let mut handles = HashSet::new();
    for person in all::<Person>(tx).await? {
        names.add(person.head.id, &[&person.name]);
        handles.insert(person.handle.clone());
        there.insert(person.head.id, person);
    }
    let mut teams = Names::default();
    for team in all::<Team>(tx).await? {
        teams.add(team.head.id, &[&team.name]);
    }
    Ok(People {
        known,
        there,
        names,
        handles,
        teams,
        team_ids: HashMap::new(),
        rows,
        managers,
        made: HashMap::new(),
        new: Vec::new(),
        new_teams: 0,
    })
}

fn office_key(office: &str) -> String {
    format!("office:{}", fold::key(office))
}

fn managed_key(manager: &str) -> String {
    format!("managed by:{}", fold::key(manager))
}

#[async_trait]
impl Taker for People {
    fn external(&mut self, cx: &Cx<'_>, row: &Row) -> Result<String, String> {
        let lang = cx.settings.lang;
        let name = cx.cell(row, "name").ok_or_else(|| t!(lang, "import-no-name"))?;
        Ok(fold::key(&cell::name(lang, name)?))
    }

    fn meets(&mut self, _: &Cx<'_>, _: &Row, external: &str) -> Meets {
        let there = self.existing(external).map(|person| person.head.id);
        there.or_else(|| self.known.get(external).copied()).map_or(Meets::Nothing, Meets::Same)
    }

    fn take(
        &mut self,
        cx: &Cx<'_>,
        row: &Row,
        external: &str,
        _: Option<Uuid>,
        notes: &mut Notes,
    ) -> Result<Vec<Write>, String> {
        for key in ["manager", "team"] {
            cell::name(cx.settings.lang, cx.cell(row, key).unwrap_or_default())?;
        }
        let mut writes = Vec::new();
        if !self.made.contains_key(external) {
            self.person(cx, cx.cell(row, "name").unwrap_or_default(), &mut writes, notes, 0)?;
        }
        Ok(writes)
    }

    fn finish(&mut self, cx: &Cx<'_>, _: &mut Vec<Write>, report: &mut Report) {
        let lang = cx.settings.lang;
        let managers = self.new.iter().filter(|(.., role)| *role == MANAGER).count();
        if managers + self.new_teams > 0 {
            let (managers, teams) = (managers.to_string(), self.new_teams.to_string());
            report.also.push(t!(lang, "import-makes-teams", managers = managers, teams = teams));
        }
        if !self.new.is_empty() {
            let mut said: Vec<String> =
                self.new.iter().map(|(handle, name, _)| format!("{name} = {handle}")).collect();
            said.sort();
            report.also.push(t!(lang, "import-handles", people = said.join(", ")));
        }
    }
}

/// How many managers may stand above each other.
const LEVELS: usize = 20;

impl People {
    /// Who of this name was there before.
    fn existing(&self, key: &str) -> Option<&Person> {
        let id = self.known.get(key).copied().or_else(|| self.names.exactly(key))?;
        self.there.get(&id)
    }

    /// Makes a person, and before that whoever and whatever is above.
    fn person(
        &mut self,
        cx: &Cx<'_>,
        name: &str,
        writes: &mut Vec<Write>,
        notes: &mut Notes,
        depth: usize,
    ) -> Result<Option<Uuid>, String> {
        let key = fold::key(name);
        if depth > LEVELS {
            return Err(t!(cx.settings.lang, "import-manager-circle", name = short(name)));
        }
        if let Some(person) = self.existing(&key) {
            return Ok(person.team);
        }
        if let Some(team) = self.made.get(&key) {
            return Ok(*team);
        }
        if self.known.contains_key(&key) {
            return Ok(None);
        }
        let row = self.rows.get(&key).cloned();
        let said = |field: &str| row.as_ref().and_then(|row| cx.columns.text(row, field));
        let above = match said("manager") {
            Some(manager) if fold::key(&manager) != key => {
                self.managed(cx, &manager, said("team").as_deref(), writes, notes, depth)?
            }
            _ => None,
        };
        let above = match above {
            Some(team) => Some(team),
            None => said("team").map(|office| self.office(cx, &office, writes)),
        };
        let role = if self.managers.contains(&key) { MANAGER } else { REP };
        let team = match role {
            MANAGER => Some(self.team_of(cx, name, above, writes)),
            _ => above,
        };
        let handle = self.handle(cx.settings.lang, name, said("handle"))?;
        self.handles.insert(handle.clone());
        self.new.push((handle.clone(), name.to_owned(), role));
        let person = Person {
            head: cx.head(row.as_ref()),
            handle,
            name: name.to_owned(),
            lang: cx.settings.org.lang,
            zone: cx.settings.org.zone,
            roles: vec![role.to_owned()],
            team,
            frozen: false,
            cover: None,
            cover_until: None,
            quiet: None,
            leave: None,
            digests: BTreeMap::new(),
        };
        self.made.insert(key.clone(), team);
        writes.push(cx.write(Made::Person(person), key));
        Ok(team)
    }

    /// The team of those whom somebody manages. A manager who is in no row of the file is made
    /// where those managed are.
    fn managed(
        &mut self,
        cx: &Cx<'_>,
        manager: &str,
        office: Option<&str>,
        writes: &mut Vec<Write>,
        notes: &mut Notes,
        depth: usize,
    ) -> Result<Option<Uuid>, String> {
        let key = fold::key(manager);
        let known = self.existing(&key).is_some() || self.made.contains_key(&key);
        if !known && !self.rows.contains_key(&key) {
            let office = office.map(|office| self.office(cx, office, writes));
            self.team_of(cx, manager, office, writes);
        }
        let team = self.person(cx, manager, writes, notes, depth + 1)?;
        if team.is_none() {
            notes.noted(t!(cx.settings.lang, "import-manager-teamless", name = short(manager)));
        }
        Ok(team)
    }

    /// The team of an office.
    fn office(&mut self, cx: &Cx<'_>, office: &str, writes: &mut Vec<Write>) -> Uuid {
        self.team(cx, office_key(office), office, None, writes)
    }

    /// The team that belongs to a manager.
    fn team_of(
        &mut self,
        cx: &Cx<'_>,
        manager: &str,
        above: Option<Uuid>,
        writes: &mut Vec<Write>,
    ) -> Uuid {
        self.team(cx, managed_key(manager), manager, above, writes)
    }

    fn team(
        &mut self,
        cx: &Cx<'_>,
        key: String,
        name: &str,
        parent: Option<Uuid>,
        writes: &mut Vec<Write>,
    ) -> Uuid {
        let there = self.team_ids.get(&key).or_else(|| self.known.get(&key)).copied();
        if let Some(id) = there.or_else(|| self.teams.exactly(name)) {
            return id;
        }
        let team = Team { head: cx.head(None), name: name.to_owned(), parent };
        let id = team.head.id;
        self.team_ids.insert(key.clone(), id);
        self.new_teams += 1;
        writes.push(cx.write(Made::Team(team), key));
        id
    }

    /// A short name for the terminal: the one said, else the name in small letters.
    fn handle(&self, lang: Lang, name: &str, said: Option<String>) -> Result<String, String> {
        if let Some(said) = said {
            let handle = fold::key(&said);
            if handle.is_empty() || handle.starts_with('#') || handle.contains(' ') {
                return Err(t!(lang, "import-no-handle", text = short(&said)));
            }
            if self.handles.contains(&handle) {
                return Err(t!(lang, "import-handle-taken", text = short(&said)));
            }
            return cell::name(lang, &handle);
        }
        let plain = latin(name);
        let mut all = std::iter::once(plain.clone()).chain((2..).map(|n| format!("{plain}{n}")));
        let free = all.find(|handle| !self.handles.contains(handle));
        free.ok_or_else(|| t!(lang, "import-handles-out"))
    }
}

/// A name in small Latin letters and digits: `mei_mei_johns`, `zhangsan`.
fn latin(name: &str) -> String {
    let spelt = keys_of_name(name).into_iter().find(|key| key.rung == Rung::Pinyin);
    let text = spelt.map_or_else(|| fold::without_marks(&fold::key(name)), |key| key.key);
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let handle = words.collect::<Vec<_>>().join("_");
    if handle.is_empty() { "person".to_owned() } else { handle }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_can_be_typed_on_any_keyboard() {
        for (name, handle) in [
            ("Anna Snelling", "anna_snelling"),
            ("Mei-Mei Johns", "mei_mei_johns"),
            ("张三", "zhangsan"),
            ("José Müller", "jose_muller"),
            ("Иван", "person"),
        ] {
            assert_eq!(latin(name), handle);
        }
    }
}
