//! What a command works with: its transaction, who asks, and what time it is. Little else.

use chrono::NaiveDate;
use chrono_tz::Tz;
use uuid::{ContextV7, Timestamp, Uuid};

use crate::chat::dialog::{Dialog, Talk, WAITS_MILLIS};
use crate::chat::incoming::Chat;
use crate::chat::parse::Env;
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Spec};
use crate::domain::access::{Reach, Right, Scope};
use crate::domain::calendar::Calendar;
use crate::domain::ids::{Code, Instant, Kind, PersonId};
use crate::domain::money::{Currency, Money};
use crate::domain::org::Org;
use crate::domain::people::{Lang, Person};
use crate::domain::record::{Fields, Head, Record, fields, of_fields};
use crate::domain::settings::Settings;
use crate::domain::trial::{Played, Trial};
use crate::problem::{Problem, Question};
use crate::store::{NewReply, Noted, RecordsExt, StoreError, Stored, Tx};
use crate::text::{read, secret};

/// The surroundings of one run of a command.
pub struct Cx<'a> {
    /// The transaction: everything that is asked and saved.
    pub tx: &'a mut dyn Tx,
    /// The company.
    pub org: &'a Org,
    /// Who asks.
    pub me: &'a Person,
    /// True when somebody else's records are in the person's care for a while.
    pub covers: bool,
    /// True when the person works along on records of others.
    pub shares: bool,
    /// What time it is.
    pub now: Instant,
    /// Where it was asked.
    pub chat: &'a Chat,
    /// What the platform calls the message that asks.
    pub message: Option<&'a String>,
    /// What the conversation remembers.
    pub talk: &'a mut Talk,
    /// The command that it is by now: moving a deal to the end is winning it.
    pub spec: &'static Spec,
    /// The command with its arguments, as it was asked.
    pub asked: &'a Asked,
    /// The change that this message makes.
    pub change: Uuid,
    /// The rules of the company.
    pub settings: &'a Settings,
    /// Its working calendar.
    pub calendar: &'a Calendar,
    /// Messages to others, sent when the transaction commits.
    pub notices: Vec<NewReply>,
    /// What the answer shows that is to be noted.
    pub looks: Vec<Noted>,
    /// The records that were made.
    pub made: Vec<Code>,
    /// The records that were changed, or of which something was said or planned.
    pub changed: Vec<Code>,
    /// Those that were changed soon after another change, as they are now.
    pub changed_again: Vec<(Code, Fields)>,
    /// What this very message made before it was edited: made again, each stays the same record.
    pub again: Again,
    /// What was played for this very message beforehand.
    pub played: Option<&'a (Trial, Played)>,
}

/// Records that are made a second time.
#[derive(Debug, Default)]
pub struct Again {
    /// Those that have not been made again yet, in the order in which they were made.
    pub left: Vec<(Kind, Uuid)>,
    /// All of them.
    pub all: Vec<Uuid>,
    /// The keys of those that were, the new one and the one that stays.
    keys: Vec<(Uuid, Uuid)>,
}

/// Fields of a record that are its own, whatever is said of it.
const OWN: [&str; 11] = [
    "id",
    "n",
    "version",
    "withdrawn",
    "created_at",
    "updated_at",
    "extra",
    "at",
    "spot",
    "stay",
    "files",
];

impl Again {
    /// Puts the keys that stay in place of the new ones.
    fn keyed<R: Record>(&self, record: &R) -> Stored<R> {
        let mut row = fields(record)?;
        for value in row.values_mut() {
            let key = value.as_str().and_then(|text| text.parse::<Uuid>().ok());
            let stays = key.and_then(|key| self.keys.iter().find(|(new, _)| *new == key));
            if let Some((_, old)) = stays {
                *value = old.to_string().into();
            }
        }
        Ok(of_fields(row)?)
    }
}

