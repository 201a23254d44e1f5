-- 合班上课: one lesson in which several cohorts sit. Each cohort keeps a lesson of its own, with its minutes, its roll and its credit; the
-- lessons taught together carry the same mark.

create table combined_lessons (
  id bigint generated always as identity primary key,
  made_at timestamptz not null,
  made_by bigint not null references accounts on delete restrict,
  -- Written by everything that changes what is taught together, so that two writers cannot both decide on what was.
  touched bigint not null default 0
);

alter table lessons
  add column combined_id bigint constraint lessons_combined references combined_lessons on delete restrict,
  -- A film is watched when it suits; nobody sits in it with others.
  add constraint lessons_combined_in_one_place check (combined_id is null or kind <> 'online');
create unique index lessons_combined_once on lessons (combined_id, cohort_id) where combined_id is not null;

-- The mark of its lesson, kept by the database whoever writes the booking.
alter table bookings add column combined_id bigint;

create function booking_marked() returns trigger language plpgsql as $$
begin
  new.combined_id := (select combined_id from lessons where id = new.lesson_id);
  return new;
end $$;
create trigger bookings_marked before insert or update of lesson_id, combined_id on bookings
  for each row execute function booking_marked();

create function bookings_to_mark() returns trigger language plpgsql as $$
begin
  update bookings set combined_id = new.combined_id where lesson_id = new.id;
  return null;
end $$;
create trigger lessons_bookings_marked after update of combined_id on lessons
  for each row when (new.combined_id is distinct from old.combined_id) execute function bookings_to_mark();

-- A room or teacher is in one place at a time; what is taught together is one place.
alter table bookings
  drop constraint bookings_venue_once,
  drop constraint bookings_teacher_once,
  add constraint bookings_venue_once
    exclude using gist (venue_id with =, during with &&, (coalesce(combined_id, -lesson_id)) with <>)
    where (is_held and venue_id is not null) deferrable initially deferred,
  add constraint bookings_teacher_once
    exclude using gist (teacher_id with =, during with &&, (coalesce(combined_id, -lesson_id)) with <>)
    where (is_held and teacher_id is not null) deferrable initially deferred;

-- What is taught together is one thing: same time, rooms, teachers, course and minutes. The mark's row is written first: under read committed
-- the second of two editors then waits and sees the first one's work, under repeatable read and serializable it fails and starts again.
create function hold_combined(combined bigint) returns void language plpgsql as $$
begin
  if combined is null then return; end if;
  update combined_lessons set touched = touched + 1 where id = combined;
  if (select count(distinct row(
        l.kind, l.title, l.held_on, l.from_minute, l.until_minute, l.teacher_text, l.place_text, l.base_id,
        (select v.course_id from course_versions v where v.id = l.course_version_id),
        array(select c.category || ' ' || c.minutes from lesson_categories c where c.lesson_id = l.id order by 1),
        array(select b.teacher_id from bookings b where b.lesson_id = l.id and b.teacher_id is not null order by 1),
        array(select b.venue_id from bookings b where b.lesson_id = l.id and b.venue_id is not null order by 1)))
      from lessons l where l.combined_id = combined) > 1 then
    raise exception 'lessons taught together as % differ', combined
      using errcode = 'check_violation', constraint = 'combined_lessons_alike';
  end if;
end $$;

create function combined_lesson_changed() returns trigger language plpgsql as $$
begin
  perform hold_combined(new.combined_id);
  return null;
end $$;
create constraint trigger lessons_alike after insert or update on lessons
  deferrable initially deferred for each row when (new.combined_id is not null) execute function combined_lesson_changed();

create function part_of_combined_changed() returns trigger language plpgsql as $$
begin
  perform hold_combined((select combined_id from lessons where id = case when tg_op = 'DELETE' then old.lesson_id else new.lesson_id end));
  return null;
end $$;
create constraint trigger bookings_alike after insert or update on bookings
  deferrable initially deferred for each row when (new.combined_id is not null) execute function part_of_combined_changed();
create constraint trigger bookings_gone_alike after delete on bookings
  deferrable initially deferred for each row when (old.combined_id is not null) execute function part_of_combined_changed();
create constraint trigger lesson_categories_alike after insert or update or delete on lesson_categories
  deferrable initially deferred for each row execute function part_of_combined_changed();

-- Every joining and leaving. It knows no lesson by foreign key: one that was taken out of the timetable is still known here. `known_as`: the
-- version of the lesson that calendars knew until then; null where it was none.
create table lesson_combinings (
  id bigint generated always as identity primary key,
  lesson_id bigint not null,
  combined_id bigint not null,
  has_joined boolean not null,
  known_as bigint
);
create index lesson_combinings_lesson on lesson_combinings (lesson_id);
create index lesson_combinings_combined on lesson_combinings (combined_id);
create trigger lesson_combinings_append_only before update or delete on lesson_combinings
  for each row execute function refuse_change();

create function lesson_combined() returns trigger language plpgsql as $$
declare
  lesson bigint := case when tg_op = 'DELETE' then old.id else new.id end;
  was bigint := case when tg_op <> 'INSERT' then old.combined_id end;
  is_now bigint := case when tg_op <> 'DELETE' then new.combined_id end;
  known bigint;
begin
  if was is not distinct from is_now then return null; end if;
  select max(number) into known from lesson_versions where lesson_id = lesson;
  if was is not null then
    insert into lesson_combinings (lesson_id, combined_id, has_joined, known_as) values (lesson, was, false, known);
  end if;
  if is_now is not null then
    insert into lesson_combinings (lesson_id, combined_id, has_joined, known_as) values (lesson, is_now, true, known);
  end if;
  return null;
end $$;
create trigger lessons_combinings after insert or update of combined_id or delete on lessons
  for each row execute function lesson_combined();

-- Nobody writes into a timetable that is not theirs: another's cohort is invited, and whoever manages it takes the lesson over or does not.
create table combined_offers (
  id bigint generated always as identity primary key,
  combined_id bigint not null references combined_lessons on delete restrict,
  cohort_id bigint not null references cohorts on delete restrict,
  offered_at timestamptz not null,
  offered_by bigint not null references accounts on delete restrict
);
create index combined_offers_cohort on combined_offers (cohort_id);
create index combined_offers_combined on combined_offers (combined_id);
create trigger combined_offers_append_only before update or delete on combined_offers for each row execute function refuse_change();

create table combined_answers (
  offer_id bigint constraint combined_answers_once primary key references combined_offers on delete restrict,
  kind text not null constraint combined_answers_kind check (kind in ('taken', 'declined', 'withdrawn')),
  answered_at timestamptz not null,
  answered_by bigint not null references accounts on delete restrict
);
create trigger combined_answers_append_only before update or delete on combined_answers for each row execute function refuse_change();
