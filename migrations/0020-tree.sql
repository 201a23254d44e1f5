-- The tree through time: what else is known of an organisation, what became of it and why, and local categories.

alter table organisation_facts
  add column division_code text constraint organisation_facts_division check (division_code ~ '^\d{6}(\d{3}(\d{3})?)?$'),
  add column local_category text,
  add constraint organisation_facts_type check (
    type_code in ('611', '612', '621', '631', '632', '641', '911', '921', '931', '932')),
  add constraint organisation_facts_level check (
    level in ('national', 'province', 'prefecture', 'county', 'township', 'subdistrict', 'village', 'community', 'branch', 'group')),
  add constraint organisation_facts_category check (
    unit_category in ('citySubdistrict', 'cityCommunity', 'town', 'townCommunity', 'village', 'stateControlled', 'collectiveControlled',
      'nonPublicControlled', 'publicInstitution', 'organ', 'socialOrg', 'other'));

-- 撤并村: which organisation went on as which, on what day, and why. `to_id` is null where nothing took its place.
create table organisation_successions (
  id bigint generated always as identity primary key,
  kind text not null constraint organisation_successions_kind check (kind in ('renamed', 'moved', 'merged', 'split', 'ended')),
  from_id bigint not null references organisations on delete restrict,
  to_id bigint references organisations on delete restrict,
  on_day date not null,
  reason text not null,
  recorded_at timestamptz not null,
  recorded_by bigint references accounts on delete restrict
);
create index organisation_successions_from on organisation_successions (from_id);
create index organisation_successions_to on organisation_successions (to_id);
create trigger organisation_successions_append_only before update or delete on organisation_successions
  for each row execute function refuse_change();

-- What a department calls its units, and which of the official twelve that is. A new meaning closes the old one.
create table local_categories (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisations on delete restrict,
  name text not null,
  unit_category text not null,
  field text not null,
  recorded_from timestamptz not null,
  recorded_until timestamptz
);
create unique index local_categories_once on local_categories (organisation_id, name) where recorded_until is null;
create trigger local_categories_close_once before update or delete on local_categories for each row execute function close_once();

-- Who is where, as known now: read for every list and every number of people in the tree.
create index posts_now_organisation on posts (organisation_id, person_id) where recorded_until is null;
create index memberships_now_organisation on memberships (organisation_id, person_id) where recorded_until is null;
create index memberships_now_person on memberships (person_id) where recorded_until is null;
