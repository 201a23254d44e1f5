-- Cohorts (班次), their timetables, bookings, and the one-third rule.

create table cohorts (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisations on delete restrict,
  name text not null,
  kind text not null constraint cohorts_kind check (kind in ('rotation', 'refresher', 'seminar', 'model', 'onboarding', 'training', 'onlineSpecial')),
  organiser_level text not null,
  stratum text not null,
  capacity int not null constraint cohorts_capacity_positive check (capacity > 0),
  starts_on date not null,
  ends_on date not null,
  supervisor_id bigint references accounts on delete restrict,
  created_at timestamptz not null,
  -- Written by everything that the sums of this cohort rest on, so that two writers cannot both decide on an old sum.
  touched bigint not null default 0,
  constraint cohorts_days check (ends_on >= starts_on)
);
create index cohorts_organisation on cohorts (organisation_id);

create table lessons (
  id bigint generated always as identity primary key,
  cohort_id bigint not null references cohorts on delete restrict,
  kind text not null constraint lessons_kind check (kind in (
    'classroom', 'onsite', 'online', 'discussion', 'practice', 'selfStudy', 'ceremony', 'travel', 'meal')),
  title text not null,
  course_version_id bigint references course_versions on delete restrict,
  held_on date not null,
  from_minute int not null,
  until_minute int not null,
  counts boolean not null,
  minutes int not null,
  teacher_text text,
  place_text text,
  constraint lessons_in_cohort unique (id, cohort_id),
  constraint lessons_hours check (from_minute >= 0 and until_minute <= 1440 and until_minute > from_minute),
  constraint lessons_minutes check (minutes >= 0 and minutes <= until_minute - from_minute),
  constraint lessons_uncounted check (counts or minutes = 0),
  constraint lessons_teaching_counts check (counts = (kind not in ('ceremony', 'travel', 'meal')))
);
create index lessons_cohort on lessons (cohort_id);

-- Exactly one category for every counted minute; a mixed lesson has several rows.
create table lesson_categories (
  lesson_id bigint not null references lessons on delete cascade,
  category text not null references categories on delete restrict,
  minutes int not null constraint lesson_categories_minutes check (minutes > 0),
  primary key (lesson_id, category)
);

-- Publication is the step to 已通知; it freezes nothing but the promise of the one-third rule.
create table publications (
  id bigint generated always as identity primary key,
  cohort_id bigint not null constraint publications_once unique references cohorts on delete restrict,
  published_at timestamptz not null,
  published_by bigint not null references accounts on delete restrict
);
create trigger publications_append_only before update or delete on publications for each row execute function refuse_change();

-- Who or what a lesson takes up. Only published timetables hold their bookings; drafts warn.
create table bookings (
  id bigint generated always as identity primary key,
  lesson_id bigint not null references lessons on delete cascade,
  venue_id bigint references venues on delete restrict,
  teacher_id bigint references teachers on delete restrict,
  during tsrange not null,
  is_held boolean not null,
  constraint bookings_one_thing check (num_nonnulls(venue_id, teacher_id) = 1),
  constraint bookings_venue_once exclude using gist (venue_id with =, during with &&)
    where (is_held and venue_id is not null) deferrable initially deferred,
  constraint bookings_teacher_once exclude using gist (teacher_id with =, during with &&)
    where (is_held and teacher_id is not null) deferrable initially deferred
);
create index bookings_lesson on bookings (lesson_id);
create index bookings_venue on bookings using gist (venue_id, during) where (venue_id is not null);
create index bookings_teacher on bookings using gist (teacher_id, during) where (teacher_id is not null);

-- Whether a lesson took place is a fact, and never refused. The last row speaks.
create table holdings (
  id bigint generated always as identity primary key,
  lesson_id bigint not null references lessons on delete restrict,
  was_held boolean not null,
  reason text,
  recorded_at timestamptz not null,
  recorded_by bigint not null references accounts on delete restrict,
  constraint holdings_reason check (was_held or reason is not null)
);
create index holdings_lesson on holdings (lesson_id, id desc);
create trigger holdings_append_only before update or delete on holdings for each row execute function refuse_change();

-- 破例: permits closing a short cohort, never publishing one; given by the level above.
create table derogations (
  id bigint generated always as identity primary key,
  cohort_id bigint not null constraint derogations_once unique references cohorts on delete restrict,
  reason text not null,
  document text not null,
  approved_at timestamptz not null,
  approved_by bigint not null references accounts on delete restrict
);
create trigger derogations_append_only before update or delete on derogations for each row execute function refuse_change();

create table closings (
  id bigint generated always as identity primary key,
  cohort_id bigint not null constraint closings_once unique references cohorts on delete restrict,
  derogation_id bigint references derogations on delete restrict,
  closed_at timestamptz not null,
  closed_by bigint not null references accounts on delete restrict
);
create trigger closings_append_only before update or delete on closings for each row execute function refuse_change();

-- 三分之一: at least a third of a published cohort's counted minutes is core theory, as planned; none at all is a breach.
-- The cohort's row is written first, whether published or not: under read committed the second of two editors then waits and sees the
-- first one's work, under repeatable read and serializable it fails and starts again.
create function hold_core_third(cohort bigint) returns void language plpgsql as $$
declare
  total bigint;
  core bigint;
begin
  update cohorts set touched = touched + 1 where id = cohort;
  if not exists (select from publications where cohort_id = cohort) then return; end if;
  select coalesce(sum(minutes), 0) into total from lessons where cohort_id = cohort and counts;
  select coalesce(sum(c.minutes), 0) into core
    from lesson_categories c join lessons l on l.id = c.lesson_id
    where l.cohort_id = cohort and l.counts and c.category = 'coreTheory';
  if total = 0 or 3 * core < total then
    raise exception 'core theory has % of % counted minutes', core, total
      using errcode = 'check_violation', constraint = 'cohorts_core_third', detail = core || '/' || total;
  end if;
