-- What happened is read in the order in which it happened, not in that in which it was written down.

drop index activity_on;
drop index activity_customer;
create index activity_customer on activity (org, customer, at) where customer is not null;
