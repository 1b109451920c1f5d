-- Rows as step 19 keeps them: those of the steps before, with what came.

update settings set entries = '{"customer":"cooperate"}';
