-- Rows as step 9 kept them, on top of those of the steps before.

insert into settings (org, id, n, version, withdrawn, created_at, updated_at, extra, base, week, days, years, hours, quiet, nudges)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebab71688ef2d612f9cc67ee}, 1, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', 'china', '[true,true,true,true,true,true,false]', '{"2026-03-08":{"working":false,"name":"盘点"}}', '[2027]', '{"from":"09:00:00","until":"18:00:00"}', '{"from":"20:00:00","until":"08:00:00"}', '{"days":[1,2,4,7],"most":5,"tell_after":3,"first_response":4,"order_days":3,"off":["order_waits"]}');
insert into person (org, id, n, version, withdrawn, created_at, updated_at, extra, handle, name, lang, zone, roles, team, frozen, quiet, leave, digests)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d489028155fffe7}, 4, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', 'ned', 'Ned', 'en', 'Europe/London', '["rep"]', null, false, '{"from":"19:00:00","until":"09:00:00"}', '{"from":"2026-10-01","until":"2026-10-09","cover":"01a21310-ebac-7617-bda8-b2ef054b1443"}', '{"morning":{"on":true,"rhythm":{"cron":"0 7 * * 1-5"},"only_if":true}}');
insert into timer (org, kind, id, rule, at, person, since, step, rung)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'deal', {u:01a21310ebad77b09d48900ad4cdb1b8}, 'deal_stale', {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, {t:1700000000000}, 1, true);
insert into nudge (org, message, kind, id, rule, person, at, step, useless)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d489028155fffe8}, 'deal', {u:01a21310ebad77b09d48900ad4cdb1b8}, 'deal_stale', {u:01a21310ebac7617bda8b2ef054b1443}, {t:1700000000000}, 0, false);
