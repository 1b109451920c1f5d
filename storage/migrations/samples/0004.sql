insert into terminal (id, chat, until)
    values ({u:01a21310ebad77b09d488ff4076ca7aa}, 'console/main/amy', 1795616205741);
insert into inbox (seq, id, source, upd, line, raw, said, received_at, parked, error, terminal) {given}
    values (3, {u:01a21310ebad77b09d488ff5f5b0d52e}, 'console/main', 'm1', 'console/main/amy', '{"as":"amy","text":"早"}', null, 1795616205741, false, null, {u:01a21310ebad77b09d488ff4076ca7aa});
