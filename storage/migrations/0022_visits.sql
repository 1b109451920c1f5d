-- Where customers are and where people were, how their visits went, and what was sent along.

alter table customer add column place text;
-- The same in millionths of a degree: what is near is looked for by them.
alter table customer add column place_lat {int};
alter table customer add column place_lon {int};
create index customer_place on customer (org, place_lat) where place_lat is not null;

alter table activity add column spot text;
alter table activity add column stay {json};
alter table activity add column files {json} not null default '[]';
-- What one person did last.
create index activity_owner_at on activity (org, owner, at) where stay is not null;

alter table settings add column visits {json} not null default '{"radius":300}';

-- Pictures, papers, voices: on nothing while it is asked what they are about.
create table file (
    org {id} not null,
    id {id} not null,
    activity {id},
    person {id},
    sort text not null,
    name text,
    size {int} not null,
    album text,
    at {time} not null,
    primary key (org, id)
) {strict};
create index file_activity on file (org, activity) where activity is not null;
create index file_album on file (org, album) where album is not null;
create index file_loose on file (at) where activity is null;

create table file_piece (
    org {id} not null,
    file {id} not null,
    n {int} not null,
    content text not null,
    primary key (org, file, n)
) {strict};
