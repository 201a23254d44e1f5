-- Catalogues with history: teachers (form Q), venues, textbooks, courses written by hand (form R), teaching bases (form S).

-- What is known of a thing goes only together with the thing itself, and that goes only while nothing uses it.
create function is_gone(things text, thing bigint) returns boolean language plpgsql as $$
declare
  gone boolean;
begin
  execute format('select not exists (select from %I where id = $1)', things) into gone using thing;
  return gone;
end $$;

create function close_once_while_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and is_gone(tg_argv[0], (to_jsonb(old) ->> tg_argv[1])::bigint) then return old; end if;
  if tg_op = 'UPDATE'
     and old.recorded_until is null and new.recorded_until is not null
     and to_jsonb(old) - 'recorded_until' = to_jsonb(new) - 'recorded_until' then
    return new;
  end if;
  raise exception 'a fact in % is corrected by closing it and adding a row', tg_table_name
    using errcode = 'restrict_violation', constraint = tg_table_name || '_close_once';
end $$;

create function refuse_change_while_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and is_gone(tg_argv[0], (to_jsonb(old) ->> tg_argv[1])::bigint) then return old; end if;
  raise exception 'rows of % are never changed or removed', tg_table_name
    using errcode = 'restrict_violation', constraint = tg_table_name || '_append_only';
end $$;

