import { endpoints } from '../../http/endpoints.ts'
import { badInput, notFound, refuse } from '../../http/refusals.ts'
import { packOn } from '../../policies/queries.ts'
import { dayOf, daysAfter } from '../../time/dates.ts'
import { DAYS_AHEAD, endsSoon } from '../exemptions/rules.ts'
import { partToRead, personToManage } from '../permissions.ts'
import { questions } from '../questions.ts'
import { PAGE_SIZE } from '../roster.ts'
import { contract } from './contract.ts'
import { addDueDate, dueDatesOf, grantedWithin, withdrawDueDate } from './queries.ts'
import { dueDateAtTheSameTime, latestDueDay, mayWithdrawOn } from './rules.ts'

export const routes = endpoints(contract, {
  'GET /due-dates': {
    permission: partToRead,
    answer: async ({ db, found, query, now }) => {
      const asOf = query.asOf ?? dayOf(now)
      const page = query.page ?? 1
      const soon = daysAfter(asOf, DAYS_AHEAD)
      const wanted = { paths: found, day: asOf, requirement: query.requirement ?? null, endingBy: query.endingSoon ? soon : null }
      const rows = await grantedWithin(db, wanted, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE })
      const first = rows[0] ?? (page > 1 ? (await grantedWithin(db, wanted, { limit: 1, offset: 0 }))[0] : undefined)
      return {
        asOf,
        page,
        pageSize: PAGE_SIZE,
        total: first?.total ?? 0,
        dueDates: rows.map(({ total: _all, ...row }) => ({ ...row, endsSoon: endsSoon(row.validUntil, soon) }))
      }
    }
  },
  'POST /people/:personId/due-dates': {
    permission: personToManage,
    answer: async ({ db, found, body, now, note, announce }) => {
      const { requirement, dueOn, validFrom } = body
      const today = dayOf(now)
      const { pack } = await packOn(db, today)
      if (!pack.requirements.some(({ code }) => code === requirement))
        throw badInput('unknown-requirement', '没有这项应训要求。', 'There is no such requirement.', { field: 'requirement' })
      if (dueOn <= today) throw badDueDay('due-already', '到期日要在今天以后。', 'The due date lies after today.')
      if (dueOn <= validFrom)
        throw badDueDay('wrong-way-round', '到期日要晚于开始日。', 'The due date lies after the first day on which it holds.')
      const latest = latestDueDay(today)
      if (dueOn > latest)
        throw badDueDay(
          'due-too-late',
          `到期日最晚是 ${latest}，还需要的到时再定。`,
          `The due date is ${latest} at the latest.`,
          {
            latest
          }
        )
      const due = await questions.dueOf(db, found.personId, requirement, validFrom)
      if (!due)
        throw badInput(
          'not-asked',
          `${validFrom} 这一天，这个人不在这项应训要求的名册上。`,
          `On ${validFrom} this person is not on the roster of this requirement.`,
          { field: 'requirement' }
        )
      if (due.from !== null && due.from >= dueOn)
        throw badDueDay(
          'not-later',
          `按规定推算，${due.from} 才到期；另定的到期日要晚于这一天。`,
          `By the rules it is due on ${due.from}; a due date set by hand lies after that.`,
          { derived: due.from }
        )
      const other = dueDateAtTheSameTime(await dueDatesOf(db, found.personId), body)
      if (other)
        throw refuse(
          'due-date-set',
          `${other.validFrom} 起已经另定到 ${other.dueOn} 到期，原因是“${other.reason}”；要改的，先收回那一条。`,
          `From ${other.validFrom} on it is already due on ${other.dueOn}: "${other.reason}". Withdraw that one first.`,
          { field: 'dueOn', facts: { dueDateId: other.dueDateId } }
        )
      await addDueDate(db, { personId: found.personId, ...body }, now)
      await announce('peopleChanged', [found.personId])
      note({ personId: found.personId, ...body }, found.organisationId)
      return { done: true }
    }
  },
  'POST /people/:personId/due-dates/:dueDateId/withdrawal': {
    permission: personToManage,
    answer: async ({ db, found, params, body, now, note, announce }) => {
      const dueDate = (await dueDatesOf(db, found.personId)).find(({ dueDateId }) => dueDateId === params.dueDateId)
      if (!dueDate) throw notFound()
      if (!mayWithdrawOn(dueDate, body.on))
        throw badInput(
          'not-set-then',
          `这个到期日从 ${dueDate.validFrom} 起有效，到 ${dueDate.validUntil} 为止；收回要在这之间，或从开始日起。`,
          `This due date holds from ${dueDate.validFrom} until ${dueDate.validUntil}; it is withdrawn in between, or from its first day.`,
          { field: 'on' }
        )
      await withdrawDueDate(db, params.dueDateId, body.on, now)
      await announce('peopleChanged', [found.personId])
      note({ personId: found.personId, dueDateId: params.dueDateId, ...body }, found.organisationId)
      return { done: true }
    }
  }
})

const badDueDay = (code: string, zh: string, en: string, facts: Record<string, string> = {}) =>
  badInput(code, zh, en, { field: 'dueOn', facts })
