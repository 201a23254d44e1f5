-- What a published timetable says, version by version; what people are told of it; and the addresses under which calendars fetch it.

-- One row whenever a published lesson is other than it was: its time, place, name, teachers or groups, whether it takes place. The number is
-- the SEQUENCE of calendars. It knows no lesson by foreign key: one that was taken out of the timetable is still known here, as removed.
create table lesson_versions (
  id bigint generated always as identity primary key,
  lesson_id bigint not null,
  cohort_id bigint not null references cohorts on delete restrict,
  number bigint not null,
  standing text not null constraint lesson_versions_standing check (standing in ('planned', 'fellOut', 'calledOff', 'removed')),
  title text not null,
  held_on date not null,
  from_minute int not null,
  until_minute int not null,
  teacher_ids bigint[] not null,
  teacher_text text,
  venue_ids bigint[] not null,
  place_text text,
  group_ids bigint[] not null,
  base_id bigint,
  gather_minute int,
  gather_place text,
  at timestamptz not null,
  constraint lesson_versions_once unique (lesson_id, number)
);
create index lesson_versions_cohort on lesson_versions (cohort_id, id);
create index lesson_versions_teachers on lesson_versions using gin (teacher_ids);
create index lesson_versions_venues on lesson_versions using gin (venue_ids);
create trigger lesson_versions_append_only before update or delete on lesson_versions for each row execute function refuse_change();
create trigger lesson_versions_no_truncate before truncate on lesson_versions for each statement execute function refuse_truncate();

-- How a lesson stands now, as the version it would be.
create function lesson_as_version(lesson bigint) returns lesson_versions language sql stable as $$
  select row(
    null::bigint, l.id, l.cohort_id, 0::bigint,
    case when exists (select from cohort_steps s where s.cohort_id = l.cohort_id and s.kind = 'cancelled') then 'calledOff'
         when (select h.was_held from holdings h where h.lesson_id = l.id order by h.id desc limit 1) = false then 'fellOut'
         else 'planned' end,
    l.title, l.held_on, l.from_minute, l.until_minute,
    array(select b.teacher_id from bookings b where b.lesson_id = l.id and b.teacher_id is not null order by 1), l.teacher_text,
    array(select b.venue_id from bookings b where b.lesson_id = l.id and b.venue_id is not null order by 1), l.place_text,
    array(select b.group_id from bookings b where b.lesson_id = l.id and b.group_id is not null order by 1),
    l.base_id, l.gather_minute, l.gather_place, null::timestamptz)::lesson_versions
  from lessons l where l.id = lesson and exists (select from publications p where p.cohort_id = l.cohort_id)
$$;

-- Writes the next version if there is a difference. The cohort's row is taken first, so that two writers count one after the other. Whoever
-- acts on another clock than this machine's says so in lunxun.now.
create function record_lesson(lesson bigint) returns void language plpgsql as $$
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
    venue_ids, place_text, group_ids, base_id, gather_minute, gather_place, at)
  values (after.lesson_id, after.cohort_id, coalesce(before.number + 1, 0), after.standing, after.title, after.held_on, after.from_minute,
    after.until_minute, after.teacher_ids, after.teacher_text, after.venue_ids, after.place_text, after.group_ids, after.base_id,
    after.gather_minute, after.gather_place, coalesce(nullif(current_setting('lunxun.now', true), '')::timestamptz, now()));
end $$;

create function lesson_to_record() returns trigger language plpgsql as $$
begin
  perform record_lesson(case when tg_op = 'DELETE' then old.id else new.id end);
  return null;
end $$;

create function lesson_of_row_to_record() returns trigger language plpgsql as $$
begin
  perform record_lesson(case when tg_op = 'DELETE' then old.lesson_id else new.lesson_id end);
  return null;
end $$;

create function lessons_of_cohort_to_record() returns trigger language plpgsql as $$
begin
  perform record_lesson(l.id) from lessons l where l.cohort_id = new.cohort_id;
  return null;
end $$;

-- At the end of the transaction, when a lesson and all that hangs on it are written.
create constraint trigger lessons_recorded after insert or update or delete on lessons
  deferrable initially deferred for each row execute function lesson_to_record();
create constraint trigger bookings_recorded after insert or update of lesson_id, teacher_id, venue_id, group_id or delete on bookings
  deferrable initially deferred for each row execute function lesson_of_row_to_record();
