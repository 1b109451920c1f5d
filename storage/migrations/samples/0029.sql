-- Rows as step 29 keeps them: those of the steps before, with what came.

insert into search_key (org_no, rung, key, kind, n, owner_no)
    values ((select max(o.no) from org o), 10, '华', 0, 2, null);
