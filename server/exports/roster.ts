import type { Table } from '../files/workbook.ts'
import type { ListedPerson } from '../organisations/finding/queries.ts'
import { masked, maskedMobile } from '../organisations/personal.ts'
import type { ListedFacts } from '../organisations/roster.ts'
import { EDUCATION, FIELDS, GENDERS, PORTFOLIOS, ROLES, STAGES } from './words.ts'

const DAY = 'yyyy-mm-dd'

/** 名册, in the headings departments send it in, so that it can come back the same way. Numbers of persons are masked. */
export const rosterTable = (titles: string[], people: readonly (ListedPerson & ListedFacts)[]): Table => ({
  name: '名册',
  titles,
  columns: [
    { heading: '序号', width: 6 },
    { heading: '姓名', width: 10 },
    { heading: '性别', width: 6 },
    { heading: '民族', width: 8 },
    { heading: '出生年月', width: 10 },
    { heading: '学历', width: 12 },
    { heading: '党员类别', width: 12 },
    { heading: '入党时间', width: 10 },
    { heading: '所在单位', width: 14 },
    { heading: '党组织名称', width: 24 },
    { heading: '党内职务', width: 12 },
    { heading: '任职时间', width: 12, format: DAY },
    { heading: '所属领域', width: 12 },
    { heading: '工号', width: 12 },
    { heading: '身份证号', width: 22 },
    { heading: '手机号码', width: 14 },
    { heading: '备注', width: 14 }
  ],
  rows: people.map((person, i) => [
    i + 1,
    person.name,
    GENDERS[person.gender ?? ''] ?? null,
    person.ethnicGroup,
    person.birthMonth,
    EDUCATION[person.education ?? ''] ?? null,
    STAGES[person.stage ?? ''] ?? null,
    person.joinedMonth,
    person.unitName,
    person.organisationName,
    person.portfolio ? `${PORTFOLIOS[person.portfolio] ?? ''}委员` : (ROLES[person.role] ?? person.role),
    person.role === 'member' ? null : person.since,
    FIELDS[person.field ?? ''] ?? null,
    person.staffNumber,
    masked(person.idLastFour),
    maskedMobile(person.mobileLastFour),
    person.otherPosts ? `另有 ${person.otherPosts} 个职务` : null
  ])
})