end $$;

-- The minutes of a lesson are the sum of its minutes by category, so that no minute counts twice or in no category.
create function hold_lesson_split(lesson bigint) returns void language plpgsql as $$
declare
  planned int;
  split bigint;
begin
  select minutes into planned from lessons where id = lesson;
  if not found then return; end if;
  select coalesce(sum(minutes), 0) into split from lesson_categories where lesson_id = lesson;
  if planned <> split then
    raise exception 'lesson % has % minutes, its categories %', lesson, planned, split
      using errcode = 'check_violation', constraint = 'lessons_minutes_split';
  end if;
end $$;

create function lesson_changed() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then perform hold_core_third(old.cohort_id); end if;
  if tg_op <> 'DELETE' then
    if tg_op = 'INSERT' or new.cohort_id <> old.cohort_id then perform hold_core_third(new.cohort_id); end if;
    perform hold_lesson_split(new.id);
  end if;
  return null;
end $$;

create function lesson_category_changed() returns trigger language plpgsql as $$
declare
  cohort bigint;
begin
  if tg_op <> 'INSERT' then
    select cohort_id into cohort from lessons where id = old.lesson_id;
    if found then
      perform hold_core_third(cohort);
      perform hold_lesson_split(old.lesson_id);
    end if;
  end if;
  if tg_op <> 'DELETE' then
    select cohort_id into cohort from lessons where id = new.lesson_id;
    if found then
      perform hold_core_third(cohort);
      perform hold_lesson_split(new.lesson_id);
    end if;
  end if;
  return null;
end $$;

create function cohort_published() returns trigger language plpgsql as $$
begin
  perform hold_core_third(new.cohort_id);
  return null;
end $$;

create constraint trigger lessons_core_third after insert or update or delete on lessons
  deferrable initially deferred for each row execute function lesson_changed();
create constraint trigger lesson_categories_core_third after insert or update or delete on lesson_categories
  deferrable initially deferred for each row execute function lesson_category_changed();
create constraint trigger publications_core_third after insert on publications
  deferrable initially deferred for each row execute function cohort_published();

create function refuse_truncate() returns trigger language plpgsql as $$
begin
  raise exception '% cannot be emptied at one stroke', tg_table_name
    using errcode = 'restrict_violation', constraint = tg_table_name || '_no_truncate';
end $$;
create trigger lessons_no_truncate before truncate on lessons for each statement execute function refuse_truncate();
create trigger lesson_categories_no_truncate before truncate on lesson_categories for each statement execute function refuse_truncate();
create trigger publications_no_truncate before truncate on publications for each statement execute function refuse_truncate();
create trigger bookings_no_truncate before truncate on bookings for each statement execute function refuse_truncate();
create trigger holdings_no_truncate before truncate on holdings for each statement execute function refuse_truncate();
create trigger derogations_no_truncate before truncate on derogations for each statement execute function refuse_truncate();
create trigger closings_no_truncate before truncate on closings for each statement execute function refuse_truncate();
create trigger cohorts_no_truncate before truncate on cohorts for each statement execute function refuse_truncate();

-- As held: a cohort is closed with its third, or by derogation. After that its holdings stand.
create function hold_core_third_as_held() returns trigger language plpgsql as $$
declare
  total bigint;
  core bigint;
begin
  update cohorts set touched = touched + 1 where id = new.cohort_id;
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
create constraint trigger closings_core_third after insert on closings
  deferrable initially deferred for each row execute function hold_core_third_as_held();

create function refuse_after_closing() returns trigger language plpgsql as $$
declare
  cohort bigint;
begin
  select cohort_id into cohort from lessons where id = new.lesson_id;
  update cohorts set touched = touched + 1 where id = cohort;
  if exists (select from closings where cohort_id = cohort) then
    raise exception 'cohort % is closed', cohort using errcode = 'check_violation', constraint = 'cohorts_closed';
  end if;
  return null;
end $$;
create constraint trigger holdings_before_closing after insert on holdings
  deferrable initially deferred for each row execute function refuse_after_closing();

-- After the close-out the timetable stands: credit has been given by it. Said at once, so that one transaction may write a timetable and
-- close it; the cohort's row is written first, so that an editor and a close-out cannot pass each other.
create function hold_closed(cohort bigint) returns void language plpgsql as $$
begin
  update cohorts set touched = touched + 1 where id = cohort;
  if exists (select from closings where cohort_id = cohort) then
    raise exception 'cohort % is closed', cohort using errcode = 'check_violation', constraint = 'cohorts_closed';
  end if;
end $$;

create function lesson_changed_before_closing() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then perform hold_closed(old.cohort_id); end if;
  if tg_op <> 'DELETE' then perform hold_closed(new.cohort_id); end if;
  return null;
end $$;

create function lesson_category_changed_before_closing() returns trigger language plpgsql as $$
declare
  cohort bigint;
begin
  for cohort in select distinct cohort_id from lessons
    where (tg_op <> 'INSERT' and id = old.lesson_id) or (tg_op <> 'DELETE' and id = new.lesson_id)
  loop
    perform hold_closed(cohort);
  end loop;
  return null;
end $$;

create trigger lessons_before_closing after insert or update or delete on lessons
  for each row execute function lesson_changed_before_closing();
create trigger lesson_categories_before_closing after insert or update or delete on lesson_categories
  for each row execute function lesson_category_changed_before_closing();
