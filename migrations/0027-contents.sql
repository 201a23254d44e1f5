-- What a policy pack asks of a timetable besides the one third: any share by category, and lessons it must contain.

-- Any number of words a course goes by (党章); no share is reckoned by them.
alter table course_versions add column tags text[] not null default '{}';

-- By which version of the pack a timetable was judged when it was published and when it was closed, and what came out. A later version
-- judges later timetables.
alter table publications add column version_id bigint references policy_versions on delete restrict;
alter table publications add column verdicts jsonb;
alter table closings add column version_id bigint references policy_versions on delete restrict;
alter table closings add column verdicts jsonb;

-- A pack as it was written, with its comments: what is edited into the next version. Null for those from before it was kept.
alter table policy_versions add column text text;
alter table policy_versions add column recorded_by bigint references accounts on delete restrict;
