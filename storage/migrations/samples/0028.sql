-- Rows as step 28 keeps them: those of the steps before, with what came.

update settings set setup = '{"lists":{"sources":[{"key":"直播","zh":"直播","en":"Livestream"}],"reasons":[],"levels":[]}}';
