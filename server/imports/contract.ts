import { Type } from 'typebox'
import { bytes, day, done, id, instant, oneOf, orNull, shape, text } from '../http/contract.ts'
import { FIELDS } from './rules.ts'
import { changed, leaving, membership, posts } from './people/contract.ts'
import { byImport, count, held, name, removals } from './removals/contract.ts'

/** The parts of what a file brings, each read a page at a time. */
export const LISTS = ['joined', 'changed', 'places', 'samePerson', 'refused', 'flagged', 'dropped', 'left'] as const

/** A text file is one sheet that has its name; a further table of a sheet is longer by its number. */
const SHEET_NAME = 240
/** Of a spreadsheet. */
const LAST_ROW = 1_048_576

const bilingual = { zh: name, en: name }
const written = { sheet: name, row: Type.Integer() }

const column = shape({
  letter: name,
  heading: name,
  field: orNull(oneOf(FIELDS)),
  sureness: orNull(oneOf(['exact', 'likely', 'byContent', 'byHand', 'remembered'])),
  reason: orNull(name),
  samples: Type.Array(name)
})

const sheet = shape({
  /** Of a further table of a sheet, with its number among them. */
  name,
  /** The sheet as the file calls it. */
  worksheet: name,
  state: oneOf(['roster', 'empty', 'hidden', 'left-out', 'no-heading', 'missing-columns']),
  headerFirst: orNull(Type.Integer()),
  headerLast: orNull(Type.Integer()),
  missing: Type.Array(name),
  unit: orNull(name),
  unitFrom: orNull(name),
  /** The post of everybody in it, as a person said. */
  role: orNull(name),
  rows: count,
  /** How a sheet begins whose heading has to be told. */
  beginning: Type.Array(shape({ row: Type.Integer(), cells: Type.Array(name) })),
  columns: Type.Array(column)
})

const fault = shape({ ...written, name, kind: name, column: orNull(name), zh: name, en: name })

const states = shape({ covered: count, outstanding: count, notYetDue: count, exempt: count, left: count })

const reason = shape({ code: name, zh: name, en: name })

/** reading → ready → applying → applied → undoing → undone; or failed, interrupted; or given up before it was applied. */
const state = oneOf([
  'reading',
  'ready',
  'failed',
  'interrupted',
  'applying',
  'applied',
  'removing',
  'undoing',
  'undone',
  'abandoned'
])

const listed = {
  id,
  fileName: name,
  organisationId: id,
  organisationName: name,
  effectiveOn: day,
  uploadedAt: instant,
  uploadedBy: name,
  appliedAt: orNull(instant),
  appliedBy: orNull(name),
  undoneAt: orNull(instant),
  undoneBy: orNull(name),
  abandonedAt: orNull(instant),
  abandonedBy: orNull(name),
  sender: orNull(name),
  /** Null: nobody has said yet. */
  isCompleteList: orNull(Type.Boolean()),
  state
}

const imported = shape({
  ...listed,
  /** How many rows or people are done, and of how many where that is known. */
  progress: shape({ done: count, total: orNull(count) }),
  /** Why the last work on it could not be done. */
  reason: orNull(reason),
  mayApply: Type.Boolean(),
  mayUndo: Type.Boolean(),
  mayAbandon: Type.Boolean(),
  page: Type.Integer(),
  pageSize: Type.Integer(),
  /** How many there are of each part. */
  lists: shape({
    joined: count,
    changed: count,
    places: count,
    samePerson: count,
    refused: count,
    flagged: count,
    remarks: count,
    dropped: count,
    left: count,
    held: count,
    withheld: count
  }),
  /** The figures of the part of the tree on the effective date, before and after. */
  figures: Type.Array(shape({ code: name, ...bilingual, before: states, after: states })),
  sheets: Type.Array(sheet),
  /** The rows of people: total = joined + changed + unchanged + samePerson + refused. */
  rows: shape({
    total: count,
    joined: count,
    changed: count,
    unchanged: count,
    samePerson: count,
    refused: count,
    agrees: Type.Boolean()
  }),
  adds: shape({
    people: count,
    posts: count,
    endedPosts: count,
    /** That begin, or change their place or stage; and that end. */
    memberships: count,
    endedMemberships: count,
    changedPeople: count,
    left: count,
    units: count,
    organisations: count
  }),
  units: Type.Array(shape({ name, level: name, validFrom: day, organisationId: orNull(id), assumed: Type.Array(name) })),
  organisations: Type.Array(
    shape({
      key: name,
      name,
      unit: orNull(name),
      typeCode: name,
      level: name,
      unitCategory: name,
      field: name,
      /** name, file, byHand or assumed */
      fieldFrom: name,
      /** What neither the name nor the file says, and is put in until someone says better. */
      assumed: Type.Array(name),
      validFrom: day,
      rows: count,
      organisationId: orNull(id),
      /** `wasUntil`: it bore the name of the file until that day, or took over from what did. */
      similar: Type.Array(shape({ id, name, unit: orNull(name), wasUntil: Type.Optional(day) }))
    })
  ),
  /** Organisations of the file that a person said are known ones. */
  sameOrganisations: Type.Array(shape({ key: name, organisationId: id, name })),
  joined: Type.Array(changed),
  changed: Type.Array(changed),
  samePerson: Type.Array(
    shape({
      ...written,
      name,
      idLastFour: orNull(name),
      mobileLastFour: orNull(name),
      birthMonth: orNull(name),
      posts,
      stage: orNull(name),
      verdict: orNull(oneOf(['later'])),
      candidates: Type.Array(
        shape({
          personId: id,
          name,
          idLastFour: orNull(name),
          mobileLastFour: orNull(name),
          birthMonth: orNull(name),
          posts,
          membership: orNull(membership),
          alike: name,
          isWithin: Type.Boolean()
        })
      )
    })
  ),
  verdicts: Type.Array(shape({ ...written, name, verdict: oneOf(['same', 'different']), personId: orNull(id) })),
  refused: Type.Array(
    shape({ ...written, name, reasons: Type.Array(shape({ kind: name, column: orNull(name), zh: name, en: name })) })
  ),
  flagged: Type.Array(fault),
  remarks: Type.Array(fault),
  dropped: Type.Array(shape({ sheet: name, row: Type.Integer(), lastRow: Type.Integer(), reason: name, text: name })),
  /** Of a complete list: who is not in the file any more. */
  left: Type.Array(leaving),
  /** The units of which more would leave than may unseen. */
  held: Type.Array(held),
  removals: orNull(shape({ isConfirmed: Type.Boolean(), decidedAt: instant, decidedBy: name }))
})

