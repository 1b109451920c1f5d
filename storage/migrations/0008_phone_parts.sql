-- A phone is found by any four of its digits or more: what follows each of them is a key.

insert into search_key (org, key, rung, kind, id, n, label, owner)
    select k.org, substr(replace(k.key, '+', ''), place.i), 'digits', k.kind, k.id, k.n, k.label, k.owner
    from search_key k, (
        with recursive counted(i) as (
            select 1 union all select counted.i + 1 from counted where counted.i < 15
        )
        select counted.i from counted
    ) place
    where k.rung = 'phone' and length(replace(k.key, '+', '')) - place.i >= 3
    on conflict do nothing;
