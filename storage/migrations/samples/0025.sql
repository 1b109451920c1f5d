insert into last_ran (kind, at) values ('digest_monthly', {t:1795616205741});
