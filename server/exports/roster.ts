import type { Table } from '../files/workbook.ts'
import type { ListedPerson } from '../organisations/finding/queries.ts'
import { masked, maskedMobile } from '../organisations/personal.ts'
import type { ListedFacts } from '../organisations/roster.ts'
import { isRank } from '../organisations/people/rules.ts'
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
    postWithinParty(person),
    person.role === 'member' ? null : person.since,
    FIELDS[person.field ?? ''] ?? null,
    person.staffNumber,
    masked(person.idLastFour),
    maskedMobile(person.mobileLastFour),
    [isRank(person.role) && ROLES[person.role], person.otherPosts && `另有 ${person.otherPosts} 个职务`]
      .filter(Boolean)
      .join('；') || null
  ])
})

/** A cadre's rank is no post within the Party: such a person is a member, or nothing is said. */
const postWithinParty = ({ role, portfolio, stage }: ListedPerson & ListedFacts): string | null => {
  if (isRank(role)) return stage === 'full' || stage === 'probationary' ? ROLES.member! : null
  return portfolio ? `${PORTFOLIOS[portfolio] ?? ''}委员` : (ROLES[role] ?? role)
}
