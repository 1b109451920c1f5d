//! What a digest says. Whoever asks for one in a chat sees what comes by itself at its time.

use chrono::{Datelike, Days, NaiveDate};

use super::lines::{self, Lines};
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::commands::deal::show::ShowDeal;
use crate::commands::follow::named_in;
use crate::commands::follow::today::Today;
use crate::commands::lead::take::TakeLead;
use crate::commands::order::list::ListOrders;
use crate::commands::report;
use crate::commands::report::overdue::ReportOverdue;
use crate::commands::report::won::ReportWon;
use crate::commands::show as words;
use crate::domain::access::{Reach, Right, Scope};
use crate::domain::calendar::{Calendar, day_start};
use crate::domain::deal::Deal;
use crate::domain::digest::DigestKind;
use crate::domain::follow_up::FollowUp;
use crate::domain::ids::{Instant, Kind, PersonId};
use crate::domain::money::Money;
use crate::domain::org::Org;
use crate::domain::people::{Lang, Person};
use crate::domain::record::Record;
use crate::reports::attention::unspoken;
use crate::reports::picture::{Picture, Span, picture, submitted};
use crate::reports::silent::Silent;
use crate::reports::won::Won;
use crate::store::{DealFilter, FollowUpFilter, Happened, Page, Stored, Tx};
use crate::t;
use crate::text::{read, secret};

/// How many lines one part of a digest has: all parts together fill a phone screen.
const LINES: usize = 5;
/// How many of them are kept for what is late, where there is much to do today.
const LATE: usize = 2;
/// How many follow-ups of a morning are read.
const MORNING: i64 = 100;

/// For whom a digest is, and when.
pub struct Reader<'a> {
    /// The company.
    pub org: &'a Org,
    /// Its working calendar.
    pub calendar: &'a Calendar,
    /// Who reads it.
    pub person: &'a Person,
    /// True when somebody else's records are in the person's care for a while.
    pub covers: bool,
    /// For when it was meant: what has happened since then belongs to it too.
    pub due: Instant,
    /// When the one before it was told, where that is known.
    pub told: Option<Instant>,
    /// Now.
    pub now: Instant,
}

/// A digest, and whether there is anything in it.
pub struct Digest {
    /// What it says.
    pub reply: Reply,
    /// True when there is nothing to tell: then it says that in one line.
    pub empty: bool,
}

/// Tells whether a person's roles bring this digest to those who have said nothing.
pub fn is_usual(org: &Org, person: &Person, kind: DigestKind) -> bool {
    let leads = org.roles.allow(&person.roles, Right::Audit);
    match kind {
        DigestKind::Morning => org.roles.allow(&person.roles, Right::Sell) && !leads,
        DigestKind::Daily | DigestKind::Weekly | DigestKind::Monthly => leads,
    }
}

/// Writes a digest.
pub async fn digest(tx: &mut dyn Tx, reader: &Reader<'_>, kind: DigestKind) -> Stored<Digest> {
    if kind == DigestKind::Morning {
        return morning(tx, reader).await;
    }
    let days = reader.days(kind);
    let (zone, now, today) = (reader.org.zone, reader.now, reader.today_so_far(kind));
    let span = Span { days, today, zone, now, roles: &reader.org.roles, calendar: reader.calendar };
    let picture = picture(tx, &span, reader.scope().books()).await?;
    let lines = lines::page(tx, reader, &picture.attention, 0).await?;
    Ok(told(reader, (kind, span.days, span.month()), &picture, lines))
}

