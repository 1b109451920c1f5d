-- Pipelines and lists are the org's to change: what was saved last, from which their rows follow.
alter table settings add column setup {json} not null default '{}';

-- A stage keeps its number when others come before it: deals remember how far they got by it.
alter table stage add column no {int} not null default 0;
update stage set no = pos;
-- One that was taken out stays for those who stood in it.
alter table stage add column gone {bool} not null default false;
-- Places change several at a time.
drop index stage_pos;
create index stage_pos on stage (org, pipeline, pos);
