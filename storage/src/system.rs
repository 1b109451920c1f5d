//! The few statements that belong to no org: who somebody is, what comes in, what is to be claimed.
//!
//! Every other statement names its org; a test reads them all and lets only this file pass.
//!
//! No lease lasts for two minutes: one that seems to is of a clock that was ahead, and counts as
//! none.

/// The database's own clock.
pub(crate) const NOW: &str = "select {now_ms}";

/// All orgs.
pub(crate) const ORGS: &str =
    "select o.org, o.name, o.zone, o.currency, o.lang, o.lists, o.roles from org o order by o.org";

/// Refuses a transaction of the org `$1` that is not the first one here.
pub(crate) const GUARD_FIRST: &str =
    "insert into refusal (org, why) select $1, null where exists (select 1 from org)";

/// Uses an invite up: `$1` digest, `$2` now, `$3` the message.
pub(crate) const TAKE_INVITE: &str = "update invite set used_at = $2, used_by = $3 \
     where digest = $1 and until >= $2 and (used_at is null or used_by = $3) \
     returning org, role, team, person, until, made_by";

// ---- inbox -------------------------------------------------------------------------------------

/// Keeps an arrival: `$1` id, `$2` source, `$3` update, `$4` line, `$5` raw, `$6` said, `$7` false,
/// `$8` the terminal that it was typed at.
///
/// Its conversation gets something to do with it (see `inbox_came` in the migrations).
pub(crate) const KEEP: &str = "insert into inbox \
     (id, source, upd, line, raw, said, received_at, parked, terminal, message) \
     values ($1, $2, $3, $4, $5, $6, {now_ms}, $7, $8, $9) on conflict (source, upd) do nothing";

/// What a message said before it was edited: `$1` its place.
pub(crate) const EARLIER: &str = "select i.id, i.raw from inbox c join inbox i \
     on i.line = c.line and i.message = c.message \
     where c.seq = $1 and i.seq < $1 order by i.seq";

/// Takes what conversations remember along to another chat: `$1` from where, `$2` to where.
pub(crate) const MOVE_TALKS: &str = "update talk set chat = $2 where chat = $1 and not exists \
     (select 1 from talk t where t.org = talk.org and t.person = talk.person and t.chat = $2)";

/// Moves a cursor: `$1` source, `$2` cursor.
pub(crate) const SET_CURSOR: &str = "insert into cursor (source, cursor, at) \
     values ($1, $2, {now_ms}) \
     on conflict (source) do update set cursor = excluded.cursor, at = excluded.at";

/// Where a channel goes on from, and for how long it has been silent: `$1` source.
pub(crate) const CURSOR: &str =
    "select c.cursor, {now_ms} - c.at from cursor c where c.source = $1";

/// The conversations of one channel: those from `$1` to `$2`.
pub(crate) const LINES: &str =
    "select l.line from inbox_line l where l.line >= $1 and l.line < $2 order by l.line";

/// Takes conversations of one channel: `$1` how many, `$2` for how long, those from `$3` to `$4`, but
/// leaves what was typed at another terminal than `$5` to that one for as long as it is there.
pub(crate) const CLAIM: &str = "update inbox_line set lease_until = {now_ms} + $2, \
     epoch = epoch + 1, attempts = attempts + 1 where line in (select l.line from inbox_line l \
     where l.line >= $3 and l.line < $4 and l.next_at <= {now_ms} \
     and coalesce(l.lease_until, 0) not between {now_ms} + 1 and {now_ms} + 120000 \
     and not exists (select 1 from inbox i join terminal t on t.id = i.terminal \
     where i.seq = l.head and t.id <> $5 and t.until > {now_ms}) \
     order by l.next_at limit $1 {unlocked}) returning line, head, epoch, attempts, \
     (select i.id from inbox i where i.seq = inbox_line.head), \
     (select i.source from inbox i where i.seq = inbox_line.head), \
     (select i.raw from inbox i where i.seq = inbox_line.head)";

/// Waits for the conversation `$1` while a message is being kept in it, so that
/// [`NEXT_IN_LINE`] sees that message.
pub(crate) const HOLD_LINE: &str = "select 1 from inbox_line where line = $1 {locked}";

