-- The life of a cohort beyond publication and close-out, its groups (编班编组), and arrival (报到).

-- A step a person takes, with who, when, why. Publication and close-out have tables of their own; running and closing follow from the days.
create table cohort_steps (
  id bigint generated always as identity primary key,
  cohort_id bigint not null references cohorts on delete restrict,
  kind text not null constraint cohort_steps_kind check (kind in (
    'planned', 'recalled', 'returned', 'approved', 'enrolmentOpened', 'enrolmentClosed', 'postponed', 'cancelled', 'archived')),
  reason text,
  document text,
  days int,
  at timestamptz not null,
  account_id bigint not null references accounts on delete restrict,
  constraint cohort_steps_reason check (kind not in ('returned', 'postponed', 'cancelled') or reason is not null),
  constraint cohort_steps_days check ((kind = 'postponed') = (days is not null) and days > 0)
);
create index cohort_steps_cohort on cohort_steps (cohort_id, id);
create trigger cohort_steps_append_only before update or delete on cohort_steps for each row execute function refuse_change();
create trigger cohort_steps_no_truncate before truncate on cohort_steps for each statement execute function refuse_truncate();

-- Whether nothing may be written any more: it was called off, or archived. Raises by name.
create function hold_ended(cohort bigint) returns void language plpgsql as $$
declare
  ending text;
begin
  select kind into ending from cohort_steps where cohort_id = cohort and kind in ('cancelled', 'archived') limit 1;
  if ending = 'cancelled' then
    raise exception 'cohort % is cancelled', cohort using errcode = 'check_violation', constraint = 'cohorts_cancelled';
  elsif ending = 'archived' then
    raise exception 'cohort % is archived', cohort using errcode = 'check_violation', constraint = 'cohorts_archived';
  end if;
end $$;

-- Before the row: the cohort's own row is written first, so that two steps, or a step and a mark, cannot pass each other.
create function hold_step() returns trigger language plpgsql as $$
declare
  is_closed boolean;
begin
  update cohorts set touched = touched + 1 where id = new.cohort_id;
  perform hold_ended(new.cohort_id);
  select exists (select from closings where cohort_id = new.cohort_id) into is_closed;
  if new.kind = 'archived' and not is_closed then
    raise exception 'cohort % is not closed', new.cohort_id using errcode = 'check_violation', constraint = 'cohorts_not_closed';
  elsif new.kind <> 'archived' and is_closed then
    raise exception 'cohort % is closed', new.cohort_id using errcode = 'check_violation', constraint = 'cohorts_closed';
  end if;
  if new.kind = 'cancelled' and (
    exists (select from holdings h join lessons l on l.id = h.lesson_id where l.cohort_id = new.cohort_id)
    or exists (select from marks m join lessons l on l.id = m.lesson_id where l.cohort_id = new.cohort_id)
    or exists (select from online_completions o join lessons l on l.id = o.lesson_id where l.cohort_id = new.cohort_id)) then
    raise exception 'cohort % has begun', new.cohort_id using errcode = 'check_violation', constraint = 'cohorts_begun';
  end if;
  return new;
end $$;
create trigger cohort_steps_in_order before insert on cohort_steps for each row execute function hold_step();

-- Whoever calls a cohort off gives its rooms, teachers and groups back with the same row.
create function free_bookings() returns trigger language plpgsql as $$
begin
  update bookings set is_held = false where is_held and lesson_id in (select id from lessons where cohort_id = new.cohort_id);
  return null;
end $$;
create trigger cohort_steps_free_bookings after insert on cohort_steps
  for each row when (new.kind = 'cancelled') execute function free_bookings();

-- Guards that knew the close-out know the other endings as well.
create or replace function hold_closed(cohort bigint) returns void language plpgsql as $$
begin
  update cohorts set touched = touched + 1 where id = cohort;
  if exists (select from closings where cohort_id = cohort) then
    raise exception 'cohort % is closed', cohort using errcode = 'check_violation', constraint = 'cohorts_closed';
  end if;
  perform hold_ended(cohort);
end $$;

create or replace function refuse_after_closing() returns trigger language plpgsql as $$
declare
  cohort bigint;
begin
  select cohort_id into cohort from lessons where id = new.lesson_id;
  perform hold_closed(cohort);
  return null;
end $$;

