-- Courses, teachers, venues: what a timetable is made of.

create table courses (
  id bigint generated always as identity primary key,
  code text not null constraint courses_code_once unique
);

create table course_versions (
  id bigint generated always as identity primary key,
  course_id bigint not null references courses on delete restrict,
  number int not null,
  title text not null,
  category text not null references categories on delete restrict,
  kind text not null constraint course_versions_kind check (kind in ('classroom', 'onsite', 'online', 'discussion', 'practice', 'selfStudy')),
  minutes int not null constraint course_versions_minutes check (minutes > 0),
  summary text not null,
  recorded_at timestamptz not null,
  constraint course_versions_number_once unique (course_id, number)
);
create trigger course_versions_append_only before update or delete on course_versions for each row execute function refuse_change();

create table teachers (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisations on delete restrict,
  name text not null,
  unit text not null,
  title text not null,
  constraint teachers_once unique (organisation_id, name, unit)
);

create table venues (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisations on delete restrict,
  name text not null,
  place text not null,
  capacity int not null constraint venues_capacity check (capacity > 0),
  constraint venues_once unique (organisation_id, place, name)
);
