import { sql } from 'drizzle-orm'
import { firstOf } from '../../server/database/db.ts'
import { setUp, teaching } from '../cohorts/timetables.ts'
import type { World } from '../world.ts'

/** Of two lessons of the host there are offers to the guest: one to take over, one to decline. A third is still taught alone. */
export type PreparedCombined = { host: number; guest: number; alone: number; toTake: number; toDecline: number }

export const makeCombined = async (world: World): Promise<PreparedCombined> => {
  const days = { startsOn: '2026-09-10', endsOn: '2026-09-11' }
  const at = [540, 660, 840]
  const lessons = at.map(fromMinute => teaching('coreTheory', 60, '2026-09-10', fromMinute))
  const host = await setUp(world, lessons, { name: '合班的班', ...days })
  const guest = await setUp(world, [], { name: '应邀的班', ...days })
  const { db } = world.database
  const add = async (statement: ReturnType<typeof sql>): Promise<number> => (await firstOf<{ id: number }>(db, statement))!.id
  const by = world.account.wang
  const offer = async (lessonId: number): Promise<number> => {
    const mark = await add(sql`insert into combined_lessons (made_at, made_by) values (now(), ${by}) returning id`)
    await db.execute(sql`update lessons set combined_id = ${mark} where id = ${lessonId}`)
    return add(
      sql`insert into combined_offers (combined_id, cohort_id, offered_at, offered_by) values (${mark}, ${guest.cohortId}, now(), ${by}) returning id`
    )
  }
  const [first, second, alone] = host.lessonIds as [number, number, number]
  return { host: host.cohortId, guest: guest.cohortId, alone, toTake: await offer(first), toDecline: await offer(second) }
}
