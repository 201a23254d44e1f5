import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import subsetFont from 'subset-font'

/**
 * Noto Sans SC comes in a hundred slices of letters that go together, 5 MB in all for every weight. For a paper the few slices are opened
 * in which its letters lie, and of those only these letters are taken along, at one weight.
 */
export type Slice = { name: string; has: ReadonlySet<string>; font: Uint8Array }

/** Stands for a letter the fonts do not have, as in print shops; a name is never left shorter than it is. */
export const MISSING = '〓'

const require = createRequire(import.meta.url)
type Range = readonly [first: number, last: number]
let slices: { name: string; ranges: Range[] }[] | null = null
const FOLDER = () => dirname(require.resolve('@fontsource-variable/noto-sans-sc/unicode.json'))

const known = async () =>
  (slices ??= Object.entries(JSON.parse(await readFile(join(FOLDER(), 'unicode.json'), 'utf8')) as Record<string, string>).map(
    ([name, listed]) => ({
      name: name.replace(/[[\]]/g, ''),
      ranges: listed.split(',').map(range => {
        const [first, last = first] = range.trim().slice(2).split('-')
        return [parseInt(first!, 16), parseInt(last!, 16)] as const
      })
    })
  ))

/** The letters of these texts, by the slices they lie in. */
export const slicesFor = async (texts: Iterable<string>, weight: number): Promise<Slice[]> => {
  const wanted = new Map<string, Set<string>>()
  const all = await known()
  for (const letter of new Set([MISSING, ...[...texts].join('')])) {
    const at = letter.codePointAt(0)!
    const slice = all.find(({ ranges }) => ranges.some(([first, last]) => at >= first && at <= last))
    if (slice) wanted.set(slice.name, (wanted.get(slice.name) ?? new Set()).add(letter))
  }
  const cut: Slice[] = []
  for (const [name, has] of wanted) {
    const file = await readFile(join(FOLDER(), 'files', `noto-sans-sc-${name}-wght-normal.woff2`))
    const font = await subsetFont(file, [...has].join(''), { targetFormat: 'sfnt', variationAxes: { wght: weight } })
    cut.push({ name: `${name}-${weight}`, has, font })
  }
  return cut
}
