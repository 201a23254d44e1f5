-- What a course consists of, with the length of its films as measured, and what that makes of an online lesson's minutes.

-- Nobody types the minutes of an online course, so there may be none: before it has a film.
alter table course_versions drop constraint course_versions_minutes;
alter table course_versions add constraint course_versions_minutes check (minutes > 0 or (kind = 'online' and minutes = 0));
-- Of what a package keeps; null for a course of one file.
alter table course_versions add column content_hash text;

create table materials (
  id bigint generated always as identity primary key,
  course_version_id bigint not null references course_versions on delete restrict,
  position int not null,
  kind text not null,
  title text not null,
  body jsonb not null,
  -- The folder in media storage, by the hash of its content.
  media text,
  length_ms int not null constraint materials_length check (length_ms >= 0),
  characters int not null constraint materials_characters check (characters >= 0),
  constraint materials_position_once unique (course_version_id, position)
);
create trigger materials_append_only before update or delete on materials for each row execute function refuse_change();

-- An online lesson is watched when it suits, and its row says when it is suggested; its films may be longer than that.
alter table lessons drop constraint lessons_minutes;
alter table lessons add constraint lessons_minutes
  check (minutes >= 0 and (kind = 'online' or minutes <= until_minute - from_minute));

-- The minutes of an online lesson are those its course was measured to have: none without a course, or with one that is not taught online.
create function hold_online_measured() returns trigger language plpgsql as $$
declare
  planned int;
  measured int;
begin
  select l.minutes, coalesce(v.minutes, 0) into planned, measured
    from lessons l left join course_versions v on v.id = l.course_version_id and v.kind = 'online'
    where l.id = new.id and l.kind = 'online';
  if found and planned <> measured then
    raise exception 'online lesson % has % minutes, its course %', new.id, planned, measured
      using errcode = 'check_violation', constraint = 'lessons_online_measured', detail = planned || '/' || measured;
  end if;
  return null;
end $$;
create constraint trigger lessons_online_measured after insert or update on lessons
  deferrable initially deferred for each row execute function hold_online_measured();
