import { cellsOf, countsOf, rosterOf, totalsOf, unitsOf } from '../coverage/counts.ts'
import { askedBy, countedBy, FORMULA } from '../coverage/definitions.ts'
import { completedBy, detailsOf, exemptedBecause, givenTimeBecause, peopleOf, type Listed } from '../coverage/people.ts'
import type { Part } from '../coverage/permissions.ts'
import { strataOf, type Question } from '../coverage/question.ts'
import type { Db } from '../database/db.ts'
import { tableWorkbook } from '../files/workbook.ts'
import { endpoints } from '../http/endpoints.ts'
import { refuse } from '../http/refusals.ts'
import { grantedWithin } from '../organisations/dueDates/queries.ts'
import { exemptWithin } from '../organisations/exemptions/queries.ts'
import { amongOf } from '../organisations/filters/queries.ts'
import { listPeople } from '../organisations/finding/queries.ts'
import { listedFacts } from '../organisations/roster.ts'
import { requirementNames } from '../policies/queries.ts'
import { dayOf, minuteOf } from '../time/dates.ts'
import { contract } from './contract.ts'
import { dueDateTable } from './dueDates.ts'
import { exemptionTable } from './exemptions.ts'
import { coverageToExport, rosterToExport } from './permissions.ts'
import { rosterTable } from './roster.ts'
import { boardTable, explanationTable, ledgerTable, sumCheck, type LedgerLine } from './rules.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const BATCH = 500
/** A sheet that is still read by people; the whole of a city goes out county by county. */
const MOST_LISTED = 20_000
const tooMany = () =>
  refuse(
    'list-too-long',
    `超过 ${MOST_LISTED} 人，请选下级组织或再加条件，分开导出。`,
    `More than ${MOST_LISTED} people: choose an organisation below or narrow the list, and export it in parts.`,
    { field: 'organisationId', facts: { most: MOST_LISTED } }
  )

export const routes = endpoints(contract, {
  'POST /coverage/exports': {
    permission: coverageToExport,
    seesOneMoment: true,
    answer: async ({ db, actor, found, now, note }) => {
      const { requirement, part, version } = found
      const scope = { ...found, organisationId: part.id }
      const counts = await countsOf(db, scope)
      const totals = totalsOf(counts)
      const roster = await rosterOf(db, scope)
      const { people } = await peopleOf(db, scope, {}, null)
      const strata = strataOf(found, new Set(counts.map(({ stratum }) => stratum)))
      const under = `${part.name}　截至 ${found.day}　${knowledgeOf(found, now)}`
      const content = await tableWorkbook({
        sheets: [
          boardTable({
            scopeName: part.name,
            titles: [`${requirement.zh}覆盖表`, under],
            strata,
            units: unitsOf(counts),
            cells: cellsOf(counts),
            totals,
            smallCell: version.body.smallCell
          }),
          ledgerTable([`${requirement.zh}覆盖台账`, under], requirement.zh, await ledgerLines(db, found, people)),
          explanationTable(explained(found, actor.name, now, sumCheck(totals, roster), strata))
        ]
      })
      note({ requirement: requirement.code, asOf: found.day, known: found.known, people: people.length }, part.id)
      const fileName = `覆盖台账_${part.name}_${requirement.zh}_${found.day}${found.known === 'then' ? '_当日掌握' : ''}.xlsx`
      return { fileName, mediaType: XLSX, content }
    }
  },
  'POST /roster/exports': {
    permission: rosterToExport,
    seesOneMoment: true,
    answer: async ({ db, found, body, keys, now, note }) => {
      const { asOf, directly, q = '', role, stage = null, field = null, stratum = null, requirement = null, state = null } = body
      const among = await amongOf(db, { stratum, requirement, state }, asOf)
      const where = { paths: [found.path], only: directly ? found.id : null, role: role || null, stage, field, day: asOf }
      const people = await listPeople(db, keys, { ...where, q, among, page: 1 }, MOST_LISTED + 1)
      if (people.length > MOST_LISTED) throw tooMany()
      const facts = await listedFacts(db, people, asOf)
      const titles = [
        `${found.name}名册`,
        `截至 ${asOf}　共 ${people.length} 人　${timeOf(now)} 导出　身份证号、手机号码只留后四位`
      ]
      const rows = people.map(person => ({ ...person, ...facts.get(person.id)! }))
      const content = await tableWorkbook({ sheets: [rosterTable(titles, rows)] })
      note({ asOf, people: people.length }, found.id)
      return { fileName: `名册_${found.name}_${asOf}.xlsx`, mediaType: XLSX, content }
    }
  },
  'POST /exemptions/exports': {
    permission: rosterToExport,
    seesOneMoment: true,
    answer: async ({ db, found, body, now, note }) => {
      const { asOf } = body
      const rows = await exemptWithin(db, { paths: [found.path], day: asOf, kind: null, endingBy: null }, null)
      const names = await requirementNames(db)
      const titles = ['免训名单', `${found.name}　截至 ${asOf}　共 ${rows.length} 条　${timeOf(now)} 导出`]
      const content = await tableWorkbook({ sheets: [exemptionTable(titles, rows, names)] })
      note({ asOf, rows: rows.length }, found.id)
      return { fileName: `免训名单_${found.name}_${asOf}.xlsx`, mediaType: XLSX, content }
    }
  },
  'POST /due-dates/exports': {
    permission: rosterToExport,
    seesOneMoment: true,
    answer: async ({ db, found, body, now, note }) => {
      const { asOf } = body
      const rows = await grantedWithin(db, { paths: [found.path], day: asOf, requirement: null, endingBy: null }, null)
      const names = await requirementNames(db)
      const titles = ['个别到期日名单', `${found.name}　截至 ${asOf}　共 ${rows.length} 条　${timeOf(now)} 导出`]
      const content = await tableWorkbook({ sheets: [dueDateTable(titles, rows, names)] })
      note({ asOf, rows: rows.length }, found.id)
      return { fileName: `个别到期日名单_${found.name}_${asOf}.xlsx`, mediaType: XLSX, content }
    }
  }
})

