-- Who else was there: contacts and colleagues, by their keys.
alter table activity add column participants {json} not null default '[]';
