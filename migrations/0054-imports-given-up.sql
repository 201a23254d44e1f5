-- A file that nobody wants to apply any more is given up: it stays in the list with who did so and when, what was staged of it goes.
create table import_abandonments (
  id bigint generated always as identity primary key,
  import_id bigint not null constraint import_abandonments_once unique references roster_imports on delete restrict,
  abandoned_at timestamptz not null,
  abandoned_by bigint not null references accounts on delete restrict
);
create trigger import_abandonments_append_only before update or delete on import_abandonments for each row execute function refuse_change();
