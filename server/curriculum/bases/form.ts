import type { Cell } from '../../files/tables.ts'
import { asNumber, asOne, asText, asWords, type Form, type Said } from '../forms.ts'
import type { BaseFacts, BaseKind, BaseLevel } from './rules.ts'

export const LEVEL_WORDS: Record<BaseLevel, string> = { national: '国家', province: '省', prefecture: '市', county: '县' }
export const KIND_WORDS: Record<BaseKind, string> = {
  partyHistory: '党史',
  partySpirit: '党性',
  ruralRevival: '乡村振兴',
  governance: '基层治理',
  integrity: '廉政',
  other: '其他'
}

/** `35`, `35 分钟`, `约1.5小时`, `1小时20分`. */
const asTravel = (cell: Cell): Said<BaseFacts> => {
  const [, hours, minutes] =
    /^约?(?:(\d+(?:\.\d+)?)个?小时)?(?:(\d+)分钟?)?$/.exec(cell.text.normalize('NFKC').replace(/\s/g, '')) ?? []
  if (!hours) return asNumber('travelMinutes', { from: 0, to: 1440 })(cell)
  return { travelMinutes: Math.min(1440, Math.round(Number(hours) * 60) + Number(minutes ?? 0)) }
}

type Shown = BaseFacts & { at?: number; captions?: readonly string[] }

/** 现场教学基地（点）, form S. Pictures are told by their captions; they come and go on the page of a base. */
const form: Form<BaseFacts, Shown> = {
  name: '现场教学基地',
  needed: ['name', 'location'],
  columns: [
    { field: 'seq', heading: '序号', alike: /^序号?$/, width: 6, write: ({ at }) => at ?? null },
    {
      field: 'name',
      heading: '名称',
      alike: /^(基地|教学点|现场教学基地|现场教学点)?名称$|^基地$/,
      width: 26,
      isRequired: true,
      write: base => base.name,
      read: asText('name', 64) as never
    },
    {
      field: 'level',
      heading: '级别（国家/省/市/县）',
      alike: /^(基地)?级别$/,
      width: 10,
      isRequired: true,
      write: base => LEVEL_WORDS[base.level],
      read: asOne('level', LEVEL_WORDS) as never
    },
    {
      field: 'kind',
      heading: '类型（党史/党性/乡村振兴/基层治理/…）',
      alike: /^(基地)?(类型|类别)$/,
      width: 14,
      isRequired: true,
      write: base => KIND_WORDS[base.kind],
      read: asOne('kind', KIND_WORDS) as never
    },
    {
      field: 'location',
      heading: '所在地',
      alike: /^(所在地|地址|地点|所在地址|位置)$/,
      width: 20,
      isRequired: true,
      write: base => base.location,
      read: asText('location') as never
    },
    {
      field: 'capacity',
      heading: '容纳人数',
      alike: /^(容纳|可容纳|接待)(人数|规模)$/,
      width: 9,
      write: base => base.capacity,
      read: asNumber('capacity', { from: 1, to: 100_000 }) as never
    },
    {
      field: 'topics',
      heading: '教学主题',
      alike: /^(教学)?主题$|^教学内容$/,
      width: 24,
      write: base => base.topics.join('、') || null,
      read: asWords('topics') as never
    },
    {
      field: 'guide',
      heading: '讲解员',
      alike: /^讲解(员|人)$/,
      width: 12,
      write: base => base.guide,
      read: asText('guide') as never
    },
    {
      field: 'contact',
      heading: '联系人电话',
      alike: /^联系(人)?(及)?(电话|方式)$|^联系人$/,
      width: 18,
      write: base => base.contact,
      read: asText('contact') as never
    },
    {
      field: 'travelMinutes',
      heading: '行车时间',
      alike: /^(行车|乘车|车程)(时间|分钟)?$/,
      width: 10,
      write: base => (base.travelMinutes === null ? null : `${base.travelMinutes} 分钟`),
      read: asTravel as never
    },
    {
      field: 'openingHours',
      heading: '开放时间',
      alike: /^开放时间$/,
      width: 18,
      write: base => base.openingHours,
      read: asText('openingHours') as never
    },
    {
      field: 'cost',
      heading: '费用',
      alike: /^(费用|收费)(标准|情况)?$/,
      width: 14,
      write: base => base.cost,
      read: asText('cost') as never
    },
    {
      field: 'summary',
      heading: '简介',
      alike: /^(基地)?(简介|介绍)$/,
      width: 40,
      isRequired: true,
      write: base => base.summary,
      read: asText('summary', 1000) as never
    },
    { field: 'images', heading: '图片', alike: /^图片$/, width: 20, write: ({ captions }) => captions?.join('、') || null }
  ]
}

const blank: BaseFacts = {
  name: '',
  level: 'county',
  kind: 'other',
  location: '',
  capacity: null,
  topics: [],
  guide: null,
  contact: null,
  travelMinutes: null,
  openingHours: null,
  cost: null,
  summary: '',
  history: null,
  route: null
}

export const BASE_FORM = { form: form as Form<BaseFacts>, blank, keyOf: ({ name = '' }: Partial<BaseFacts>) => name.trim() }