impl Reader<'_> {
    /// Whose records the person may see.
    pub(crate) fn scope(&self) -> Scope {
        let scope = self.org.roles.scope(self.person.person_id(), &self.person.roles);
        scope.wider(self.covers.then_some(self.now), false)
    }

    /// What is the person's own, and in the person's care for a while.
    fn own_scope(&self) -> Scope {
        let own = Scope::new(self.person.person_id(), Reach::Own);
        own.wider(self.covers.then_some(self.now), false)
    }

    fn title(&self, kind: DigestKind, days: (NaiveDate, NaiveDate)) -> String {
        let lang = self.person.lang;
        let span = spelled(lang, days, read::today(self.now, self.org.zone));
        // Whoever lives elsewhere is told whose days these are.
        let here = self.person.zone == self.org.zone;
        let zone = self.org.zone.name();
        let span = if here { span } else { t!(lang, "digest-in-zone", days = span, zone = zone) };
        let name = words::word(lang, "digest-kind", kind.word());
        format!("{name} · {span}")
    }

    fn money(&self, won: &Won) -> String {
        let sums = won
            .totals
            .iter()
            .map(|total| secret::hide(read::money(Money::new(total.sum, total.currency))));
        let sums: Vec<String> = sums.collect();
        if sums.is_empty() {
            return secret::hide(read::money(Money::new(0, self.org.currency)));
        }
        sums.join(" + ")
    }
}

/// The days from the first to the one before the last, as they read.
pub(super) fn spelled(
    lang: Lang,
    (first, end): (NaiveDate, NaiveDate),
    today: NaiveDate,
) -> String {
    let day = |day| read::day(lang, day, today);
    let last = end.pred_opt().unwrap_or(end);
    if last <= first { day(first) } else { format!("{}–{}", day(first), day(last)) }
}

fn told(
    reader: &Reader<'_>,
    (kind, days, month): (DigestKind, (NaiveDate, NaiveDate), (NaiveDate, NaiveDate)),
    all: &Picture,
    wanted: Lines,
) -> Digest {
    let lang = reader.person.lang;
    let title = reader.title(kind, days);
    let deals = |won: &Won| won.totals.iter().map(|total| total.deals).sum::<i64>();
    let (n, sum) = (deals(&all.so_far), reader.money(&all.so_far));
    let so_far = if month.1 > read::today(reader.now, reader.org.zone) {
        t!(lang, "digest-so-far", n = n, sum = sum)
    } else {
        let month = report::span(lang, month.0, month.1);
        t!(lang, "digest-of-month", month = month, n = n, sum = sum)
    };
    if all.is_empty() {
        let text = t!(lang, "digest-nothing", title = title, so_far = so_far);
        return Digest { reply: Reply::new(ReplyKind::Digest, text), empty: true };
    }
    let numbers = |happened: &Happened, won: &Won| {
        let quiet = *happened == Happened::default() && won.rows.is_empty();
        let (n, sum) = (deals(won), reader.money(won));
        let Happened { leads, moved, lost } = *happened;
        let say = || {
            t!(
                lang,
                "digest-happened",
                leads = leads,
                moved = moved,
                won = n,
                sum = sum,
                lost = lost
            )
        };
        (!quiet).then(say)
    };
    let mut lines = Vec::new();
    let of_days = numbers(&all.happened, &all.won);
    if days.0 < days.1 {
        lines.push(of_days.unwrap_or_else(|| t!(lang, "digest-nothing-happened")));
    }
    if let Some(numbers) = all.today.as_ref().and_then(|(happened, won)| numbers(happened, won)) {
        lines.push(t!(lang, "digest-today", numbers = numbers));
    }
    if kind != DigestKind::Daily && all.won.rows.len() > 1 {
        lines.push(t!(lang, "digest-by-person", people = by_person(&all.won)));
    }
    if !all.overdue.is_empty() {
        let people = all.overdue.iter().map(|one| format!("{} {}", one.name, one.count));
        lines.push(t!(lang, "digest-overdue", people = few(people)));
    }
    if !all.attention.broken.is_empty() {
        lines.push(t!(lang, "digest-broken", n = all.attention.broken.len()));
    }
    if !all.attention.unspoken.is_empty() {
        lines.push(t!(lang, "digest-unspoken", n = all.attention.unspoken.len()));
    }
    if all.orders > 0 {
        lines.push(t!(lang, "digest-orders", n = all.orders));
    }
    if all.pool > 0 {
        lines.push(t!(lang, "digest-pool", n = all.pool));
    }
    if !all.attention.stale.is_empty() {
        let deals = all.attention.stale.iter().map(|deal| words::named(lang, deal));
        lines.push(t!(lang, "digest-stale", n = all.attention.stale.len(), deals = few(deals)));
    }
    lines.extend(silent(lang, &all.silent));
    lines.push(so_far);
    let mut reply = Reply { kind: ReplyKind::Digest, ..Reply::card(title) }.bullets(lines);
    if !all.attention.is_empty() {
        reply = wanted.shown_in(reply.text(&wanted.title));
    }
    Digest { reply: buttons(reader, reply, month, all, wanted.more), empty: false }
}

