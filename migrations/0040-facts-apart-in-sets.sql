-- Two rows of one fact never overlap in both times. Exclusion constraints over three and five columns held this for posts and for what is
-- known of people at a tenth of a millisecond a row, most of what a large import took. What follows holds the same at a twentieth of that: a
-- unique beginning, and one look at all that a statement adds.
--
-- Beside each other, at any level of isolation: whoever adds a fact of a person has *changed* that person's row (a lock alone does not stop
-- a repeatable-read transaction), unless the person is this transaction's own and nobody else can see it yet.
--
-- The functions are told how to join (each added row looks up its own, and nothing is turned round: lateral, offset 0): they are planned once,
-- when a table may still be empty, and must not go through it from end to end later.

alter table person_facts drop constraint person_facts_once;
drop index person_facts_now;
create unique index person_facts_once on person_facts (person_id, valid_from) where recorded_until is null;
create index person_facts_person on person_facts (person_id);

create function hold_person_facts_apart() returns trigger language plpgsql
  set enable_seqscan = off set jit = off as $$
begin
  update people set staff_number = staff_number where id = any (array(
    select p.id from (select distinct person_id from added) a cross join lateral (
      select p.id from people p where p.id = a.person_id and p.xmin <> pg_current_xact_id()::xid offset 0) p));
  if exists (
    select from added a cross join lateral (select * from person_facts f where f.person_id = a.person_id offset 0) f
    where f.id <> a.id and daterange(f.valid_from, f.valid_until) && daterange(a.valid_from, a.valid_until)
      and tstzrange(f.recorded_from, f.recorded_until) && tstzrange(a.recorded_from, a.recorded_until)
      and not (f.valid_from = a.valid_from and f.recorded_until is null and a.recorded_until is null)
  ) then
    raise exception 'two facts of one person overlap' using errcode = 'exclusion_violation', constraint = 'person_facts_apart';
  end if;
  return null;
end $$;
create trigger person_facts_apart after insert on person_facts
  referencing new table as added for each statement execute function hold_person_facts_apart();

alter table posts drop constraint posts_once;
alter table posts drop constraint posts_same_twice;
drop index posts_now_person;
create unique index posts_once on posts (post_id, valid_from) where recorded_until is null;
create index posts_known_before on posts (post_id) where recorded_until is not null;
create unique index posts_same_twice on posts (person_id, organisation_id, role, (coalesce(portfolio, '')), valid_from) where recorded_until is null;

create function hold_posts_apart() returns trigger language plpgsql
  set enable_seqscan = off set jit = off as $$
begin
  -- A post may have passed to somebody else, with whom it turned out to be one person: then both.
  update people set staff_number = staff_number where id = any (array(
    select p.id from (
      select person_id from added
      union select f.person_id from added a cross join lateral (
        select person_id from posts f where f.post_id = a.post_id and f.recorded_until is null offset 0) f
      union select f.person_id from added a cross join lateral (
        select person_id from posts f where f.post_id = a.post_id and f.recorded_until is not null offset 0) f
    ) a cross join lateral (
      select p.id from people p where p.id = a.person_id and p.xmin <> pg_current_xact_id()::xid offset 0) p));
  if exists (
    select from added a cross join lateral (select * from posts f where f.post_id = a.post_id and f.recorded_until is null offset 0) f
    where f.id <> a.id and daterange(f.valid_from, f.valid_until) && daterange(a.valid_from, a.valid_until)
      and tstzrange(f.recorded_from, f.recorded_until) && tstzrange(a.recorded_from, a.recorded_until)
      and not (f.valid_from = a.valid_from and a.recorded_until is null)
  ) or exists (
    select from added a cross join lateral (select * from posts f where f.post_id = a.post_id and f.recorded_until is not null offset 0) f
    where f.id <> a.id and daterange(f.valid_from, f.valid_until) && daterange(a.valid_from, a.valid_until)
      and tstzrange(f.recorded_from, f.recorded_until) && tstzrange(a.recorded_from, a.recorded_until)
  ) then
    raise exception 'two rows of one post overlap' using errcode = 'exclusion_violation', constraint = 'posts_apart';
  end if;
  return null;
end $$;
create trigger posts_apart after insert on posts
  referencing new table as added for each statement execute function hold_posts_apart();

-- After the one above in name and so in time: the people are locked already. Only the person leads to the rows: an organisation may be large.
create function hold_posts_not_twice() returns trigger language plpgsql
  set enable_seqscan = off set jit = off as $$
begin
  if exists (
    select from added a cross join lateral (select * from posts f where f.person_id = a.person_id offset 0) f
    where f.id <> a.id and f.organisation_id = a.organisation_id and f.role = a.role
      and coalesce(f.portfolio, '') = coalesce(a.portfolio, '')
      and daterange(f.valid_from, f.valid_until) && daterange(a.valid_from, a.valid_until)
      and tstzrange(f.recorded_from, f.recorded_until) && tstzrange(a.recorded_from, a.recorded_until)
      and not (f.valid_from = a.valid_from and f.recorded_until is null and a.recorded_until is null)
  ) then
    raise exception 'one person holds one post twice' using errcode = 'exclusion_violation', constraint = 'posts_not_twice';
  end if;
  return null;
