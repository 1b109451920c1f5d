-- The lines keep themselves: what comes into the inbox or the outbox gives its line something to
-- do, and what has left a chat's line lets the next one go, in the same statement.

{trigger inbox_came after insert on inbox for each row}
    insert into inbox_line (line, head, next_at, epoch, attempts)
    values (new.line, new.seq, {now_ms}, 0, 0)
    on conflict (line) do update set head = excluded.head, next_at = excluded.next_at
    where inbox_line.head is null;
{end}

{trigger outbox_came after insert on outbox for each row}
    insert into chat_line (org, chat, source, head, next_at, epoch, attempts)
    values (new.org, new.chat, new.source, new.seq, {now_ms}, 0, 0)
    on conflict (org, chat) do update set head = excluded.head, next_at = excluded.next_at
    where chat_line.head is null;
{end}

{trigger outbox_went after update of state on outbox for each row when (new.state <> 'waiting')}
    {hold chat_line where org = new.org and chat = new.chat}
    update chat_line set
        head = (select min(x.seq) from outbox x
            where x.org = new.org and x.chat = new.chat and x.seq > new.seq),
        next_at = (select min({now_ms}) from outbox x
            where x.org = new.org and x.chat = new.chat and x.seq > new.seq),
        lease_until = null, attempts = 0
    where org = new.org and chat = new.chat and head = new.seq;
{end}
