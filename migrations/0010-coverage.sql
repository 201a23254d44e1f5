-- 应训状态 as dated stretches, future changes included: a day's figure is the stretches that contain the day.

create table standings (
  id bigint generated always as identity primary key,
  person_id bigint not null references people on delete restrict,
  requirement text not null,
  period int not null,
  organisation_id bigint not null references organisations on delete restrict,
  stratum text not null,
  state text not null constraint standings_state check (state in ('covered', 'outstanding', 'notYetDue', 'exempt', 'left')),
  is_flagged boolean not null,
  version_id bigint not null references policy_versions on delete restrict,
  valid_from date not null,
  valid_until date not null,
  recorded_from timestamptz not null,
  recorded_until timestamptz,
  constraint standings_order check (valid_until > valid_from),
  constraint standings_recorded_order check (recorded_until is null or recorded_until >= recorded_from),
  constraint standings_once exclude using gist (
    person_id with =, requirement with =, period with =,
    daterange(valid_from, valid_until) with &&, tstzrange(recorded_from, recorded_until) with &&)
);
create index standings_now on standings (requirement, period, organisation_id) where (recorded_until is null);
create index standings_person on standings (person_id, requirement, period);
create trigger standings_close_once before update or delete on standings for each row execute function close_once();
