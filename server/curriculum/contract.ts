import { Type, type TProperties } from 'typebox'
import { day, id, instant, minuteOfDay, oneOf, orNull, shape, text } from '../http/contract.ts'
import { SHOWN, TURNS } from './rules.ts'

/** What every noun of the catalogues says of itself. */
export const named = { id, organisationId: id, organisationName: Type.String(), name: Type.String() }

/** A line of a form that may be left empty. */
export const line = orNull(Type.String({ maxLength: 120 }))
export const page = orNull(Type.String({ maxLength: 4000 }))
export const words = (most = 20) => Type.Array(Type.String({ maxLength: 64 }), { maxItems: most })

/** How a list is narrowed. */
export const choice = { q: Type.Optional(Type.String({ maxLength: 100 })), shown: Type.Optional(oneOf(SHOWN)) }

export const visibility = shape({ isHidden: Type.Boolean() })

export const changes = shape({
  changes: Type.Array(
    shape({
      recordedAt: instant,
      /** Null for what was there before it was kept who added it. */
      recordedBy: orNull(Type.String()),
      /** The fields of the form that became different; none for the first row. */
      fields: Type.Array(Type.String()),
      what: oneOf(TURNS)
    })
  )
})

/** Which lessons use a thing, told by cohort where the asker may see it, and in one number where not. */
export const uses = shape({
  lessons: Type.Integer({ minimum: 0 }),
  held: Type.Integer({ minimum: 0 }),
  elsewhere: Type.Integer({ minimum: 0 }),
  cohorts: Type.Array(
    shape({ cohortId: id, name: Type.String(), firstOn: day, lastOn: day, lessons: Type.Integer({ minimum: 1 }) })
  )
})

export const calendarDays = shape({ from: Type.Optional(day) })

/** Four weeks of one room or one teacher. A lesson of a cohort the asker may not see is only told to be there. */
export const calendar = shape({
  from: day,
  /** Not included. */
  until: day,
  bookings: Type.Array(
    shape({
      heldOn: day,
      fromMinute: minuteOfDay,
      untilMinute: minuteOfDay,
      cohortId: orNull(id),
      cohortName: orNull(Type.String()),
      title: orNull(Type.String()),
      isDraft: Type.Boolean()
    })
  )
})

/** What a file of a catalogue would do, row by row. `seal` stands for exactly this: what is carried out is what was looked at. */
export const reading = shape({
  sheetName: Type.String(),
  seal: Type.String(),
  /** Headings nobody here knows; their columns are left out. */
  unknown: Type.Array(Type.String()),
  rows: Type.Array(
    shape({
      /** As the spreadsheet counts. */
      row: Type.Integer({ minimum: 1 }),
      name: Type.String(),
      what: oneOf(['new', 'changed', 'same', 'refused']),
      changed: Type.Array(shape({ field: Type.String(), before: Type.String(), after: Type.String() })),
      /** Why the row is refused. */
      faults: Type.Array(shape({ field: Type.String(), zh: Type.String(), en: Type.String() })),
      /** Let in, but not as it was written. */
      notes: Type.Array(shape({ zh: Type.String(), en: Type.String() }))
    })
  )
})

export const fileAsked = { organisationId: id, fileName: text(200) }
export const carriedOut = shape({
  added: Type.Integer({ minimum: 0 }),
  changed: Type.Integer({ minimum: 0 }),
  same: Type.Integer({ minimum: 0 }),
  refused: Type.Integer({ minimum: 0 })
})

/** The page of a thing: what is known of it, and whether the asker keeps it. */
export const kept = <P extends TProperties>(facts: P) => ({
  ...named,
  ...facts,
  isHidden: Type.Boolean(),
  mayChange: Type.Boolean()
})
