-- Of two who press at the same instant, the second may come just after the work of the first is done: then no run is open any more, and
-- what was looked at before is no longer so. What is done once for a file is asked for once, unless it failed.
create unique index import_runs_applied_once on import_runs (import_id) where kind = 'applying' and (ended_at is null or outcome = 'finished');
create unique index import_runs_undone_once on import_runs (import_id) where kind = 'undoing' and (ended_at is null or outcome = 'finished');
