-- Quizzes: an attempt is a row before its first answer, every answer is kept as it was given, and what was submitted is marked once.

create table attempts (
  id bigint generated always as identity primary key,
  enrolment_id bigint not null,
  cohort_id bigint not null,
  lesson_id bigint not null,
  -- The quiz as it was when it was taken: materials never change.
  material_id bigint not null references materials on delete restrict,
  number int not null constraint attempts_number check (number > 0),
  client_key uuid not null,
  started_at timestamptz not null,
  constraint attempts_of_enrolment foreign key (enrolment_id, cohort_id) references enrolments (id, cohort_id) on delete restrict,
  constraint attempts_of_lesson foreign key (lesson_id, cohort_id) references lessons (id, cohort_id) on delete restrict,
  constraint attempts_number_once unique (enrolment_id, lesson_id, material_id, number),
  constraint attempts_sent_once unique (enrolment_id, lesson_id, material_id, client_key)
);
create index attempts_lesson on attempts (lesson_id, material_id);
create trigger attempts_append_only before update or delete on attempts for each row execute function refuse_change();

create table answers (
  id bigint generated always as identity primary key,
  attempt_id bigint not null references attempts on delete restrict,
  -- Its place in the quiz, from 0.
  question int not null constraint answers_question check (question >= 0),
  given jsonb not null constraint answers_given check (jsonb_typeof(given) = 'array'),
  -- Made by the device; the highest of a question speaks.
  sequence bigint not null constraint answers_sequence check (sequence > 0),
  -- By the clock of the device.
  given_at timestamptz not null,
  received_at timestamptz not null,
  constraint answers_sequence_once unique (attempt_id, sequence)
);
create trigger answers_append_only before update or delete on answers for each row execute function refuse_change();

create table submissions (
  id bigint generated always as identity primary key,
  attempt_id bigint not null references attempts on delete restrict,
  submitted_at timestamptz not null,
  score int not null,
  out_of int not null,
  -- Basis points.
  mark int not null,
  is_passed boolean not null,
  constraint submissions_once unique (attempt_id),
  constraint submissions_sum check (out_of > 0 and score between 0 and out_of and mark = score::bigint * 10000 / out_of)
);
create trigger submissions_append_only before update or delete on submissions for each row execute function refuse_change();

-- One attempt at a time: the next begins when the last is submitted. Two begun at once have one number, which is given once.
create function hold_one_attempt() returns trigger language plpgsql as $$
begin
  if exists (select from attempts a
      where a.enrolment_id = new.enrolment_id and a.lesson_id = new.lesson_id and a.material_id = new.material_id
        and not exists (select from submissions s where s.attempt_id = a.id)) then
    raise exception 'enrolment % has an open attempt', new.enrolment_id
      using errcode = 'check_violation', constraint = 'attempts_one_open';
  end if;
  return new;
end $$;
create trigger attempts_one_open before insert on attempts for each row execute function hold_one_attempt();

-- Nothing is added to what was submitted. Whoever submits holds the attempt; an answer waits for that, then looks. An answer that is
-- there already is not inserted, so telling it again is no answer too late.
create function hold_before_submission() returns trigger language plpgsql as $$
begin
  perform from attempts where id = new.attempt_id for key share;
  if exists (select from submissions where attempt_id = new.attempt_id) then
    raise exception 'attempt % is submitted', new.attempt_id
      using errcode = 'check_violation', constraint = 'answers_before_submission';
  end if;
  return null;
end $$;
create trigger answers_before_submission after insert on answers for each row execute function hold_before_submission();
