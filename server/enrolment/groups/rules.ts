/**
 * 编班编组.
 * Whoever has a seat is in one group or in none. Groups are made evenly in one act: their sizes differ by one person at most, and people of
 * one unit are spread over all of them, for they meet each other all year round. Who leads a group stays in it. Somebody who comes later
 * goes into the smallest group, and there where the fewest of the own unit are.
 * A leader is one of the group; who has left it leads it no longer.
 * A group is dissolved only when no lesson names it. A name is given once in a cohort.
 */

export type Grouped = { enrolmentId: number; number: number; unit: string; groupId: number | null }

/** The group of each person who has none in `people`, by enrolment. Not depending on who asks: units by size, then by name, then numbers. */
export const placesEvenly = (people: readonly Grouped[], groupIds: readonly number[]): Map<number, number> => {
  const places = new Map<number, number>()
  if (!groupIds.length) return places
  const sizes = new Map(groupIds.map(id => [id, 0]))
  const ofUnit = new Map<string, number>()
  const at = (groupId: number, unit: string) => `${groupId} ${unit}`
  const put = (groupId: number, unit: string) => {
    sizes.set(groupId, sizes.get(groupId)! + 1)
    ofUnit.set(at(groupId, unit), (ofUnit.get(at(groupId, unit)) ?? 0) + 1)
  }
  for (const { groupId, unit } of people) if (groupId !== null && sizes.has(groupId)) put(groupId, unit)
  const waiting = people.filter(({ groupId }) => groupId === null || !sizes.has(groupId))
  const units = [...Map.groupBy(waiting, ({ unit }) => unit).entries()].toSorted(
    ([one, those], [other, these]) => these.length - those.length || (one < other ? -1 : 1)
  )
  for (const [unit, members] of units)
    for (const { enrolmentId } of members.toSorted((one, other) => one.number - other.number)) {
      const [best] = groupIds.toSorted(
        (one, other) =>
          sizes.get(one)! - sizes.get(other)! || (ofUnit.get(at(one, unit)) ?? 0) - (ofUnit.get(at(other, unit)) ?? 0)
      )
      put(best!, unit)
      places.set(enrolmentId, best!)
    }
  return places
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** 第1组, 第2组 …: as many new names as are wanted, none of them given already, also not as 第一组. */
export const newNames = (taken: readonly string[], wanted: number): string[] => {
  const names: string[] = []
  for (let number = 1; names.length < wanted; number++)
    if (![`第${number}组`, `第${NUMERALS[number - 1] ?? number}组`, `${number}组`].some(name => taken.includes(name)))
      names.push(`第${number}组`)
  return names
}
