-- Who sees only his own looks for the few deals of a customer, and not for his among all that are open.
drop index deal_customer;
create index deal_customer on deal (org, customer, outcome, owner, n);
