-- Leads in a status by when they were written down: those that nobody has spoken to are few among many.
create index lead_status on lead (org, status, created_at, n);
