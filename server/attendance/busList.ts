import type { Table } from '../files/workbook.ts'
import { maskedMobile } from '../organisations/personal.ts'
import type { OnTheWay } from './buses.ts'

export type OutingTold = { cohortName: string; title: string; heldOn: string; gathering: string | null }

const GENDERS = { male: '男', female: '女' } as const

/** By bus, then by number; who has no seat yet and who goes on his own come last. */
export const byBus = (people: readonly OnTheWay[]): OnTheWay[] =>
  people.toSorted((one, other) => (one.bus ?? Infinity) - (other.bus ?? Infinity) || one.number - other.number)

/** 学员花名册 (form F) of an outing. What the system does not know stays to be written by hand. */
export const busListTable = ({ cohortName, title, heldOn, gathering }: OutingTold, people: readonly OnTheWay[]): Table => ({
  name: '车辆安排',
  titles: [`${cohortName}学员乘车名单`, [title, heldOn, gathering && `集合：${gathering}`].filter(Boolean).join('　')],
  columns: [
    { heading: '序号', width: 7 },
    { heading: '组别', width: 8 },
    { heading: '姓名', width: 12 },
    { heading: '性别', width: 7 },
    { heading: '民族', width: 8 },
    { heading: '单位及职务', width: 40 },
    { heading: '手机号码', width: 16 },
    { heading: '房间号', width: 9 },
    { heading: '车号', width: 8 },
    { heading: '桌号', width: 8 },
    { heading: '备注', width: 16 }
  ],
  rows: byBus(people).map(person => [
    person.number,
    null,
    person.name,
    person.gender && GENDERS[person.gender],
    person.ethnicGroup,
    person.unitAndPost,
    maskedMobile(person.mobileLastFour),
    null,
    person.bus,
    null,
    person.isOwnWay ? '自行前往' : person.bus === null ? '未排车' : null
  ])
})
