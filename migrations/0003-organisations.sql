-- The tree, its people, their posts and memberships, and who is exempt. Everything is dated both ways.

create table organisations (
  id bigint generated always as identity primary key,
  code text constraint organisations_code_once unique
);

create table organisation_facts (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisations on delete restrict,
  parent_id bigint references organisations on delete restrict,
  path ltree not null,
  name text not null,
  type_code text not null,
  level text not null,
  unit_category text not null,
  field text not null,
  valid_from date not null,
  valid_until date,
  recorded_from timestamptz not null,
  recorded_until timestamptz,
  constraint organisation_facts_order check (valid_until is null or valid_until > valid_from),
  constraint organisation_facts_recorded_order check (recorded_until is null or recorded_until >= recorded_from),
  constraint organisation_facts_once exclude using gist (
    organisation_id with =, daterange(valid_from, valid_until) with &&, tstzrange(recorded_from, recorded_until) with &&)
);
create index organisation_facts_path on organisation_facts using gist (path);
create index organisation_facts_now on organisation_facts (organisation_id) where recorded_until is null;
create index organisation_facts_parent on organisation_facts (parent_id);
create index organisation_facts_name on organisation_facts (name);
create trigger organisation_facts_close_once before update or delete on organisation_facts for each row execute function close_once();

create table people (
  id bigint generated always as identity primary key,
  staff_number text constraint people_staff_number_once unique
);

create table person_facts (
  id bigint generated always as identity primary key,
  person_id bigint not null references people on delete restrict,
  name text not null,
  pinyin text not null,
  gender text constraint person_facts_gender check (gender in ('male', 'female')),
  birth_month text constraint person_facts_birth_month check (birth_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  ethnic_group text,
  education text,
  valid_from date not null,
  valid_until date,
  recorded_from timestamptz not null,
  recorded_until timestamptz,
  constraint person_facts_order check (valid_until is null or valid_until > valid_from),
  constraint person_facts_recorded_order check (recorded_until is null or recorded_until >= recorded_from),
  constraint person_facts_once exclude using gist (
    person_id with =, daterange(valid_from, valid_until) with &&, tstzrange(recorded_from, recorded_until) with &&)
);
create index person_facts_name on person_facts (name);
create index person_facts_pinyin on person_facts (pinyin collate "C");
create trigger person_facts_close_once before update or delete on person_facts for each row execute function close_once();

-- Ciphers and keyed hashes; of an ID number only the last four stand in clear (domain: 个人信息).
create table personal_data (
  person_id bigint primary key references people on delete restrict,
  id_cipher bytea,
  id_hash text constraint personal_data_id_once unique,
  id_last_four text,
  mobile_cipher bytea,
  mobile_hash text,
  mobile_last_four text
);
create index personal_data_mobile on personal_data (mobile_hash);

create table posts (
  id bigint generated always as identity primary key,
  post_id bigint not null,
  person_id bigint not null references people on delete restrict,
  organisation_id bigint not null references organisations on delete restrict,
  role text not null,
  portfolio text,
  is_main boolean not null,
  valid_from date not null,
  valid_until date,
  recorded_from timestamptz not null,
  recorded_until timestamptz,
  constraint posts_order check (valid_until is null or valid_until > valid_from),
  constraint posts_recorded_order check (recorded_until is null or recorded_until >= recorded_from),
  constraint posts_once exclude using gist (
    post_id with =, daterange(valid_from, valid_until) with &&, tstzrange(recorded_from, recorded_until) with &&),
  constraint posts_same_twice exclude using gist (
    person_id with =, organisation_id with =, (role || ':' || coalesce(portfolio, '')) with =,
    daterange(valid_from, valid_until) with &&, tstzrange(recorded_from, recorded_until) with &&)
);
create sequence post_ids;
create index posts_person on posts (person_id);
create index posts_organisation on posts (organisation_id);
create trigger posts_close_once before update or delete on posts for each row execute function close_once();

-- 组织关系: the branch that holds a member, and the stage of membership.
create table memberships (
  id bigint generated always as identity primary key,
  person_id bigint not null references people on delete restrict,
  organisation_id bigint not null references organisations on delete restrict,
  stage text not null,
  valid_from date not null,
  valid_until date,
  recorded_from timestamptz not null,
  recorded_until timestamptz,
  constraint memberships_order check (valid_until is null or valid_until > valid_from),
  constraint memberships_recorded_order check (recorded_until is null or recorded_until >= recorded_from),
  constraint memberships_once exclude using gist (
    person_id with =, daterange(valid_from, valid_until) with &&, tstzrange(recorded_from, recorded_until) with &&)
);
create index memberships_organisation on memberships (organisation_id);
create trigger memberships_close_once before update or delete on memberships for each row execute function close_once();

-- 免训. `requirement` null exempts from all of them.
create table exemptions (
  id bigint generated always as identity primary key,
  exemption_id bigint not null,
  person_id bigint not null references people on delete restrict,
  requirement text,
  reason text not null,
  approved_by text not null,
  valid_from date not null,
  valid_until date,
  recorded_from timestamptz not null,
  recorded_until timestamptz,
  constraint exemptions_order check (valid_until is null or valid_until > valid_from),
  constraint exemptions_recorded_order check (recorded_until is null or recorded_until >= recorded_from),
  constraint exemptions_once exclude using gist (
    exemption_id with =, daterange(valid_from, valid_until) with &&, tstzrange(recorded_from, recorded_until) with &&)
);
create sequence exemption_ids;
create index exemptions_person on exemptions (person_id);
create trigger exemptions_close_once before update or delete on exemptions for each row execute function close_once();
