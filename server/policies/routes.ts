import { endpoints } from '../http/endpoints.ts'
import { notFound, refuse } from '../http/refusals.ts'
import { dayOf } from '../time/dates.ts'
import { contract } from './contract.ts'
import { modelTexts } from './models.ts'
import { packIn, writtenOut, type LineMistaken } from './packFile.ts'
import { policyToSet, setsPolicy } from './permissions.ts'
import { addVersion, allVersions, packOn, versionById, type ListedVersion } from './queries.ts'
import type { Pack } from './rules.ts'

const newestNumber = (versions: readonly ListedVersion[]): number => Math.max(0, ...versions.map(({ number }) => number))

/** A version comes after those there are, by its number and by the day from which it holds. */
const misplacedIn = (pack: Pack, versions: readonly ListedVersion[], text: string): LineMistaken | null => {
  const lineWith = (word: string) => text.split('\n').findIndex(line => line.trimStart().startsWith(word)) + 1 || 1
  const newest = newestNumber(versions)
  if (newest && pack.number !== newest + 1)
    return { line: lineWith('number:'), text: `number: the next version is ${newest + 1}` }
  const last = versions[0]
  if (last && pack.effective.from < last.effectiveFrom)
    return {
      line: lineWith('effective:'),
      text: `effective.from: not before ${last.effectiveFrom}, from which version ${last.number} holds`
    }
  return null
}

export const routes = endpoints(contract, {
  'GET /policy': {
    permission: (_db, actor) => actor,
    answer: async ({ db, now }) => {
      const { number, title, pack } = await packOn(db, dayOf(now))
      const named = ({ code, zh, en }: { code: string; zh: string; en: string }) => ({ code, zh, en })
      return {
        number,
        title,
        categories: pack.categories.map(named),
        strata: pack.strata.map(named),
        requirements: pack.requirements.map(wanted => ({
          ...named(wanted),
          severity: wanted.severity,
          cite: wanted.cite,
          monthsAfterAppointment: wanted.monthsAfterAppointment ?? null
        })),
        ratio: pack.ratio,
        completion: pack.completion,
        smallCell: pack.smallCell
      }
    }
  },
  'GET /policy-versions': {
    permission: (_db, actor) => actor,
    answer: async ({ db, actor }) => ({ maySet: setsPolicy(actor), versions: await allVersions(db) })
  },
  'GET /policy-versions/:versionId': {
    permission: (_db, actor) => actor,
    answer: async ({ db, params }) => {
      const version = await versionById(db, params.versionId)
      if (!version) throw notFound()
      return { number: version.number, text: version.text ?? writtenOut(version.pack) }
    }
  },
  'GET /policy-models': {
    permission: policyToSet,
    answer: async ({ db, now }) => {
      const versions = await allVersions(db)
      const today = dayOf(now)
      const last = versions[0]?.effectiveFrom ?? today
      return { models: await modelTexts(newestNumber(versions) + 1, last > today ? last : today) }
    }
  },
  'POST /policy-versions': {
    permission: policyToSet,
    answer: async ({ db, actor, body, now, note, enqueue }) => {
      const read = packIn(new TextEncoder().encode(body.text))
      if ('mistakes' in read) return { number: null, mistakes: read.mistakes }
      const misplaced = misplacedIn(read, await allVersions(db), body.text)
      if (misplaced) return { number: null, mistakes: [misplaced] }
      if (body.isTrial) return { number: null, mistakes: [] }
      const versionId = await addVersion(db, read, { text: body.text, recordedBy: actor.accountId }, now)
      if (versionId === null) throw refuse('version-known', '刚刚有人保存了这一版。', 'Somebody has just saved this version.')
      note({ versionId, number: read.number, effectiveFrom: read.effective.from })
      // Everybody's standings are written anew beside the old ones.
      enqueue('policies', versionId)
      return { number: read.number, mistakes: [] }
    }
  }
})
