-- Rows as step 20 keeps them, on top of those of the steps before.

insert into bot (source, name, link, epoch, lease_until, heard_at, refused_at, refused)
    values ('telegram/77', 'Gendan_Bot', 'https://t.me/Gendan_Bot?start=', 3, null, 1795616205741, 1795616205741, '401 Unauthorized');
