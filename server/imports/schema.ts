import { bigint, boolean, integer, json, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { bytea, civil, identity, ltree, moment, reference } from '../database/columns.ts'

export const rosterImports = pgTable('roster_imports', {
  id: identity(),
  organisationId: reference('organisation_id').notNull(),
  fileName: text('file_name').notNull(),
  content: bytea('content').notNull(),
  mapping: jsonb('mapping').$type<object>().notNull().default({}),
  isCompleteList: boolean('is_complete_list'),
  effectiveOn: civil('effective_on').notNull(),
  uploadedAt: moment('uploaded_at').notNull(),
  uploadedBy: reference('uploaded_by').notNull(),
  senderId: reference('sender_id')
})

export const rosterApplications = pgTable('roster_applications', {
  id: identity(),
  importId: reference('import_id').notNull(),
  appliedAt: moment('applied_at').notNull(),
  appliedBy: reference('applied_by').notNull(),
  summary: jsonb('summary').$type<Record<string, unknown>>().notNull()
})

export const importSenders = pgTable('import_senders', {
  id: identity(),
  organisationId: reference('organisation_id').notNull(),
  label: text('label').notNull(),
  isCompleteList: boolean('is_complete_list'),
  headings: jsonb('headings').$type<Record<string, string | null>>().notNull().default({}),
  addedAt: moment('added_at').notNull(),
  addedBy: reference('added_by').notNull()
})

export const importRuns = pgTable('import_runs', {
  id: identity(),
  importId: reference('import_id').notNull(),
  kind: text('kind').$type<'reading' | 'applying' | 'undoing' | 'removing' | 'abandoning'>().notNull(),
  askedAt: moment('asked_at').notNull(),
  askedBy: reference('asked_by').notNull(),
  done: integer('done').notNull().default(0),
  total: integer('total'),
  beatAt: moment('beat_at').notNull(),
  endedAt: moment('ended_at'),
  outcome: text('outcome').$type<'finished' | 'failed' | 'interrupted'>(),
  reason: jsonb('reason').$type<object>()
})

export const importReadings = pgTable('import_readings', {
  importId: bigint('import_id', { mode: 'number' }).primaryKey(),
  readAt: moment('read_at').notNull(),
  rosterVersion: text('roster_version').notNull(),
  digest: text('digest').notNull(),
  sheets: jsonb('sheets').$type<object>().notNull(),
  counts: jsonb('counts').$type<object>().notNull(),
  effects: jsonb('effects').$type<object>().notNull()
})

export const importRows = pgTable(
  'import_rows',
  {
    importId: reference('import_id').notNull(),
    number: integer('number').notNull(),
    person: integer('person').notNull(),
    sheet: text('sheet').notNull(),
    rowNumber: integer('row_number').notNull(),
    name: text('name').notNull(),
    isRefused: boolean('is_refused').notNull(),
    township: text('township'),
    organisation: text('organisation').notNull().default(''),
    understood: json('understood').$type<object>().notNull(),
    problems: jsonb('problems').$type<object>(),
    flags: jsonb('flags').$type<object>(),
    remarks: jsonb('remarks').$type<object>(),
    numbers: json('numbers').$type<object>()
  },
  table => [primaryKey({ columns: [table.importId, table.number] })]
)

export const importPeople = pgTable(
  'import_people',
  {
    importId: reference('import_id').notNull(),
    number: integer('number').notNull(),
    kind: text('kind').notNull(),
    personId: reference('person_id'),
    unit: text('unit'),
    isHeld: boolean('is_held').notNull().default(false),
    rows: integer('rows').notNull(),
    candidates: json('candidates').$type<object>(),
    flags: jsonb('flags').$type<object>(),
    shown: json('shown').$type<object>(),
    writes: jsonb('writes').$type<object>()
  },
  table => [primaryKey({ columns: [table.importId, table.number] })]
)

export const importPlaces = pgTable(
  'import_places',
  {
    importId: reference('import_id').notNull(),
    number: integer('number').notNull(),
    key: text('key').notNull(),
    isUnit: boolean('is_unit').notNull(),
    organisationId: reference('organisation_id').notNull(),
    parentId: reference('parent_id').notNull(),
    path: ltree('path').notNull(),
    shown: jsonb('shown').$type<object>().notNull()
  },
  table => [primaryKey({ columns: [table.importId, table.number] })]
)

export const importFacts = pgTable('import_facts', {
  importId: reference('import_id').notNull(),
  fact: text('fact').$type<'organisation' | 'person' | 'post' | 'membership'>().notNull(),
  rowId: reference('row_id').notNull(),
  wasOpened: boolean('was_opened').notNull()
})

export const importNumbers = pgTable(
  'import_numbers',
  {
    importId: reference('import_id').notNull(),
    personId: reference('person_id').notNull(),
    isNew: boolean('is_new').notNull(),
    idCipher: bytea('id_cipher'),
    idHash: text('id_hash'),
    idLastFour: text('id_last_four'),
    mobileCipher: bytea('mobile_cipher'),
    mobileHash: text('mobile_hash'),
    mobileLastFour: text('mobile_last_four'),
    staffNumber: text('staff_number'),
    newIdHash: text('new_id_hash'),
    newMobileHash: text('new_mobile_hash'),
    newStaffNumber: text('new_staff_number')
  },
  table => [primaryKey({ columns: [table.importId, table.personId] })]
)

export const importRemovals = pgTable('import_removals', {
  id: identity(),
  importId: reference('import_id').notNull(),
  isConfirmed: boolean('is_confirmed').notNull(),
  people: integer('people').notNull(),
  decidedAt: moment('decided_at').notNull(),
  decidedBy: reference('decided_by').notNull()
})

export const importAbandonments = pgTable('import_abandonments', {
  id: identity(),
  importId: reference('import_id').notNull(),
  abandonedAt: moment('abandoned_at').notNull(),
  abandonedBy: reference('abandoned_by').notNull()
})

export const importUndos = pgTable('import_undos', {
  id: identity(),
  importId: reference('import_id').notNull(),
  undoneAt: moment('undone_at').notNull(),
  undoneBy: reference('undone_by').notNull(),
  reason: text('reason').notNull()
})
