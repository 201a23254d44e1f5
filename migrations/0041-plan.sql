-- The annual plan (年度培训计划): what is planned, who submitted, returned and approved it, and the named rounds (轮次) it is ordered by.

create table rotation_rounds (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisations on delete restrict
);

-- A change closes a row and adds the next; a round that is given up is closed and has no next.
create table rotation_round_facts (
  id bigint generated always as identity primary key,
  round_id bigint not null references rotation_rounds on delete restrict,
  organisation_id bigint not null references organisations on delete restrict,
  name text not null,
  from_on date not null,
  until_on date not null,
  -- Of a policy pack, by code: packs are versioned, the code stays.
  requirement text,
  recorded_from timestamptz not null,
  recorded_by bigint not null references accounts on delete restrict,
  recorded_until timestamptz,
  constraint rotation_round_facts_days check (from_on <= until_on)
);
create unique index rotation_rounds_once on rotation_round_facts (organisation_id, name) where recorded_until is null;
create unique index rotation_round_facts_now on rotation_round_facts (round_id) where recorded_until is null;
create trigger rotation_round_facts_close_once before update or delete on rotation_round_facts for each row execute function close_once();

create table annual_plans (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisations on delete restrict,
  year int not null constraint annual_plans_year check (year between 2000 and 2100),
  created_at timestamptz not null,
  created_by bigint not null references accounts on delete restrict,
  constraint annual_plans_once unique (organisation_id, year)
);

-- The chain of approval; the last row speaks. A return says why, an approval names its document.
create table plan_steps (
  id bigint generated always as identity primary key,
  plan_id bigint not null references annual_plans on delete restrict,
  kind text not null constraint plan_steps_kind check (kind in ('submitted', 'returned', 'approved')),
  reason text,
  document text,
  taken_at timestamptz not null,
  taken_by bigint not null references accounts on delete restrict,
  constraint plan_steps_reason check (kind <> 'returned' or reason is not null),
  constraint plan_steps_document check ((kind = 'approved') = (document is not null))
);
create index plan_steps_plan on plan_steps (plan_id, id desc);
create trigger plan_steps_append_only before update or delete on plan_steps for each row execute function refuse_change();

create table plan_items (
  id bigint generated always as identity primary key,
  plan_id bigint not null references annual_plans on delete restrict,
  constraint plan_items_of_plan unique (id, plan_id)
);

-- A row of form A. A change closes a row and adds the next; what is dropped, or removed with approval, is closed and has no next.
-- Money in whole yuan, hours in 1/100, the share of theory as a fraction: one third has no decimals.
create table plan_item_facts (
  id bigint generated always as identity primary key,
  item_id bigint not null,
  plan_id bigint not null,
  round_id bigint references rotation_rounds on delete restrict,
  name text not null,
  kind text not null,
  stratum text not null,
  audience text not null,
  host text not null,
  organiser text,
  place text,
  runs int not null,
  size int not null,
  days int not null,
  centi_credits int,
  months int[] not null,
  methods text[] not null,
  content text,
  theory_part int not null,
  theory_whole int not null,
  budget int not null,
  fund_kind text not null constraint plan_item_facts_fund check (fund_kind in ('fiscal', 'dues', 'allottedDues', 'selfRaised', 'other')),
  fund_note text,
  contact text,
  remark text,
  -- Of an approved item: its removal is asked for, and waits for approval.
  removal_reason text,
  recorded_from timestamptz not null,
  recorded_by bigint not null references accounts on delete restrict,
  recorded_until timestamptz,
  constraint plan_item_facts_item foreign key (item_id, plan_id) references plan_items (id, plan_id) on delete restrict,
  constraint plan_item_facts_numbers check (runs > 0 and size > 0 and days > 0 and budget >= 0 and centi_credits >= 0),
  constraint plan_item_facts_months check (cardinality(months) > 0 and 1 <= all (months) and 12 >= all (months)),
  constraint plan_item_facts_theory check (theory_part >= 0 and theory_part <= theory_whole and theory_whole > 0)
);
create unique index plan_items_once on plan_item_facts (plan_id, name) where recorded_until is null;
create unique index plan_item_facts_now on plan_item_facts (item_id) where recorded_until is null;
create index plan_item_facts_plan on plan_item_facts (plan_id);
create trigger plan_item_facts_close_once before update or delete on plan_item_facts for each row execute function close_once();

-- Which approval took an item into the plan. Without one it is a draft, or an addition that waits.
create table plan_item_approvals (
  id bigint generated always as identity primary key,
  item_id bigint not null constraint plan_item_approvals_once unique references plan_items on delete restrict,
  step_id bigint not null references plan_steps on delete restrict
);
create index plan_item_approvals_step on plan_item_approvals (step_id);
create trigger plan_item_approvals_append_only before update or delete on plan_item_approvals for each row execute function refuse_change();

-- What waits for approval stays as it was submitted, and an approved item is what was approved: only its removal can be asked for.
create function hold_submitted_plan() returns trigger language plpgsql as $$
begin
  if (select s.kind from plan_steps s where s.plan_id = new.plan_id order by s.id desc limit 1) = 'submitted' then
    raise exception 'plan % is submitted', new.plan_id using errcode = 'restrict_violation', constraint = 'plan_items_submitted';
  end if;
  if exists (select from plan_item_approvals a where a.item_id = new.item_id) and not exists (
    select from plan_item_facts f where f.item_id = new.item_id and f.id <> new.id
      and to_jsonb(f) - '{id,removal_reason,recorded_from,recorded_by,recorded_until}'::text[]
        = to_jsonb(new) - '{id,removal_reason,recorded_from,recorded_by,recorded_until}'::text[]
      and f.id = (select max(o.id) from plan_item_facts o where o.item_id = new.item_id and o.id <> new.id)
  ) then
    raise exception 'item % is approved', new.item_id using errcode = 'restrict_violation', constraint = 'plan_items_approved';
  end if;
  return new;
end $$;
create trigger plan_items_held before insert on plan_item_facts for each row execute function hold_submitted_plan();

-- The run of a plan item, if it was planned.
alter table cohorts add column plan_item_id bigint constraint cohorts_plan_item references plan_items on delete restrict;
create index cohorts_plan_item on cohorts (plan_item_id) where plan_item_id is not null;
