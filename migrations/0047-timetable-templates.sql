-- A timetable kept to be used again: by an organisation, seen there and below. It stays as it was taken; whether it is still offered is
-- said by rows, the last of which speaks.
create table timetable_templates (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisations on delete restrict,
  name text not null,
  kind text not null constraint timetable_templates_kind check (kind in (
    'rotation', 'refresher', 'seminar', 'model', 'onboarding', 'training', 'onlineSpecial')),
  cohort_id bigint not null references cohorts on delete restrict,
  made_at timestamptz not null,
  made_by bigint not null references accounts on delete restrict,
  constraint timetable_templates_once unique (organisation_id, name)
);
create table timetable_template_visibilities (
  id bigint generated always as identity primary key,
  template_id bigint not null references timetable_templates on delete restrict,
  is_hidden boolean not null,
  recorded_at timestamptz not null,
  recorded_by bigint not null references accounts on delete restrict
);
create index timetable_template_visibilities_template on timetable_template_visibilities (template_id);

-- A lesson on the so manieth day after the first, 0 being the first itself.
create table timetable_template_lessons (
  id bigint generated always as identity primary key,
  template_id bigint not null references timetable_templates on delete restrict,
  day int not null constraint timetable_template_lessons_day check (day >= 0),
  kind text not null constraint timetable_template_lessons_kind check (kind in (
    'classroom', 'onsite', 'online', 'discussion', 'practice', 'selfStudy', 'ceremony', 'travel', 'meal')),
  title text not null,
  course_version_id bigint references course_versions on delete restrict,
  from_minute int not null,
  until_minute int not null,
  minutes int not null,
  teacher_text text,
  place_text text,
  base_id bigint references teaching_bases on delete restrict,
  venue_kind text,
  gather_minute int,
  gather_place text,
  constraint timetable_template_lessons_hours check (from_minute >= 0 and until_minute <= 1440 and until_minute > from_minute)
);
create index timetable_template_lessons_template on timetable_template_lessons (template_id);
create table timetable_template_categories (
  lesson_id bigint not null references timetable_template_lessons on delete restrict,
  category text not null references categories on delete restrict,
  minutes int not null constraint timetable_template_categories_minutes check (minutes > 0),
  primary key (lesson_id, category)
);
-- Who teaches it and where, if that was kept as well.
create table timetable_template_takings (
  id bigint generated always as identity primary key,
  lesson_id bigint not null references timetable_template_lessons on delete restrict,
  venue_id bigint references venues on delete restrict,
  teacher_id bigint references teachers on delete restrict,
  constraint timetable_template_takings_one check ((venue_id is null) <> (teacher_id is null))
);
create index timetable_template_takings_lesson on timetable_template_takings (lesson_id);