/// Moves a conversation to its next message, or lets it rest: `$1` line, `$2` what is done, `$3`
/// epoch, `$4` org, `$5` actor.
///
/// A lease that is lost, or an actor who was frozen meanwhile, makes null of the attempts, which
/// the table refuses: with it the whole transaction.
pub(crate) const NEXT_IN_LINE: &str = "update inbox_line set \
     head = (select min(i.seq) from inbox i where i.line = $1 and i.seq > $2), \
     next_at = (select {now_ms} from inbox i where i.line = $1 and i.seq > $2 limit 1), \
     lease_until = null, attempts = case when head = $2 and epoch = $3 and not exists \
     (select 1 from person p where p.org = $4 and p.id = $5 and p.frozen) then 0 end \
     where line = $1";

/// Lets a message wait: `$1` line, `$2` head, `$3` epoch, `$4` how long. Refused like the above.
pub(crate) const WAIT_IN_LINE: &str = "update inbox_line set lease_until = null, \
     next_at = {now_ms} + $4, attempts = case when head = $2 and epoch = $3 then attempts end \
     where line = $1";

/// Notes what went wrong with a message: `$1` seq, `$2` why, `$3` whether it is put aside.
pub(crate) const NOTE_ERROR: &str = "update inbox set error = $2, parked = $3 where seq = $1";

/// Who sent a message: `$1` source, `$2` account, `$3` chat, `$4` seq, `$5` not before.
///
/// After the columns of the org, `{person}` and its `{settings}` come the talk, the account's home and when it was
/// used, when any account of the person was, the first thing that the same sentence made, whether
/// the person stands in for somebody, whether records of others are shared with the person, and
/// since when the chat is closed.
///
/// `+ 0`, `coalesce` and `cross join` keep the planner from walking the whole log in order of its
/// numbers or of its actors, or all that was written lately, as after an import: the messages with the same words come first, then their events.
pub(crate) const CONTEXT: &str = "select o.org, o.name, o.zone, o.currency, o.lang, o.lists, o.roles, \
     {person}, {settings}, t.state, a.home, a.used_at, \
     (select max(b.used_at) from account b where b.org = a.org and b.person = a.person), \
     e.kind, e.id, \
     (select count(*) from (select w.id from person w where w.org = a.org and w.cover = a.person \
     limit 1) z), (select count(*) from (select h.id from helper h where h.org = a.org \
     and h.person = a.person limit 1) z), \
     (select l.closed_at from chat_line l where l.org = a.org and l.chat = $3) \
     from (select 1 as one) z \
     left join account a on a.source = $1 and a.account = $2 \
     left join org o on o.org = a.org \
     left join person r on r.org = a.org and r.id = a.person \
     left join settings u on u.org = a.org \
     left join talk t on t.org = a.org and t.person = a.person and t.chat = $3 \
     left join event e on e.org = a.org and e.seq = (select min(f.seq + 0) from event f \
     where f.org = a.org and f.version = 1 and f.change = (select i.id from inbox i \
     cross join event g where g.org = a.org and g.change = i.id and g.version = 1 \
     and coalesce(g.actor, g.change) = a.person and coalesce(g.at, g.at) >= $5 \
     and i.line = $3 and i.seq < $4 \
     and i.said = (select c.said from inbox c where c.seq = $4) order by i.seq desc limit 1))";

/// Conversations that wait for an instant which no wait of ours sets: of a clock that was ahead.
///
/// What was not tried yet waits for nothing, and nothing waits for more than a day.
pub(crate) const RIGHT_INBOX: &str = "update inbox_line set next_at = {now_ms} \
     where next_at > {now_ms} + 1000 and (attempts = 0 or next_at > {now_ms} + 86400000)";

/// The same for what goes out.
pub(crate) const RIGHT_OUTBOX: &str = "update chat_line set next_at = {now_ms} \
     where next_at > {now_ms} + 1000 and (attempts = 0 or next_at > {now_ms} + 86400000)";

// ---- bots --------------------------------------------------------------------------------------

