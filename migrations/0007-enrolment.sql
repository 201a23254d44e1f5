-- Who has a seat in which cohort. An enrolment is a fact; giving the seat up is an event.

create table enrolments (
  id bigint generated always as identity primary key,
  cohort_id bigint not null references cohorts on delete restrict,
  person_id bigint not null references people on delete restrict,
  organisation_id bigint not null references organisations on delete restrict,
  -- 时任单位及职务, as it was on the day of enrolment.
  post_snapshot text not null,
  number int not null,
  constraint enrolments_once unique (cohort_id, person_id),
  constraint enrolments_number_once unique (cohort_id, number),
  constraint enrolments_in_cohort unique (id, cohort_id)
);
create index enrolments_person on enrolments (person_id);

create table enrolment_events (
  id bigint generated always as identity primary key,
  enrolment_id bigint not null,
  cohort_id bigint not null,
  kind text not null constraint enrolment_events_kind check (kind in ('enrolled', 'withdrawn')),
  reason text,
  at timestamptz not null,
  account_id bigint not null references accounts on delete restrict,
  constraint enrolment_events_of_cohort foreign key (enrolment_id, cohort_id) references enrolments (id, cohort_id) on delete restrict
);
create index enrolment_events_enrolment on enrolment_events (enrolment_id, id desc);
create index enrolment_events_cohort on enrolment_events (cohort_id);
create trigger enrolment_events_append_only before update or delete on enrolment_events for each row execute function refuse_change();

-- The last seat is given once: the cohort's row is written before the seats are counted. After close-out seats stand.
create function hold_capacity() returns trigger language plpgsql as $$
declare
  seats int;
  taken bigint;
begin
  update cohorts set touched = touched + 1 where id = new.cohort_id returning capacity into seats;
  if exists (select from closings where cohort_id = new.cohort_id) then
    raise exception 'cohort % is closed', new.cohort_id using errcode = 'check_violation', constraint = 'cohorts_closed';
  end if;
  select count(*) into taken from enrolments e where e.cohort_id = new.cohort_id
    and (select v.kind from enrolment_events v where v.enrolment_id = e.id order by v.id desc limit 1) = 'enrolled';
  if taken > seats then
    raise exception 'cohort % has % seats for % people', new.cohort_id, seats, taken
      using errcode = 'check_violation', constraint = 'cohorts_capacity', detail = taken || '/' || seats;
  end if;
  return null;
end $$;
create constraint trigger enrolment_events_capacity after insert on enrolment_events
  deferrable initially deferred for each row execute function hold_capacity();

-- Nor do seats vanish under those who sit in them.
create function hold_capacity_of_taken() returns trigger language plpgsql as $$
declare
  seats int;
  taken bigint;
begin
  update cohorts set touched = touched + 1 where id = new.id returning capacity into seats;
  if exists (select from closings where cohort_id = new.id) then
    raise exception 'cohort % is closed', new.id using errcode = 'check_violation', constraint = 'cohorts_closed';
  end if;
  select count(*) into taken from enrolments e where e.cohort_id = new.id
    and (select v.kind from enrolment_events v where v.enrolment_id = e.id order by v.id desc limit 1) = 'enrolled';
  if taken > seats then
    raise exception 'cohort % has % people for % seats', new.id, taken, seats
      using errcode = 'check_violation', constraint = 'cohorts_capacity_taken', detail = taken || '/' || seats;
  end if;
  return null;
end $$;
create constraint trigger cohorts_capacity_taken after update of capacity on cohorts
  deferrable initially deferred for each row execute function hold_capacity_of_taken();
