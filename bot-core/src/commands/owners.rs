//! Whose records are: lists narrowed by a colleague and naming owners, and records that are given
//! to somebody else.

use uuid::Uuid;

use super::find_record::same;
use super::follow::hand_over;
use super::lead::giveback::GiveBack;
use super::{Cx, Outcome, show};
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::domain::access::{Reach, Right};
use crate::domain::ids::{Kind, PersonId};
use crate::domain::people::{Person, Team};
use crate::domain::record::{Fields, Record};
use crate::problem::Problem;
use crate::store::{RecordsExt as _, Stored};
use crate::t;

/// How deep teams may stand in each other before we stop climbing.
const DEEPEST: usize = 32;

/// The names of owners, for those who see more than their own records.
pub(crate) struct Owners(Vec<(Uuid, String)>);

impl Owners {
    /// Looks up what these are called; nothing for who sees only the own and finds nothing else.
    pub(crate) async fn of(
        cx: &mut Cx<'_>,
        owners: impl Iterator<Item = Option<PersonId>>,
    ) -> Stored<Self> {
        let mut ids: Vec<Uuid> = owners.flatten().map(|PersonId(id)| id).collect();
        let PersonId(me) = cx.me.person_id();
        if !cx.sees_others() && ids.iter().all(|id| *id == me) {
            return Ok(Self(Vec::new()));
        }
        ids.sort_unstable();
        ids.dedup();
        let labels = cx.tx.labels(Kind::Person, &ids).await?;
        Ok(Self(labels.into_iter().map(|(id, _, name)| (id, name)).collect()))
    }

    /// What an owner is called, where rows name their owners.
    pub(crate) fn name(&self, owner: Option<PersonId>) -> Option<String> {
        let PersonId(owner) = owner?;
        let found = self.0.iter().find(|(id, _)| *id == owner);
        found.map(|(_, name)| name.clone())
    }
}

/// The colleague whom a word names, if the asker may see more than the own records or means them.
pub(crate) async fn seen_colleague(cx: &mut Cx<'_>, word: &str) -> Result<Option<Person>, Problem> {
    let me = cx.me.person_id();
    let wide = cx.sees_others();
    let found = cx.colleague(word).await?;
    Ok(found.filter(|person| wide || person.person_id() == me))
}

/// The colleague of whom a list is to be; says that there is none of that name.
pub(crate) async fn of_colleague(cx: &mut Cx<'_>, word: &str) -> Result<Person, Problem> {
    let nobody = t!(cx.lang(), "owner-nobody", who = word);
    seen_colleague(cx, word).await?.ok_or_else(|| Problem::tell(nobody))
}

/// Tells whether a word is somebody's whole handle or name, and no beginning of it.
pub(crate) fn is_called(person: &Person, word: &str) -> bool {
    same(&person.handle, word) || same(&person.name, word)
}

/// The colleague to whom the asker gives a record: who sees more than the own may, to those whom
/// the asker sees.
pub(crate) async fn new_owner(cx: &mut Cx<'_>, word: Option<&str>) -> Result<Person, Problem> {
    let lang = cx.lang();
    if !cx.sees_others() {
        return Err(Problem::tell(t!(lang, "owner-not-yours-to-give")));
    }
    let Some(word) = word.filter(|word| !word.trim().is_empty()) else {
        return Err(Problem::tell(t!(lang, "owner-needed")));
    };
    let found = match cx.colleague(word).await? {
        Some(person) if is_under(cx, &person).await? => Some(person),
        _ => None,
    };
    found.ok_or_else(|| Problem::tell(t!(lang, "owner-nobody", who = word)))
}

/// Puts the key of the colleague who is named as owner, if one is, in place of the name.
pub(crate) async fn resolve(cx: &mut Cx<'_>, set: &mut Fields) -> Result<(), Problem> {
    let Some(named) = set.get("owner") else {
        return Ok(());
    };
    let word = named.as_str().map(str::to_owned);
    let person = new_owner(cx, word.as_deref()).await?;
    set.insert("owner".to_owned(), person.id().to_string().into());
    Ok(())
}