/// Who has noted nothing, and who only what does not count, as the activity report has it.
fn silent(lang: Lang, all: &[Silent]) -> Vec<String> {
    let (nothing, some): (Vec<&Silent>, Vec<&Silent>) = all.iter().partition(|one| one.noted == 0);
    let mut lines = Vec::new();
    if !nothing.is_empty() {
        let people = few(nothing.iter().map(|one| one.person.name.clone()));
        let n = nothing.len();
        lines.push(if n > LINES {
            t!(lang, "digest-silent-many", n = n, people = people)
        } else {
            t!(lang, "digest-silent", people = people)
        });
    }
    if !some.is_empty() {
        let each =
            |one: &&Silent| t!(lang, "digest-no-valid-one", who = &one.person.name, n = one.noted);
        lines.push(t!(lang, "digest-no-valid", people = few(some.iter().map(each))));
    }
    lines
}

/// What can be done about each part.
fn buttons(
    reader: &Reader<'_>,
    reply: Reply,
    month: (NaiveDate, NaiveDate),
    all: &Picture,
    more: Option<Button>,
) -> Reply {
    let lang = reader.person.lang;
    let overdue = all.overdue.iter().take(3).map(|one| {
        let label = t!(lang, "digest-button-overdue", who = &one.name, n = one.count);
        Button::new(label, &ReportOverdue { person: one.owner, ..ReportOverdue::default() })
    });
    let won =
        ReportWon { period: Some(month), by: Some("person".to_owned()), ..ReportWon::default() };
    let label = if month.1 > read::today(reader.now, reader.org.zone) {
        t!(lang, "report-button-won")
    } else {
        t!(lang, "digest-button-won", month = report::span(lang, month.0, month.1))
    };
    let won = (!all.won.rows.is_empty()).then(|| Button::new(label, &won));
    let pool = Button::new(t!(lang, "button-lead-pool"), &TakeLead::default());
    let pool = (all.pool > 0).then_some(pool);
    let orders = ListOrders { status: submitted().status, ..ListOrders::default() };
    let orders = Button::new(t!(lang, "digest-button-orders"), &orders);
    let orders = (all.orders > 0).then_some(orders);
    reply.row(more.into_iter().chain(overdue).chain(orders).chain(pool).chain(won).collect())
}

fn by_person(won: &Won) -> String {
    let one = |row: &crate::store::WonSum| {
        let sum = secret::hide(read::money(Money::new(row.sum, row.currency)));
        let name = if row.name.is_empty() { "—" } else { &row.name };
        format!("{name} {sum}")
    };
    few(won.rows.iter().map(one))
}

/// The first few of a list, and how many more there are.
fn few(all: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = all.collect();
    let more = all.len().saturating_sub(LINES);
    let shown = all.into_iter().take(LINES).collect::<Vec<_>>().join(" · ");
    if more > 0 { format!("{shown} · +{more}") } else { shown }
}