/// Takes the lead of the bot `$1`, which is called `$2` and reached at `$3`, for as long as `$4`,
/// unless another program has it; gives the term.
pub(crate) const LEAD: &str = "insert into bot (source, name, link, epoch, lease_until) \
     values ($1, $2, $3, 1, {now_ms} + $4) on conflict (source) do update \
     set name = excluded.name, link = excluded.link, epoch = bot.epoch + 1, \
     lease_until = excluded.lease_until where coalesce(bot.lease_until, 0) \
     not between {now_ms} + 1 and {now_ms} + 120000 returning epoch";

/// Keeps the lead: `$1` bot, `$2` term, `$3` for how long.
pub(crate) const LEAD_ON: &str =
    "update bot set lease_until = {now_ms} + $3 where source = $1 and epoch = $2";

/// Gives the lead back: `$1` bot, `$2` term.
pub(crate) const LEAD_OFF: &str =
    "update bot set lease_until = null where source = $1 and epoch = $2";

/// Refuses a transaction of who does not lead the bot `$2` any more: `$1` nobody's org, `$3` term.
pub(crate) const GUARD_LEAD: &str = "insert into refusal (org, why) select $1, null \
     where not exists (select 1 from bot b where b.source = $2 and b.epoch = $3)";

/// Notes that the bot `$1` heard something.
pub(crate) const HEARD: &str = "update bot set heard_at = {now_ms} where source = $1";

/// Notes that the bot `$1` is not let in, and why: once.
pub(crate) const REFUSED: &str = "update bot set refused_at = {now_ms}, refused = $2 \
     where source = $1 and refused_at is null returning refused_at";

/// Notes that the bot `$1` is let in again.
pub(crate) const LET_IN: &str = "update bot set refused_at = null, refused = null \
     where source = $1 and refused_at is not null returning epoch";

/// All bots.
pub(crate) const BOTS: &str = "select b.source, b.name, b.link, b.lease_until, b.heard_at, \
     b.refused_at, b.refused from bot b order by b.source";

/// The bot `$1`.
pub(crate) const BOT: &str = "select b.source, b.name, b.link, b.lease_until, b.heard_at, \
     b.refused_at, b.refused from bot b where b.source = $1";

/// The bots that somebody listens for now, and where one opens a chat with each.
pub(crate) const WAYS_IN: &str = "select b.source, b.link from bot b where b.link is not null \
     and b.refused_at is null and b.lease_until > {now_ms} order by b.source";

/// In which hours, counted from the beginning of time, the bot `$1` heard something lately.
pub(crate) const HOURS_HEARD: &str =
    "select distinct i.received_at / 3600000 from inbox i where i.source = $1";

/// Who is reached through the bot `$1`: where, in which language, and what the person may do.
pub(crate) const MEMBERS: &str = "select a.home, p.lang, p.roles, p.frozen, o.roles from account a \
     join person p on p.org = a.org and p.id = a.person join org o on o.org = a.org \
     where a.source = $1 order by a.account";

/// A job for every org that is reached through the bot `$1`, once for each key: `$2` its key,
/// `$3` kind, `$4` what makes it the same, `$5` what it is about, `$6` when.
pub(crate) const TELL_ORGS: &str = "insert into job (org, id, kind, unique_key, payload, due, \
     run_at, state, epoch, attempts) select o.org, $2, $3, $4, $5, $6, $6, 'waiting', 0, 0 \
     from org o where exists (select 1 from account a where a.org = o.org and a.source = $1) \
     on conflict (org, kind, unique_key) do nothing";

/// Gives free what a program had in hand that was the only one and is gone; what a terminal has in
/// hand is its own.
pub(crate) const FREE: [&str; 4] = [
    "update inbox_line set lease_until = null where lease_until is not null \
     and not (line >= 'console/' and line < 'console0')",
    "update chat_line set lease_until = null where lease_until is not null \
     and not (source >= 'console/' and source < 'console0')",
    "update job set lease_until = null where state = 'waiting' and lease_until is not null",
    "update bot set lease_until = null where lease_until is not null",
];

/// Gives free everything that anybody has in hand: of a copy, at which nobody is at work.
pub(crate) const LET_GO: [&str; 4] = [
    "update inbox_line set lease_until = null where lease_until is not null",
    "update chat_line set lease_until = null where lease_until is not null",
    "update job set lease_until = null where state = 'waiting' and lease_until is not null",
    "update bot set lease_until = null where lease_until is not null",
];

