-- How many records somebody took out as a file; a look at one record has no number.
alter table look add column n {int};

-- Taking records out as a file is a right of its own; those who sell have it over what they see.
update org set roles = cast(replace(cast(roles as varchar), '"sell"', '"sell","export"') as {json});
