-- A key is looked up on its rung: what others have on another rung is not in the way. What stands
-- on the rung of normal names needs no second row as a part.

drop index search_key_record;
alter table search_key rename to search_key_before;
create table search_key (
    org {id} not null,
    rung text not null,
    key text not null,
    kind text not null,
    id {id} not null,
    n {int} not null,
    label text not null,
    owner {id},
    primary key (org, rung, key, kind, id)
) {keyed};
insert into search_key (org, rung, key, kind, id, n, label, owner)
    select k.org, k.rung, k.key, k.kind, k.id, k.n, k.label, k.owner
    from search_key_before k
    where k.rung <> 'part' or not exists (
        select 1 from search_key_before b where b.org = k.org and b.key = k.key
            and b.rung = 'normal' and b.kind = k.kind and b.id = k.id
    )
    order by k.org, k.rung, k.key, k.kind, k.id;
drop table search_key_before;
create index search_key_record on search_key (org, kind, id);