/// Ends the giving of a record: the new owner is told, and what was to be done about it goes along.
pub(crate) async fn given<R: Record>(
    cx: &mut Cx<'_>,
    reply: Reply,
    before: &R,
    after: &R,
) -> Outcome {
    let new = after.owner();
    let Some(PersonId(id)) = new.filter(|_| before.owner() != new) else {
        return Ok(reply);
    };
    let person = cx.tx.get::<Person>(id).await?;
    if let Some(person) = person.filter(|_| new != Some(cx.me.person_id())) {
        let lang = person.lang;
        let (kind, what) = (show::kind_name(lang, R::KIND), show::named(lang, after));
        let text = t!(lang, "owner-given", who = &cx.me.name, kind = kind, what = what);
        let mut row: Vec<Button> =
            show::to_show(t!(lang, "button-show"), after.code()).into_iter().collect();
        if R::KIND == Kind::Lead {
            let label = t!(lang, "button-lead-return");
            row.push(GiveBack::button(label, after.code()));
        }
        cx.tell(person.person_id(), Reply::say(text).row(row).about(after.code())).await?;
    }
    hand_over(cx, reply, after, before.owner(), new).await
}

/// Tells whether somebody is the asker or within the asker's reach.
pub(crate) async fn is_under(cx: &mut Cx<'_>, person: &Person) -> Stored<bool> {
    Ok(match cx.scope().reach(Kind::Person) {
        Reach::All => true,
        Reach::Team => person.head.id == cx.me.head.id || same_team(cx.me, person),
        Reach::Own => person.person_id() == cx.me.person_id(),
        Reach::Subtree => {
            let teams = team_and_above(cx, person.team).await?;
            let same = cx.me.team.is_some_and(|team| teams.contains(&team));
            same || person.person_id() == cx.me.person_id()
        }
    })
}

fn same_team(one: &Person, other: &Person) -> bool {
    one.team.is_some() && one.team == other.team
}

/// A team and all those that it is part of.
pub(crate) async fn team_and_above(cx: &mut Cx<'_>, team: Option<Uuid>) -> Stored<Vec<Uuid>> {
    let mut teams = Vec::new();
    let mut next = team;
    while let Some(id) = next.filter(|id| !teams.contains(id) && teams.len() < DEEPEST) {
        teams.push(id);
        next = cx.tx.get::<Team>(id).await?.and_then(|team| team.parent);
    }
    Ok(teams)
}

/// Those who have a right and see the owner's orders.
pub(crate) async fn with_right(
    cx: &mut Cx<'_>,
    owner: Option<PersonId>,
    right: Right,
) -> Stored<Vec<Person>> {
    let team = match owner {
        Some(PersonId(id)) => cx.tx.get::<Person>(id).await?.and_then(|p| p.team),
        None => None,
    };
    let above = team_and_above(cx, team).await?;
    let roles = &cx.org.roles;
    let sees = |person: &Person| match roles.reach(&person.roles, Kind::Order) {
        Reach::All => true,
        Reach::Team => team.is_some() && person.team == team,
        Reach::Subtree => person.team.is_some_and(|team| above.contains(&team)),
        Reach::Own => Some(person.person_id()) == owner,
    };
    let mut people = cx.tx.people().await?;
    people.retain(|person| roles.allow(&person.roles, right) && sees(person));
    Ok(people)
}

/// What they are called, as a list.
pub(crate) fn names(people: &[Person]) -> String {
    let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
    names.join(" · ")
}

/// How many people a refusal names at most.
const NAMED: usize = 3;

/// Says that the asker may not do something, and who of those above may.
pub(crate) async fn not_allowed(cx: &mut Cx<'_>, right: Right) -> Stored<Reply> {
    let me = Some(cx.me.person_id());
    let mut people = with_right(cx, me, right).await?;
    people.truncate(NAMED);
    let lang = cx.lang();
    Ok(Reply::new(
        ReplyKind::Problem,
        match names(&people) {
            nobody if nobody.is_empty() => t!(lang, "not-allowed"),
            names => t!(lang, "not-allowed-but", people = names),
        },
    ))
}