/// For how long somebody still has jobs that are due by `$1`, or replies, in hand, or replies wait for
/// another try, in milliseconds.
pub(crate) const HELD: &str = "select max(h.until) - {now_ms} from (select j.lease_until as until \
     from job j where j.state = 'waiting' and j.run_at <= $1 \
     union all select l.lease_until from chat_line l \
     union all select l.next_at from chat_line l where l.next_at is not null) h \
     where h.until between {now_ms} + 1 and {now_ms} + 120000";

// ---- outbox ------------------------------------------------------------------------------------

/// Takes chats of the channel `$1`: `$2` how many, `$3` for how long, of those to which `$which`
/// applies.
macro_rules! claim_outgoing {
    ($which:expr) => {
        concat!(
            "update chat_line set lease_until = {now_ms} + $3, \
             epoch = epoch + 1, attempts = attempts + 1 where (org, chat) in (select l.org, l.chat \
             from chat_line l where l.source = $1 and l.next_at <= {now_ms} \
             and coalesce(l.lease_until, 0) not between {now_ms} + 1 and {now_ms} + 120000 ",
            $which,
            "order by l.next_at limit $2 {unlocked}) returning org, chat, head, epoch, attempts, \
             (select x.id from outbox x where x.seq = chat_line.head), \
             (select x.person from outbox x where x.seq = chat_line.head), \
             (select x.payload from outbox x where x.seq = chat_line.head), \
             (select x.edits from outbox x where x.seq = chat_line.head), \
             (select x.created_at from outbox x where x.seq = chat_line.head), \
             (select w.ref from outbox x join outbox w on w.org = x.org and w.id = x.edits \
             where x.seq = chat_line.head), \
             (select p.frozen from outbox x join person p on p.org = x.org and p.id = x.person \
             where x.seq = chat_line.head)"
        )
    };
}

/// Takes chats of the channel `$1`: `$2` how many, `$3` for how long.
pub(crate) const CLAIM_OUTGOING: &str = claim_outgoing!("");

/// The same for the terminal `$4`: the chats that it serves, and those in which something waits
/// that was caused there; but not while it is the turn of what another terminal caused that is
/// still there.
pub(crate) const CLAIM_AT_TERMINAL: &str = claim_outgoing!(
    "and (exists (select 1 from terminal t where t.id = $4 and t.chat = l.chat) \
     or exists (select 1 from outbox x join inbox i on i.id = x.change where x.chat = l.chat \
     and x.org = l.org and x.seq >= l.head and i.terminal = $4)) \
     and not exists (select 1 from outbox x join inbox i on i.id = x.change \
     join terminal t on t.id = i.terminal where x.seq = l.head and t.id <> $4 \
     and t.until > {now_ms}) "
);

/// The channels that have a reply waiting.
pub(crate) const SOURCES: &str = "select l.source from chat_line l \
     where l.next_at is not null group by l.source order by l.source";

/// The newest messages of the chat `$1` that went out.
pub(crate) const LAST_SENT: &str = "select x.id, x.payload, x.edits, x.created_at from outbox x where x.chat = $1 \
     and x.state = 'sent' order by x.seq desc limit 20";

/// What waits on the channel `$1`: replies, and messages of the conversations from `$2` to `$3`.
pub(crate) const WAITS: &str = "select (select count(*) from (select 1 as one from chat_line l \
     where l.source = $1 and l.next_at is not null limit 1) a) + (select count(*) from (select 1 as one from inbox_line l \
     where l.line >= $2 and l.line < $3 and l.head is not null limit 1) b)";

// ---- terminals ---------------------------------------------------------------------------------

/// Says that the terminal `$1` serves the chat `$2` for as long as `$3`.
pub(crate) const SIT: &str = "insert into terminal (id, chat, until) \
     values ($1, $2, {now_ms} + $3) \
     on conflict (id, chat) do update set until = excluded.until";

/// Forgets the terminal `$1`, and those that have been silent for `$2`.
pub(crate) const LEAVE: &str = "delete from terminal where id = $1 or until < {now_ms} - $2";

