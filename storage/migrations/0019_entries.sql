-- What is done about new records that somebody has already.

alter table settings add column entries {json} not null default '{}';