create constraint trigger holdings_recorded after insert on holdings
  deferrable initially deferred for each row execute function lesson_of_row_to_record();
create constraint trigger publications_recorded after insert on publications
  deferrable initially deferred for each row execute function lessons_of_cohort_to_record();
create constraint trigger cohort_steps_recorded after insert on cohort_steps
  deferrable initially deferred for each row when (new.kind = 'cancelled') execute function lessons_of_cohort_to_record();

-- Timetables that were published before: calendars that were fetched counted on by how often the cohort had been touched.
insert into lesson_versions (lesson_id, cohort_id, number, standing, title, held_on, from_minute, until_minute, teacher_ids, teacher_text,
  venue_ids, place_text, group_ids, base_id, gather_minute, gather_place, at)
select v.lesson_id, v.cohort_id, c.touched + 1, v.standing, v.title, v.held_on, v.from_minute, v.until_minute, v.teacher_ids, v.teacher_text,
  v.venue_ids, v.place_text, v.group_ids, v.base_id, v.gather_minute, v.gather_place, p.published_at
from publications p join cohorts c on c.id = p.cohort_id join lessons l on l.cohort_id = c.id
cross join lateral lesson_as_version(l.id) v order by l.id;

-- The inbox. Sentences in both languages, and for whom: a person, whoever signs in for them, or an account that is nobody of the roster.
create table messages (
  id bigint generated always as identity primary key,
  kind text not null constraint messages_kind check (kind in ('timetablePublished', 'timetableChanged')),
  -- What it is about; what follows shortly on the same, unread, replaces it.
  cohort_id bigint not null references cohorts on delete restrict,
  title_zh text not null,
  title_en text not null,
  lines jsonb not null,
  -- The last version of the timetable that was known before: what is told is the difference to it.
  since bigint not null,
  sent_at timestamptz not null
);
create index messages_cohort on messages (cohort_id, id desc);
create trigger messages_append_only before update or delete on messages for each row execute function refuse_change();

create table message_recipients (
  message_id bigint not null references messages on delete restrict,
  person_id bigint references people on delete restrict,
  account_id bigint references accounts on delete restrict,
  constraint message_recipients_one check (num_nonnulls(person_id, account_id) = 1)
);
create unique index message_recipients_person on message_recipients (person_id, message_id) where person_id is not null;
create unique index message_recipients_account on message_recipients (account_id, message_id) where account_id is not null;
create index message_recipients_message on message_recipients (message_id);
create trigger message_recipients_append_only before update or delete on message_recipients for each row execute function refuse_change();

create table message_readings (
  message_id bigint not null references messages on delete restrict,
  account_id bigint not null references accounts on delete restrict,
  read_at timestamptz not null,
  primary key (message_id, account_id)
);
create trigger message_readings_append_only before update or delete on message_readings for each row execute function refuse_change();

-- A message that is shown no longer, because what followed says all of it, or took all of it back.
create table message_replacements (
  message_id bigint primary key references messages on delete restrict,
  replaced_at timestamptz not null
);
create trigger message_replacements_append_only before update or delete on message_replacements for each row execute function refuse_change();

-- Addresses of calendars. The address is the key, so only its hash is kept.
create table feeds (
  id bigint generated always as identity primary key,
  token_hash text not null constraint feeds_token unique,
  cohort_id bigint references cohorts on delete restrict,
  teacher_id bigint constraint feeds_of_teacher references teachers on delete restrict,
  venue_id bigint constraint feeds_of_venue references venues on delete restrict,
  person_id bigint references people on delete restrict,
  made_at timestamptz not null,
  made_by bigint not null references accounts on delete restrict,
  constraint feeds_of_one check (num_nonnulls(cohort_id, teacher_id, venue_id, person_id) = 1)
);
create index feeds_cohort on feeds (cohort_id) where cohort_id is not null;
create index feeds_teacher on feeds (teacher_id) where teacher_id is not null;
create index feeds_venue on feeds (venue_id) where venue_id is not null;
create index feeds_person on feeds (person_id) where person_id is not null;
create trigger feeds_append_only before update or delete on feeds for each row execute function refuse_change();

create table feed_revocations (
  feed_id bigint primary key references feeds on delete restrict,
  revoked_at timestamptz not null,
  revoked_by bigint not null references accounts on delete restrict
);
create trigger feed_revocations_append_only before update or delete on feed_revocations for each row execute function refuse_change();