-- Teachers. Who added those from before is told by the audit lines, as far as they tell it.
create table teacher_facts (
  id bigint generated always as identity primary key,
  teacher_id bigint not null references teachers on delete cascade,
  organisation_id bigint not null references organisations on delete restrict,
  name text not null,
  gender text constraint teacher_facts_gender check (gender in ('male', 'female')),
  birth_month text constraint teacher_facts_birth check (birth_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  unit text not null,
  title text not null,
  category text constraint teacher_facts_category check (category in (
    'schoolTeacher', 'leadingCadre', 'scholar', 'roleModel', 'secretary', 'entrepreneur')),
  specialty text,
  courses text[] not null,
  contact text,
  fee_rate text,
  review_status text not null constraint teacher_facts_review check (review_status in ('pending', 'passed', 'rejected')),
  remark text,
  is_hidden boolean not null,
  recorded_from timestamptz not null,
  recorded_by bigint references accounts on delete restrict,
  recorded_until timestamptz,
  constraint teacher_facts_once exclude using gist (teacher_id with =, tstzrange(recorded_from, recorded_until) with &&)
);
insert into teacher_facts (teacher_id, organisation_id, name, unit, title, courses, review_status, is_hidden, recorded_from, recorded_by)
  select t.id, t.organisation_id, t.name, t.unit, t.title, '{}', 'passed', false, coalesce(a.at, now()), a.account_id
  from teachers t left join lateral (
    select at, account_id from audit_lines where act = 'POST /teachers' and details ->> 'teacherId' = t.id::text order by id limit 1) a on true;
alter table teachers drop column organisation_id, drop column name, drop column unit, drop column title;
create unique index teachers_once on teacher_facts (organisation_id, name, unit) where recorded_until is null;
create index teacher_facts_now on teacher_facts (teacher_id) where recorded_until is null;
create trigger teacher_facts_close_once before update or delete on teacher_facts
  for each row execute function close_once_while_kept('teachers', 'teacher_id');

-- Rooms.
create table venue_facts (
  id bigint generated always as identity primary key,
  venue_id bigint not null references venues on delete cascade,
  organisation_id bigint not null references organisations on delete restrict,
  name text not null,
  place text not null,
  capacity int not null constraint venue_facts_capacity check (capacity > 0),
  kind text not null constraint venue_facts_kind check (kind in ('classroom', 'hall', 'discussion', 'computer', 'other')),
  equipment text,
  contact text,
  is_hidden boolean not null,
  recorded_from timestamptz not null,
  recorded_by bigint references accounts on delete restrict,
  recorded_until timestamptz,
  constraint venue_facts_once exclude using gist (venue_id with =, tstzrange(recorded_from, recorded_until) with &&)
);
insert into venue_facts (venue_id, organisation_id, name, place, capacity, kind, is_hidden, recorded_from, recorded_by)
  select v.id, v.organisation_id, v.name, v.place, v.capacity, 'classroom', false, coalesce(a.at, now()), a.account_id
  from venues v left join lateral (
    select at, account_id from audit_lines where act = 'POST /venues' and details ->> 'venueId' = v.id::text order by id limit 1) a on true;
alter table venues drop column organisation_id, drop column name, drop column place, drop column capacity;
create unique index venues_once on venue_facts (organisation_id, place, name) where recorded_until is null;
create index venue_facts_now on venue_facts (venue_id) where recorded_until is null;
create trigger venue_facts_close_once before update or delete on venue_facts
  for each row execute function close_once_while_kept('venues', 'venue_id');

-- Textbooks (教材).
create table textbooks (
  id bigint generated always as identity primary key
);
create table textbook_facts (
  id bigint generated always as identity primary key,
  textbook_id bigint not null references textbooks on delete cascade,
  organisation_id bigint not null references organisations on delete restrict,
  name text not null,
  author text,
  publisher text,
  year int constraint textbook_facts_year check (year between 1900 and 2200),
  isbn text constraint textbook_facts_isbn check (isbn ~ '^\d{13}$'),
  kind text not null constraint textbook_facts_kind check (kind in ('national', 'provincial', 'local', 'reader', 'caseBook', 'other')),
  kept_at text,
  remark text,
  is_hidden boolean not null,
  recorded_from timestamptz not null,
  recorded_by bigint references accounts on delete restrict,
  recorded_until timestamptz,
  constraint textbook_facts_once exclude using gist (textbook_id with =, tstzrange(recorded_from, recorded_until) with &&)
);
create unique index textbooks_once on textbook_facts (organisation_id, name, coalesce(year, 0)) where recorded_until is null;
create index textbook_facts_now on textbook_facts (textbook_id) where recorded_until is null;
create trigger textbook_facts_close_once before update or delete on textbook_facts
  for each row execute function close_once_while_kept('textbooks', 'textbook_id');

-- Teaching bases go as the others do, with their pictures.
alter table teaching_base_facts
  drop constraint teaching_base_facts_base_id_fkey,
  add constraint teaching_base_facts_base_id_fkey foreign key (base_id) references teaching_bases on delete cascade;
drop trigger teaching_base_facts_close_once on teaching_base_facts;
create trigger teaching_base_facts_close_once before update or delete on teaching_base_facts
  for each row execute function close_once_while_kept('teaching_bases', 'base_id');
alter table teaching_base_pictures
  drop constraint teaching_base_pictures_base_id_fkey,
  add constraint teaching_base_pictures_base_id_fkey foreign key (base_id) references teaching_bases on delete cascade;
drop trigger teaching_base_pictures_append_only on teaching_base_pictures;
create trigger teaching_base_pictures_append_only before update or delete on teaching_base_pictures
  for each row execute function refuse_change_while_kept('teaching_bases', 'base_id');
alter table teaching_base_picture_removals
  drop constraint teaching_base_picture_removals_picture_id_fkey,
  add constraint teaching_base_picture_removals_picture_id_fkey foreign key (picture_id) references teaching_base_pictures on delete cascade;
drop trigger teaching_base_picture_removals_append_only on teaching_base_picture_removals;
create trigger teaching_base_picture_removals_append_only before update or delete on teaching_base_picture_removals
  for each row execute function refuse_change_while_kept('teaching_base_pictures', 'picture_id');

-- Courses. One without an organisation comes from a file of the content folder and is everybody's; the others are written by hand.
alter table courses
  add column organisation_id bigint references organisations on delete restrict,
  drop constraint courses_code_once;
create unique index courses_code_once on courses (code) where organisation_id is null;
create unique index courses_code_once_here on courses (organisation_id, code) where organisation_id is not null;

alter table course_versions
  add column audience text,
  add column fields text[] not null default '{}',
  add column teacher_id bigint constraint course_versions_teacher references teachers on delete restrict,
  add column teacher_text text,
  add column materials_note text,
  add column recorded_by bigint references accounts on delete restrict,
  drop constraint course_versions_course_id_fkey,
  add constraint course_versions_course_id_fkey foreign key (course_id) references courses on delete cascade;
create index course_versions_by_teacher on course_versions (teacher_id) where teacher_id is not null;
drop trigger course_versions_append_only on course_versions;
create trigger course_versions_append_only before update or delete on course_versions
  for each row execute function refuse_change_while_kept('courses', 'course_id');

create table course_version_textbooks (
  course_version_id bigint not null references course_versions on delete cascade,
  textbook_id bigint not null constraint course_version_textbooks_textbook references textbooks on delete restrict,
  constraint course_version_textbooks_pkey primary key (course_version_id, textbook_id)
);
create index course_version_textbooks_used on course_version_textbooks (textbook_id);
create trigger course_version_textbooks_append_only before update or delete on course_version_textbooks
  for each row execute function refuse_change_while_kept('course_versions', 'course_version_id');

-- Whether a course is offered. The last row speaks; without one it is.
create table course_visibilities (
  id bigint generated always as identity primary key,
  course_id bigint not null references courses on delete cascade,
  is_hidden boolean not null,
  recorded_at timestamptz not null,
  recorded_by bigint not null references accounts on delete restrict
);
create index course_visibilities_course on course_visibilities (course_id, id desc);
create trigger course_visibilities_append_only before update or delete on course_visibilities
  for each row execute function refuse_change_while_kept('courses', 'course_id');

-- 核心理论: a county asks, the department marks and unmarks. Each has its row.
create table core_theory_marks (
  id bigint generated always as identity primary key,
  course_id bigint not null references courses on delete cascade,
  what text not null constraint core_theory_marks_what check (what in ('asked', 'marked', 'unmarked', 'declined')),
  reason text not null,
  recorded_at timestamptz not null,
  recorded_by bigint not null references accounts on delete restrict
);
create index core_theory_marks_course on core_theory_marks (course_id, id desc);
create trigger core_theory_marks_append_only before update or delete on core_theory_marks
  for each row execute function refuse_change_while_kept('courses', 'course_id');