/// What a rep has to do today.
async fn morning(tx: &mut dyn Tx, reader: &Reader<'_>) -> Stored<Digest> {
    let (lang, zone) = (reader.person.lang, reader.person.zone);
    let today = read::today(reader.now, zone);
    let tomorrow = today + Days::new(1);
    let end = Instant::from(day_start(tomorrow, zone)).plus_millis(-1);
    let filter = FollowUpFilter::DueFor(reader.scope(), end, today);
    let due = tx.follow_ups(&filter, MORNING).await?;
    let monday = today + Days::new(u64::from(7 - today.weekday().num_days_from_monday()));
    let filter = DealFilter { closes: Some((today, monday)), ..DealFilter::default() };
    let page = Page { below: None, limit: 20 };
    let closing = tx.deals(&filter, reader.own_scope(), page).await?;
    let unspoken = unspoken(tx, (today, zone), reader.own_scope()).await?;
    let title = format!(
        "{} · {}",
        words::word(lang, "digest-kind", DigestKind::Morning.word()),
        read::day(lang, today, today)
    );
    if due.is_empty() && closing.is_empty() && unspoken.is_empty() {
        let text = t!(lang, "digest-morning-nothing", title = title);
        return Ok(Digest { reply: Reply::new(ReplyKind::Digest, text), empty: true });
    }
    let mut lines = Vec::new();
    // Late is what the report of overdue work has, too.
    let is_late = |one: &&FollowUp| one.due().is_some_and(|due| due.is_over(reader.now, zone));
    let (late, now): (Vec<&FollowUp>, Vec<&FollowUp>) = due.iter().partition(is_late);
    if !due.is_empty() {
        lines.push(t!(lang, "digest-morning-due", n = now.len(), overdue = late.len()));
    }
    // What is late does not hide what is for today.
    let of_today = now.len().min(LINES - late.len().min(LATE));
    let shown = now.iter().take(of_today).chain(late.iter().take(LINES - of_today));
    for follow_up in shown.copied() {
        lines.push(line(tx, reader, follow_up).await?);
    }
    if due.len() > LINES {
        lines.push(t!(lang, "and-more"));
    }
    if !unspoken.is_empty() {
        let leads = unspoken.iter().map(|lead| lines::waits(lang, lead, today, zone));
        let leads = few(leads);
        lines.push(t!(lang, "digest-morning-unspoken", n = unspoken.len(), leads = leads));
    }
    if !closing.is_empty() {
        let deals = closing_named(tx, reader, &closing).await?;
        let deals = few(deals.into_iter());
        lines.push(t!(lang, "digest-morning-closing", n = closing.len(), deals = deals));
    }
    let reply = Reply { kind: ReplyKind::Digest, ..Reply::card(title) }.bullets(lines);
    let today = Button::new(t!(lang, "digest-button-today"), &Today::default());
    let today = (!due.is_empty()).then_some(today);
    let deals = closing
        .iter()
        .take(4)
        .map(|deal| Button::new(deal.code().to_string(), &ShowDeal::of(deal)));
    let leads = unspoken.iter().take(4);
    let leads = leads.filter_map(|lead| words::to_show(lead.code().to_string(), lead.code()));
    let reply = reply.row(today.into_iter().collect()).row(leads.collect()).row(deals.collect());
    Ok(Digest { reply, empty: false })
}

/// Deals that are to close, with whose they are where the reader stands in.
async fn closing_named(
    tx: &mut dyn Tx,
    reader: &Reader<'_>,
    closing: &[Deal],
) -> Stored<Vec<String>> {
    let lang = reader.person.lang;
    let me = reader.person.person_id();
    let others = closing.iter().filter_map(|deal| deal.owner).filter(|owner| *owner != me);
    let owners: Vec<_> = others.map(|owner| owner.0).collect();
    let names = tx.labels(Kind::Person, &owners).await?;
    let name = |owner: PersonId| names.iter().find(|(id, ..)| *id == owner.0);
    let each = closing.iter().map(|deal| {
        let named = words::named(lang, deal);
        match deal.owner.and_then(name) {
            Some((_, _, who)) => t!(lang, "nudge-line-told", who = who, text = named),
            None => named,
        }
    });
    Ok(each.collect())
}

/// `09:00 送样品（F-1） · 华星电子（C-1）`; behind it whose it is, where the reader stands in.
async fn line(tx: &mut dyn Tx, reader: &Reader<'_>, follow_up: &FollowUp) -> Stored<String> {
    let (lang, zone) = (reader.person.lang, reader.person.zone);
    let labels = tx.labels(follow_up.on_kind, &[follow_up.on_id]).await?;
    let when = follow_up.due().map(|due| read::due(lang, due, zone, reader.now));
    let on = labels.first().map(|(_, code, label)| words::coded(lang, label, *code));
    let owner = follow_up.owner.filter(|owner| *owner != reader.person.person_id());
    let owner: Vec<_> = owner.into_iter().map(|owner| owner.0).collect();
    let owner = tx.labels(Kind::Person, &owner).await?.into_iter().next();
    let parts = [when, Some(named_in(lang, follow_up)), on, owner.map(|(_, _, name)| name)];
    Ok(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}
