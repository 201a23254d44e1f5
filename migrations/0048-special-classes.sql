-- 网络专题班: lessons that are open over a window of days instead of an hour, electives (必修/选修), and lessons that require another.

-- `held_on` is the day a window opens, `closes_on` the last day it is open. It has no hour: its row spans the whole day, and nobody reads it.
alter table lessons
  add column closes_on date,
  add column is_elective boolean not null default false,
  add constraint lessons_window check (
    closes_on is null or (kind = 'online' and closes_on >= held_on and from_minute = 0 and until_minute = 1440)),
  -- 选修 is watched by whoever chose it: only of an online lesson is known, without a roll, who that was.
  add constraint lessons_elective check (not is_elective or kind = 'online');

-- How many minutes of electives each learner has to choose and complete.
alter table cohorts
  add column elective_minutes int not null default 0 constraint cohorts_elective_minutes check (elective_minutes >= 0);

-- What of it a learner had completed when the cohort was closed.
alter table completions
  add column elective_minutes int not null default 0 constraint completions_elective_minutes check (elective_minutes >= 0);

-- A kept timetable knows windows and electives; the last day is counted like the first.
alter table timetable_template_lessons
  add column closes_day int,
  add column is_elective boolean not null default false,
  add constraint timetable_template_lessons_window check (closes_day >= day);

-- A window takes up no room, no teacher and no group.
create function hold_window() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'lessons' then
    if not exists (select from bookings where lesson_id = new.id) then return new; end if;
  elsif not exists (select from lessons where id = new.lesson_id and closes_on is not null) then
    return new;
  end if;
  raise exception 'a lesson over a window takes up nothing' using errcode = 'check_violation', constraint = 'lessons_window_books';
end $$;
create trigger bookings_of_window before insert or update on bookings for each row execute function hold_window();
create trigger lessons_window_books before update of closes_on on lessons
  for each row when (new.closes_on is not null) execute function hold_window();

-- The fewest minutes of a menu that reach what must be chosen; null when all of it does not. No learner gets through with less.
create function least_chosen(demanded int, menu int[]) returns int language plpgsql immutable as $$
declare
  below int[] := array[0];
  reached int;
  one int;
begin
  if demanded <= 0 then return 0; end if;
  foreach one in array coalesce(menu, '{}') loop
    reached := least(reached, (select min(s + one) from unnest(below) s where s + one >= demanded));
    below := array(select s from unnest(below) s union select s + one from unnest(below) s where s + one < demanded);
  end loop;
  return reached;
end $$;

-- What every learner of a cohort has to choose, in minutes, by its menu as it stands; null when the menu holds too little.
create function cohort_chosen(cohort bigint) returns int language sql stable as $$
  select least_chosen(c.elective_minutes, array(
    select l.minutes from lessons l where l.cohort_id = c.id and l.is_elective and l.minutes > 0 order by l.id))
  from cohorts c where c.id = cohort
$$;

-- 三分之一, as before, of the time that every learner has: what is required, and as much as has to be chosen, none of which is taken for core
-- theory. A menu from which nobody can choose enough is no menu.
create or replace function hold_core_third(cohort bigint) returns void language plpgsql as $$
declare
  total bigint;
  core bigint;
  chosen int;
begin
  update cohorts set touched = touched + 1 where id = cohort;
  if not exists (select from publications where cohort_id = cohort) then return; end if;
  chosen := cohort_chosen(cohort);
  if chosen is null then
    raise exception 'the electives of cohort % are fewer than have to be chosen', cohort
      using errcode = 'check_violation', constraint = 'cohorts_menu';
  end if;
  select coalesce(sum(minutes), 0) + chosen into total from lessons where cohort_id = cohort and counts and not is_elective;
  select coalesce(sum(c.minutes), 0) into core
    from lesson_categories c join lessons l on l.id = c.lesson_id
    where l.cohort_id = cohort and l.counts and not l.is_elective and c.category = 'coreTheory';
  if total = 0 or 3 * core < total then
    raise exception 'core theory has % of % counted minutes', core, total
      using errcode = 'check_violation', constraint = 'cohorts_core_third', detail = core || '/' || total;
  end if;
end $$;

create function elective_minutes_changed() returns trigger language plpgsql as $$
begin
  perform hold_closed(new.id);
  perform hold_core_third(new.id);
  return null;
end $$;
create constraint trigger cohorts_elective_third after update of elective_minutes on cohorts
  deferrable initially deferred for each row when (old.elective_minutes <> new.elective_minutes) execute function elective_minutes_changed();

-- As held, the same. Online lessons settle by themselves, so the menu that was published is the menu that was held.
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
    where l.cohort_id = new.cohort_id and l.counts and not l.is_elective
      and (select h.was_held from holdings h where h.lesson_id = l.id order by h.id desc limit 1))
  select coalesce(sum(minutes), 0) + coalesce(cohort_chosen(new.cohort_id), (select elective_minutes from cohorts where id = new.cohort_id)),
         coalesce((select sum(c.minutes) from lesson_categories c join held on held.id = c.lesson_id where c.category = 'coreTheory'), 0)
    into total, core from held;
  if total = 0 or 3 * core < total then
    raise exception 'core theory was held for % of % counted minutes', core, total
      using errcode = 'check_violation', constraint = 'closings_core_third', detail = core || '/' || total;
  end if;
  return null;
