-- Prices for customers of a level and from a quantity on.

alter table product add column prices {json} not null default '[]';

-- How much a customer may owe, in minor units of the org's currency.
alter table customer add column credit {int};
