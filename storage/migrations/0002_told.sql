-- Who was told of a change: asked when it is taken back.

create index outbox_change on outbox (org, change);
