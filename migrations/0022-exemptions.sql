-- What kind of exemption it is, and the decision it rests on.

alter table exemptions
  add column kind text not null default 'other' constraint exemptions_kind check (
    kind in ('longIllness', 'frail', 'outOfContact', 'abroad', 'suspended', 'seconded', 'waiver', 'other')),
  add column decided_on date,
  add column document text;