impl Cx<'_> {
    /// The language in which to answer.
    pub fn lang(&self) -> Lang {
        self.me.lang
    }

    /// The zone of the person who asks.
    pub fn zone(&self) -> Tz {
        self.me.zone
    }

    /// The calendar day where the person is.
    pub fn today(&self) -> NaiveDate {
        read::today(self.now, self.me.zone)
    }

    /// Whose records the person may see.
    pub fn scope(&self) -> Scope {
        let scope = self.org.roles.scope(self.me.person_id(), &self.me.roles);
        scope.wider(self.covers.then_some(self.now), self.shares)
    }

    /// Tells whether the person's roles show records of others, of whatever kind.
    pub fn sees_others(&self) -> bool {
        let scope = self.scope();
        Kind::ALL.into_iter().any(|kind| scope.reach(kind) != Reach::Own)
    }

    /// Tells whether the person may do something beyond the command's own right.
    pub fn may(&self, right: Right) -> bool {
        self.org.roles.allow(&self.me.roles, right)
    }

    /// What the reading of words depends on.
    pub fn env(&self) -> Env<'_> {
        Env {
            now: self.now,
            zone: self.me.zone,
            org_zone: self.org.zone,
            currency: self.org.currency,
            lists: &self.org.lists,
            roles: &self.org.roles,
            calendar: self.calendar,
            own: &self.settings.fields,
        }
    }

    /// A key for something new.
    pub fn new_id(&self) -> Uuid {
        new_id(self.now)
    }

    /// The head of a new record, with the next code of its kind.
    pub async fn new_head(&mut self, kind: Kind) -> Stored<Head> {
        let n = self.tx.next_number(kind).await?;
        Ok(Head::new(self.new_id(), n, self.now))
    }

    /// Saves a record as new (`before` is none) or over what was read.
    pub async fn save<R: Record>(&mut self, before: Option<&R>, after: &R) -> Stored<()> {
        self.changed.extend(before.is_some().then(|| after.code()));
        if self.again.all.is_empty() {
            match before {
                None => self.made.push(after.code()),
                Some(before) if is_soon_after(before.head(), self.now) => {
                    self.changed_again.push((after.code(), fields(after)?));
                }
                Some(_) => {}
            }
            return self.tx.save(before, after, self.now).await;
        }
        let again = before.is_none().then(|| self.once_more::<R>()).flatten();
        let Some(id) = again else {
            if before.is_none() {
                self.made.push(after.code());
            }
            let after = self.again.keyed(after)?;
            return self.tx.save(before, &after, self.now).await;
        };
        let Some(old) = self.tx.get::<R>(id).await? else {
            return Err(StoreError::Stale);
        };
        let (mut row, was) = (fields(after)?, fields(&old)?);
        for name in OWN {
            if let Some(value) = was.get(name).filter(|_| row.contains_key(name)) {
                row.insert(name.to_owned(), value.clone());
            }
        }
        self.again.keys.push((after.id(), id));
        let after: R = self.again.keyed(&of_fields(row)?)?;
        if fields(&after)? == was {
            return Ok(());
        }
        self.tx.save(Some(&old), &after, self.now).await
    }

    /// The key of the next record of a kind that is made again.
    fn once_more<R: Record>(&mut self) -> Option<Uuid> {
        let at = self.again.left.iter().position(|(kind, _)| *kind == R::KIND)?;
        Some(self.again.left.remove(at).1)
    }

    /// An amount as it reads, marked as secret.
    pub fn amount(&self, minor: i64, currency: Currency) -> String {
        secret::hide(read::money(Money::new(minor, currency)))
    }

    /// A day as it reads.
    pub fn day(&self, day: NaiveDate) -> String {
        read::day(self.lang(), day, self.today())
    }

    /// An instant as it reads on the person's wall clock.
    pub fn time(&self, at: Instant) -> String {
        read::instant(self.lang(), at, self.zone(), self.now)
    }

    /// What a person is called; empty when there is none.
    pub async fn person_name(&mut self, person: Option<PersonId>) -> Stored<String> {
        let Some(PersonId(id)) = person else {
            return Ok(String::new());
        };
        let labels = self.tx.labels(Kind::Person, &[id]).await?;
        Ok(labels.into_iter().next().map(|(_, _, name)| name).unwrap_or_default())
    }

    /// Goes on as another command: what comes of it stands under that one's name.
    pub fn goes_on_as<A: Ask>(&mut self) {
        self.spec = &A::SPEC;
        self.tx.on_behalf_of(A::SPEC.name);
    }

    /// The command once more, with one field set to something else.
    pub fn asked_with(&self, field: &str, value: impl Into<serde_json::Value>) -> Asked {
        let mut asked = self.asked.clone();
        asked.args.insert(field.to_owned(), value.into());
        asked
    }

    /// A question for a field, with choices that each run the command with that choice.
    pub fn ask(
        &self,
        field: &str,
        text: impl AsRef<str>,
        choices: Vec<(String, serde_json::Value)>,
    ) -> Problem {
        let mut reply = Reply::new(ReplyKind::Ask, text);
        let mut buttons = choices
            .into_iter()
            .map(|(label, value)| Button { label, asked: self.asked_with(field, value) });
        loop {
            let row: Vec<Button> = buttons.by_ref().take(3).collect();
            if row.is_empty() {
                break;
            }
            reply = reply.row(row);
        }
        Problem::Ask(Box::new(Question::of(field, reply)))
    }

    /// Goes on with a question for a field of another command, once this one is done; another one
    /// that is open waits.
    pub fn asks_next<A: Ask>(&mut self, draft: &A, field: &str) {
        let mut draft = Asked::of(draft);
        draft.args.remove(field);
        if let Some(open) = self.talk.dialog.take().filter(|open| open.until >= self.now) {
            // What is asked here is asked because of what was done just now: it comes first.
            drop(self.talk.set_aside(open));
        }
        self.talk.dialog = Some(Dialog {
            draft,
            op: A::SPEC.name.to_owned(),
            field: field.to_owned(),
            at: self.now,
            until: self.now.plus_millis(WAITS_MILLIS),
            named: None,
            parked: false,
            by: Some(self.change),
            told: Vec::new(),
        });
    }

    /// Sends a message to somebody else, in the chat where the person is best reached. What can be
    /// answered is remembered there: the next words may be the answer.
    pub async fn tell(&mut self, person: PersonId, reply: Reply) -> Stored<()> {
        if let Some(chat) = self.tx.home(person).await? {
            let id = self.new_id();
            if let Some(thread) = reply.thread.clone().filter(|_| person != self.me.person_id()) {
                let mut talk = self.tx.talk(person, &chat).await?;
                talk.was_asked(*thread, self.now);
                self.tx.save_talk(person, &chat, &talk).await?;
            }
            self.notices.push(NewReply { id, chat, person: Some(person), reply });
        }
        Ok(())
    }
}

/// For how long somebody who changes a record is told what somebody else changed before.
const SOON_MILLIS: i64 = 10 * 60 * 1000;

fn is_soon_after(before: &Head, now: Instant) -> bool {
    now.0 - before.updated_at.0 <= SOON_MILLIS
}

/// A version 7 key made at an instant.
pub fn new_id(now: Instant) -> Uuid {
    let at = now.utc();
    let seconds = u64::try_from(at.timestamp()).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(ContextV7::new(), seconds, at.timestamp_subsec_nanos()))
}
