-- Rows as step 18 keeps them, on top of those of the steps before.

insert into lead (org, id, n, version, withdrawn, created_at, updated_at, extra, name, company, phone, email, source, need, region, tags, owner, status, lost_reason, lost_note, customer, also, merged, apart)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d489028155ffff1}, 7, 2, true, {t:1700000000000}, {t:1700000000000}, '{}', '张三', null, null, null, null, null, null, '[]', null, 'new', null, null, null, '[]', {u:01a21310ebad77b09d488ff7fbb07c2d}, '{}');
insert into customer (org, id, n, version, withdrawn, created_at, updated_at, extra, name, aliases, level, industry, region, address, phone, email, tags, note, owner, parent, lead, also, merged, apart)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d489028155ffff2}, 7, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', '华兴电子', '[]', null, null, null, null, null, null, '[]', null, null, null, null, '["13900139000"]', null, '{"01a21310-ebad-77b0-9d48-8ffbbf7b0095":"1f00aa02"}');
