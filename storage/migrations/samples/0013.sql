-- Rows as step 13 keeps them, on top of those of the steps before.

insert into follow_up (org, id, n, version, withdrawn, created_at, updated_at, extra, on_kind, on_id, customer, what, way, due_at, due_day, owner, state, ended_at, promise)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebb271e888e5c4b553147532}, 4, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', 'lead', {u:01a21310ebad77b09d489017a04c8479}, null, '发报价', null, null, '2026-02-06', {u:01a21310ebac7617bda8b2ef054b1443}, 'open', null, true);
