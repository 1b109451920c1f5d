-- Records that were merged: which one took them in, by what else that is reached, and which of
-- those that look alike are not the same.

alter table lead add column also {json} not null default '[]';
alter table lead add column merged {id};
alter table lead add column apart {json} not null default '{}';
alter table customer add column also {json} not null default '[]';
alter table customer add column merged {id};
alter table customer add column apart {json} not null default '{}';
create index lead_merged on lead (org, merged) where merged is not null;
create index customer_merged on customer (org, merged) where merged is not null;

-- What points at a record goes along with it.
create index customer_lead on customer (org, lead) where lead is not null;
create index customer_parent on customer (org, parent) where parent is not null;
create index deal_lead on deal (org, lead) where lead is not null;
create index follow_up_customer on follow_up (org, customer) where customer is not null;
create index follow_up_record on follow_up (org, on_kind, on_id);
