-- Which course packages were read as they lie on the disk, so that a start does not measure every film anew.
create table package_readings (
  -- The folder's.
  name text primary key,
  fingerprint text not null,
  course_version_id bigint not null references course_versions on delete restrict,
  read_at timestamptz not null
);
