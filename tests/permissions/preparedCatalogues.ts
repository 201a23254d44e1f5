import type { World } from '../world.ts'

/** Two of each: one to look at and to change, one to delete. */
export type PreparedCatalogues = Record<'teacher' | 'venue' | 'textbook' | 'course', { kept: number; unused: number }> & {
  /** A course whose county has asked for it to be marked, one that may ask. */
  asking: number
  mayAsk: number
  /** What was seen of each file. */
  seals: Record<Listed, string>
}

export type Listed = '/teachers' | '/courses' | '/teaching-bases'

export const FILES: Record<Listed, string> = {
  '/teachers': '姓名,工作单位,职务职称\n丁一鸣,县农广校,讲师\n',
  '/courses': '课程编号,课程名称,授课方式,学时,简介\nK-9,村级财务公开,课堂,4,怎样公开。\n',
  '/teaching-bases': '名称,级别,类型,所在地,简介\n青石镇议事长廊,县,基层治理,青石镇,一条长廊。\n'
}

/** A course as 王 writes it. */
export const OWN_COURSE = {
  code: 'K-1',
  title: '院坝议事实务',
  category: 'competency',
  fields: ['rural'],
  audience: '村党组织书记',
  kind: 'classroom',
  teacherId: null,
  teacherText: '县司法局 何老师',
  minutes: 90,
  summary: '公开什么，怎样公开。',
  materialsNote: null,
  textbookIds: [],
  tags: ['必修']
} as const

export const TEXTBOOK = {
  name: '村务公开一百问',
  author: '县委组织部',
  publisher: null,
  year: 2024,
  isbn: null,
  kind: 'local',
  keptAt: '资料室',
  remark: null
} as const

export const makeCatalogues = async (world: World): Promise<PreparedCatalogues> => {
  const wang = world.as('wang')
  const organisationId = world.at['安澜县']
  const made = async (call: string, body: object): Promise<number> => {
    const answer = await wang(call, { organisationId, ...body })
    if (answer.status !== 200) throw new Error(`${call}: ${JSON.stringify(answer.body)}`)
    return answer.body.id
  }
  const teacher = (name: string) => made('POST /teachers', { name, unit: '县农广校', title: '讲师' })
  const venue = (name: string) => made('POST /venues', { name, place: '县农广校', capacity: 60 })
  const textbook = (name: string) => made('POST /textbooks', { ...TEXTBOOK, name })
  const course = (code: string) => made('POST /courses', { ...OWN_COURSE, code })
  const asking = await course('K-asking')
  await wang(`POST /courses/${asking}/core-theory-requests`, { reason: '讲的是理论' })
  const seals = {} as Record<Listed, string>
  for (const [list, text] of Object.entries(FILES) as [Listed, string][])
    seals[list] = (await wang(`POST ${list}/reading?${asked(world)}`, Buffer.from(text))).body.seal
  return {
    teacher: { kept: await teacher('贺小梅'), unused: await teacher('贺不用') },
    venue: { kept: await venue('401'), unused: await venue('402') },
    textbook: { kept: await textbook('甲书'), unused: await textbook('乙书') },
    course: { kept: await course('K-1'), unused: await course('K-2') },
    asking,
    mayAsk: await course('K-3'),
    seals
  }
}

export const asked = (world: World, at = '安澜县'): string =>
  String(new URLSearchParams({ organisationId: String(world.at[at]), fileName: '表.csv' }))
