import { ownPerson } from '../accounts/permissions.ts'
import { endpoints } from '../http/endpoints.ts'
import { dayOf, daysAfter, monthsAfter, type Day } from '../time/dates.ts'
import { contract } from './contract.ts'
import { cellsOf, countsOf, rosterOf, totalsOf, trendOf, unitsOf } from './counts.ts'
import { askedBy, countedBy, FORMULA } from './definitions.ts'
import { asCondition, dossierOf, standingsOfDay } from './dossier.ts'
import { factsOf } from './facts.ts'
import { detailsOf, peopleOf } from './people.ts'
import { coverageToRead, personToRead, type Part } from './permissions.ts'
import { requiredOn, strataOf, type Question } from './question.ts'
import { firstDayOf } from './period.ts'
import { closesOn } from './roster/rules.ts'
import { NO_STRATUM } from './rules.ts'

const PAGE = 50

const asAnswered = ({ requirement, version, title, period, day, known, earliest, latest }: Question) => ({
  requirement: {
    code: requirement.code,
    zh: requirement.zh,
    en: requirement.en,
    severity: requirement.severity,
    cite: requirement.cite,
    asks: askedBy(requirement),
    closesOn: closesOn(requirement, period)
  },
  period,
  asOf: day,
  known,
  earliest,
  latest,
  version: { number: version.number, title }
})

const asScope = ({ id, name, crumbs }: Part) => ({ id, name, crumbs })

/** The last day of each month of the year before the day asked, and that day. */
const monthEndsUpTo = (day: Day, period: number): Day[] => {
  const ends = Array.from({ length: 12 }, (_, i) => daysAfter(monthsAfter(firstDayOf(period), i + 1), -1))
  return [...ends.filter(end => end < day), day]
}

export const routes = endpoints(contract, {
  'GET /coverage': {
    permission: coverageToRead,
    answer: async ({ db, found }) => {
      const scope = { ...found, organisationId: found.part.id }
      const counts = await countsOf(db, scope)
      const totals = totalsOf(counts)
      const { requirement, version } = found
      return {
        ...asAnswered(found),
        scope: asScope(found.part),
        strata: strataOf(found, new Set(counts.map(({ stratum }) => stratum))),
        units: unitsOf(counts),
        cells: cellsOf(counts),
        totals,
        sum: { ...totals, roster: await rosterOf(db, scope) },
        smallCell: version.body.smallCell,
        definition: { ...countedBy(requirement, version.body, found.period), formula: FORMULA }
      }
    }
  },
  'GET /coverage/trend': {
    permission: coverageToRead,
    answer: async ({ db, found }) => ({
      months: await trendOf(db, { ...found, organisationId: found.part.id }, monthEndsUpTo(found.day, found.period))
    })
  },
  'GET /coverage/people': {
    permission: coverageToRead,
    answer: async ({ db, found, query }) => {
      const { page = 1, unitId, stratum, state } = query
      const scope = { ...found, organisationId: found.part.id }
      const { people, total } = await peopleOf(db, scope, { unitId, stratum, state }, { limit: PAGE, offset: (page - 1) * PAGE })
      const details = await detailsOf(
        db,
        found,
        people.map(({ personId }) => personId)
      )
      const units = unitId === undefined ? [] : await countsOf(db, scope)
      const unit = units.find(count => count.unitId === unitId)
      return {
        ...asAnswered(found),
        scope: asScope(found.part),
        strata: strataOf(found, new Set(found.version.body.strata.map(({ code }) => code).concat(NO_STRATUM))),
        unit: unit ? { id: unit.unitId, name: unit.unitName } : null,
        total,
        page,
        pages: Math.max(1, Math.ceil(total / PAGE)),
        people: people.map(
          ({ personId, name, organisationId, organisationName, unitId, unitName, stratum, state, isFlagged }) => {
            const { role, since, dueOn, conditions } = details.get(personId)!
            return {
              personId,
              name,
              organisationId,
              organisationName,
              unitId,
              unitName,
              role,
              since,
              stratum,
              state,
              isFlagged,
              dueOn,
              conditions: conditions.map(asCondition)
            }
          }
        )
      }
    }
  },
  'GET /coverage/people/:personId': {
    permission: personToRead,
    answer: async ({ db, found }) => ({ ...asAnswered(found), ...(await dossierOf(db, found, found.personId)) })
  },
  'GET /my/standings': {
    permission: ownPerson,
    answer: async ({ db, found: personId, now }) => {
      const day = dayOf(now)
      const [version, facts] = await Promise.all([requiredOn(db, day), factsOf(db, [personId], null)])
      const [requirement] = version.body.requirements
      return {
        asOf: day,
        standings: standingsOfDay(facts.get(personId)!, { requirement: requirement!, version, day }).map(
          ({ wanted, standing, conditions, dueOn }) => ({
            requirement: wanted.code,
            zh: wanted.zh,
            en: wanted.en,
            asks: askedBy(wanted),
            state: standing.state,
            isFlagged: standing.isFlagged,
            dueOn,
            conditions: conditions.map(asCondition)
          })
        )
      }
    }
  }
})
