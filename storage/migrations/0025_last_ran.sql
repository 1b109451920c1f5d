-- When each kind of job was last done and each kind of timer last rang: their rows go, that stays.

create table last_ran (
    kind text not null primary key,
    at {time} not null
) {keyed};

insert into last_ran (kind, at)
    select j.kind, max(j.due) from job j where j.state = 'done' group by j.kind;
