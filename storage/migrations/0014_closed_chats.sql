-- Chats that are closed to us: what is for them waits, and their line moves only once it is opened.
-- Replies that were given up: whether anybody is still to be told.

alter table chat_line add column closed_at {time};
alter table chat_line add column closed_why text;
alter table outbox add column told {bool} not null default false;
create index outbox_dead on outbox (org, seq) where state = 'dead';
create index job_over on job (due) where state <> 'waiting';

{untrigger outbox_came}
{untrigger outbox_went}

{trigger outbox_came after insert on outbox for each row}
    insert into chat_line (org, chat, source, head, next_at, epoch, attempts)
    values (new.org, new.chat, new.source, new.seq, {now_ms}, 0, 0)
    on conflict (org, chat) do update set head = excluded.head,
        next_at = case when chat_line.closed_at is null then excluded.next_at end
    where chat_line.head is null;
{end}

{trigger outbox_went after update of state on outbox for each row when (new.state <> 'waiting')}
    {hold chat_line where org = new.org and chat = new.chat}
    update chat_line set
        head = (select min(x.seq) from outbox x where x.org = new.org and x.chat = new.chat
            and x.seq > new.seq and x.state = 'waiting'),
        next_at = case when closed_at is null then (select {now_ms} from outbox x
            where x.org = new.org and x.chat = new.chat and x.seq > new.seq
            and x.state = 'waiting' limit 1) end,
        lease_until = null, attempts = 0
    where org = new.org and chat = new.chat and head = new.seq;
{end}