/// What waits on the channel `$1` for the terminal `$2`: replies that it caused, or that go to a
/// chat of its own and are nobody else's; messages typed there, or in a chat of its own and left
/// by a terminal that is gone.
pub(crate) const WAITS_AT_TERMINAL: &str = "select (select count(*) from (select 1 as one \
     from chat_line l where l.source = $1 and l.next_at is not null \
     and exists (select 1 from outbox x left join inbox i on i.id = x.change \
     where x.chat = l.chat and x.org = l.org and x.seq >= l.head and (i.terminal = $2 or (\
     exists (select 1 from terminal s where s.id = $2 and s.chat = l.chat) and not exists (\
     select 1 from terminal t where t.id = i.terminal and t.until > {now_ms})))) limit 1) a) \
     + (select count(*) from (select 1 as one from terminal s \
     join inbox_line l on l.line = s.chat join inbox i on i.line = l.line and i.seq >= l.head \
     where s.id = $2 and (i.terminal = $2 or not exists (select 1 from terminal t \
     where t.id = i.terminal and t.until > {now_ms})) limit 1) b)";

// ---- timers and jobs ---------------------------------------------------------------------------

/// Lets the timers be set, from `$1` on, of orgs whose people have none: those from before there
/// were any.
pub(crate) const ADOPT: &str = "insert into timer (org, kind, id, rule, at, since, step, sent, \
     rung) select o.org, 'settings', o.org, 'adopt', $1, $1, 0, 0, false from org o \
     where not exists (select 1 from timer t where t.org = o.org and t.kind = 'person') \
     on conflict (org, kind, id, rule) do nothing";

/// Timers that are due: `$1` now, `$2` how many.
pub(crate) const DUE: &str = "select t.org, t.kind, t.id, t.rule, t.at, t.person, t.since, t.sent \
     from timer t where not t.rung and t.at <= $1 order by t.at limit $2";

/// When the next timer rings and the next job is due.
pub(crate) const NEXT_RING: &str = "select (select min(t.at) from timer t where not t.rung), \
     (select min(j.run_at) from job j where j.state = 'waiting' \
     and coalesce(j.lease_until, 0) not between {now_ms} + 1 and {now_ms} + 120000)";

/// Since when what is due by `$1` waits: a timer that was set for a time before that since it was set.
pub(crate) const OVERDUE: &str = "select (select min(case when t.at > t.since then t.at \
     else coalesce(t.since, t.at) end) from timer t where not t.rung and t.at <= $1), \
     (select min(j.run_at) from job j where j.state = 'waiting' and j.run_at <= $1 \
     and coalesce(j.lease_until, 0) not between {now_ms} + 1 and {now_ms} + 120000)";

/// Takes jobs: `$1` now, `$2` how many, `$3` for how long.
pub(crate) const CLAIM_JOBS: &str = "update job set lease_until = {now_ms} + $3, \
     epoch = epoch + 1, attempts = attempts + 1 where (org, id) in (select j.org, j.id from job j \
     where j.state = 'waiting' and j.run_at <= $1 \
     and coalesce(j.lease_until, 0) not between {now_ms} + 1 and {now_ms} + 120000 \
     order by j.run_at, j.attempts limit $2 {unlocked}) \
     returning org, id, kind, payload, due, epoch, attempts";

/// Notes when a kind of job was done or a kind of timer rang: `$1` which, `$2` when.
pub(crate) const RAN: &str = "insert into last_ran (kind, at) values ($1, $2) \
     on conflict (kind) do update set at = excluded.at where excluded.at > last_ran.at";

/// The latest instant at which anything was done.
pub(crate) const LATEST_RAN: &str = "select max(r.at) from last_ran r";

/// Whether a kind `$1` was done since `$2`.
pub(crate) const RAN_LATELY: &str =
    "select count(*) from last_ran r where r.kind = $1 and r.at >= $2";

/// Nothing was done later than `$1`: now.
pub(crate) const RAN_BACK: &str = "update last_ran set at = $1 where at > $1";

/// Nothing came in later than now, by more than `$1` milliseconds.
pub(crate) const CAME_BACK: &str =
    "update inbox set received_at = {now_ms} where received_at > {now_ms} + $1";

/// Since when there is anybody here.
pub(crate) const BORN: &str = "select min(p.created_at) from person p";

