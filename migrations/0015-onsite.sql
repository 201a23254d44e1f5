-- On-site teaching: bases with their pictures, what a lesson there needs, its buses, and who was there at each stage of the way.

create table teaching_bases (
  id bigint generated always as identity primary key
);

-- What is known of a base. A change closes a row and adds the next; a base is hidden, never removed.
create table teaching_base_facts (
  id bigint generated always as identity primary key,
  base_id bigint not null references teaching_bases on delete restrict,
  organisation_id bigint not null references organisations on delete restrict,
  name text not null,
  level text not null constraint teaching_base_facts_level check (level in ('national', 'province', 'prefecture', 'county')),
  kind text not null constraint teaching_base_facts_kind check (kind in (
    'partyHistory', 'partySpirit', 'ruralRevival', 'governance', 'integrity', 'other')),
  location text not null,
  capacity int constraint teaching_base_facts_capacity check (capacity > 0),
  topics text[] not null,
  guide text,
  contact text,
  travel_minutes int constraint teaching_base_facts_travel check (travel_minutes >= 0),
  opening_hours text,
  cost text,
  summary text not null,
  history text,
  route text,
  is_hidden boolean not null,
  recorded_from timestamptz not null,
  recorded_by bigint not null references accounts on delete restrict,
  recorded_until timestamptz,
  constraint teaching_base_facts_once exclude using gist (base_id with =, tstzrange(recorded_from, recorded_until) with &&)
);
create unique index teaching_bases_once on teaching_base_facts (organisation_id, name) where recorded_until is null;
create index teaching_base_facts_now on teaching_base_facts (base_id) where recorded_until is null;
create trigger teaching_base_facts_close_once before update or delete on teaching_base_facts for each row execute function close_once();

-- A picture is kept with its caption, without what a camera writes beside it.
create table teaching_base_pictures (
  id bigint generated always as identity primary key,
  base_id bigint not null references teaching_bases on delete restrict,
  caption text not null,
  media_type text not null constraint teaching_base_pictures_type check (media_type in ('image/jpeg', 'image/png', 'image/webp')),
  content bytea not null constraint teaching_base_pictures_size check (length(content) <= 5242880),
  added_at timestamptz not null,
  added_by bigint not null references accounts on delete restrict
);
create index teaching_base_pictures_base on teaching_base_pictures (base_id);
create trigger teaching_base_pictures_append_only before update or delete on teaching_base_pictures for each row execute function refuse_change();

create table teaching_base_picture_removals (
  id bigint generated always as identity primary key,
  picture_id bigint not null constraint teaching_base_picture_removals_once unique references teaching_base_pictures on delete restrict,
  removed_at timestamptz not null,
  removed_by bigint not null references accounts on delete restrict
);
create trigger teaching_base_picture_removals_append_only before update or delete on teaching_base_picture_removals
  for each row execute function refuse_change();

-- 六进: a lesson's own outreach venue wins over its cohort's.
alter table cohorts add column venue_kind text
  constraint cohorts_venue_kind check (venue_kind in ('enterprise', 'village', 'organ', 'campus', 'community', 'website'));

alter table lessons
  add column base_id bigint constraint lessons_base references teaching_bases on delete restrict,
  add column venue_kind text
    constraint lessons_venue_kind check (venue_kind in ('enterprise', 'village', 'organ', 'campus', 'community', 'website')),
  add column gather_minute int,
  add column gather_place text,
  add constraint lessons_base_onsite check (base_id is null or kind = 'onsite'),
  add constraint lessons_gathering_onsite check (gather_minute is null or kind = 'onsite'),
  add constraint lessons_gathering_whole check ((gather_minute is null) = (gather_place is null)),
  add constraint lessons_gathering_before check (gather_minute >= 0 and gather_minute <= from_minute);
create index lessons_base on lessons (base_id) where base_id is not null;

-- The buses of an outing. The last row of a number speaks; without seats the bus does not go.
create table buses (
  id bigint generated always as identity primary key,
  cohort_id bigint not null,
  lesson_id bigint not null,
  number int not null constraint buses_number check (number > 0),
  capacity int not null constraint buses_capacity check (capacity >= 0),
  recorded_at timestamptz not null,
  recorded_by bigint not null references accounts on delete restrict,
  constraint buses_of_lesson foreign key (lesson_id, cohort_id) references lessons (id, cohort_id) on delete restrict
);
create index buses_lesson on buses (lesson_id, number, id desc);
create trigger buses_append_only before update or delete on buses for each row execute function refuse_change();

-- Who sits in which bus; without a number somebody goes on his own. The last row of a person speaks.
create table bus_seats (
  id bigint generated always as identity primary key,
  cohort_id bigint not null,
  lesson_id bigint not null,
  enrolment_id bigint not null,
  bus int constraint bus_seats_bus check (bus > 0),
  recorded_at timestamptz not null,
  recorded_by bigint not null references accounts on delete restrict,
  constraint bus_seats_of_lesson foreign key (lesson_id, cohort_id) references lessons (id, cohort_id) on delete restrict,
  constraint bus_seats_of_enrolment foreign key (enrolment_id, cohort_id) references enrolments (id, cohort_id) on delete restrict
);
create index bus_seats_lesson on bus_seats (lesson_id, enrolment_id, id desc);
create index bus_seats_enrolment on bus_seats (enrolment_id);
create trigger bus_seats_append_only before update or delete on bus_seats for each row execute function refuse_change();

-- A head count on the way: it gives no credit, and nobody waits for it. Sent twice by a phone, it is one.
create table headcounts (
  id bigint generated always as identity primary key,
  cohort_id bigint not null,
  lesson_id bigint not null,
  stage text not null constraint headcounts_stage check (stage in ('boarding', 'arrival', 'return')),
  bus int,
  client_key uuid not null,
  counted_at timestamptz not null,
  counted_by bigint not null references accounts on delete restrict,
  constraint headcounts_of_lesson foreign key (lesson_id, cohort_id) references lessons (id, cohort_id) on delete restrict,
  constraint headcounts_sent_once unique (lesson_id, client_key)
);
create trigger headcounts_append_only before update or delete on headcounts for each row execute function refuse_change();

create table headcount_marks (
  id bigint generated always as identity primary key,
  cohort_id bigint not null,
  lesson_id bigint not null,
  enrolment_id bigint not null,
  stage text not null constraint headcount_marks_stage check (stage in ('boarding', 'arrival', 'return')),
  is_there boolean not null,
  reason text,
  marked_at timestamptz not null,
  marked_by bigint not null references accounts on delete restrict,
  -- Of the head count that made it; null for a correction, which says why.
  client_key uuid,
  constraint headcount_marks_correction check (client_key is not null or reason is not null),
  constraint headcount_marks_of_lesson foreign key (lesson_id, cohort_id) references lessons (id, cohort_id) on delete restrict,
  constraint headcount_marks_of_enrolment foreign key (enrolment_id, cohort_id) references enrolments (id, cohort_id) on delete restrict,
  constraint headcount_marks_sent_once unique (enrolment_id, lesson_id, stage, client_key)
);
create index headcount_marks_lesson on headcount_marks (lesson_id, stage, enrolment_id, id desc);
create index headcount_marks_enrolment on headcount_marks (enrolment_id);
create trigger headcount_marks_append_only before update or delete on headcount_marks for each row execute function refuse_change();