const knowledgeOf = ({ known, day }: Question, now: Date): string =>
  known === 'now' ? `按现在掌握的情况（${timeOf(now)}）` : `按当日掌握的情况（${day} 当天结束时已有的记录）`

const timeOf = (at: Date): string => {
  const minute = minuteOf(at)
  return `${dayOf(at)} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

const explained = (
  question: Question & { part: Part },
  who: string,
  now: Date,
  check: string,
  strata: readonly { zh: string }[]
): (readonly [string, string])[] => [
  ['应训要求', question.requirement.zh],
  ['要求什么', askedBy(question.requirement).zh],
  ['怎样计数', countedBy(question.requirement, question.version.body, question.period).zh],
  ['公式', FORMULA.zh],
  ['依据', question.requirement.cite],
  ['应训要求版本', `${question.title} 第 ${question.version.number} 版`],
  ['范围', question.part.name],
  ['分层', strata.map(({ zh }) => zh).join('、')],
  ['期间', `${question.period} 年度`],
  ['截至', question.day],
  ['掌握口径', knowledgeOf(question, now)],
  ['合计核对', check],
  [
    '小数',
    `覆盖率四舍五入到 0.1%，未全部完成的不写成 100%；应训不足 ${question.version.body.smallCell} 人的只列人数，不列比率。`
  ],
  ['导出人', who],
  ['导出时间', timeOf(now)]
]

const ledgerLines = async (db: Db, question: Question, people: readonly Listed[]): Promise<LedgerLine[]> => {
  const lines: LedgerLine[] = []
  for (let at = 0; at < people.length; at += BATCH) {
    const batch = people.slice(at, at + BATCH)
    const ids = batch.map(({ personId }) => personId)
    const details = await detailsOf(db, question, ids)
    const cohorts = Map.groupBy(await completedBy(db, question, ids), ({ personId }) => personId)
    const reasons = new Map((await exemptedBecause(db, question, ids)).map(({ personId, reason }) => [personId, reason]))
    const times = await givenTimeBecause(db, question, ids)
    for (const person of batch) {
      const detail = details.get(person.personId)!
      lines.push({
        ...person,
        ...detail,
        cohorts: (cohorts.get(person.personId) ?? []).filter(
          ({ completedOn }) => completedOn >= detail.counted.from && completedOn <= detail.counted.until
        ),
        exemptedBecause: reasons.get(person.personId) ?? null,
        givenTimeBecause:
          times.find(({ personId, dueOn }) => personId === person.personId && dueOn === detail.dueOn)?.reason ?? null
      })
    }
  }
  return lines
}
