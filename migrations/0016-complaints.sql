-- Complaints and suggestions, and what was answered. Neither is ever changed; a second thought is the next row.

create table complaints (
  id bigint generated always as identity primary key,
  -- Null: somebody who was not signed in.
  account_id bigint references accounts on delete restrict,
  -- The unit of whoever complains; the root where that is not known. Who reads it follows from this.
  organisation_id bigint not null references organisations on delete restrict,
  page text not null,
  text text not null,
  contact text,
  -- Sent twice by a phone, it is one complaint.
  client_key uuid not null constraint complaints_sent_once unique,
  sent_at timestamptz not null,
  -- Whoever is signed in is answered in the product and is not asked for more.
  constraint complaints_contact check (account_id is null or contact is null)
);
create index complaints_account on complaints (account_id, id desc);
create index complaints_organisation on complaints (organisation_id);
create trigger complaints_append_only before update or delete on complaints for each row execute function refuse_change();

create table complaint_answers (
  id bigint generated always as identity primary key,
  complaint_id bigint not null references complaints on delete restrict,
  text text not null,
  answered_at timestamptz not null,
  answered_by bigint not null references accounts on delete restrict
);
create index complaint_answers_complaint on complaint_answers (complaint_id, id);
create trigger complaint_answers_append_only before update or delete on complaint_answers for each row execute function refuse_change();
