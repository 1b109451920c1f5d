-- Fields of the org's own, what columns of files mean, and what stages demand.

alter table settings add column fields {json} not null default '{}';
alter table settings add column columns {json} not null default '{}';
alter table settings add column gates {json} not null default '{}';

-- What an invoice to a customer says.
alter table customer add column tax_title text;
alter table customer add column tax_id text;
alter table customer add column bank text;
alter table customer add column bank_account text;
alter table customer add column billing text;
