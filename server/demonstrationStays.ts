import type { Ask } from './demonstrationYear.ts'

type Seats = { people: { enrolmentId: number; groupId: number | null }[]; groups: { id: number; name: string }[] }
type Enrolled = { enrolments: { id: number }[] }

const PLACES = ['二楼东侧小会议室', '二楼西侧小会议室', '三楼阅览室', '三楼接待室']
const DIETS = ['清真', '素食', '少盐']

/** Four groups with a leader each, and for everyone a room for two, a bus and a table. */
export const arrangeStays = async (ask: Ask, cohortId: number, random: () => number): Promise<void> => {
  await ask('xu', `POST /cohorts/${cohortId}/groups/arrangement`, { count: 4, isAnew: true })
  const { groups, people } = (await ask('xu', `GET /cohorts/${cohortId}/groups`)) as unknown as Seats
  for (const [at, { id, name }] of groups.entries()) {
    const leaderId = people.find(({ groupId }) => groupId === id)?.enrolmentId ?? null
    const group = { name, leaderId, venueId: null, placeText: PLACES[at]! }
    await ask('xu', `PUT /cohorts/${cohortId}/groups/${id}`, group)
  }
  const stays = people.map(({ enrolmentId }, at) => {
    const isFar = random() < 0.8
    return {
      enrolmentId,
      needsLodging: isFar,
      room: isFar ? String(301 + Math.floor(at / 2)) : null,
      bus: String(1 + (at % 2)),
      tableNo: String(1 + Math.floor(at / 10)),
      diet: random() < 0.12 ? DIETS[at % DIETS.length]! : null,
      needsPickup: random() < 0.1,
      transport: random() < 0.6 ? '自驾' : '班车',
      arrivalTime: '8:10',
      remark: null
    }
  })
  await ask('wang', `PUT /cohorts/${cohortId}/arrival`, { people: stays })
}

/** Almost everybody has come by eight. */
export const tickOff = async (ask: Ask, cohortId: number): Promise<void> => {
  const { enrolments } = (await ask('xu', `GET /cohorts/${cohortId}/enrolments`)) as unknown as Enrolled
  const enrolmentIds = enrolments.map(({ id }) => id).filter((_, at) => at % 13 !== 9)
  await ask('xu', `POST /cohorts/${cohortId}/arrivals`, { enrolmentIds, isThere: true })
}

/** Submitted, approved by the level above, published, enrolled, and then called off. */
export const approveAndCallOff = async (ask: Ask, cohortId: number, trainees: readonly number[]): Promise<void> => {
  const step = (step: string, reason: string | null) =>
    ask('wang', `POST /cohorts/${cohortId}/steps`, { step, reason, document: null })
  await step('planned', '列入年度计划，请批复')
  await ask('gao', `POST /cohorts/${cohortId}/approval`, {
    isApproved: true,
    reason: '同意举办',
    document: '安组复〔示例〕7号'
  })
  await ask('wang', `POST /cohorts/${cohortId}/publication`)
  await ask('wang', `POST /cohorts/${cohortId}/enrolments`, { personIds: trainees })
  await step('cancelled', '与全县防汛演练时间冲突，学员并入下一期')
}