export const contract = {
  'GET /imports': {
    says: 'Roster files of the parts whose roster the actor keeps, the latest first.',
    permission: 'imports.manage',
    reply: shape({
      imports: Type.Array(
        shape({ ...listed, joined: orNull(count), changed: orNull(count), refused: orNull(count), undecided: orNull(count) })
      ),
      /** Who has sent files for these parts, and what they sent last. */
      senders: Type.Array(shape({ organisationId: id, label: name, isCompleteList: orNull(Type.Boolean()) }))
    })
  },
  'POST /imports': {
    says: 'Keeps a roster file (.xlsx, .xls, .et or .csv) for an organisation and begins to read it. Nothing on the roster changes yet.',
    permission: 'imports.manage',
    query: shape({
      organisationId: id,
      fileName: text(200),
      effectiveOn: Type.Optional(day),
      sender: Type.Optional(text(60)),
      isCompleteList: Type.Optional(Type.Boolean())
    }),
    body: bytes,
    reply: shape({ id })
  },
  'GET /imports/:importId': {
    says: 'How a roster file was understood and what it would change, or has changed: the first of each part, or a page of one part.',
    permission: 'imports.manage',
    params: byImport,
    query: shape({
      list: Type.Optional(oneOf(LISTS)),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 }))
    }),
    reply: imported
  },
  'PUT /imports/:importId': {
    says: 'Corrects how a file is understood: columns by sheet, the day, whether it is a complete list, who is the same person, which organisation is a known one.',
    permission: 'imports.manage',
    params: byImport,
    body: shape({
      effectiveOn: Type.Optional(day),
      isCompleteList: Type.Optional(Type.Boolean()),
      sheets: Type.Optional(
        Type.Array(
          shape({
            name: text(SHEET_NAME),
            isLeftOut: Type.Optional(Type.Boolean()),
            headerFirst: Type.Optional(Type.Integer({ minimum: 1, maximum: LAST_ROW })),
            headerLast: Type.Optional(Type.Integer({ minimum: 1, maximum: LAST_ROW })),
            unit: Type.Optional(text(60)),
            /** The post of everybody in it, where no column says. */
            role: Type.Optional(orNull(text(60))),
            columns: Type.Optional(
              Type.Array(shape({ letter: Type.String({ pattern: '^[A-Z]{1,3}$' }), field: orNull(oneOf(FIELDS)) }))
            )
          }),
          { maxItems: 200 }
        )
      ),
      people: Type.Optional(
        Type.Array(
          shape({
            sheet: text(SHEET_NAME),
            row: Type.Integer({ minimum: 1 }),
            verdict: oneOf(['same', 'different', 'later']),
            personId: orNull(id)
          }),
          { maxItems: 5000 }
        )
      ),
      organisations: Type.Optional(
        Type.Array(
          shape({
            key: text(300),
            sameAs: Type.Optional(orNull(id)),
            field: Type.Optional(
              orNull(
                oneOf([
                  'rural',
                  'urbanCommunity',
                  'organ',
                  'institution',
                  'soe',
                  'nonPublicEnterprise',
                  'socialOrg',
                  'newEmployment',
                  'other'
                ])
              )
            )
          }),
          { maxItems: 5000 }
        )
      )
    }),
    reply: done
  },
  'POST /imports/:importId/readings': {
    says: 'Reads a file anew whose reading was interrupted or failed.',
    permission: 'imports.manage',
    params: byImport,
    reply: done
  },
  'POST /imports/:importId/application': {
    says: 'Writes what the file changes, all of it or nothing, and keeps what was done. What is held waits for a second person.',
    permission: 'imports.manage',
    params: byImport,
    reply: done
  },
  'POST /imports/:importId/abandonment': {
    says: 'Gives up a file that was not applied: it stays in the list, what was staged of it goes.',
    permission: 'imports.manage',
    params: byImport,
    reply: done
  },
  'POST /imports/:importId/undo': {
    says: 'Takes a whole import back: the facts it opened are closed, those it closed are known again. Refused while something rests on it.',
    permission: 'imports.manage',
    params: byImport,
    body: shape({ reason: text(500) }),
    reply: done
  },
  ...removals,
  'POST /imports/:importId/refused-rows': {
    says: 'The refused rows in the department’s own workbook, each with its reasons.',
    permission: 'imports.manage',
    params: byImport,
    reply: bytes
  }
} as const
