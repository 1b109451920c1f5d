//! Looking at contact data that is not one's own: it is noted, and a great deal of it is told.

use uuid::Uuid;

use super::people::roles_lead;
use super::{Cx, show};
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::commands::people::audit::Audit;
use crate::domain::access::{LARGE_READ, LARGE_READ_MILLIS};
use crate::domain::ids::{Kind, PersonId};
use crate::domain::people::Lang;
use crate::problem::Problem;
use crate::store::{NewReply, Noted};
use crate::t;

impl Cx<'_> {
    /// Notes that the answer shows contact data of a record, where that is not the person's own.
    /// What a group sees is masked.
    pub(crate) fn shows_contacts(&mut self, kind: Kind, id: Uuid, owner: Option<PersonId>) {
        let looked = Noted::Contacts(kind, id);
        if !self.chat.group && owner != Some(self.me.person_id()) && !self.looks.contains(&looked) {
            self.looks.push(looked);
        }
    }

    /// Tells those who lead the person, once a day, when what was looked at becomes a great deal.
    pub(crate) async fn tell_of_looks(&mut self) -> Result<(), Problem> {
        let new = self.looks.iter().filter(|look| matches!(look, Noted::Contacts(..))).count();
        if new == 0 {
            return Ok(());
        }
        let me = self.me.person_id();
        let since = self.now.plus_millis(-LARGE_READ_MILLIS);
        let new = i64::try_from(new).unwrap_or(i64::MAX);
        let count = self.tx.looked_at(me, since).await?.saturating_add(new);
        if count <= LARGE_READ {
            return Ok(());
        }
        self.tell_leaders("looks", |who, lang| t!(lang, "looks-many", who = who, n = count)).await
    }

    /// Notes that the person takes so many records out as a file, and tells of many.
    pub(crate) async fn takes_out(&mut self, kind: Kind, n: i64) -> Result<(), Problem> {
        self.looks.push(Noted::Export(kind, n));
        if n <= LARGE_READ {
            return Ok(());
        }
        let say = |who: &str, lang| {
            t!(lang, "export-many", who = who, kind = show::kind_name(lang, kind), n = n)
        };
        self.tell_leaders(&format!("export/{}", self.change), say).await
    }

    /// Tells those who lead the person, of the same matter once a day.
    async fn tell_leaders(
        &mut self,
        matter: &str,
        say: impl Fn(&str, Lang) -> String,
    ) -> Result<(), Problem> {
        let me = self.me.person_id();
        let today = self.today();
        for leader in roles_lead(self, self.me).await? {
            let name = format!("{matter}/{today}/{}", leader.head.id);
            let id = Uuid::new_v5(&me.0, name.as_bytes());
            if self.tx.said_at(id).await?.is_some() {
                continue;
            }
            let Some(chat) = self.tx.home(leader.person_id()).await? else {
                continue;
            };
            let lang = leader.lang;
            let text = say(&self.me.name, lang);
            let query = Some(format!("{} looks", self.me.handle));
            let audit = Button::new(t!(lang, "looks-button"), &Audit { query, ..Audit::default() });
            let reply = Reply::new(ReplyKind::Nudge, text).row(vec![audit]);
            let person = Some(leader.person_id());
            self.notices.push(NewReply { id, chat, person, reply });
        }
        Ok(())
    }
}
