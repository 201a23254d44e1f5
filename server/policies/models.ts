import { readFile } from 'node:fs/promises'
import type { Day } from '../time/dates.ts'

const FOLDER = new URL('../../content/policies/', import.meta.url)

/** Packs that come with the product to be started from; those beside them are installed. */
export const MODELS: readonly string[] = ['national-plans.yaml']

/** Each as the text of a version of this number, in force from this day. */
export const modelTexts = async (number: number, from: Day): Promise<{ title: string; text: string }[]> =>
  Promise.all(
    MODELS.map(async name => {
      const text = await readFile(new URL(name, FOLDER), 'utf8')
      return {
        title: /^title: (.*)$/m.exec(text)![1]!,
        text: text.replace(/^number: .*$/m, `number: ${number}`).replace(/^effective: .*$/m, `effective: { from: ${from} }`)
      }
    })
  )
