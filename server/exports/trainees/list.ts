import type { Arriving } from '../../enrolment/arrival/queries.ts'
import type { Table } from '../../files/workbook.ts'
import { maskedMobile } from '../../organisations/personal.ts'
import { GENDERS } from '../words.ts'

/** Group by group, then by number; who is in none comes last. Groups in the order in which they were made. */
const byGroup = (people: readonly Arriving[], groups: readonly string[]): Arriving[] => {
  const place = ({ groupName }: Arriving) => (groupName === null ? groups.length : groups.indexOf(groupName))
  return people.toSorted((one, other) => place(one) - place(other) || one.number - other.number)
}

/** 学员花名册 (form F): its headings are exactly these. What is not known is left to be written by hand. */
export const traineeTable = (titles: string[], people: readonly Arriving[], groups: readonly string[]): Table => ({
  name: '学员花名册',
  titles,
  columns: [
    { heading: '序号', width: 7 },
    { heading: '组别', width: 9 },
    { heading: '姓名', width: 12 },
    { heading: '性别', width: 7 },
    { heading: '民族', width: 8 },
    { heading: '单位及职务', width: 40 },
    { heading: '手机号码', width: 16 },
    { heading: '房间号', width: 9 },
    { heading: '车号', width: 8 },
    { heading: '桌号', width: 8 },
    { heading: '备注', width: 20 }
  ],
  rows: byGroup(people, groups).map((person, at) => [
    at + 1,
    person.groupName,
    person.name,
    person.gender && GENDERS[person.gender]!,
    person.ethnicGroup,
    person.unitAndPost,
    maskedMobile(person.mobileLastFour),
    person.room,
    person.bus,
    person.tableNo,
    person.remark
  ])
})
