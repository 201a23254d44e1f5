/** The places of a tree and those that a file names, by the keys under which a file may name them. */
import type { RosterRow } from './people.ts'
import {
  organisationKey,
  organisationKindOf,
  tidy,
  unitNamed,
  type Field,
  type Level,
  type OrganisationType,
  type UnitCategory
} from './places.ts'

/** `township` is the name of the township above; of a township itself, its own. */
export type KnownPlace = { id: number; name: string; township: string | null }

export type Places = ReturnType<typeof placesOf>

export type OrganisationToAdd = {
  key: string
  name: string
  township: string | null
  type: OrganisationType | null
  level: Level | null
  unitCategory: UnitCategory | null
  field: Field | null
  /** Known organisations of nearly the same name: the same one, perhaps. */
  similarIds: number[]
}

/** What is known of the tree, by the keys under which a file may name it. */
export function placesOf(known: readonly KnownPlace[]) {
  const byKey = new Map(known.map(each => [organisationKey(each.township, each.name), each]))
  return {
    byKey,
    keyOf: new Map([...byKey].map(([key, each]) => [each.id, key])),
    townships: new Set(known.flatMap(each => [unitOf(each.township) ?? [], unitNamed(each.name)].flat())),
    byStem: Map.groupBy(known, ({ name }) => stemOf(name))
  }
}

const unitOf = (name: string | null): string | null => (name === null ? null : unitNamed(name))

export const keyOfRow = (row: RosterRow): string => organisationKey(row.township, row.organisation)

export const townshipOfKey = (key: string): string => key.slice(0, key.indexOf('|'))

/** Goes through rows that speak and gathers the places the tree does not have. */
export function placesToAdd(places: Places) {
  const found = new Map<string, OrganisationToAdd>()
  const townships = new Set<string>()
  return {
    see: (row: RosterRow): void => {
      const key = keyOfRow(row)
      if (row.township !== null && !places.townships.has(row.township)) townships.add(row.township)
      if (places.byKey.has(key)) return
      const earlier = found.get(key)
      if (earlier) earlier.field ??= row.field
      else found.set(key, organisationToAdd(key, row, places))
    },
    units: (): ReadonlySet<string> => townships,
    all: (): { townshipsToAdd: string[]; organisationsToAdd: OrganisationToAdd[] } => ({
      townshipsToAdd: [...townships],
      organisationsToAdd: [...found.values()]
    })
  }
}

function organisationToAdd(key: string, row: RosterRow, places: Places): OrganisationToAdd {
  const kind = organisationKindOf(row.organisation, row.township)
  const alike = places.byStem.get(stemOf(row.organisation)) ?? []
  const similar = alike.filter(each => row.township === null || unitOf(each.township) === row.township)
  return {
    key,
    name: row.organisation,
    township: row.township,
    ...kind,
    field: kind.field ?? row.field,
    similarIds: similar.map(each => each.id)
  }
}

/** 西梨树村, 西梨树村党支部 and 西梨树村党总支 may be one. */
const stemOf = (name: string): string =>
  tidy(name)
    .replace(/^(中共|中国共产党)/, '')
    .replace(/(党支部|党总支部?|总支部?|支部|党委)(委员会)?$/, '')
