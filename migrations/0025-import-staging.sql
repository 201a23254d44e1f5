-- Who sends roster files, what became of a file on its way, and what it would change: staged before anything is written.

-- 报送单位: what they send, and how their headings were understood, is remembered.
create table import_senders (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisations on delete restrict,
  label text not null,
  is_complete_list boolean,
  headings jsonb not null default '{}',
  added_at timestamptz not null,
  added_by bigint not null references accounts on delete restrict,
  constraint import_senders_once unique (organisation_id, label)
);

-- What kind of list a file is, is said and never guessed: null until somebody has.
alter table roster_imports add column sender_id bigint references import_senders on delete restrict;
alter table roster_imports alter column is_complete_list drop not null;
alter table roster_imports alter column is_complete_list drop default;

-- Work on a file: who asked for it and when, how far it is, how it ended. One at a time.
create table import_runs (
  id bigint generated always as identity primary key,
  import_id bigint not null references roster_imports on delete restrict,
  kind text not null,
  asked_at timestamptz not null,
  asked_by bigint not null references accounts on delete restrict,
  done int not null default 0,
  total int,
  beat_at timestamptz not null,
  ended_at timestamptz,
  outcome text,
  reason jsonb
);
create unique index import_runs_one_at_once on import_runs (import_id) where ended_at is null;
create index import_runs_import on import_runs (import_id, id);

-- How the whole file was understood, and the sums over what is staged; made anew with every reading.
create table import_readings (
  import_id bigint primary key references roster_imports on delete restrict,
  read_at timestamptz not null,
  roster_version text not null,
  digest text not null,
  sheets jsonb not null,
  counts jsonb not null,
  effects jsonb not null
);

-- One row of the file. Numbers stand here only as keyed hashes, ciphers and last four.
create table import_rows (
  import_id bigint not null references roster_imports on delete restrict,
  number int not null,
  person int not null,
  sheet text not null,
  row_number int not null,
  name text not null,
  is_refused boolean not null,
  understood jsonb not null,
  problems jsonb,
  flags jsonb,
  remarks jsonb,
  id_hash text,
  mobile_hash text,
  staff_number text,
  numbers jsonb,
  primary key (import_id, number)
);
create index import_rows_person on import_rows (import_id, person);
create index import_rows_refused on import_rows (import_id, number) where problems is not null;
create index import_rows_flagged on import_rows (import_id, number) where flags is not null or remarks is not null;

-- One person of the file, or one who is missing from a complete list: what changes, as it is shown and as it is written. Of a newcomer
-- the id is only reserved, as that of a new place is, so that an application is insertions and nothing else: no foreign key yet.
create table import_people (
  import_id bigint not null references roster_imports on delete restrict,
  number int not null,
  kind text not null,
  person_id bigint,
  unit text,
  is_held boolean not null default false,
  rows int not null,
  candidates jsonb,
  flags jsonb,
  shown jsonb,
  writes jsonb,
  primary key (import_id, number)
);
create index import_people_kind on import_people (import_id, kind, number);
create index import_people_person on import_people (import_id, person_id);
create index import_people_flagged on import_people (import_id, number) where flags is not null;

-- Units and organisations the file names and the tree does not have.
create table import_places (
  import_id bigint not null references roster_imports on delete restrict,
  number int not null,
  key text not null,
  is_unit boolean not null,
  organisation_id bigint not null,
  parent_id bigint not null,
  path ltree not null,
  shown jsonb not null,
  primary key (import_id, number)
);

-- Which facts an application opened and closed, so that it can be taken back and nothing else with it.
create table import_facts (
  import_id bigint not null references roster_imports on delete restrict,
  fact text not null,
  row_id bigint not null,
  was_opened boolean not null
);
create index import_facts_import on import_facts (import_id, fact);
create index import_facts_row on import_facts (row_id, fact);
create trigger import_facts_append_only before update or delete on import_facts for each row execute function refuse_change();

-- Numbers are kept once a person and change in place: what stood there before.
create table import_numbers (
  import_id bigint not null references roster_imports on delete restrict,
  person_id bigint not null references people on delete restrict,
  is_new boolean not null,
  id_cipher bytea,
  id_hash text,
  id_last_four text,
  mobile_cipher bytea,
  mobile_hash text,
  mobile_last_four text,
  staff_number text,
  -- What was put in their place: what has changed since is left alone.
  new_id_hash text,
  new_mobile_hash text,
  new_staff_number text,
  primary key (import_id, person_id)
);

-- 离任 above the share of a unit: a second person lets them go or keeps them.
create table import_removals (
  id bigint generated always as identity primary key,
  import_id bigint not null constraint import_removals_once unique references roster_imports on delete restrict,
  is_confirmed boolean not null,
  people int not null,
  decided_at timestamptz not null,
  decided_by bigint not null references accounts on delete restrict
);
create trigger import_removals_append_only before update or delete on import_removals for each row execute function refuse_change();

create table import_undos (
  id bigint generated always as identity primary key,
  import_id bigint not null constraint import_undos_once unique references roster_imports on delete restrict,
  undone_at timestamptz not null,
  undone_by bigint not null references accounts on delete restrict,
  reason text not null
);
create trigger import_undos_append_only before update or delete on import_undos for each row execute function refuse_change();
