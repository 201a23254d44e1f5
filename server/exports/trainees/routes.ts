import { groupsOf } from '../../cohorts/groups.ts'
import { cohortToSupervise } from '../../cohorts/permissions.ts'
import { peopleArriving } from '../../enrolment/arrival/queries.ts'
import { tableWorkbook } from '../../files/workbook.ts'
import { endpoints } from '../../http/endpoints.ts'
import { trainees } from './contract.ts'
import { traineeTable } from './list.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const traineeRoutes = endpoints(trainees, {
  'POST /cohorts/:cohortId/trainee-list': {
    permission: cohortToSupervise,
    seesOneMoment: true,
    answer: async ({ db, found: cohort, note }) => {
      const people = await peopleArriving(db, cohort.id)
      const groups = (await groupsOf(db, cohort.id)).map(({ name }) => name)
      const titles = [
        `${cohort.name}学员花名册`,
        `${cohort.startsOn} 至 ${cohort.endsOn}　共 ${people.length} 人　手机号码只留后四位`
      ]
      const content = await tableWorkbook({ sheets: [traineeTable(titles, people, groups)] })
      note({ cohortId: cohort.id, people: people.length }, cohort.organisationId)
      return { fileName: `学员花名册_${cohort.name}.xlsx`, mediaType: XLSX, content }
    }
  }
})
