import { sql, type SQL } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import type { Figure } from '../organisations/questions.ts'
import { yearOf, type Day } from '../time/dates.ts'
import { factsOf } from './facts.ts'
import { ids } from './known.ts'
import { requiredOn } from './question.ts'
import { standingOn } from './rules.ts'

/** How many people counted at these places each figure of a day holds: what a change of the tree would touch. */
export const figuresOf = async (db: Db, organisationIds: readonly number[], day: Day): Promise<Figure[]> => {
  const counted = await rowsOf<{ requirement: string; covered: number; due: number }>(
    db,
    sql`select s.requirement, count(*) filter (where s.state = 'covered')::int as covered,
               count(*) filter (where s.state in ('covered', 'outstanding'))::int as due
        from standings s where s.organisation_id in ${ids(organisationIds)} and s.period = ${yearOf(day)} and s.recorded_until is null
          and s.valid_from <= ${day} and s.valid_until > ${day} and s.state <> 'left'
        group by s.requirement`
  )
  if (!counted.length) return []
  const { body } = await requiredOn(db, day)
  return body.requirements.flatMap(({ code, zh, en }) => {
    const figure = counted.find(({ requirement }) => requirement === code)
    return figure ? [{ ...figure, zh, en }] : []
  })
}

/** Who stands like this on a day, as known now. */
export const standingAs = (requirement: string, state: string, day: Day): SQL =>
  sql`select s.person_id from standings s where s.requirement = ${requirement} and s.state = ${state} and s.period = ${yearOf(day)}
        and s.valid_from <= ${day} and s.valid_until > ${day} and s.recorded_until is null`

/** From when the rules ask a requirement of somebody who is on its roster on a day, as known now; null where they are not, or not any more. */
export const dueOf = async (db: Db, personId: number, requirement: string, day: Day): Promise<{ from: Day | null } | null> => {
  const { body } = await requiredOn(db, day)
  const wanted = body.requirements.find(({ code }) => code === requirement)
  const facts = (await factsOf(db, [personId], null)).get(personId)
  const standing = wanted && facts ? standingOn(facts, wanted, day, body) : null
  return standing && standing.state !== 'left' ? { from: standing.dueFrom } : null
}
