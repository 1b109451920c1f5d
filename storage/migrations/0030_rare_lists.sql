-- Lists of which a person has few among many: what is looked for is found without going through the rest.
create index lead_owner_status on lead (org, owner, status, n);
create index lead_owner_source on lead (org, owner, source, n);
create index sales_order_owner_status on sales_order (org, owner, status, n);
create index deal_owner_stage on deal (org, owner, stage, outcome, n);
create index deal_close on deal (org, outcome, coalesce(closed_on, expected_close), n);
create index deal_owner_close on deal (org, owner, outcome, coalesce(closed_on, expected_close), n);
-- What is open about a record, in the order in which it is due: with the key of the record alone, a database that
-- wants the order goes through what is due for everybody.
drop index follow_up_on;
create index follow_up_on_at on follow_up (org, on_kind, on_id, due_at, n) where state = 'open';
create index follow_up_on_day on follow_up (org, on_kind, on_id, due_day, n) where state = 'open';
