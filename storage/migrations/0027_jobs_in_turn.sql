-- Of the jobs that are due at one moment those that have waited for others come last.

drop index job_run_at;
create index job_in_turn on job (run_at, attempts) where state = 'waiting';
