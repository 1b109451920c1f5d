-- Rows as step 22 keeps them: those of the steps before, with what came.

update customer set place = '31.230416,121.473701', place_lat = 31230416, place_lon = 121473701 where n = 7;
insert into activity (org, id, n, version, withdrawn, created_at, updated_at, extra, on_kind, on_id, customer, way, content, at, owner, valid, spot, stay, files)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d489028155ffff3}, 9, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', 'customer', {u:01a21310ebad77b09d489028155ffff2}, {u:01a21310ebad77b09d489028155ffff2}, 'visit', '见了李工', {t:1700000000000}, null, true, '31.230416,121.473701', '{"left":1700002700000,"metres":80,"accuracy":12}', '["01a21310-ebad-77b0-9d48-9028155ffff4"]');
update settings set visits = '{"radius":500}';
insert into file (org, id, activity, person, sort, name, size, album, at)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d489028155ffff4}, {u:01a21310ebad77b09d489028155ffff3}, {u:01a21310ebac7617bda8b2ef054b1443}, 'paper', '名片.txt', 3, null, {t:1700000000000});
insert into file_piece (org, file, n, content)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d489028155ffff4}, 0, 'YWJj');
