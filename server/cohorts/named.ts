import { spaced, tidy } from './written.ts'

/** Who and what a timetable may name: the catalogues of the department. */
export type Catalogues = {
  categories: readonly { code: string; zh: string }[]
  teachers: readonly { id: number; name: string; unit: string }[]
  venues: readonly { id: number; name: string; place: string }[]
  bases: readonly { id: number; name: string }[]
}

const bare = (text: string): string => tidy(text).replace(/[\s·，,、（）()]/g, '')

const SEPARATORS = /[、,，;；/\n]+|(?<=\S)\s*(?:和|与|及)\s*(?=\S)/
/** 各组组长, 基地讲解员, 班主任: a part somebody plays, which no catalogue holds and nobody else can take up. */
const PART = /组长|讲解员|班主任|全体|各组|待定|另行通知|辅导员$|主持人$/

export type TeachersRead = { ids: number[]; text: string | null; unknown: string[] }

/**
 * 授课人 of one cell: `市委党校 林老师`, `县司法局 何老师、郭老师` (the unit goes on for both), `各组组长`. Teachers the catalogue knows become
 * bookings; whoever else is named stays as text, and is told as unknown unless it is a part somebody plays.
 */
export const teachersIn = (cell: string, { teachers }: Catalogues): TeachersRead => {
  const ids: number[] = []
  const others: string[] = []
  const unknown: string[] = []
  let unit = ''
  for (const piece of spaced(cell).split(SEPARATORS).map(spaced).filter(Boolean)) {
    const words = piece.split(' ')
    const name = words.at(-1)!
    if (words.length > 1) unit = words.slice(0, -1).join(' ')
    const found = teacherNamed(name, unit, teachers) ?? teacherNamed(piece, '', teachers)
    if (found !== null) {
      if (!ids.includes(found)) ids.push(found)
    } else {
      others.push(words.length > 1 || !unit || PART.test(piece) ? piece : `${unit} ${piece}`)
      if (!PART.test(piece)) unknown.push(piece)
    }
  }
  return { ids, text: others.length ? others.join('、') : null, unknown }
}

/** 王老师 is whoever of that surname there is, if there is one. */
const isNamed = (known: string, asked: string): boolean => {
  const surname = /^(\p{Script=Han}{1,2})(?:老师|教授|讲师|主任|书记|局长|科长|所长)$/u.exec(asked)?.[1]
  return known === asked || (surname !== undefined && known.startsWith(surname))
}

/** Two of one name are told apart by their unit; where it does not, neither is meant. */
const teacherNamed = (name: string, unit: string, teachers: Catalogues['teachers']): number | null => {
  const exact = teachers.filter(teacher => bare(teacher.name) === bare(name))
  const alike = exact.length ? exact : teachers.filter(teacher => isNamed(bare(teacher.name), bare(name)))
  const within = alike.filter(
    teacher => unit !== '' && (bare(teacher.unit).includes(bare(unit)) || bare(unit).includes(bare(teacher.unit)))
  )
  const [one, another] = within.length ? within : unit === '' || alike.length === 1 ? alike : []
  return one && !another ? one.id : null
}

export type VenuesRead = { ids: number[]; text: string | null; unknown: string[] }

/** 研讨室1-4 are four rooms. */
const spreadOut = (text: string): string[] => {
  const range = /^(.*?)(\d{1,4})\s*[-—–~～至]\s*(\d{1,4})(号?(?:教室|室|房间)?)$/.exec(tidy(text))
  if (!range) return [text]
  const [first, last] = [Number(range[2]), Number(range[3])]
  if (last <= first || last - first > 30) return [text]
  return Array.from({ length: last - first + 1 }, (_, at) => `${range[1]}${first + at}${range[4]}`)
}

/** 地点 of one cell: rooms the catalogue knows become bookings, anything else stays as text. */
export const venuesIn = (cell: string, { venues }: Catalogues): VenuesRead => {
  const ids: number[] = []
  const unknown: string[] = []
  const pieces = spaced(cell)
    .split(/[、,，;；\n]+/)
    .map(spaced)
    .filter(Boolean)
  for (const piece of pieces) {
    const rooms = spreadOut(piece).map(room => ({ room, found: venueNamed(room, venues) }))
    // A range of which no room is known stays as it was written.
    if (rooms.every(({ found }) => found === null)) unknown.push(piece)
    else
      for (const { room, found } of rooms)
        if (found === null) unknown.push(room)
        else if (!ids.includes(found)) ids.push(found)
  }
  return { ids, text: unknown.length ? unknown.join('、') : null, unknown }
}

const venueNamed = (text: string, venues: Catalogues['venues']): number | null => {
  const asked = bare(text)
  const exact = venues.filter(({ name, place }) => [name, place + name].some(known => bare(known) === asked))
  const [one, another] = exact.length
    ? exact
    : venues.filter(({ name }) => asked.length > 1 && (bare(name).startsWith(asked) || asked.endsWith(bare(name))))
  return one && !another ? one.id : null
}

/** The teaching base that a place names, alone or among other words of it; where it might be several, none. */
export const baseIn = (cell: string, { bases }: Catalogues): number | null => {
  const pieces = spaced(cell)
    .split(/[、,，;；\n]+/)
    .map(bare)
    .filter(piece => piece.length > 1)
  const exact = bases.filter(({ name }) => pieces.includes(bare(name)))
  const [one, another] = exact.length
    ? exact
    : bases.filter(({ name }) =>
        pieces.some(piece => piece.includes(bare(name)) || (piece.length > 2 && bare(name).startsWith(piece)))
      )
  return one && !another ? one.id : null
}

export type SplitRead = { categories: { category: string; minutes: number }[]; unknown: string[] }

/** 课程类别 of one cell: one category for all the minutes, or several with their minutes: `核心理论 90、履职能力 60`. */
export const splitIn = (cell: string, minutes: number, { categories }: Catalogues): SplitRead => {
  const pieces = tidy(cell)
    .split(/[、,，;；/+\n]+/)
    .map(tidy)
    .filter(Boolean)
  const unknown: string[] = []
  const found: { category: string; minutes: number | null }[] = []
  for (const piece of pieces) {
    const [, name = piece, given] = /^(.*?)\s*(\d+)?\s*(?:分钟|分)?$/.exec(piece) ?? []
    const code = categoryNamed(name, categories)
    if (code === null) unknown.push(piece)
    else found.push({ category: code, minutes: given === undefined ? null : Number(given) })
  }
  if (unknown.length || !found.length) return { categories: [], unknown }
  const [only] = found
  if (found.length === 1) return { categories: [{ category: only!.category, minutes }], unknown }
  const sum = found.reduce((all, part) => all + (part.minutes ?? 0), 0)
  const isWhole =
    found.every(part => part.minutes) && sum === minutes && new Set(found.map(part => part.category)).size === found.length
  return isWhole
    ? { categories: found.map(part => ({ ...part, minutes: part.minutes! })), unknown }
    : { categories: [], unknown: [tidy(cell)] }
}

/** 理论 is the core theory of the line as people type it; a longer name is read by how it begins. */
export const categoryNamed = (text: string, categories: Catalogues['categories']): string | null => {
  const asked = bare(text)
  if (asked.length < 2) return null
  const exact = categories.filter(({ zh }) => bare(zh) === asked)
  const [one, another] = exact.length
    ? exact
    : categories.filter(({ zh }) => bare(zh).includes(asked) || asked.includes(bare(zh)))
  return one && !another ? one.code : null
}
