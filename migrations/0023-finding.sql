-- Finding people. Two characters of a name are found by pairs of neighbours, which a trigram index does not know; all of it is an
-- expression of what is kept, so nothing has to be kept in step.

-- Every two neighbouring characters of a text, without its spaces.
create function pairs_of(words text) returns text[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct substr(plain, i, 2)), '{}')
  from (select replace(words, ' ', '') as plain) p cross join lateral generate_series(1, greatest(char_length(p.plain) - 1, 0)) i
$$;

-- zhang de ming: zdm
create function initials_of(pinyin text) returns text language sql immutable strict parallel safe as $$
  select regexp_replace(pinyin, '(\S)\S*\s*', '\1', 'g')
$$;

-- As known now: in the order of every list, by the pinyin without its spaces, by initials, by the surname and by pairs.
create index person_facts_now on person_facts (person_id, valid_from) where recorded_until is null;
create index person_facts_now_order on person_facts (pinyin collate "C", person_id) where recorded_until is null;
create index person_facts_now_plain on person_facts ((replace(pinyin, ' ', '')) collate "C", person_id) where recorded_until is null;
create index person_facts_now_initials on person_facts ((initials_of(pinyin)) collate "C", pinyin collate "C", person_id)
  where recorded_until is null;
create index person_facts_now_surname on person_facts ((left(name, 1)), pinyin collate "C", person_id) where recorded_until is null;
create index person_facts_now_pairs on person_facts using gin (pairs_of(name)) where recorded_until is null;
create index personal_data_id_last_four on personal_data (id_last_four);
create index personal_data_mobile_last_four on personal_data (mobile_last_four);
create index posts_now_person on posts (person_id) where recorded_until is null;
create index posts_now_role on posts (role, organisation_id, person_id) where recorded_until is null;
create index organisation_facts_now_pairs on organisation_facts using gin (pairs_of(name)) where recorded_until is null;
create index organisation_facts_now_path on organisation_facts using gist (path) where recorded_until is null;

-- A choice of people under a name: read again each time, never a list that grows old.
create table saved_filters (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisations on delete restrict,
  name text not null,
  criteria jsonb not null,
  created_at timestamptz not null,
  created_by bigint not null references accounts on delete restrict,
  constraint saved_filters_once unique (organisation_id, name)
);
