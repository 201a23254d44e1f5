import { eq } from 'drizzle-orm'
import type { Db } from './database/db.ts'
import type { DemoWorld } from './demonstrationYear.ts'
import { addDueDate } from './organisations/dueDates/queries.ts'
import { addExemption, addPosts, endPost } from './organisations/queries.ts'
import { posts } from './organisations/schema.ts'
import { reactions } from './reactions.ts'
import { daysAfter, instantOf, monthsAfter, type Day } from './time/dates.ts'

/** Appointments, departures, exemptions and more time for one of the newly appointed, some of them recorded weeks after they were true. */
export const comingsAndGoings = (db: Db, world: DemoWorld): { on: Day; act: () => Promise<void> }[] => {
  const { today, everyone, personIds } = world
  const secretaries = everyone.flatMap((person, i) => (person.role === 'secretary' && person.at !== '青石镇/柳湾' ? [i] : []))
  const change = (trueFrom: number, recorded: number, index: number) => ({
    on: daysAfter(today, recorded),
    act: async () => {
      const now = instantOf(daysAfter(today, recorded), 17 * 60)
      const day = daysAfter(today, trueFrom)
      const [out, deputy] = [personIds[index]!, personIds[index + 1]!]
      await db.transaction(async tx => {
        const held = await tx.select().from(posts).where(eq(posts.personId, out))
        const left = held.find(post => post.recordedUntil === null && post.validUntil === null)!
        const before = (await tx.select().from(posts).where(eq(posts.personId, deputy))).find(
          post => post.recordedUntil === null && post.validUntil === null
        )!
        await endPost(tx, left.postId, day, now)
        await endPost(tx, before.postId, day, now)
        await addPosts(
          tx,
          [
            {
              personId: deputy,
              organisationId: left.organisationId,
              role: 'secretary',
              portfolio: null,
              isMain: true,
              validFrom: day
            }
          ],
          now
        )
        await reactions.peopleChanged!(tx, [out, deputy], now)
      })
    }
  })
  const exempt = (index: number, from: number, until: number | null, kind: 'longIllness' | 'seconded', reason: string) => ({
    on: daysAfter(today, from + 3),
    act: async () => {
      const now = instantOf(daysAfter(today, from + 3), 17 * 60)
      await db.transaction(async tx => {
        await addExemption(
          tx,
          {
            personId: personIds[index]!,
            requirement: null,
            kind,
            reason,
            approvedBy: '支部党员大会',
            validFrom: daysAfter(today, from),
            validUntil: until === null ? null : daysAfter(today, until)
          },
          now
        )
        await reactions.peopleChanged!(tx, [personIds[index]!], now)
      })
    }
  })
  /** Somebody newly appointed is given three months on top of the half-year. */
  const giveTime = (index: number, appointed: number) => ({
    on: daysAfter(today, -12),
    act: async () => {
      const now = instantOf(daysAfter(today, -12), 17 * 60)
      await db.transaction(async tx => {
        await addDueDate(
          tx,
          {
            personId: personIds[index]!,
            requirement: 'secretary.onboarding',
            dueOn: monthsAfter(daysAfter(today, appointed), 9),
            reason: '住院治疗，出院后参加任职培训',
            approvedBy: '县委组织部',
            decidedOn: daysAfter(today, -14),
            document: '部务会纪要第 9 号',
            validFrom: daysAfter(today, -14)
          },
          now
        )
        await reactions.peopleChanged!(tx, [personIds[index]!], now)
      })
    }
  })
  // Every third change became known only weeks later: that is what "as known then" is for.
  const leaving = secretaries.filter((_, i) => i % 16 === 5)
  const leavesOn = (i: number) => -240 + i * 13
  const changes = leaving.map((index, i) => change(leavesOn(i), leavesOn(i) + (i % 3 ? 2 : 24), index))
  const exemptions = secretaries
    .filter((_, i) => i % 41 === 12)
    .map((index, i) =>
      i % 2
        ? exempt(index, -200 + i * 20, null, 'longIllness', '长期患病，住院治疗')
        : exempt(index, -200 + i * 20, 60, 'seconded', '借调到市里工作')
    )
  // The last whose appointment was known by then.
  const lately = leaving.findLastIndex((_, i) => leavesOn(i) < -40)
  const givenTime = giveTime(leaving[lately]! + 1, leavesOn(lately))
  return [...changes, ...exemptions, givenTime].filter(({ on }) => on < today)
}
