-- What reports look for: when deals were opened and leads written down, what people did when, what
-- is overdue, and the last valid activity on a record.

create index deal_opened on deal (org, opened_on) where opened_on is not null;
create index deal_created on deal (org, created_at) where opened_on is null;
create index lead_created on lead (org, created_at);
create index activity_at on activity (org, at);
create index activity_valid on activity (org, on_kind, on_id, at) where valid and not withdrawn;
create index follow_up_at on follow_up (org, due_at) where state = 'open';
create index follow_up_day on follow_up (org, due_day) where state = 'open';