/// Jobs that wait for an instant after `$1`, now, look at once whether it is their moment; those
/// that timers make of an instant that is still to come, of these kinds, are made anew.
pub(crate) fn jobs_back(kinds: &str) -> String {
    format!(
        "update job set run_at = $1, due = case when due > $1 then $1 else due end \
         where state = 'waiting' and run_at > $1 and (due <= $1 or kind not in ({kinds}))"
    )
}

/// Takes the lock of those on a server who do what is due, beside the others; tells whether it was free.
pub(crate) const WORK_BESIDE: &str = "select pg_try_advisory_lock_shared(1734, n.oid::int) \
     from pg_namespace n where n.nspname = current_schema()";

/// The same for one who has it alone.
pub(crate) const WORK_ALONE: &str = "select pg_try_advisory_lock(1734, n.oid::int) \
     from pg_namespace n where n.nspname = current_schema()";

// ---- health ------------------------------------------------------------------------------------

/// The newest step, what was put aside or given up, the newest message and the oldest that waits.
pub(crate) const HEALTH: &str = "select (select max(m.version) from _sqlx_migrations m), \
     (select count(*) from inbox i where i.parked), \
     (select count(*) from outbox x where x.state = 'dead'), \
     (select count(*) from job j where j.state = 'failed'), \
     (select count(*) from chat_line l where l.closed_at is not null), \
     (select max(i.received_at) from inbox i), \
     (select min(i.received_at) from inbox_line l join inbox i on i.seq = l.head)";

/// The channels on which replies wait: how many chats, and since when.
pub(crate) const WAITING: &str = "select l.source, count(*), min(x.created_at) from chat_line l \
     join outbox x on x.seq = l.head where l.closed_at is null group by l.source order by l.source";

// ---- for an operator ---------------------------------------------------------------------------

/// How each kind of job does: waiting, the next, given up.
pub(crate) const JOB_KINDS: &str = "select j.kind, \
     count(case when j.state = 'waiting' then 1 end), \
     min(case when j.state = 'waiting' then j.run_at end), \
     count(case when j.state = 'failed' then 1 end) from job j group by j.kind order by j.kind";

/// How many timers each rule has set, and when the next one rings.
pub(crate) const TIMER_RULES: &str = "select t.rule, count(*), min(t.at) from timer t \
     where not t.rung group by t.rule order by t.rule";

/// When each kind was last done or rang.
pub(crate) const LAST_RAN: &str = "select r.kind, r.at from last_ran r order by r.kind";

/// The newest jobs that were given up.
pub(crate) const FAILED_JOBS: &str = "select j.kind, j.due, j.error from job j \
     where j.state = 'failed' order by j.due desc limit 20";

/// The newest replies that were given up.
pub(crate) const DEAD_REPLIES: &str = "select x.seq, x.chat, x.created_at, x.error, x.payload \
     from outbox x where x.state = 'dead' order by x.seq desc limit 50";

/// The places of all replies that were given up, the oldest first.
pub(crate) const DEAD_SEQS: &str =
    "select x.seq from outbox x where x.state = 'dead' order by x.seq";

/// The chats that are closed to us, and how many replies wait for each.
pub(crate) const CLOSED_CHATS: &str = "select l.chat, l.closed_at, l.closed_why, \
     (select count(*) from outbox x where x.org = l.org and x.chat = l.chat \
     and x.seq >= l.head and x.state = 'waiting') from chat_line l \
     where l.closed_at is not null order by l.closed_at desc limit 50";

/// Puts the reply `$1` that was given up into the outbox again, under the key `$2`.
pub(crate) const RETRY_REPLY: &str = "insert into outbox (org, id, chat, source, person, payload, \
     edits, change, created_at, state, attempts) select x.org, $2, x.chat, x.source, x.person, \
     x.payload, x.edits, x.change, x.created_at, 'waiting', 0 from outbox x \
     where x.seq = $1 and x.state = 'dead'";

/// Lets the reply `$1` that was given up rest.
pub(crate) const DROP_REPLY: &str =
    "update outbox set state = 'dropped' where seq = $1 and state = 'dead'";

// ---- what is old -------------------------------------------------------------------------------

/// The oldest messages that went out, after the place `$1`: `$2` how many.
pub(crate) const SENT_AFTER: &str =
    "select x.seq, x.created_at from outbox x where x.seq > $1 order by x.seq limit $2";

