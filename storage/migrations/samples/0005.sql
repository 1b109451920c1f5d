-- Rows as step 5 kept them, on top of those of the steps before.

insert into helper (org, kind, id, person)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'deal', {u:01a21310ebad77b09d48900ad4cdb1b8}, {u:01a21310ebac7617bda8b2ef054b1443});
insert into look (org, seq, at, person, kind, id, change, via) {given}
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 1, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'deal', {u:01a21310ebad77b09d48900ad4cdb1b8}, {u:01a21310ebad77b09d488ff4076ca700}, 'telegram/77/5');
insert into person (org, id, n, version, withdrawn, created_at, updated_at, extra, handle, name, lang, zone, roles, team, frozen, cover, cover_until)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d489028155ffff1}, 3, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', 'max', 'Max', 'en', 'Asia/Tokyo', '["rep"]', null, false, {u:01a21310ebac7617bda8b2ef054b1443}, {t:1700000000000});
update deal set helpers = '["01a21310-ebac-7617-bda8-b2ef054b1443"]' where n = 2;