create or replace function refuse_marks_after_closing() returns trigger language plpgsql as $$
begin
  perform hold_closed(cohort_id) from (select distinct cohort_id from added order by 1) a;
  return null;
end $$;

create or replace function cohort_published() returns trigger language plpgsql as $$
begin
  perform hold_core_third(new.cohort_id);
  perform hold_ended(new.cohort_id);
  return null;
end $$;

create or replace function hold_core_third_as_held() returns trigger language plpgsql as $$
declare
  total bigint;
  core bigint;
begin
  update cohorts set touched = touched + 1 where id = new.cohort_id;
  perform hold_ended(new.cohort_id);
  if exists (select from lessons l where l.cohort_id = new.cohort_id
             and not exists (select from holdings h where h.lesson_id = l.id)) then
    raise exception 'a lesson of cohort % is neither held nor cancelled', new.cohort_id
      using errcode = 'check_violation', constraint = 'closings_all_settled';
  end if;
  if new.derogation_id is not null and exists (select from derogations where id = new.derogation_id and cohort_id = new.cohort_id) then
    return null;
  end if;
  with held as (
    select l.id, l.minutes from lessons l
    where l.cohort_id = new.cohort_id and l.counts
      and (select h.was_held from holdings h where h.lesson_id = l.id order by h.id desc limit 1))
  select coalesce(sum(minutes), 0),
         coalesce((select sum(c.minutes) from lesson_categories c join held on held.id = c.lesson_id where c.category = 'coreTheory'), 0)
    into total, core from held;
  if total = 0 or 3 * core < total then
    raise exception 'core theory was held for % of % counted minutes', core, total
      using errcode = 'check_violation', constraint = 'closings_core_third', detail = core || '/' || total;
  end if;
  return null;
end $$;

-- The last seat is given once, as before; none is given once enrolment is closed or the cohort called off. Calling it off gives them up.
create or replace function hold_capacity() returns trigger language plpgsql as $$
declare
  seats int;
  taken bigint;
begin
  update cohorts set touched = touched + 1 where id = new.cohort_id returning capacity into seats;
  if exists (select from closings where cohort_id = new.cohort_id) then
    raise exception 'cohort % is closed', new.cohort_id using errcode = 'check_violation', constraint = 'cohorts_closed';
  end if;
  if exists (select from cohort_steps where cohort_id = new.cohort_id and kind = 'cancelled' and (new.kind = 'enrolled' or new.at > at)) then
    raise exception 'cohort % is cancelled', new.cohort_id using errcode = 'check_violation', constraint = 'cohorts_cancelled';
  end if;
  if new.kind = 'enrolled' and 'enrolmentClosed' = (
    select kind from cohort_steps where cohort_id = new.cohort_id and kind in ('enrolmentOpened', 'enrolmentClosed') order by id desc limit 1) then
    raise exception 'enrolment in cohort % is closed', new.cohort_id
      using errcode = 'check_violation', constraint = 'cohorts_enrolment_closed';
  end if;
  select count(*) into taken from enrolments e where e.cohort_id = new.cohort_id
    and (select v.kind from enrolment_events v where v.enrolment_id = e.id order by v.id desc limit 1) = 'enrolled';
  if taken > seats then
    raise exception 'cohort % has % seats for % people', new.cohort_id, seats, taken
      using errcode = 'check_violation', constraint = 'cohorts_capacity', detail = taken || '/' || seats;
  end if;
  return null;
end $$;

-- What a cohort is called, when it is and whose it is stands as well.
create function hold_cohort_ended() returns trigger language plpgsql as $$
begin
  perform hold_ended(new.id);
  return new;
end $$;
create trigger cohorts_before_ending before update of organisation_id, name, kind, organiser_level, stratum, capacity, starts_on, ends_on,
  supervisor_id, venue_kind on cohorts for each row execute function hold_cohort_ended();

-- Everything else that names its cohort. What a film had already been watched goes on being kept while its lease lasts; it earns nothing.
create function refuse_after_ending() returns trigger language plpgsql as $$
begin
  perform hold_ended(new.cohort_id);
  return new;
end $$;
create trigger derogations_before_ending before insert on derogations for each row execute function refuse_after_ending();
create trigger roll_calls_before_ending before insert on roll_calls for each row execute function refuse_after_ending();
create trigger attempts_before_ending before insert on attempts for each row execute function refuse_after_ending();
create trigger watch_leases_before_ending before insert on watch_leases for each row execute function refuse_after_ending();

