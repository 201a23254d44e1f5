import { basesListed } from '../curriculum/bases/queries.ts'
import { teachersFor } from '../curriculum/teachers/queries.ts'
import { venuesFor } from '../curriculum/venues/queries.ts'
import type { Db } from '../database/db.ts'
import { reachOf, type Actor } from '../http/actor.ts'
import { allCategories } from '../policies/queries.ts'
import type { Catalogues } from './named.ts'
import type { Named } from './queries.ts'

/** Who and what this actor may plan with, and how each is called when it is shown. */
export type Known = Catalogues & {
  teachersAt: (ids: readonly number[]) => Named[]
  venuesAt: (ids: readonly number[]) => Named[]
  baseAt: (id: number | null) => string | null
}

export const cataloguesFor = async (db: Db, actor: Actor): Promise<Known> => {
  const paths = reachOf(actor, ['trainingAdministrator'])
  const [categories, teachers, venues] = [await allCategories(db), await teachersFor(db, paths), await venuesFor(db, paths)]
  const bases = (await basesListed(db, paths, {})).filter(base => !base.isHidden)
  const shownAs = (names: ReadonlyMap<number, string>) => (ids: readonly number[]) =>
    ids.map(id => ({ id, name: names.get(id)! }))
  const baseNames = new Map(bases.map(({ id, name }) => [id, name]))
  return {
    categories: categories.map(({ code, nameZh }) => ({ code, zh: nameZh })),
    teachers,
    venues,
    bases,
    teachersAt: shownAs(new Map(teachers.map(({ id, name }) => [id, name]))),
    venuesAt: shownAs(new Map(venues.map(({ id, place, name }) => [id, `${place} ${name}`]))),
    baseAt: id => (id === null ? null : (baseNames.get(id) ?? null))
  }
}
