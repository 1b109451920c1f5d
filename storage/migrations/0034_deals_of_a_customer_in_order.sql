-- A manager looks for the newest deals of a customer, and who sees only his own for his among them:
-- one index each, since neither may take the other's way through all that are open.
drop index deal_customer;
create index deal_customer on deal (org, customer, outcome, n);
create index deal_owner_customer on deal (org, owner, customer, outcome, n);
-- Which of those that close within some days are the newest, and whose, is told without their rows.
drop index deal_close;
create index deal_close on deal
    (org, outcome, coalesce(closed_on, expected_close), n, owner, withdrawn);
