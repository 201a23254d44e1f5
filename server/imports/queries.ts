import { eq, sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import { isHeldOn, ltrees } from '../organisations/roster.ts'
import type { Day } from '../time/dates.ts'
import type { KeptDetails } from './details.ts'
import type { Known } from './diff.ts'
import type { Field } from './places.ts'
import type { Mapping } from './rules.ts'
import { rosterApplications, rosterImports } from './schema.ts'

/** What a person said about a file, kept beside it: nothing of it is guessed, and nothing of it changes the file. */
export type Corrections = {
  sheets: Mapping
  /** By `sheet!row` of the first row that speaks of the person. */
  people: Record<string, { verdict: 'same' | 'different' | 'later'; personId: number | null }>
  /** By the key of the organisation in the file. */
  organisations: Record<string, { sameAs: number | null; field: Field | null }>
}

export const NO_CORRECTIONS: Corrections = { sheets: {}, people: {}, organisations: {} }

export type NewImport = { organisationId: number; fileName: string; content: Uint8Array; effectiveOn: Day; uploadedBy: number }

/** `content` is the cipher of the file: it names people by their ID numbers. */
export const addImport = async (db: Db, added: NewImport, now: Date): Promise<number> => {
  const [made] = await db
    .insert(rosterImports)
    .values({ ...added, mapping: NO_CORRECTIONS, uploadedAt: now })
    .returning({ id: rosterImports.id })
  return made!.id
}

export type Import = {
  id: number
  fileName: string
  organisationId: number
  organisationName: string
  path: string
  effectiveOn: Day
  isCompleteList: boolean
  uploadedAt: string
  uploadedBy: string
  appliedAt: string | null
  appliedBy: string | null
}

export type OneImport = Import & { corrections: Corrections; summary: Record<string, unknown> | null }

const importRows = (day: Day, more: SQL, where: SQL): SQL => sql`
  select i.id, i.file_name as "fileName", i.organisation_id as "organisationId", f.name as "organisationName", f.path::text as path,
         i.effective_on::text as "effectiveOn", i.is_complete_list as "isCompleteList", i.uploaded_at as "uploadedAt", u.name as "uploadedBy",
         a.applied_at as "appliedAt", by.name as "appliedBy", ${more}
  from roster_imports i
  join accounts u on u.id = i.uploaded_by
  left join roster_applications a on a.import_id = i.id
  left join accounts by on by.id = a.applied_by
  join organisation_facts f on f.organisation_id = i.organisation_id and ${isHeldOn('f', day)}
  where ${where}
  order by i.id desc`

const withInstants = <Row extends Import>(row: Row): Row => ({
  ...row,
  uploadedAt: new Date(row.uploadedAt).toISOString(),
  appliedAt: row.appliedAt && new Date(row.appliedAt).toISOString()
})

export const importById = async (db: Db, id: number, day: Day): Promise<OneImport | null> => {
  const found = await firstOf<OneImport>(db, importRows(day, sql`i.mapping as corrections, a.summary`, sql`i.id = ${id}`))
  return found && withInstants(found)
}

type ListedImport = Import & { joined: number | null; changed: number | null; refused: number | null; undecided: number | null }

export const importsWithin = async (db: Db, paths: readonly string[], day: Day): Promise<ListedImport[]> => {
  const counts = sql`(a.summary->'rows'->>'joined')::int as joined, (a.summary->'rows'->>'changed')::int as changed,
    (a.summary->'rows'->>'refused')::int as refused, (a.summary->'rows'->>'samePerson')::int as undecided`
  return (await rowsOf<ListedImport>(db, importRows(day, counts, sql`f.path <@ any(${ltrees(paths)})`))).map(withInstants)
}

export const contentOf = async (db: Db, importId: number): Promise<Uint8Array> =>
  (await db.select({ content: rosterImports.content }).from(rosterImports).where(eq(rosterImports.id, importId)))[0]!.content

export type Corrected = { corrections: Corrections; effectiveOn: Day; isCompleteList: boolean }

export const correctImport = async (
  db: Db,
  importId: number,
  { corrections, effectiveOn, isCompleteList }: Corrected
): Promise<void> => {
  await db.update(rosterImports).set({ mapping: corrections, effectiveOn, isCompleteList }).where(eq(rosterImports.id, importId))
}

export const addApplication = async (
  db: Db,
  applied: { importId: number; appliedBy: number; summary: Record<string, unknown> },
  now: Date
): Promise<void> => {
  await db.insert(rosterApplications).values({ ...applied, appliedAt: now })
}

/** Two files that name the same people must not be compared with the same roster at once; the lock ends with the transaction. */
export const oneImportAtATime = async (db: Db): Promise<void> => {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('lunxun roster'))`)
}

export type KnownOrganisation = {
  id: number
  parentId: number | null
  path: string
  name: string
  level: string
  validFrom: Day
  unitId: number | null
  unitName: string | null
}

/**
 * The organisations of a part of the tree on a day or later: what begins next month need not be added again. The unit of an organisation
 * is the township or subdistrict above it (itself included), else what stands between it and the part: 县直机关 for a branch of a bureau.
 */
export const organisationsIn = (db: Db, path: string, day: Day): Promise<KnownOrganisation[]> =>
  rowsOf<KnownOrganisation>(
    db,
    sql`
    with own as (
      select distinct on (organisation_id) organisation_id, parent_id, path, name, level, valid_from
      from organisation_facts
      where recorded_until is null and (valid_until is null or valid_until > ${day}) and path <@ ${path}::ltree
      order by organisation_id, valid_from)
    select own.organisation_id as id, own.parent_id as "parentId", own.path::text as path, own.name, own.level, own.valid_from::text as "validFrom",
           coalesce(unit.id, parent.id) as "unitId", coalesce(unit.name, parent.name) as "unitName"
    from own
    left join lateral (
      select u.organisation_id as id, u.name from organisation_facts u
      where u.path @> own.path and u.level in ('township', 'subdistrict') and u.recorded_until is null and (u.valid_until is null or u.valid_until > ${day})
      order by nlevel(u.path) desc, u.valid_from limit 1) unit on true
    left join lateral (
      select p.organisation_id as id, p.name from own p where p.organisation_id = own.parent_id and p.path <> ${path}::ltree) parent on true
    order by own.organisation_id`
  )

/** The numbers by which people of a file may be known, and those a person named as the same. */
export type Sought = { idHashes: string[]; mobileHashes: string[]; staffNumbers: string[]; personIds: number[] }

export type KnownPerson = Known['people'][number] & {
  details: KeptDetails
  idLastFour: string | null
  mobileLastFour: string | null
}

/** Who holds a post in a part of the tree on a day or later, and whoever in the whole tree has one of the numbers. */
export const peopleFor = async (db: Db, path: string, day: Day, sought: Sought): Promise<KnownPerson[]> => {
  const among = (values: readonly (string | number)[]) =>
    sql`(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`
  const rows = await rowsOf<Omit<KnownPerson, 'details'> & KeptDetails>(
    db,
    sql`
    with wanted as (
      select p.person_id as id from posts p
      join organisation_facts f on f.organisation_id = p.organisation_id and f.recorded_until is null and f.path <@ ${path}::ltree
      where p.recorded_until is null and (p.valid_until is null or p.valid_until > ${day})
      union select person_id from personal_data where id_hash in ${among(sought.idHashes)} or mobile_hash in ${among(sought.mobileHashes)}
      union select id from people where staff_number in ${among(sought.staffNumbers)}
      union select value::bigint from jsonb_array_elements_text(${JSON.stringify(sought.personIds)}::jsonb))
    select p.id, n.name, d.id_hash as "idHash", p.staff_number as "staffNo", d.mobile_hash as "mobileHash", d.id_last_four as "idLastFour",
           d.mobile_last_four as "mobileLastFour", n.gender, n.birth_month as "birthMonth", n.ethnic_group as "ethnicGroup", n.education
    from wanted join people p on p.id = wanted.id
    join lateral (select * from person_facts n where n.person_id = p.id and n.recorded_until is null and (n.valid_until is null or n.valid_until > ${day})
                  order by n.valid_from limit 1) n on true
    left join personal_data d on d.person_id = p.id
    order by p.id`
  )
  return rows.map(({ gender, birthMonth, ethnicGroup, education, ...person }) => ({
    ...person,
    details: { gender, birthMonth, ethnicGroup, education }
  }))
}

export type KnownPost = Known['posts'][number] & { isMain: boolean; organisationName: string; unitName: string | null }

/** The posts these people hold on a day or later, anywhere. */
export const postsHeldBy = (db: Db, personIds: readonly number[], day: Day): Promise<KnownPost[]> =>
  rowsOf<KnownPost>(
    db,
    sql`
    select distinct on (p.post_id) p.post_id as id, p.person_id as "personId", p.organisation_id as "organisationId", p.role, p.portfolio,
           p.valid_from::text as "from", p.is_main as "isMain", f.name as "organisationName", u.name as "unitName"
    from posts p
    join lateral (select name, path from organisation_facts where organisation_id = p.organisation_id and recorded_until is null
                  order by valid_from desc limit 1) f on true
    left join lateral (select name from organisation_facts u where u.path @> f.path and u.level in ('township', 'subdistrict') and u.recorded_until is null
                       order by nlevel(u.path) desc, u.valid_from desc limit 1) u on true
    where p.recorded_until is null and (p.valid_until is null or p.valid_until > ${day})
      and p.person_id in (select value::bigint from jsonb_array_elements_text(${JSON.stringify(personIds)}::jsonb))
    order by p.post_id, p.valid_from`
  )