end $$;
create trigger posts_not_twice after insert on posts
  referencing new table as added for each statement execute function hold_posts_not_twice();

-- Standings are conclusions, five a person: three foreign keys a row cost more than the rows. That they speak of people, places and versions
-- there are is looked at once for each statement. None of these goes away afterwards: whoever has a standing has a post or a membership,
-- whose rows are never removed and hold both the person and the place; versions of a pack are never removed either.
alter table standings drop constraint standings_person_id_fkey;
alter table standings drop constraint standings_organisation_id_fkey;
alter table standings drop constraint standings_version_id_fkey;

create function hold_standings_to_what_there_is() returns trigger language plpgsql
  set enable_seqscan = off set jit = off as $$
begin
  if exists (select from (select distinct person_id as id from added offset 0) a where (select p.id from people p where p.id = a.id) is null)
    or exists (select from (select distinct organisation_id as id from added offset 0) a where (select o.id from organisations o where o.id = a.id) is null)
    or exists (select from (select distinct version_id as id from added offset 0) a where (select v.id from policy_versions v where v.id = a.id) is null)
  then
    raise exception 'a standing of nobody, nowhere or under no rule' using errcode = 'foreign_key_violation', constraint = 'standings_of_somebody';
  end if;
  return null;
end $$;
create trigger standings_of_somebody after insert on standings
  referencing new table as added for each statement execute function hold_standings_to_what_there_is();

-- As before, but once for each person instead of once for each stretch, and only the person leads to the rows: with one index a plan made for
-- an empty table went through all of a requirement's.
create or replace function hold_standings_apart() returns trigger language plpgsql
  set enable_seqscan = off set jit = off as $$
begin
  if exists (
    select from (select distinct person_id from added offset 0) a cross join lateral (
      select s.valid_from, lag(s.valid_from) over stretches as earlier_from, lag(s.valid_until) over stretches as earlier_until
      from standings s where s.person_id = a.person_id and s.recorded_until is null
      window stretches as (partition by s.requirement, s.period order by s.valid_from)) s
    where s.earlier_until > s.valid_from and s.earlier_from < s.valid_from
  ) then
    raise exception 'two standings of one person overlap' using errcode = 'exclusion_violation', constraint = 'standings_apart';
  end if;
  return null;
end $$;

-- Two notes for each person a file brings: that they are of an import there is, is looked at once for each statement.
alter table import_facts drop constraint import_facts_import_id_fkey;
alter table import_numbers drop constraint import_numbers_import_id_fkey;
create function hold_notes_to_imports() returns trigger language plpgsql set enable_seqscan = off set jit = off as $$
begin
  if exists (select from (select distinct import_id as id from added offset 0) a where (select i.id from roster_imports i where i.id = a.id) is null) then
    raise exception 'a note of no import' using errcode = 'foreign_key_violation', constraint = tg_name;
  end if;
  return null;
end $$;
create trigger import_facts_of_an_import after insert on import_facts
  referencing new table as added for each statement execute function hold_notes_to_imports();
create trigger import_numbers_of_an_import after insert on import_numbers
  referencing new table as added for each statement execute function hold_notes_to_imports();
create function refuse_removal() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never removed', tg_table_name
    using errcode = 'restrict_violation', constraint = tg_table_name || '_stay';
end $$;
create trigger roster_imports_stay before delete on roster_imports for each row execute function refuse_removal();

-- What is staged can be read anew from the file at any time: a foreign key a row is too dear for it, and what is only shown stays the text it
-- came as. Hashes stand with the other numbers.
alter table import_rows drop constraint import_rows_import_id_fkey;
alter table import_people drop constraint import_people_import_id_fkey;
alter table import_rows drop column id_hash, drop column mobile_hash, drop column staff_number;
alter table import_rows add column township text, add column organisation text not null default '';
alter table import_rows alter column understood type json, alter column numbers type json;
alter table import_people alter column shown type json, alter column candidates type json;

-- zhang de ming: zdm, without a regular expression for names that have no more than eight syllables.
create or replace function initials_of(pinyin text) returns text language sql immutable strict parallel safe as $$
  select case when split_part(pinyin, ' ', 9) = '' and left(pinyin, 1) <> ' ' then
    left(pinyin, 1) || left(split_part(pinyin, ' ', 2), 1) || left(split_part(pinyin, ' ', 3), 1) || left(split_part(pinyin, ' ', 4), 1)
    || left(split_part(pinyin, ' ', 5), 1) || left(split_part(pinyin, ' ', 6), 1) || left(split_part(pinyin, ' ', 7), 1)
    || left(split_part(pinyin, ' ', 8), 1)
  else regexp_replace(pinyin, '(\S)\S*\s*', '\1', 'g') end
$$;
