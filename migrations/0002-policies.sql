-- Policy packs: what has to be met, by whom, from when. A version is never changed; a correction is the next version.

create table policy_packs (
  id bigint generated always as identity primary key,
  code text not null constraint policy_packs_code_once unique,
  title text not null
);

create table policy_versions (
  id bigint generated always as identity primary key,
  pack_id bigint not null references policy_packs on delete restrict,
  number int not null,
  effective_from date not null,
  effective_until date,
  body jsonb not null,
  recorded_at timestamptz not null,
  constraint policy_versions_number_once unique (pack_id, number),
  constraint policy_versions_order check (effective_until is null or effective_until > effective_from)
);
create trigger policy_versions_append_only before update or delete on policy_versions for each row execute function refuse_change();

create table categories (
  code text primary key,
  name_zh text not null,
  name_en text not null,
  position int not null
);

create table strata (
  version_id bigint not null references policy_versions on delete restrict,
  code text not null,
  name_zh text not null,
  name_en text not null,
  position int not null,
  fields text[] not null,
  roles text[] not null,
  primary key (version_id, code)
);

create table requirements (
  id bigint generated always as identity primary key,
  version_id bigint not null references policy_versions on delete restrict,
  code text not null,
  position int not null,
  title_zh text not null,
  title_en text not null,
  severity text not null constraint requirements_severity check (severity in ('must', 'should')),
  body jsonb not null,
  constraint requirements_code_once unique (version_id, code)
);