-- 组. What a group is called, who leads it and where it meets may change; one that is dissolved stays, for the lessons it had.
create table cohort_groups (
  id bigint generated always as identity primary key,
  cohort_id bigint not null references cohorts on delete restrict,
  name text not null,
  leader_id bigint,
  venue_id bigint references venues on delete restrict,
  place_text text,
  dissolved_at timestamptz,
  created_at timestamptz not null,
  constraint cohort_groups_in_cohort unique (id, cohort_id),
  constraint cohort_groups_leader foreign key (leader_id, cohort_id) references enrolments (id, cohort_id) on delete restrict
);
create unique index cohort_groups_once on cohort_groups (cohort_id, name) where dissolved_at is null;
create trigger cohort_groups_before_ending before insert or update on cohort_groups for each row execute function refuse_after_ending();

-- Who is in which group; the last row speaks, and without a group somebody is in none.
create table group_seats (
  id bigint generated always as identity primary key,
  cohort_id bigint not null,
  enrolment_id bigint not null,
  group_id bigint,
  recorded_at timestamptz not null,
  recorded_by bigint not null references accounts on delete restrict,
  constraint group_seats_of_enrolment foreign key (enrolment_id, cohort_id) references enrolments (id, cohort_id) on delete restrict,
  constraint group_seats_of_group foreign key (group_id, cohort_id) references cohort_groups (id, cohort_id) on delete restrict
);
create index group_seats_cohort on group_seats (cohort_id, enrolment_id, id desc);
create trigger group_seats_append_only before update or delete on group_seats for each row execute function refuse_change();
create trigger group_seats_before_ending before insert on group_seats for each row execute function refuse_after_ending();

-- A lesson books groups as well as rooms and teachers: nobody discusses in two places at once.
alter table bookings add column group_id bigint references cohort_groups on delete restrict;
alter table bookings drop constraint bookings_one_thing;
alter table bookings add constraint bookings_one_thing check (num_nonnulls(venue_id, teacher_id, group_id) = 1);
alter table bookings add constraint bookings_group_once exclude using gist (group_id with =, during with &&)
  where (is_held and group_id is not null) deferrable initially deferred;
create index bookings_group on bookings using gist (group_id, during) where (group_id is not null);

create function hold_booking() returns trigger language plpgsql as $$
declare
  cohort bigint;
begin
  select cohort_id into cohort from lessons where id = new.lesson_id;
  if new.is_held then perform hold_ended(cohort); end if;
  if new.group_id is not null and not exists (select from cohort_groups where id = new.group_id and cohort_id = cohort) then
    raise exception 'group % is not of cohort %', new.group_id, cohort
      using errcode = 'foreign_key_violation', constraint = 'bookings_group_of_cohort';
  end if;
  return new;
end $$;
create trigger bookings_before_ending before insert or update on bookings
  for each row when (new.is_held or new.group_id is not null) execute function hold_booking();

-- 报到: who came. The last row speaks; it stays.
create table arrivals (
  id bigint generated always as identity primary key,
  cohort_id bigint not null,
  enrolment_id bigint not null,
  is_there boolean not null,
  at timestamptz not null,
  recorded_by bigint not null references accounts on delete restrict,
  constraint arrivals_of_enrolment foreign key (enrolment_id, cohort_id) references enrolments (id, cohort_id) on delete restrict
);
create index arrivals_enrolment on arrivals (cohort_id, enrolment_id, id desc);
create trigger arrivals_append_only before update or delete on arrivals for each row execute function refuse_change();
create trigger arrivals_before_ending before insert on arrivals for each row execute function refuse_after_ending();

-- Lodging, travel and diet are kept for the days they are needed, and then deleted: so this is no fact with a history.
create table arrival_details (
  enrolment_id bigint primary key,
  cohort_id bigint not null,
  needs_lodging boolean,
  room text,
  bus text,
  table_no text,
  diet text,
  needs_pickup boolean,
  transport text,
  arrival_time text,
  remark text,
  changed_at timestamptz not null,
  changed_by bigint not null references accounts on delete restrict,
  constraint arrival_details_of_enrolment foreign key (enrolment_id, cohort_id) references enrolments (id, cohort_id) on delete restrict
);
create index arrival_details_cohort on arrival_details (cohort_id);
create trigger arrival_details_before_ending before insert or update on arrival_details for each row execute function refuse_after_ending();
