-- A manager's word for what an order says, and why an order was sent back to its owner.

alter table sales_order add column approval {json};
alter table sales_order add column returned text;

-- What needs a manager's word.
alter table settings add column approvals {json} not null default '{"discount":1500}';

-- What left, and with whom.
alter table sales_order add column parcels {json} not null default '[]';
