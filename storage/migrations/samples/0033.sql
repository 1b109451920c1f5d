-- The keys of a record that is not there any more.
insert into key_list (org_no, kind, n, keys) values (0, 9, 999, '["03nobody"]');
