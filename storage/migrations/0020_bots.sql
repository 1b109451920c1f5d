-- The bots through which we talk: who listens for each of them, how people get to it, when it last
-- heard anything, and since when its platform does not let it in.

create table bot (
    source text not null primary key,
    name text not null,
    link text,
    epoch {int} not null,
    lease_until {int},
    heard_at {int},
    refused_at {int},
    refused text
) {keyed};
