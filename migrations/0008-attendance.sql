-- What was really attended. A mark is never changed; a correction is the next mark, with its reason and author.

create table marks (
  id bigint generated always as identity primary key,
  cohort_id bigint not null,
  enrolment_id bigint not null,
  lesson_id bigint not null,
  status text not null constraint marks_status check (status in ('present', 'late', 'leftEarly', 'leave', 'absent')),
  reason text,
  marked_at timestamptz not null,
  marked_by bigint not null references accounts on delete restrict,
  -- One roll-call sent twice by a phone is one roll-call.
  client_key uuid,
  constraint marks_of_enrolment foreign key (enrolment_id, cohort_id) references enrolments (id, cohort_id) on delete restrict,
  constraint marks_of_lesson foreign key (lesson_id, cohort_id) references lessons (id, cohort_id) on delete restrict,
  constraint marks_sent_once unique (enrolment_id, lesson_id, client_key)
);
create index marks_lesson on marks (lesson_id, enrolment_id, id desc);
create index marks_enrolment on marks (enrolment_id);
create trigger marks_append_only before update or delete on marks for each row execute function refuse_change();
