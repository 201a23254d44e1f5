-- What was really attended. A mark is never changed; a correction is the next mark, with its reason and author.

-- One roll-call sent twice by a phone is one roll-call, also when the first sending changed no mark.
create table roll_calls (
  id bigint generated always as identity primary key,
  cohort_id bigint not null,
  lesson_id bigint not null,
  client_key uuid not null,
  called_at timestamptz not null,
  called_by bigint not null references accounts on delete restrict,
  constraint roll_calls_of_lesson foreign key (lesson_id, cohort_id) references lessons (id, cohort_id) on delete restrict,
  constraint roll_calls_sent_once unique (lesson_id, client_key)
);
create trigger roll_calls_append_only before update or delete on roll_calls for each row execute function refuse_change();

create table marks (
  id bigint generated always as identity primary key,
  cohort_id bigint not null,
  enrolment_id bigint not null,
  lesson_id bigint not null,
  status text not null constraint marks_status check (status in ('present', 'late', 'leftEarly', 'leave', 'absent')),
  reason text,
  marked_at timestamptz not null,
  marked_by bigint not null references accounts on delete restrict,
  -- Of the roll-call that made it; null for a correction.
  client_key uuid,
  constraint marks_of_enrolment foreign key (enrolment_id, cohort_id) references enrolments (id, cohort_id) on delete restrict,
  constraint marks_of_lesson foreign key (lesson_id, cohort_id) references lessons (id, cohort_id) on delete restrict,
  constraint marks_sent_once unique (enrolment_id, lesson_id, client_key)
);
create index marks_lesson on marks (lesson_id, enrolment_id, id desc);
create index marks_enrolment on marks (enrolment_id);
create trigger marks_append_only before update or delete on marks for each row execute function refuse_change();
