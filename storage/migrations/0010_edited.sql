-- A message that is edited comes again under the platform's key of it.

alter table inbox add column message text;
create index inbox_message on inbox (line, message) where message is not null;
