-- Rows as step 19 keeps them: those of the steps before, with what came.

update settings set entries = '{"customer":"cooperate"}';
update settings set assign = '{"made":1,"rules":[{"n":1,"region":"苏州","how":"turn","to":"01a21310-ebad-77b0-9d48-9027db7a5ae6","daily":5,"on":true}]}';
update lead set rule = 1, given_at = {t:1700000000000} where n = 7;
