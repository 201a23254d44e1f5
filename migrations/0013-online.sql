-- Films that are watched, and the credit for it. The server's clock bounds what is believed.

alter table enrolments add constraint enrolments_of_person unique (id, person_id);

-- Who earns by watching, when, and where: one person at one place at a time, over all lessons and devices.
create table watch_leases (
  id bigint generated always as identity primary key,
  person_id bigint not null,
  enrolment_id bigint not null,
  cohort_id bigint not null,
  lesson_id bigint not null,
  material_id bigint not null references materials on delete restrict,
  device_id uuid not null,
  started_at timestamptz not null,
  acknowledged_at timestamptz not null,
  last_sequence int not null default 0,
  ended_at timestamptz,
  constraint watch_leases_of_person foreign key (enrolment_id, person_id) references enrolments (id, person_id) on delete restrict,
  constraint watch_leases_of_enrolment foreign key (enrolment_id, cohort_id) references enrolments (id, cohort_id) on delete restrict,
  constraint watch_leases_of_lesson foreign key (lesson_id, cohort_id) references lessons (id, cohort_id) on delete restrict,
  constraint watch_leases_order check (acknowledged_at >= started_at and ended_at >= acknowledged_at),
  constraint watch_leases_one_at_a_time exclude using gist (person_id with =, tstzrange(started_at, ended_at) with &&)
);
create index watch_leases_lesson on watch_leases (lesson_id);
create index watch_leases_enrolment on watch_leases (enrolment_id);

-- What somebody has seen of a film, in milliseconds of the film, and where they were last.
create table watches (
  enrolment_id bigint not null,
  cohort_id bigint not null,
  lesson_id bigint not null,
  material_id bigint not null references materials on delete restrict,
  covered int8multirange not null,
  position_ms int not null constraint watches_position check (position_ms >= 0),
  reported_at timestamptz not null,
  primary key (enrolment_id, lesson_id, material_id),
  constraint watches_of_enrolment foreign key (enrolment_id, cohort_id) references enrolments (id, cohort_id) on delete restrict,
  constraint watches_of_lesson foreign key (lesson_id, cohort_id) references lessons (id, cohort_id) on delete restrict
);
create index watches_lesson on watches (lesson_id);

-- Progress never falls.
create function hold_watched() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.covered @> old.covered and new.enrolment_id = old.enrolment_id
     and new.lesson_id = old.lesson_id and new.material_id = old.material_id then
    return new;
  end if;
  raise exception 'what enrolment % has watched is not taken back', old.enrolment_id
    using errcode = 'check_violation', constraint = 'watches_only_grow';
end $$;
create trigger watches_only_grow before update or delete on watches for each row execute function hold_watched();

-- A lesson that somebody has begun to watch keeps its film.
create function hold_watched_lesson() returns trigger language plpgsql as $$
begin
  if (new.kind, new.course_version_id, new.cohort_id) is distinct from (old.kind, old.course_version_id, old.cohort_id)
     and exists (select from watch_leases where lesson_id = old.id) then
    raise exception 'lesson % is being watched', old.id using errcode = 'check_violation', constraint = 'lessons_watched';
  end if;
  return new;
end $$;
create trigger lessons_watched before update on lessons for each row execute function hold_watched_lesson();

-- The fact that earns: an online lesson watched to its end, once. What it rested on is written down with it.
create table online_completions (
  id bigint generated always as identity primary key,
  enrolment_id bigint not null,
  person_id bigint not null,
  cohort_id bigint not null,
  lesson_id bigint not null,
  covered_ms int not null,
  length_ms int not null,
  completed_at timestamptz not null,
  account_id bigint not null references accounts on delete restrict,
  constraint online_completions_once unique (enrolment_id, lesson_id),
  constraint online_completions_covered check (length_ms > 0 and covered_ms between 1 and length_ms),
  constraint online_completions_of_person foreign key (enrolment_id, person_id) references enrolments (id, person_id) on delete restrict,
  constraint online_completions_of_enrolment foreign key (enrolment_id, cohort_id) references enrolments (id, cohort_id) on delete restrict,
  constraint online_completions_of_lesson foreign key (lesson_id, cohort_id) references lessons (id, cohort_id) on delete restrict
);
create index online_completions_lesson on online_completions (lesson_id);
create trigger online_completions_append_only before update or delete on online_completions
  for each row execute function refuse_change();
-- Said at once: whoever watches to the end while the cohort is being closed comes before it or not at all.
create trigger online_completions_before_closing after insert on online_completions
  for each row execute function refuse_after_closing();

-- Credit for an online lesson names the lesson; it belongs to no half-day, and is given once.
alter table credit_entries add column lesson_id bigint references lessons on delete restrict;
alter table credit_entries add constraint credit_entries_online
  check (lesson_id is null or (source = 'online' and slot is null and half_days = 0 and enrolment_id is not null));
alter table credit_entries add constraint credit_entries_lesson_once unique (enrolment_id, lesson_id);

-- Evidence is a mark, or a lesson completed online.
alter table credit_evidence drop constraint credit_evidence_pkey;
alter table credit_evidence alter column mark_id drop not null;
alter table credit_evidence add column online_completion_id bigint references online_completions on delete restrict;
alter table credit_evidence add constraint credit_evidence_one_thing check (num_nonnulls(mark_id, online_completion_id) = 1);
create unique index credit_evidence_mark_once on credit_evidence (entry_id, mark_id);
create unique index credit_evidence_online_once on credit_evidence (entry_id, online_completion_id);
