-- A reply that has left a chat's line looks only at the next one, however many wait behind it.

{untrigger outbox_went}

{trigger outbox_went after update of state on outbox for each row when (new.state <> 'waiting')}
    {hold chat_line where org = new.org and chat = new.chat}
    update chat_line set
        head = (select min(x.seq) from outbox x
            where x.org = new.org and x.chat = new.chat and x.seq > new.seq),
        next_at = (select {now_ms} from outbox x
            where x.org = new.org and x.chat = new.chat and x.seq > new.seq limit 1),
        lease_until = null, attempts = 0
    where org = new.org and chat = new.chat and head = new.seq;
{end}
