-- 学时流水 and completions: append-only, each naming its evidence and the rule version that produced it.

create table credit_entries (
  id bigint generated always as identity primary key,
  person_id bigint not null references people on delete restrict,
  enrolment_id bigint references enrolments on delete restrict,
  source text not null constraint credit_entries_source check (source in ('concentrated', 'collective', 'selfStudy', 'online')),
  centi_credits int not null,
  half_days int not null,
  earned_on date not null,
  slot text constraint credit_entries_slot check (slot in ('am', 'pm', 'eve')),
  version_id bigint not null references policy_versions on delete restrict,
  reverses_id bigint constraint credit_entries_reversed_once unique references credit_entries on delete restrict,
  recorded_at timestamptz not null,
  recorded_by bigint not null references accounts on delete restrict,
  constraint credit_entries_once unique (enrolment_id, earned_on, slot)
);
create index credit_entries_person on credit_entries (person_id, earned_on);
create trigger credit_entries_append_only before update or delete on credit_entries for each row execute function refuse_change();

create table credit_evidence (
  entry_id bigint not null references credit_entries on delete restrict,
  lesson_id bigint not null references lessons on delete restrict,
  mark_id bigint not null references marks on delete restrict,
  primary key (entry_id, mark_id)
);
create trigger credit_evidence_append_only before update or delete on credit_evidence for each row execute function refuse_change();

create function hold_evidence() returns trigger language plpgsql as $$
begin
  if new.reverses_id is null and not exists (select from credit_evidence where entry_id = new.id) then
    raise exception 'credit entry % names no evidence', new.id
      using errcode = 'check_violation', constraint = 'credit_entries_evidence';
  end if;
  return null;
end $$;
create constraint trigger credit_entries_evidence after insert on credit_entries
  deferrable initially deferred for each row execute function hold_evidence();

-- 结业 or not, and why: a promise made at close-out.
create table completions (
  id bigint generated always as identity primary key,
  enrolment_id bigint not null constraint completions_once unique references enrolments on delete restrict,
  person_id bigint not null references people on delete restrict,
  cohort_id bigint not null references cohorts on delete restrict,
  closing_id bigint not null references closings on delete restrict,
  is_completed boolean not null,
  total_centi_credits int not null,
  earned_centi_credits int not null,
  leave_centi_credits int not null,
  absent_centi_credits int not null,
  completed_on date not null,
  kind text not null,
  organiser_level text not null,
  version_id bigint not null references policy_versions on delete restrict,
  recorded_at timestamptz not null,
  constraint completions_sum check (earned_centi_credits + leave_centi_credits + absent_centi_credits = total_centi_credits)
);
create index completions_person on completions (person_id);
create trigger completions_append_only before update or delete on completions for each row execute function refuse_change();

-- After close-out the marks stand: what the credit rests on does not move under it. One look a statement, not a row.
create function refuse_marks_after_closing() returns trigger language plpgsql as $$
begin
  update cohorts set touched = touched + 1 where id in (select cohort_id from added);
  if exists (select from closings where cohort_id in (select cohort_id from added)) then
    raise exception 'the cohort is closed' using errcode = 'check_violation', constraint = 'cohorts_closed';
  end if;
  return null;
end $$;
create trigger marks_before_closing after insert on marks
  referencing new table as added for each statement execute function refuse_marks_after_closing();
