-- What the owner of a follow-up has promised somebody, to be told from what was only planned.
alter table follow_up add column promise {bool} not null default false;
create index follow_up_promised on follow_up (org, customer) where promise and state = 'open';
