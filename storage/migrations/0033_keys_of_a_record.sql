-- The keys of a record stand in one row, so that they are found again without an index that says
-- each of them once more: writing that was nearly half of what a new record costs.
create table key_list (
    org_no {int} not null,
    kind {int} not null,
    n {int} not null,
    keys {json} not null,
    primary key (org_no, kind, n)
) {keyed};
insert into key_list (org_no, kind, n, keys)
    select k.org_no, k.kind, k.n, {array}(substr(cast(100 + k.rung as varchar), 2) || k.key)
    from search_key k
    group by k.org_no, k.kind, k.n;
drop index search_key_record;
