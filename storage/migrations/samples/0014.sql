-- Rows as step 14 keeps them, on top of those of the steps before.

insert into outbox (org, seq, id, chat, source, person, payload, edits, change, created_at, state, sent_at, ref, attempts, error, told) {given}
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 9, {u:01a21310ebb070a78d24dbeca4bf48d9}, 'telegram/77/5', 'telegram/77', {u:01a21310ebac7617bda8b2ef054b1443}, '{"blocks":[{"Text":[{"secret":false,"strong":false,"text":"记下"}]}],"how":"New","kind":"say","pressers":[],"rows":[]}', null, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, 'dead', null, null, 1, 'no', true);
update chat_line set closed_at = {t:1700000000000}, closed_why = 'blocked' where chat = 'telegram/77/5';
