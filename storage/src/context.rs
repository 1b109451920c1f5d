//! Who sent a message, and what the conversation remembers: one statement.

use std::sync::LazyLock;

use bot_core::chat::dialog::Talk;
use bot_core::chat::incoming::{Address, Incoming, What};
use bot_core::domain::ids::{Code, Instant, Kind, OrgId};
use bot_core::domain::record::of_fields;
use bot_core::store::{Claimed, Context, Known, Stored};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::chats::of_json;
use crate::db::{Db, Row, Statement, sql};
use crate::keys::kind;
use crate::orgs;
use crate::people::PERSON;
use crate::record::table;
use crate::{jobs, settings, system};

/// Within which time the same sentence is a repeat.
const REPEAT_MILLIS: i64 = 10 * 60 * 1000;
/// For how long a stranger who was answered is not answered again.
const QUIET_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// Where somebody is reached from now on; written when the message's work commits.
pub(crate) struct Home {
    org: OrgId,
    source: String,
    account: String,
    address: Address,
    /// True where that is news, and the chat is the sender's own.
    moved: bool,
    /// True where the chat was closed to us until the sender wrote.
    pub(crate) opens: bool,
}

impl Home {
    pub(crate) fn write(&self, at: Instant) -> Vec<Statement> {
        let moves = self.moved.then(|| {
            sql!(
                "update account set home = $4, used_at = $5 \
                 where org = $1 and source = $2 and account = $3",
                self.org,
                self.source.as_str(),
                self.account.as_str(),
                &self.address,
                at
            )
        });
        let opens = self.opens.then(|| jobs::chat_open(self.org, &self.address, at));
        moves.into_iter().chain(opens).collect()
    }
}

static TEXT: LazyLock<String> = LazyLock::new(|| {
    let rules = settings::TABLE.columns().replace("r.", "u.");
    system::CONTEXT.replace("{person}", PERSON.columns()).replace("{settings}", &rules)
});

/// Asks who sent a message. The second value is where to reach the sender, if there is news of it.
pub(crate) async fn context(
    db: &Db,
    claimed: &Claimed,
    incoming: &Incoming,
    now: Instant,
) -> Stored<(Context, Option<Home>)> {
    let asked = sql!(
        TEXT.as_str(),
        claimed.source.as_str(),
        incoming.sender.account.as_str(),
        &claimed.line,
        claimed.seq,
        now.plus_millis(-REPEAT_MILLIS)
    );
    let rows = db.ask(asked).await?;
    let nobody = async || {
        let answered = answered(db, &claimed.line, now).await?;
        Ok((Context { known: None, answered }, None))
    };
    let Some(row) = rows.first() else {
        return nobody().await;
    };
    if row.opt::<OrgId>(0)?.is_none() || row.opt::<Uuid>(orgs::WIDTH)?.is_none() {
        return nobody().await;
    }
    let rules = orgs::WIDTH + PERSON.width();
    let talk = rules + settings::TABLE.width();
    let org = orgs::org_at(row, 0)?;
    let state: Option<Json> = row.opt(talk)?;
    let settings = settings::at(org.id, org.zone, Some(row), rules)?;
    let known = Known {
        played: None,
        person: of_fields(PERSON.fields_at(row, orgs::WIDTH)?)?,
        // A question that an older version asked and this one cannot read is forgotten.
        talk: state.and_then(|state| of_json::<Talk>(state).ok()).unwrap_or_default(),
        repeats: repeated(db, claimed, org.id, row, talk + 4).await?,
        covers: row.get::<i64>(talk + 6)? > 0,
        shares: row.get::<i64>(talk + 7)? > 0,
        calendar: settings.calendar(),
        settings,
        org,
    };
    let home = moved(claimed, incoming, known.org.id, row, talk + 1)?;
    // Whoever is frozen is a stranger to us.
    let frozen = known.person.frozen;
    let answered = if frozen { answered(db, &claimed.line, now).await? } else { 0 };
    Ok((Context { known: Some(known), answered }, home))
}

/// How often a chat was answered lately on behalf of nobody's org.
async fn answered(db: &Db, chat: &Address, now: Instant) -> Stored<i64> {
    let asked = sql!(
        "select count(*) from (select x.seq from outbox x where x.org = $1 and x.chat = $2 \
         and x.created_at > $3 limit 9) s",
        Uuid::nil(),
        chat,
        now.plus_millis(-QUIET_MILLIS)
    );
    let rows = db.ask(asked).await?;
    rows.first().map_or(Ok(0), |row| row.get(0))
}

/// The code of the newest thing that the same sentence made, if one still stands: by itself, or by
/// the button that makes it once more.
async fn repeated(
    db: &Db,
    claimed: &Claimed,
    org: OrgId,
    row: &Row,
    at: usize,
) -> Stored<Option<Code>> {
    let (Some(word), Some(id)) = (row.opt::<String>(at)?, row.opt::<Uuid>(at + 1)?) else {
        return Ok(None);
    };
    let kind: Kind = kind(&word)?;
    let name = table(kind).name;
    let text = format!(
        "select r.n from {name} r where r.org = $1 and not r.withdrawn and (r.id = $2 or r.id in \
         (select e.id from inbox c join inbox i on i.line = c.line and i.said = c.said \
         cross join outbox o cross join press p cross join event e \
         where c.seq = $3 and i.seq < $3 and o.org = $1 and o.change = i.id and p.org = $1 \
         and p.message = o.id and e.org = $1 and e.change = p.change and e.kind = $4 \
         and e.version = 1)) \
         order by r.n desc limit 1"
    );
    let rows = db.ask(sql!(text, org, id, claimed.seq, word.as_str())).await?;
    let code = rows.first().map(|row| Ok(Code { kind, n: row.get(0)? }));
    code.transpose()
}

/// Where the sender is reached from now on, if that differs from what is written down, or could
/// not be reached until now.
fn moved(
    claimed: &Claimed,
    incoming: &Incoming,
    org: OrgId,
    row: &Row,
    at: usize,
) -> Stored<Option<Home>> {
    let home: Option<Address> = row.opt(at)?;
    let (used, newest): (Option<Instant>, Option<Instant>) = (row.opt(at + 1)?, row.opt(at + 2)?);
    let same = home.as_ref() == Some(&incoming.chat.address) && used == newest;
    // That the bot was blocked is something that arrives too.
    let said = !matches!(incoming.what, What::Other | What::Shut(_));
    let moved = !incoming.chat.group && !same && said;
    let opens = row.opt::<Instant>(at + 7)?.is_some() && said;
    Ok((moved || opens).then(|| Home {
        org,
        source: claimed.source.clone(),
        account: incoming.sender.account.clone(),
        address: incoming.chat.address.clone(),
        moved,
        opens,
    }))
}
