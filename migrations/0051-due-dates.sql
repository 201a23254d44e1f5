-- 个别到期日: until when one person need not have met one requirement, on whose decision. It holds from `valid_from` to the day before
-- `valid_until`: the due day itself, or an earlier one on which it is withdrawn.
create table due_dates (
  id bigint generated always as identity primary key,
  due_date_id bigint not null,
  person_id bigint not null references people on delete restrict,
  requirement text not null,
  due_on date not null,
  reason text not null,
  approved_by text not null,
  decided_on date,
  document text,
  valid_from date not null,
  valid_until date not null,
  recorded_from timestamptz not null,
  recorded_until timestamptz,
  constraint due_dates_order check (valid_until > valid_from),
  -- Nobody has time beyond the day that was decided.
  constraint due_dates_no_longer check (valid_until <= due_on),
  constraint due_dates_recorded_order check (recorded_until is null or recorded_until >= recorded_from),
  constraint due_dates_once exclude using gist (
    due_date_id with =, daterange(valid_from, valid_until) with &&, tstzrange(recorded_from, recorded_until) with &&)
);
create sequence due_date_ids;
create index due_dates_person on due_dates (person_id);
create trigger due_dates_close_once before update or delete on due_dates for each row execute function close_once();
