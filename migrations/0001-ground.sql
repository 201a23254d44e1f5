-- What every table stands on: extensions, and the two promises about rows that must not change.

create extension if not exists btree_gist;
create extension if not exists ltree;
create extension if not exists pg_trgm;

-- Append-only tables: corrections are new rows.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or removed', tg_table_name
    using errcode = 'restrict_violation', constraint = tg_table_name || '_append_only';
end $$;

-- A fact with both times: only recorded_until may change, once, from null. Everything else is a new row.
create function close_once() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE'
     and old.recorded_until is null and new.recorded_until is not null
     and to_jsonb(old) - 'recorded_until' = to_jsonb(new) - 'recorded_until' then
    return new;
  end if;
  raise exception 'a fact in % is corrected by closing it and adding a row', tg_table_name
    using errcode = 'restrict_violation', constraint = tg_table_name || '_close_once';
end $$;

create table audit_lines (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  account_id bigint,
  act text not null,
  organisation_id bigint,
  details jsonb not null default '{}'
);
create index audit_lines_at on audit_lines (at);
create trigger audit_lines_append_only before update or delete on audit_lines for each row execute function refuse_change();
