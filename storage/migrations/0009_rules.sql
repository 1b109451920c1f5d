-- The rules of each org, what each person has chosen, and whose reminders wait.

create table settings (
    org {id} not null,
    id {id} not null,
    n {int} not null,
    version {int} not null,
    withdrawn {bool} not null,
    created_at {time} not null,
    updated_at {time} not null,
    extra {json} not null,
    base text not null,
    week {json} not null,
    days {json} not null,
    years {json} not null,
    hours {json} not null,
    quiet {json} not null,
    nudges {json} not null,
    primary key (org, id)
) {strict};
create unique index settings_n on settings (org, n);

alter table person add column quiet {json};
alter table person add column leave {json};
alter table person add column digests {json} not null default '{}';

-- Who hears of it when the timer rings; the moment from which it is worked out; its place in the
-- series, and how many reminders there were; whether it has rung and waits for the next message.
alter table timer add column person {id};
alter table timer add column since {time};
alter table timer add column step {int} not null default 0;
alter table timer add column sent {int} not null default 0;
alter table timer add column rung {bool} not null default false;
create index timer_waits on timer (at) where not rung;
create index timer_person on timer (org, person, at) where person is not null;

-- What people were reminded of: how often today, and what came of it.
create table nudge (
    org {id} not null,
    message {id} not null,
    kind text not null,
    id {id} not null,
    rule text not null,
    person {id} not null,
    at {time} not null,
    step {int} not null,
    useless {bool} not null,
    primary key (org, message, kind, id, rule)
) {keyed};
create index nudge_person on nudge (org, person, at);
create index nudge_at on nudge (org, at);

-- What one person did last, and what happened last on a record.
create index activity_on_at on activity (org, on_kind, on_id, at);
