import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { BASES } from '../content/demonstration/bases.ts'
import type { Ask } from './demonstrationYear.ts'

const PICTURES = new URL('../content/demonstration/pictures/', import.meta.url)

/** The example bases with their pictures, by the beginning of their names. */
export const addBases = async (ask: Ask, organisationId: number): Promise<Map<string, number>> => {
  const bases = new Map<string, number>()
  for (const { pictures, ...facts } of BASES) {
    const { id } = await ask('wang', 'POST /teaching-bases', { organisationId, ...facts })
    for (const [file, caption] of pictures) {
      const content = await readFile(new URL(`${file}.png`, PICTURES))
      await ask('wang', `POST /teaching-bases/${id}/pictures?caption=${encodeURIComponent(caption)}`, content)
    }
    bases.set(facts.name.slice(0, 3), id)
  }
  return bases
}

type OnTheWay = { people: { enrolmentId: number; bus: number | null }[] }

/** As many buses of 20 seats as carry everyone; one person goes on his own. */
export const arrangeBuses = async (ask: Ask, cohortId: number, lessonId: number, trainees: number): Promise<void> => {
  const at = `/cohorts/${cohortId}/lessons/${lessonId}`
  await ask('xu', `POST ${at}/buses`, { capacities: Array.from({ length: Math.ceil(trainees / 20) }, () => 20) })
  const { people } = (await ask('xu', `GET ${at}/outing`)) as unknown as OnTheWay
  await ask('xu', `POST ${at}/bus-seats`, { enrolmentId: people.at(-1)!.enrolmentId, bus: null })
}

/** One missed the bus and came after; all returned. */
export const countHeads = async (ask: Ask, cohortId: number, lessonId: number): Promise<void> => {
  const at = `/cohorts/${cohortId}/lessons/${lessonId}`
  const { people } = (await ask('xu', `GET ${at}/outing`)) as unknown as OnTheWay
  const late = people.filter(({ bus }) => bus === 1).at(-1)!.enrolmentId
  for (const [stage, missing] of [
    ['boarding', [late]],
    ['arrival', []],
    ['return', []]
  ] as const)
    await ask('xu', `POST ${at}/headcounts`, { clientKey: randomUUID(), stage, bus: null, missing })
}
