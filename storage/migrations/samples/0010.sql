insert into inbox (seq, id, source, upd, line, raw, said, received_at, parked, error, terminal, message) {given}
    values (4, {u:01a21310ebad77b09d488ff5f5b0d52f}, 'console/main', 'm2', 'console/main/amy', '{"as":"amy","text":"早","edits":"m1"}', null, 1795616205742, false, null, null, 'm1');
