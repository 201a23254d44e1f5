import { Type } from 'typebox'
import { centiCredits, day, id, instant, minuteOfDay, oneOf, orNull, shape } from '../http/contract.ts'

const count = Type.Integer({ minimum: 0 })
const state = oneOf(['covered', 'outstanding', 'notYetDue', 'exempt', 'left'])
const known = oneOf(['now', 'then'])
const states = { covered: count, outstanding: count, notYetDue: count, exempt: count, left: count }
const said = { zh: Type.String(), en: Type.String() }
const named = shape({ id, name: Type.String() })
const word = Type.String({ maxLength: 100 })

/** What every figure is asked for. Left out: the first requirement of the pack, today, as known now, the asker's own part of the tree. */
const question = {
  requirement: Type.Optional(word),
  asOf: Type.Optional(day),
  known: Type.Optional(known)
}
const inPart = { ...question, organisationId: Type.Optional(id) }

const answered = {
  requirement: shape({
    code: Type.String(),
    ...said,
    severity: Type.String(),
    cite: Type.String(),
    asks: shape(said),
    /** Null where each person has a day of their own. */
    closesOn: orNull(day)
  }),
  period: Type.Integer(),
  asOf: day,
  known,
  earliest: day,
  latest: day,
  version: shape({ number: Type.Integer(), title: Type.String() })
}

const scope = shape({
  id,
  name: Type.String(),
  /** From the top of what the asker may see down to the scope itself. */
  crumbs: Type.Array(named)
})

/** What a requirement asks, and how far it is met: centi-credits, half-days, or completed cohorts. */
const condition = {
  counts: oneOf(['credit', 'halfDays', 'completions']),
  have: Type.Integer(),
  need: count,
  isMet: Type.Boolean()
}

const strata = Type.Array(shape({ code: Type.String(), ...said }))

