-- Who was forgotten: without any personal value, so that it can be done again on an older backup.

create table erasure (
    org {id} not null,
    -- The change that did it: shared by all that one person was known as.
    id {id} not null,
    kind text not null,
    record {id} not null,
    -- True for the record that was named.
    root {bool} not null,
    -- True when the company's own name went too.
    everything {bool} not null,
    at {time} not null,
    actor {id},
    primary key (org, id, record)
) {keyed};
create index erasure_record on erasure (org, record, at);