/// Takes back what waits for a closed chat: places after `$1` up to `$2`, from before `$3`.
pub(crate) const OLD_PARKED: &str = "update outbox set state = 'dropped' where seq > $1 \
     and seq <= $2 and created_at < $3 and state = 'waiting' and exists (select 1 from chat_line l \
     where l.org = outbox.org and l.chat = outbox.chat and l.closed_at is not null)";

/// Forgets which of their buttons were used.
pub(crate) const OLD_PRESSES: &str = "delete from press where (org, message) in (select x.org, x.id \
     from outbox x where x.seq > $1 and x.seq <= $2 and x.created_at < $3 and x.state <> 'waiting')";

/// Forgets what they reminded of.
pub(crate) const OLD_NUDGES: &str = "delete from nudge where (org, message) in (select x.org, x.id \
     from outbox x where x.seq > $1 and x.seq <= $2 and x.created_at < $3 and x.state <> 'waiting')";

/// Takes them away.
pub(crate) const OLD_SENT: &str = "delete from outbox where seq > $1 and seq <= $2 \
     and created_at < $3 and state <> 'waiting'";

/// Takes away what is in files that are on nothing and came before `$1`.
pub(crate) const OLD_PIECES: &str = "delete from file_piece where (org, file) in \
     (select f.org, f.id from file f where f.activity is null and f.at < $1)";

/// Takes these files away.
pub(crate) const OLD_FILES: &str = "delete from file where activity is null and at < $1";

/// The oldest messages that came in, after the place `$1`: `$2` how many.
pub(crate) const CAME_AFTER: &str =
    "select i.seq, i.received_at from inbox i where i.seq > $1 order by i.seq limit $2";

/// Takes away messages that came in: places after `$1` up to `$2`, from before `$3`; those that were
/// put aside, from before `$4`. What still waits stays, and so does what a channel that was silent
/// for long may be given again.
pub(crate) const OLD_CAME: &str = "delete from inbox where seq > $1 and seq <= $2 \
     and received_at < $3 and (not parked or received_at < $4) \
     and not exists (select 1 from inbox_line l where l.line = inbox.line and l.head <= inbox.seq) \
     and not exists (select 1 from cursor c where c.source = inbox.source and c.cursor >= 0 \
     and c.at - 86400000 <= inbox.received_at)";

/// Takes away jobs that are over and were due before `$1`: `$2` how many.
pub(crate) const OLD_JOBS: &str = "delete from job where (org, id) in (select j.org, j.id from job j \
     where j.state <> 'waiting' and j.due < $1 order by j.due limit $2)";

/// Forgets invites that ended before `$1`.
pub(crate) const OLD_INVITES: &str = "delete from invite where until < $1";

// ---- everything, for a backup ------------------------------------------------------------------

/// The newest step of the schema.
pub(crate) const STEP: &str = "select max(m.version) from _sqlx_migrations m";

/// How many orgs there are.
pub(crate) const HOW_MANY_ORGS: &str = "select count(*) from org";

/// Counts the rows of a table.
pub(crate) fn count(table: &str) -> String {
    format!("select count(*) from {table}")
}

/// Rows of a table in order of its key, after the row whose key is bound.
pub(crate) fn page(table: &str, columns: &str, key: &[&str], after: bool, limit: usize) -> String {
    let key_list = key.join(", ");
    let bound = places(1, key.len());
    let after = if after { format!(" where ({key_list}) > ({bound})") } else { String::new() };
    format!("select {columns} from {table}{after} order by {key_list} limit {limit}")
}

/// Empties a table.
pub(crate) fn empty(table: &str) -> String {
    format!("delete from {table}")
}

/// Writes so many whole rows into a table.
pub(crate) fn fill(table: &str, columns: &str, width: usize, rows: usize) -> String {
    let rows = (0..rows).map(|row| format!("({})", places(row * width + 1, width)));
    let rows = rows.collect::<Vec<_>>().join(", ");
    format!("insert into {table} ({columns}) {{given}} values {rows}")
}

/// `$4, $5, $6`.
fn places(from: usize, n: usize) -> String {
    (from..from + n).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}