export const contract = {
  'GET /coverage': {
    says: 'The coverage of one requirement on a day: unit by unit and stratum by stratum, with the sum check.',
    permission: 'coverage.read',
    query: shape(inPart),
    reply: shape({
      ...answered,
      scope,
      strata,
      units: Type.Array(shape({ id, name: Type.String(), isThere: Type.Boolean() })),
      cells: Type.Array(shape({ unitId: id, stratum: Type.String(), ...states })),
      totals: shape(states),
      /** `roster` is counted from posts and memberships, not from the five states. */
      sum: shape({ ...states, roster: count }),
      smallCell: count,
      definition: shape({ zh: Type.String(), en: Type.String(), formula: shape(said) })
    })
  },
  'GET /coverage/trend': {
    says: 'Covered and due at the end of each month of the year up to the day; as known then, each month as known at its end.',
    permission: 'coverage.read',
    query: shape(inPart),
    reply: shape({ months: Type.Array(shape({ day, covered: count, due: count })) })
  },
  'GET /coverage/people': {
    says: 'The people behind a figure, fifty to a page, by name.',
    permission: 'coverage.read',
    query: shape({
      ...inPart,
      stratum: Type.Optional(word),
      unitId: Type.Optional(id),
      state: Type.Optional(state),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 }))
    }),
    reply: shape({
      ...answered,
      scope,
      strata,
      unit: orNull(named),
      total: count,
      page: Type.Integer(),
      pages: Type.Integer(),
      people: Type.Array(
        shape({
          personId: id,
          name: Type.String(),
          organisationId: id,
          organisationName: Type.String(),
          unitId: id,
          unitName: Type.String(),
          role: Type.String(),
          since: day,
          stratum: Type.String(),
          state,
          isFlagged: Type.Boolean(),
          dueOn: day,
          conditions: Type.Array(shape(condition))
        })
      )
    })
  },
  'GET /coverage/people/:personId': {
    says: 'One person: posts, standings, and for every requirement what is had of what is needed, with the evidence.',
    permission: 'coverage.readPerson',
    params: shape({ personId: id }),
    query: shape(question),
    reply: shape({
      ...answered,
      person: shape({ id, name: Type.String(), gender: orNull(oneOf(['male', 'female'])), birthMonth: orNull(Type.String()) }),
      posts: Type.Array(
        shape({
          organisationName: Type.String(),
          role: Type.String(),
          portfolio: orNull(Type.String()),
          isMain: Type.Boolean(),
          from: day,
          until: orNull(day)
        })
      ),
      memberships: Type.Array(shape({ organisationName: Type.String(), stage: Type.String(), from: day, until: orNull(day) })),
      exemptions: Type.Array(
        shape({
          requirement: orNull(Type.String()),
          reason: Type.String(),
          approvedBy: Type.String(),
          from: day,
          until: orNull(day)
        })
      ),
      /** Set by hand, each for one requirement. */
      dueDates: Type.Array(
        shape({
          dueDateId: id,
          requirement: Type.String(),
          dueOn: day,
          reason: Type.String(),
          approvedBy: Type.String(),
          decidedOn: orNull(day),
          document: orNull(Type.String()),
          from: day,
          until: day
        })
      ),
      /** Of the requirement asked about, in every year. */
      stretches: Type.Array(
        shape({
          period: Type.Integer(),
          organisationName: Type.String(),
          stratum: Type.String(),
          state,
          isFlagged: Type.Boolean(),
          ruleVersion: Type.Integer(),
          from: day,
          until: day
        })
      ),
      /** Every requirement whose roster the person is on that day. */
      requirements: Type.Array(
        shape({
          code: Type.String(),
          ...said,
          asks: shape(said),
          organisationName: Type.String(),
          state,
          isFlagged: Type.Boolean(),
          dueOn: day,
          /** Which of the due dates set by hand is why it is not yet due. */
          dueDateId: orNull(id),
          conditions: Type.Array(shape({ ...condition, entryIds: Type.Array(id), completionIds: Type.Array(id) }))
        })
      ),
      entries: Type.Array(
        shape({
          id,
          earnedOn: day,
          slot: orNull(Type.String()),
          source: Type.String(),
          centiCredits,
          halfDays: Type.Integer(),
          reversesId: orNull(id),
          cohortId: orNull(id),
          cohortName: orNull(Type.String()),
          ruleVersion: Type.Integer(),
          recordedAt: instant,
          recordedBy: Type.String(),
          evidence: Type.Array(
            shape({
              lessonId: id,
              title: Type.String(),
              heldOn: day,
              fromMinute: minuteOfDay,
              untilMinute: minuteOfDay,
              kind: Type.String(),
              /** The mark; null for a lesson completed online, of which the rest is said. */
              status: orNull(Type.String()),
              reason: orNull(Type.String()),
              markedBy: orNull(Type.String()),
              markedAt: orNull(instant),
              completedAt: orNull(instant),
              coveredMs: orNull(Type.Integer()),
              lengthMs: orNull(Type.Integer())
            })
          )
        })
      ),
      completions: Type.Array(
        shape({
          id,
          completedOn: day,
          isCompleted: Type.Boolean(),
          cohortId: id,
          cohortName: Type.String(),
          kind: Type.String(),
          organiserLevel: Type.String(),
          totalCentiCredits: centiCredits,
          earnedCentiCredits: centiCredits,
          leaveCentiCredits: centiCredits,
          absentCentiCredits: centiCredits,
          ruleVersion: Type.Integer(),
          recordedAt: instant
        })
      )
    })
  },
  'GET /my/standings': {
    says: 'Where the asker stands today on every requirement that applies.',
    permission: 'coverage.readOwn',
    reply: shape({
      asOf: day,
      standings: Type.Array(
        shape({
          requirement: Type.String(),
          ...said,
          asks: shape(said),
          state,
          isFlagged: Type.Boolean(),
          dueOn: day,
          conditions: Type.Array(shape(condition))
        })
      )
    })
  }
} as const
