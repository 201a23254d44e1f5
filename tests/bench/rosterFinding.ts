/** Finding somebody among a million people, and the roster and the tree of an earlier day, asked of a server over HTTP. */
import { line } from './lines.ts'
import { EARLIER, type Someone } from './million.ts'

type Ask = (path: string) => Promise<unknown>

/** The time a page waits, in milliseconds: of so many askings, the slowest twentieth begins here. */
const p95 = async (ask: Ask, paths: readonly string[]): Promise<number> => {
  for (const path of paths.slice(0, 5)) await ask(path)
  const times: number[] = []
  for (const path of paths) {
    const began = performance.now()
    await ask(path)
    times.push(performance.now() - began)
  }
  return times.toSorted((one, other) => one - other)[Math.ceil(times.length * 0.95) - 1]!
}

const plain = ({ pinyin }: Someone): string => pinyin.replaceAll(' ', '')

/** Each way of finding, by what is typed. */
const WAYS: Record<string, (one: Someone) => string> = {
  'exact name': ({ name }) => name,
  'beginning of the name': ({ name }) => name.slice(0, 2),
  'two characters within': ({ name }) => name.slice(1),
  surname: ({ name }) => name.slice(0, 1),
  pinyin: plain,
  'beginning of the pinyin': one => plain(one).slice(0, 4),
  initials: ({ pinyin }) =>
    pinyin
      .split(' ')
      .map(syllable => syllable[0])
      .join(''),
  'ID number': ({ id }) => id,
  mobile: ({ mobile }) => mobile,
  'last four': ({ id }) => id.slice(-4),
  organisation: ({ branch }) => branch.slice(0, 3),
  'organisation and post': ({ branch }) => branch.slice(0, 3) + '书记',
  'surname and post': ({ name }) => `${name.slice(0, 1)} 书记`,
  'name and organisation': ({ name, branch }) => `${name.slice(1)} ${branch.slice(0, 3)}`
}

export const findings = async (ask: Ask, some: readonly Someone[], townshipId: number): Promise<void> => {
  for (const [where, organisationId] of [
    ['a million people', ''],
    ['one township of them', String(townshipId)]
  ] as const)
    for (const [way, typed] of Object.entries(WAYS)) {
      const paths = some.map(
        one => `/people?${new URLSearchParams({ q: typed(one), ...(organisationId && { organisationId }) })}`
      )
      const took = await p95(ask, paths)
      line(`finding among ${where}, by ${way}`, `p95 ${took.toFixed(0)} ms`, '–', '–', '< 100 ms', took < 100)
    }
}

export const earlierDay = async (ask: Ask, townshipId: number): Promise<void> => {
  const views = {
    'roster of all': '/people?',
    'roster of a township': `/people?organisationId=${townshipId}`,
    'third page of the roster': '/people?page=3',
    tree: '/organisations?unfolded=true',
    'tree down to a township': `/organisations?unfolded=true&downTo=${townshipId}`
  }
  for (const [view, path] of Object.entries(views)) {
    const times = (day: string) =>
      p95(
        ask,
        Array.from({ length: 12 }, () => `${path}${day}`)
      )
    const today = await times('')
    const then = await times(`&asOf=${EARLIER}`)
    line(
      `${view} on an earlier day, a million people`,
      `${then.toFixed(0)} ms`,
      `today ${today.toFixed(0)} ms`,
      (then / today).toFixed(1),
      '≤ 3',
      then <= today * 3
    )
  }
}
