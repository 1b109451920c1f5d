-- Roles as the org's data, those who work along or stand in, and who looked at what.

-- What an org that is there already may do from now on: what the program allowed before.
alter table org add column roles {json} not null default '[{"key":"rep","zh":"销售","en":"rep","rights":["talk","look","sell","ship"],"reach":{"rest":"own"}},{"key":"manager","zh":"主管","en":"manager","rights":["talk","look","sell","price","order.confirm","ship","handover","audit"],"reach":{"rest":"subtree"}},{"key":"admin","zh":"管理员","en":"admin","rights":["talk","look","sell","price","order.confirm","ship","handover","audit","admin"],"reach":{"rest":"all"}},{"key":"finance","zh":"财务","en":"finance","rights":["talk","look"],"reach":{"rest":"all"}},{"key":"warehouse","zh":"仓库","en":"warehouse","rights":["talk","look","ship"],"reach":{"rest":"all"}},{"key":"production","zh":"生产","en":"production","rights":["talk","look"],"reach":{"rest":"all"}},{"key":"service","zh":"售后","en":"service","rights":["talk","look"],"reach":{"rest":"all"}},{"key":"marketing","zh":"市场","en":"marketing","rights":["talk","look"],"reach":{"rest":"own"}}]';

alter table customer add column helpers {json} not null default '[]';
alter table deal add column helpers {json} not null default '[]';

-- Who works along on what: derived from the lists of customers and deals.
create table helper (
    org {id} not null,
    kind text not null,
    id {id} not null,
    person {id} not null,
    primary key (org, kind, id, person)
) {keyed};
create index helper_person on helper (org, person, kind);

-- Who stands in for a person, and until when.
alter table person add column cover {id};
alter table person add column cover_until {time};
create index person_cover on person (org, cover) where cover is not null;

alter table invite add column made_by {id};
create index invite_open on invite (org, until) where used_at is null;

-- Who looked at contact data of records that are not the own.
create table look (
    org {id} not null,
    seq {serial},
    at {time} not null,
    person {id} not null,
    kind text not null,
    id {id} not null,
    change {id} not null,
    via text not null
) {strict};
create index look_at on look (org, at, seq);
create index look_person on look (org, person, at);
create index look_record on look (org, kind, id, seq);

-- The log by time, for audit; the contacts of one owner, for handing them over.
create index event_at on event (org, at, seq);
create index contact_owner on contact (org, owner, n);
