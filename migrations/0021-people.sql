-- What else the bulletin groups people by, and people who turned out to be one.

alter table person_facts
  add column joined_month text constraint person_facts_joined_month check (joined_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  add column occupation text constraint person_facts_occupation check (
    occupation in ('worker', 'farmer', 'professional', 'manager', 'organStaff', 'student', 'other', 'retired'));

-- Two entries of one person. What could be closed passed to the one that is kept; what is only ever added is read together with it.
-- `moved` names the rows that were closed and those that took their place, for the way back.
create table person_merges (
  id bigint generated always as identity primary key,
  kept_id bigint not null references people on delete restrict,
  merged_id bigint not null references people on delete restrict,
  reason text not null,
  moved jsonb not null,
  merged_by bigint references accounts on delete restrict,
  recorded_from timestamptz not null,
  recorded_until timestamptz,
  constraint person_merges_two check (kept_id <> merged_id),
  constraint person_merges_recorded_order check (recorded_until is null or recorded_until >= recorded_from)
);
create unique index person_merges_once on person_merges (merged_id) where recorded_until is null;
create index person_merges_kept on person_merges (kept_id);
create trigger person_merges_close_once before update or delete on person_merges for each row execute function close_once();

-- Nobody is merged into somebody who is merged: what is read together with a person is one step away. Both are locked, so that two
-- mergers at once cannot make a chain either.
create function keep_merges_flat() returns trigger language plpgsql as $$
begin
  perform 1 from people where id in (new.kept_id, new.merged_id) order by id for update;
  if exists (select from person_merges m where m.recorded_until is null and m.id <> new.id
               and (m.merged_id = new.kept_id or m.kept_id = new.merged_id)) then
    raise exception 'person % or % is part of another merger', new.kept_id, new.merged_id
      using errcode = 'restrict_violation', constraint = 'person_merges_flat';
  end if;
  return new;
end $$;
create trigger person_merges_flat before insert on person_merges for each row execute function keep_merges_flat();

create table person_merge_reversals (
  id bigint generated always as identity primary key,
  merge_id bigint not null constraint person_merge_reversals_once unique references person_merges on delete restrict,
  reason text not null,
  reversed_at timestamptz not null,
  reversed_by bigint references accounts on delete restrict
);
create trigger person_merge_reversals_append_only before update or delete on person_merge_reversals
  for each row execute function refuse_change();

-- Two who look alike and are not one person: said once, not asked again.
create table person_distinctions (
  id bigint generated always as identity primary key,
  person_id bigint not null references people on delete restrict,
  other_id bigint not null references people on delete restrict,
  reason text not null,
  recorded_at timestamptz not null,
  recorded_by bigint references accounts on delete restrict,
  constraint person_distinctions_once unique (person_id, other_id),
  constraint person_distinctions_order check (person_id < other_id)
);
create trigger person_distinctions_append_only before update or delete on person_distinctions
  for each row execute function refuse_change();

-- A person and whoever turned out to be the same one: for what is only ever added, and so keeps the number it was added under.
create function same_person(wanted bigint) returns bigint[] language sql stable as $$
  select array[wanted] || array(select merged_id from person_merges where kept_id = wanted and recorded_until is null)
$$;
