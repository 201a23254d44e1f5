-- A roster file as it came, how it was understood, and what became of it.

create table roster_imports (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisations on delete restrict,
  file_name text not null,
  content bytea not null,
  mapping jsonb not null default '{}',
  is_complete_list boolean not null default false,
  effective_on date not null,
  uploaded_at timestamptz not null,
  uploaded_by bigint not null references accounts on delete restrict
);

create table roster_applications (
  id bigint generated always as identity primary key,
  import_id bigint not null constraint roster_applications_once unique references roster_imports on delete restrict,
  applied_at timestamptz not null,
  applied_by bigint not null references accounts on delete restrict,
  summary jsonb not null
);
create trigger roster_applications_append_only before update or delete on roster_applications for each row execute function refuse_change();
