-- Terminals on one database: each keeps to what was typed there, for as long as it is there.

create table terminal (
    id {id} not null,
    chat text not null,
    until {int} not null,
    primary key (id, chat)
) {keyed};

alter table inbox add column terminal {id};
