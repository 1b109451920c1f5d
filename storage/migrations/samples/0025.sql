-- Rows as step 25 keeps them, on top of those of the steps before.

insert into last_ran (kind, at) values ('digest_monthly', {t:1795616205741});
