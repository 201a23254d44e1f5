import { sql, type SQL } from 'drizzle-orm'
import type { Db } from '../../database/db.ts'
import type { Day } from '../../time/dates.ts'
import { everyoneFor } from '../finding/queries.ts'
import type { PersonalKeys } from '../personal.ts'
import { wholeOrganisationOn } from '../tree/queries.ts'
import { amongOf, type SavedFilter } from './queries.ts'

/**
 * Everyone a saved filter means on a day, as a statement that gives `person_id`: read anew, so that it never grows old. A filter whose
 * organisation is no longer there means nobody.
 */
export const audienceOf = async (db: Db, keys: PersonalKeys, { criteria, path }: SavedFilter, day: Day): Promise<SQL> => {
  const { organisationId, directly, q, role, stage, field } = criteria
  const part = organisationId === null ? path : (await wholeOrganisationOn(db, organisationId, day))?.path
  if (part === undefined) return sql`select null::bigint as person_id where false`
  return everyoneFor(keys, {
    paths: [part],
    only: directly ? organisationId : null,
    day,
    q: q ?? '',
    role,
    stage,
    field,
    among: await amongOf(db, criteria, day),
    page: 1
  })
}
