-- Keys are most of what a new record costs: rows of numbers take a quarter of the room.
alter table org add column no {int} not null default 0;
update org set no = (select count(*) from org o where o.org <= org.org);
create unique index org_no on org (no);
drop index search_key_record;
alter table search_key rename to search_key_before;
create table search_key (
    org_no {int} not null,
    rung {int} not null,
    key text not null,
    kind {int} not null,
    n {int} not null,
    owner_no {int},
    primary key (org_no, rung, key, kind, n)
) {keyed};
insert into search_key (org_no, rung, key, kind, n, owner_no)
    select o.no,
        case k.rung when 'taxid' then 0 when 'phone' then 1 when 'email' then 2
            when 'exact' then 3 when 'normal' then 4 when 'part' then 5 when 'pinyin' then 6
            when 'initials' then 7 when 'digits' then 8 when 'typo' then 9 else 10 end,
        k.key,
        case k.kind when 'customer' then 0 when 'contact' then 1 when 'lead' then 2
            when 'deal' then 3 when 'order' then 4 when 'product' then 5 when 'person' then 6
            when 'team' then 7 when 'activity' then 8 else 9 end,
        k.n, p.n
    from search_key_before k
    join org o on o.org = k.org
    left join person p on p.org = k.org and p.id = k.owner
    order by 1, 2, 3, 4, 5;
drop table search_key_before;
create index search_key_record on search_key (org_no, kind, n);