end $$;

-- 先修: the first lesson may be begun when the second is completed. A lesson that others require is not removed: they would be open at once.
create table lesson_prerequisites (
  lesson_id bigint not null,
  requires_id bigint not null,
  cohort_id bigint not null,
  primary key (lesson_id, requires_id),
  constraint lesson_prerequisites_of_lesson foreign key (lesson_id, cohort_id) references lessons (id, cohort_id) on delete cascade,
  constraint lesson_prerequisites_required foreign key (requires_id, cohort_id) references lessons (id, cohort_id)
);
create index lesson_prerequisites_requires on lesson_prerequisites (requires_id);
create index lesson_prerequisites_cohort on lesson_prerequisites (cohort_id);

-- Nothing goes round in a circle; only an online lesson is begun by a learner; what must be attended does not wait for what may be left out;
-- and what is waited for can be completed at all. The cohort's row is written first, so that two editors cannot each close half a circle.
create function hold_prerequisites(cohort bigint) returns void language plpgsql as $$
begin
  perform hold_closed(cohort);
  if exists (
    with recursive way as (
      select lesson_id, requires_id from lesson_prerequisites where cohort_id = cohort
      union
      select w.lesson_id, p.requires_id from way w join lesson_prerequisites p on p.lesson_id = w.requires_id)
    select from way where lesson_id = requires_id) then
    raise exception 'lessons of cohort % require each other', cohort
      using errcode = 'check_violation', constraint = 'lesson_prerequisites_circle';
  end if;
  if exists (
    select from lesson_prerequisites p join lessons l on l.id = p.lesson_id join lessons r on r.id = p.requires_id
    where p.cohort_id = cohort and (l.kind <> 'online' or not r.counts or (r.is_elective and not l.is_elective))) then
    raise exception 'a lesson of cohort % cannot require that', cohort
      using errcode = 'check_violation', constraint = 'lesson_prerequisites_fit';
  end if;
end $$;

create function prerequisites_changed() returns trigger language plpgsql as $$
begin
  perform hold_prerequisites(new.cohort_id);
  return null;
end $$;
create constraint trigger lesson_prerequisites_hold after insert or update on lesson_prerequisites
  deferrable initially deferred for each row execute function prerequisites_changed();
create constraint trigger lessons_prerequisites_hold after update of kind, counts, is_elective on lessons
  deferrable initially deferred for each row
  when ((old.kind, old.counts, old.is_elective) is distinct from (new.kind, new.counts, new.is_elective)) execute function prerequisites_changed();

-- Whether somebody has completed a lesson: watched to its end, or, where a roll is called, present at it.
create function lesson_completed(enrolment bigint, lesson bigint) returns boolean language sql stable as $$
  select exists (select from online_completions where enrolment_id = enrolment and lesson_id = lesson)
    or coalesce((select status in ('present', 'late') from marks where enrolment_id = enrolment and lesson_id = lesson order by id desc limit 1), false)
$$;

-- What a learner chooses from the menu; the last row of an enrolment and a lesson speaks.
create table elective_choices (
  id bigint generated always as identity primary key,
  cohort_id bigint not null,
  enrolment_id bigint not null,
  lesson_id bigint not null,
  is_chosen boolean not null,
  chosen_at timestamptz not null,
  account_id bigint not null references accounts on delete restrict,
  constraint elective_choices_of_enrolment foreign key (enrolment_id, cohort_id) references enrolments (id, cohort_id) on delete restrict,
  constraint elective_choices_of_lesson foreign key (lesson_id, cohort_id) references lessons (id, cohort_id) on delete restrict
);
create index elective_choices_enrolment on elective_choices (enrolment_id, lesson_id, id desc);
create index elective_choices_lesson on elective_choices (lesson_id);
create trigger elective_choices_append_only before update or delete on elective_choices for each row execute function refuse_change();

-- Only electives are chosen, and what was begun stays chosen. The enrolment is held, so that nobody begins what is being given up.
create function hold_choice() returns trigger language plpgsql as $$
begin
  perform hold_closed(new.cohort_id);
  perform from enrolments where id = new.enrolment_id for no key update;
  if new.is_chosen and not exists (select from lessons where id = new.lesson_id and is_elective) then
    raise exception 'lesson % is no elective', new.lesson_id
      using errcode = 'check_violation', constraint = 'elective_choices_elective';
  end if;
  if not new.is_chosen and (
    exists (select from watch_leases where enrolment_id = new.enrolment_id and lesson_id = new.lesson_id)
    or exists (select from attempts where enrolment_id = new.enrolment_id and lesson_id = new.lesson_id)) then
    raise exception 'enrolment % has begun lesson %', new.enrolment_id, new.lesson_id
      using errcode = 'check_violation', constraint = 'elective_choices_begun';
  end if;
  return new;
end $$;
create trigger elective_choices_hold before insert on elective_choices for each row execute function hold_choice();

