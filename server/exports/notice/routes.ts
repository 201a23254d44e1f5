import { cohortToManage } from '../../cohorts/permissions.ts'
import { cohortById, type Cohort } from '../../cohorts/queries.ts'
import type { Db } from '../../database/db.ts'
import { endpoints } from '../../http/endpoints.ts'
import { reads } from '../../http/moment.ts'
import { badInput } from '../../http/refusals.ts'
import { dayOf, isDay } from '../../time/dates.ts'
import { contract } from './contract.ts'
import { timetableToPrint } from './permissions.ts'
import { papersOf, timetableOf } from './queries.ts'
import { DRAFT } from './rules.ts'

const TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
} as const

const noSuchDay = () => badInput('no-such-day', '没有这一天。', 'There is no such day.', { field: 'replyBy' })

/** The permission has found it; what is printed is read in one moment of its own, and set in a thread. */
const ofCohort = <Result>(db: Db, cohortId: number, read: (db: Db, cohort: Cohort) => Promise<Result>): Promise<Result> =>
  reads(db, async tx => read(tx, (await cohortById(tx, cohortId))!))

const draftName = (isPublished: boolean): string => (isPublished ? '' : '（草稿）')

export const routes = endpoints(contract, {
  'POST /cohorts/:cohortId/notice': {
    permission: cohortToManage,
    prepare: async (db, { params, body, now }, { work }) => {
      if (body.replyBy && !isDay(body.replyBy)) throw noSuchDay()
      const papers = await ofCohort(db, params.cohortId, (tx, cohort) => papersOf(tx, cohort, body, now))
      return { content: await work('papers.notice', { ...papers, format: body.format }) }
    },
    answer: ({ found: cohort, body: { format, signedOn, number }, prepared, note }) => {
      note({ cohortId: cohort.id, format, signedOn, number, isDraft: !cohort.isPublished }, cohort.organisationId)
      return {
        fileName: `关于举办${cohort.name}的通知${draftName(cohort.isPublished)}.${format}`,
        mediaType: TYPES[format],
        content: prepared.content as Uint8Array
      }
    }
  },
  'GET /cohorts/:cohortId/timetable.pdf': {
    permission: timetableToPrint,
    prepare: async (db, { params, now }, { work }) => {
      const { form, mark } = await ofCohort(db, params.cohortId, async (tx, cohort) => ({
        form: (await timetableOf(tx, cohort, now)).form,
        mark: cohort.isPublished ? null : DRAFT
      }))
      return { content: await work('papers.timetable', { form, mark, keywords: dayOf(now) }) }
    },
    answer: ({ found: cohort, prepared }) => ({
      fileName: `课程表_${cohort.name}${draftName(cohort.isPublished)}.pdf`,
      mediaType: 'application/pdf',
      content: prepared.content as Uint8Array
    })
  }
})
