-- What is done about new records that somebody has already, who gets a lead of nobody, and by which
-- rule a lead was given to whom it belongs.

alter table settings add column entries {json} not null default '{}';
alter table settings add column assign {json} not null default '{}';
alter table lead add column rule {int};
alter table lead add column given_at {time};
create index lead_given on lead (org, owner, given_at) where given_at is not null;