-- A film or a quiz is begun within the window of its lesson, an elective by whoever chose it, and a lesson that requires others after those.
create function hold_beginning() returns trigger language plpgsql as $$
declare
  lesson lessons;
  today date := (new.started_at at time zone 'Asia/Shanghai')::date;
begin
  select * into lesson from lessons where id = new.lesson_id;
  if today < lesson.held_on and lesson.closes_on is not null or today > lesson.closes_on then
    raise exception 'lesson % is open from % to %', lesson.id, lesson.held_on, lesson.closes_on
      using errcode = 'check_violation', constraint = 'lessons_window_shut';
  end if;
  if lesson.is_elective then
    perform from enrolments where id = new.enrolment_id for no key update;
    if not coalesce((select is_chosen from elective_choices
                     where enrolment_id = new.enrolment_id and lesson_id = lesson.id order by id desc limit 1), false) then
      raise exception 'enrolment % has not chosen lesson %', new.enrolment_id, lesson.id
        using errcode = 'check_violation', constraint = 'lessons_not_chosen';
    end if;
  end if;
  if exists (select from lesson_prerequisites where lesson_id = lesson.id and not lesson_completed(new.enrolment_id, requires_id)) then
    raise exception 'enrolment % has not completed what lesson % requires', new.enrolment_id, lesson.id
      using errcode = 'check_violation', constraint = 'lessons_out_of_order';
  end if;
  return new;
end $$;
create trigger watch_leases_in_order before insert on watch_leases for each row execute function hold_beginning();
create trigger attempts_in_order before insert on attempts for each row execute function hold_beginning();

-- A lesson that somebody has begun to watch also stays what it was, required or elective.
create or replace function hold_watched_lesson() returns trigger language plpgsql as $$
begin
  if (new.kind, new.course_version_id, new.cohort_id, new.is_elective)
       is distinct from (old.kind, old.course_version_id, old.cohort_id, old.is_elective)
     and exists (select from watch_leases where lesson_id = old.id) then
    raise exception 'lesson % is being watched', old.id using errcode = 'check_violation', constraint = 'lessons_watched';
  end if;
  return new;
end $$;

-- What a published timetable says of a lesson now includes how long it is open, and whether it has to be chosen.
alter table lesson_versions add column closes_on date, add column is_elective boolean not null default false;

create or replace function lesson_as_version(lesson bigint) returns lesson_versions language sql stable as $$
  select row(
    null::bigint, l.id, l.cohort_id, 0::bigint,
    case when exists (select from cohort_steps s where s.cohort_id = l.cohort_id and s.kind = 'cancelled') then 'calledOff'
         when (select h.was_held from holdings h where h.lesson_id = l.id order by h.id desc limit 1) = false then 'fellOut'
         else 'planned' end,
    l.title, l.held_on, l.from_minute, l.until_minute,
    array(select b.teacher_id from bookings b where b.lesson_id = l.id and b.teacher_id is not null order by 1), l.teacher_text,
    array(select b.venue_id from bookings b where b.lesson_id = l.id and b.venue_id is not null order by 1), l.place_text,
    array(select b.group_id from bookings b where b.lesson_id = l.id and b.group_id is not null order by 1),
    l.base_id, l.gather_minute, l.gather_place, null::timestamptz, l.closes_on, l.is_elective)::lesson_versions
  from lessons l where l.id = lesson and exists (select from publications p where p.cohort_id = l.cohort_id)
$$;

create or replace function record_lesson(lesson bigint) returns void language plpgsql as $$
declare
  before lesson_versions;
  after lesson_versions;
begin
  -- A draft is nobody's business.
  if not exists (select from lessons l join publications p on p.cohort_id = l.cohort_id where l.id = lesson)
    and not exists (select from lesson_versions v where v.lesson_id = lesson) then return; end if;
  perform from cohorts where id = coalesce(
    (select l.cohort_id from lessons l where l.id = lesson),
    (select v.cohort_id from lesson_versions v where v.lesson_id = lesson limit 1)) for no key update;
  select * into before from lesson_versions where lesson_id = lesson order by number desc limit 1;
  select * into after from lesson_as_version(lesson);
  if after.lesson_id is null then
    if before.lesson_id is null or before.standing = 'removed' then return; end if;
    after := before;
    after.standing := 'removed';
  end if;
  after.id := before.id;
  after.number := before.number;
  after.at := before.at;
  if after is not distinct from before then return; end if;
  insert into lesson_versions (lesson_id, cohort_id, number, standing, title, held_on, from_minute, until_minute, teacher_ids, teacher_text,
    venue_ids, place_text, group_ids, base_id, gather_minute, gather_place, at, closes_on, is_elective)
  values (after.lesson_id, after.cohort_id, coalesce(before.number + 1, 0), after.standing, after.title, after.held_on, after.from_minute,
    after.until_minute, after.teacher_ids, after.teacher_text, after.venue_ids, after.place_text, after.group_ids, after.base_id,
    after.gather_minute, after.gather_place, coalesce(nullif(current_setting('lunxun.now', true), '')::timestamptz, now()), after.closes_on,
    after.is_elective);
end $$;
