import type { Db } from '../database/db.ts'
import type { Keys } from '../http/endpoints.ts'
import { addOrganisations, correctPeople, correctPosts, keepNumbers } from '../organisations/corrections.ts'
import { addPeople, addPosts } from '../organisations/queries.ts'
import { changesOf, unitOf, type Changes, type PersonWritten } from './changes.ts'
import { detailsOf } from './details.ts'
import type { OneImport } from './queries.ts'
import type { Reading } from './reading.ts'

/** What was written: ids in the order of the view's lists. */
export type Written = { unitIds: number[]; organisationIds: number[]; joinedIds: number[]; concerned: number[] }

/** Writes everything a file changes, set by set, in the caller's transaction. */
export const applyChanges = async (db: Db, keys: Keys, imported: OneImport, reading: Reading, now: Date): Promise<Written> => {
  const changes = changesOf(reading, imported)
  const placed = await addPlaces(db, imported, reading, changes, now)
  const joinedIds = await addJoined(db, keys, changes.joined, now)
  const left = changes.isLeavingHeld ? [] : changes.left
  await correctPosts(db, correctionsOf(changes, left, imported.effectiveOn), now)
  await correctKnown(db, keys, changes.changed, imported.effectiveOn, now)
  await addPosts(db, postsToAdd(changes, joinedIds, placed.idByKey), now)
  const known = [...changes.changed.map(({ change }) => change.personId!), ...left.map(({ person }) => person.id)]
  return {
    unitIds: placed.unitIds,
    organisationIds: placed.organisationIds,
    joinedIds,
    concerned: [...new Set([...joinedIds, ...known])]
  }
}

const addPlaces = async (db: Db, imported: OneImport, reading: Reading, { units, organisations }: Changes, now: Date) => {
  const root = { id: imported.organisationId, path: imported.path }
  const madeUnits = await addOrganisations(
    db,
    units.map(({ assumed: _shown, ...unit }) => ({ ...unit, parentId: root.id, parentPath: root.path })),
    now
  )
  const newUnits = new Map(units.map(({ name }, i) => [name, madeUnits[i]!]))
  const above = (unit: string | null) => (unit !== null && (newUnits.get(unit) ?? unitOf(reading.organisations, unit))) || root
  const made = await addOrganisations(
    db,
    organisations.map(({ key: _k, unit, fieldFrom: _f, assumed: _a, rows: _r, similar: _s, ...organisation }) => ({
      ...organisation,
      parentId: above(unit).id,
      parentPath: above(unit).path
    })),
    now
  )
  const idByKey = new Map<string, number>([
    ...organisations.map(({ key }, i) => [key, made[i]!.id] as const),
    ...[...newUnits].map(([name, { id }]) => [`${name}|${name}`, id] as const)
  ])
  return { unitIds: madeUnits.map(({ id }) => id), organisationIds: made.map(({ id }) => id), idByKey }
}

/** Of the rows of one person the last that states a number. */
const numbersOf = ({ rows }: PersonWritten) => ({
  idNumber: rows.findLast(row => row.idNumber)?.idNumber ?? null,
  mobile: rows.findLast(row => row.mobile)?.mobile ?? null,
  staffNumber: rows.findLast(row => row.staffNo)?.staffNo ?? null
})

const addJoined = (db: Db, keys: Keys, joined: PersonWritten[], now: Date): Promise<number[]> =>
  addPeople(
    db,
    keys,
    joined.map(each => ({ name: each.change.name, ...detailsOf(each.rows), ...numbersOf(each), validFrom: each.validFrom })),
    now
  )

const correctionsOf = ({ changed }: Changes, left: Changes['left'], effectiveOn: string) => [
  ...changed.flatMap(({ ended }) => ended.map(({ post, on }) => ({ postId: post.id, validFrom: null, validUntil: on }))),
  ...changed.flatMap(({ redated }) => redated.map(({ post, from }) => ({ postId: post.id, validFrom: from, validUntil: null }))),
  ...left.flatMap(({ ended }) => ended.map(post => ({ postId: post.id, validFrom: null, validUntil: effectiveOn })))
]

const correctKnown = async (db: Db, keys: Keys, changed: PersonWritten[], effectiveOn: string, now: Date): Promise<void> => {
  const facts = changed.flatMap(({ change, rows }) => {
    const stated = detailsOf(rows)
    const has = (detail: PersonWritten['change']['newDetails'][number]) => change.newDetails.includes(detail)
    const fact = {
      personId: change.personId!,
      name: has('name') ? rows.at(-1)!.name : null,
      gender: has('gender') ? stated.gender : null,
      birthMonth: has('birthMonth') ? stated.birthMonth : null,
      ethnicGroup: has('ethnicGroup') ? stated.ethnicGroup : null,
      education: has('education') ? stated.education : null
    }
    return Object.values(fact).some(value => typeof value === 'string') ? [fact] : []
  })
  await correctPeople(db, facts, effectiveOn, now)
  const numbers = changed.map(each => {
    const stated = numbersOf(each)
    const has = (detail: PersonWritten['change']['newDetails'][number]) => each.change.newDetails.includes(detail)
    return {
      personId: each.change.personId!,
      idNumber: has('idNumber') ? stated.idNumber : null,
      mobile: has('mobile') ? stated.mobile : null,
      staffNumber: has('staffNo') ? stated.staffNumber : null
    }
  })
  await keepNumbers(db, keys, numbers)
}

/** Two groups of rows may turn out to be one person; a post is added once. */
const postsToAdd = ({ joined, changed }: Changes, joinedIds: number[], idByKey: Map<string, number>) => {
  const wanted = [
    ...joined.map((each, i) => [joinedIds[i]!, each] as const),
    ...changed.map(each => [each.change.personId!, each] as const)
  ]
  const posts = wanted.flatMap(([personId, { added }]) =>
    added.map(({ organisationId, organisationKey, role, portfolio, from, isMain }) => ({
      personId,
      organisationId: organisationId ?? idByKey.get(organisationKey)!,
      role,
      portfolio,
      isMain,
      validFrom: from
    }))
  )
  const keyOf = (post: (typeof posts)[number]) => [post.personId, post.organisationId, post.role, post.portfolio].join('|')
  return [...new Map(posts.map(post => [keyOf(post), post])).values()]
}
