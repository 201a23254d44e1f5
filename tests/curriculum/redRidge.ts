import type { BaseFacts } from '../../server/curriculum/bases/rules.ts'

/** A base as 王 fills in its form. */
export const RED_RIDGE = {
  name: '红石岭党性教育基地',
  level: 'county',
  kind: 'partySpirit',
  location: '青石镇红石岭村',
  capacity: 90,
  topics: ['入党誓词', '革命旧址'],
  guide: '程讲解员',
  contact: '程讲解员 0571-0000000',
  travelMinutes: 35,
  openingHours: '周二至周日 9:00–16:30',
  cost: '免费开放，讲解费自理',
  summary: '旧址一处、陈列室一间。',
  history: '1927 年建。',
  route: '县党校南门乘车，经青石镇到。'
} as const satisfies BaseFacts

/** The smallest picture there is: one dot. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64'
)
