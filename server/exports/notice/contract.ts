import { Type } from 'typebox'
import { bytes, day, id, oneOf, shape, text } from '../../http/contract.ts'

export const contract = {
  'POST /cohorts/:cohortId/notice': {
    says: 'The notice of a cohort with its four annexes (timetable, quota table, reply, sign-in sheet) as .docx or .xlsx; of an unpublished one, plainly marked as a draft.',
    permission: 'cohorts.manage',
    params: shape({ cohortId: id }),
    body: shape({
      format: oneOf(['docx', 'xlsx']),
      /** 发文机关标志 and 署名. */
      issuer: text(40),
      /** 发文字号, with its brackets; empty: left to be written in. */
      number: Type.String({ maxLength: 40 }),
      /** 主送机关. */
      addressees: text(200),
      signedOn: day,
      /** Until when replies are awaited; empty: not said. */
      replyBy: Type.String({ maxLength: 10, pattern: '^(\\d{4}-\\d{2}-\\d{2})?$' }),
      contact: text(100),
      /** What trainees bring along; empty: not said. */
      bring: Type.String({ maxLength: 200 })
    }),
    reply: bytes
  },
  'GET /cohorts/:cohortId/timetable.pdf': {
    says: 'The timetable of a cohort (form G) on A4 as a PDF, for whoever manages or supervises it, and for those who have a seat in it once it is published.',
    permission: 'cohorts.timetable',
    params: shape({ cohortId: id }),
    reply: bytes,
    perHour: { account: 60, address: 60 }
  }
} as const
