-- Rows as step 12 keeps them, on top of those of the steps before.

insert into look (org, seq, at, person, kind, id, change, via, n) {given}
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 2, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'customer', {u:00000000000000000000000000000000}, {u:01a21310ebad77b09d488ff4076ca701}, 'telegram/77/5', 120);
