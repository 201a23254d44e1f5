import type { BaseFacts } from '../../server/curriculum/bases/rules.ts'

/** Example bases: invented, short, and marked 示例. Pictures are names of files beside draw.mjs, with their captions. */
export const BASES: (BaseFacts & { pictures: [file: string, caption: string][] })[] = [
  {
    name: '红石岭党性教育基地（示例）',
    level: 'county',
    kind: 'partySpirit',
    location: '青石镇红石岭村',
    capacity: 120,
    topics: ['入党誓词', '旧址参观'],
    guide: '程讲解员',
    contact: '程讲解员 0990-5550101',
    travelMinutes: 35,
    openingHours: '周二至周日 9:00–16:30',
    cost: '免费开放',
    summary: '示例基地：旧址一处、陈列室一间、台阶广场一处。',
    history: '示例：旧址原为村里的祠堂，县里修缮后辟为陈列室。\n示例：台阶广场可容 120 人集体宣誓。',
    route: '示例：县委党校南门乘车，经青石镇到红石岭村口，下车步行 5 分钟。',
    pictures: [
      ['red-ridge-house', '旧址（示例图）'],
      ['red-ridge-hall', '陈列室（示例图）'],
      ['red-ridge-steps', '台阶广场（示例图）']
    ]
  },
  {
    name: '白云镇产业振兴教学点（示例）',
    level: 'county',
    kind: 'ruralRevival',
    location: '白云镇白云村',
    capacity: 80,
    topics: ['村集体经济', '产业到户'],
    guide: '郑讲解员',
    contact: '郑讲解员 0990-5550102',
    travelMinutes: 50,
    openingHours: '工作日 8:30–17:00',
    cost: '免费开放，材料费自理',
    summary: '示例教学点：一片示范田、一间加工车间。',
    history: '示例：由村集体与加工厂合办，供各班现场观摩。',
    route: '示例：县委党校南门乘车，沿县道到白云村委会。',
    pictures: [
      ['white-cloud-fields', '示范田（示例图）'],
      ['white-cloud-workshop', '加工车间（示例图）']
    ]
  }
]
