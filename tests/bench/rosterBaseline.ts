/**
 * The naive baseline: the same tables, indexes and keys, one row after the other through the product's own single-row functions, each
 * in a transaction of its own, standings included. Rows a second, to be held beside the import.
 */
import type { Db } from '../../server/database/db.ts'
import { openPostgres } from '../../server/database/open.ts'
import { rewriteStandings } from '../../server/coverage/queries.ts'
import { addOrganisation, addPeople, addPosts } from '../../server/organisations/queries.ts'
import type { PersonalKeys } from '../../server/organisations/personal.ts'
import { lineAt } from './rosterFiles.ts'

const ROLES: Record<string, [role: string, portfolio: string | null]> = {
  书记: ['secretary', null],
  副书记: ['deputySecretary', null],
  组织委员: ['committeeMember', 'organization'],
  宣传委员: ['committeeMember', 'publicity'],
  纪检委员: ['committeeMember', 'discipline']
}

export const rowByRow = async (url: string, root: number, keys: PersonalKeys, rows: number): Promise<number> => {
  const { db, close } = await openPostgres(url, 2)
  const now = new Date()
  const places = new Map<string, number>()
  const place = async (tx: Db, name: string, parentId: number, level: string) => {
    const known = places.get(`${parentId} ${name}`)
    if (known) return known
    const kind = { typeCode: '631', level, unitCategory: 'village', field: 'rural', validFrom: '2015-01-01' }
    const id = await addOrganisation(tx, { parentId, name, ...kind }, now)
    places.set(`${parentId} ${name}`, id)
    return id
  }
  const began = performance.now()
  for (let at = 0; at < rows; at++) {
    const line = lineAt(1_000_000 + at)
    await db.transaction(async tx => {
      const township = await place(tx, `基准${line.township}`, root, 'township')
      const organisationId = await place(tx, line.organisation, township, 'village')
      const [role, portfolio] = ROLES[line.post]!
      const validFrom = `${line.since.replace('.', '-')}-01`
      const person = { name: line.name, gender: null, birthMonth: null, ethnicGroup: null, education: null }
      const [personId] = await addPeople(tx, keys, [{ ...person, idNumber: line.id, mobile: line.mobile, validFrom }], now)
      await addPosts(tx, [{ personId: personId!, organisationId, role, portfolio, isMain: true, validFrom }], now)
      await rewriteStandings(tx, [personId!], now)
    })
  }
  const took = performance.now() - began
  await close()
  return (rows * 1000) / took
}
