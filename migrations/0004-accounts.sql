-- Who may sign in, and which roles they hold over which part of the tree.

create table accounts (
  id bigint generated always as identity primary key,
  username text not null constraint accounts_username_once unique,
  name text not null,
  person_id bigint constraint accounts_person_once unique references people on delete restrict,
  password_hash text not null,
  -- Raised to sign every device out at once; a token carries the epoch it was issued in.
  epoch int not null default 1,
  is_disabled boolean not null default false,
  created_at timestamptz not null
);

create table account_roles (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete restrict,
  role text not null constraint account_roles_role check (role in (
    'trainee', 'classSupervisor', 'unitLiaison', 'trainingAdministrator', 'reporter', 'approver', 'systemAdministrator')),
  organisation_id bigint not null references organisations on delete restrict,
  granted_at timestamptz not null,
  granted_by bigint references accounts on delete restrict,
  revoked_at timestamptz,
  revoked_by bigint references accounts on delete restrict
);
create unique index account_roles_once on account_roles (account_id, role, organisation_id) where revoked_at is null;

create table sign_in_failures (
  id bigint generated always as identity primary key,
  username text not null,
  at timestamptz not null
);
create index sign_in_failures_username on sign_in_failures (username, at);
