import type { Cell } from '../../files/tables.ts'
import { asNumber, asOne, asText, asWords, wordsIn, type Form, type Said } from '../forms.ts'
import { FIELDS } from '../../organisations/tree/rules.ts'
import { CORE_THEORY, creditsOf, minutesOfCredits, TAUGHT, type CourseFacts } from './rules.ts'

export const FIELD_WORDS: Record<(typeof FIELDS)[number], string> = {
  rural: '农村',
  urbanCommunity: '城市社区街道',
  organ: '机关',
  institution: '事业单位',
  soe: '国有企业',
  nonPublicEnterprise: '非公企业',
  socialOrg: '社会组织',
  newEmployment: '新就业群体',
  other: '其他'
}

export const METHOD_WORDS: Record<(typeof TAUGHT)[number], string> = {
  classroom: '课堂',
  onsite: '现场',
  discussion: '研讨',
  practice: '实践',
  selfStudy: '自学'
}

/** What a sheet may name, and how it is called there. */
export type NamedInSheets = {
  categories: readonly { code: string; nameZh: string }[]
  teachers: readonly { id: number; name: string; unit: string }[]
  textbooks: readonly { id: number; name: string }[]
}

export type CourseSaid = CourseFacts & { name: string }
type Shown = CourseFacts & { updatedOn?: string; isHidden?: boolean }

const OFFERED = { true: '启用', false: '停用' }

/** 课程库, form R, with two columns at its right that the form does not have: without them a course could not come back as it was. */
export const courseForm = ({ categories, teachers, textbooks }: NamedInSheets): Form<CourseSaid, Shown> => {
  const categoryWords = Object.fromEntries(categories.map(({ code, nameZh }) => [code, nameZh]))
  const teacherOf = ({ teacherId, teacherText }: CourseFacts): string | null => {
    const teacher = teachers.find(({ id }) => id === teacherId)
    return teacher ? `${teacher.unit} ${teacher.name}` : teacherText
  }
  const asTeacher = ({ text }: Cell): Said<CourseSaid> => {
    const plain = text.trim().replace(/\s+/g, ' ')
    if (plain.length > 120) return { fault: { zh: '超过 120 字。', en: 'More than 120 characters.' } }
    const named = teachers.filter(({ name, unit }) => plain === name || plain === `${unit} ${name}`)
    const [one, another] = named
    return one && !another ? { teacherId: one.id, teacherText: null } : { teacherId: null, teacherText: plain || null }
  }
  const materialsOf = ({ textbookIds, materialsNote }: CourseFacts): string | null => {
    const titles = textbookIds.map(id => `《${textbooks.find(book => book.id === id)?.name ?? ''}》`)
    return [...titles.toSorted(), ...(materialsNote ? [materialsNote] : [])].join('、') || null
  }
  /** 《…》 that the list of textbooks knows are textbooks; whatever else is written stays a note. */
  const asMaterials = ({ text }: Cell): Said<CourseSaid> => {
    const found = new Set<number>()
    const rest = text.replace(/《([^》]+)》/g, (whole, title: string) => {
      const book = textbooks.find(({ name }) => name === title.trim())
      if (book) found.add(book.id)
      return book ? '' : whole
    })
    return {
      textbookIds: [...found].toSorted((one, other) => one - other),
      materialsNote: rest.replace(/^[、,，;；\s]+|[、,，;；\s]+$/g, '') || null
    }
  }
  const asCredits = ({ text, number }: Cell): Said<CourseSaid> => {
    const plain = text.normalize('NFKC').replace(/[学课时\s]/g, '')
    if (plain === '') return {}
    const minutes = minutesOfCredits(number ?? Number(plain))
    if (!(minutes >= 1 && minutes <= 1440))
      return { fault: { zh: `“${text.trim()}”不是学时数。`, en: `“${text.trim()}” is no number of credit hours.` } }
    return { minutes }
  }
  const asFields = (cell: Cell): Said<CourseSaid> => {
    const words = wordsIn(cell.text)
    if (words.some(word => /^(各|全部|所有|不限)/.test(word))) return { fields: [] }
    const fields: string[] = []
    for (const word of words) {
      const said = asOne('field', FIELD_WORDS)({ ...cell, text: word })
      if ('fault' in said) return said
      fields.push(said.field!)
    }
    return { fields: FIELDS.filter(field => fields.includes(field)) }
  }
  return {
    name: '课程库',
    needed: ['code', 'name'],
    columns: [
      {
        field: 'code',
        heading: '课程编号',
        alike: /^(课程)?(编号|编码|代码)$/,
        width: 12,
        isRequired: true,
        write: ({ code }) => code,
        read: ({ text }) =>
          /^[\p{L}\p{N}._-]{1,32}$/u.test(text.trim())
            ? { code: text.trim() }
            : {
                fault: {
                  zh: '编号只用文字、数字、点和横线，不超过 32 个。',
                  en: 'A code has letters, digits, dots and dashes, at most 32.'
                }
              }
      },
      {
        field: 'name',
        heading: '课程名称',
        alike: /^(课程)?名称$|^课程$|^题目$/,
        width: 28,
        isRequired: true,
        write: ({ title }) => title,
        read: cell => {
          const said = asText('title')(cell)
          return 'fault' in said ? said : { title: said.title!, name: said.title! }
        }
      },
      {
        field: 'category',
        heading: '课程类别',
        alike: /^(课程)?(类别|类型)$/,
        width: 12,
        write: ({ category }) => categoryWords[category] ?? category,
        read: asOne('category', categoryWords) as never
      },
      {
        field: 'isCoreTheory',
        heading: '是否核心理论',
        alike: /^是否(为|是)?核心理论(课)?$/,
        width: 9,
        write: ({ category }) => (category === CORE_THEORY ? '是' : '否'),
        read: ({ text }) => {
          const plain = text.trim()
          if (/^(是|√|对|Y(es)?)$/i.test(plain)) return { isCoreTheory: true } as never
          if (plain === '' || /^(否|×|不是|N(o)?)$/i.test(plain)) return { isCoreTheory: plain === '' ? null : false } as never
          return { fault: { zh: '填“是”或“否”。', en: 'Say 是 or 否.' } }
        }
      },
      {
        field: 'fields',
        heading: '适用领域',
        alike: /^适用领域$/,
        width: 16,
        write: ({ fields }) => fields.map(field => FIELD_WORDS[field as keyof typeof FIELD_WORDS]).join('、') || null,
        read: asFields
      },
      {
        field: 'audience',
        heading: '适用对象',
        alike: /^(适用|培训)对象$/,
        width: 16,
        write: ({ audience }) => audience,
        read: asText('audience') as never
      },
      {
        field: 'kind',
        heading: '授课方式',
        alike: /^(授课|教学)(方式|形式)$/,
        width: 10,
        write: ({ kind }) => METHOD_WORDS[kind as keyof typeof METHOD_WORDS] ?? '网络',
        read: cell => asOne('kind', METHOD_WORDS)({ ...cell, text: cell.text.replace(/教学$|讲授$/, '') }) as never
      },
      { field: 'teacher', heading: '主讲人', alike: /^(主讲|授课)(人|教师|老师)$/, width: 20, write: teacherOf, read: asTeacher },
      {
        field: 'credits',
        heading: '学时',
        alike: /^(学时|课时)(数)?$/,
        width: 8,
        format: '0.##',
        write: ({ minutes }) => creditsOf(minutes),
        read: asCredits
      },
      {
        field: 'summary',
        heading: '简介',
        alike: /^(课程)?(简介|内容|介绍)$/,
        width: 40,
        isRequired: true,
        write: ({ summary }) => summary,
        read: asText('summary', 2000) as never
      },
      {
        field: 'materials',
        heading: '教材课件',
        alike: /^教材(课件|\/课件)?$|^课件$/,
        width: 26,
        write: materialsOf,
        read: asMaterials
      },
      {
        field: 'updatedAt',
        heading: '更新时间',
        alike: /^更新(时间|日期)$/,
        width: 12,
        format: 'yyyy-mm-dd',
        write: ({ updatedOn }) => updatedOn ?? null
      },
      {
        field: 'status',
        heading: '状态',
        alike: /^(课程)?状态$/,
        width: 8,
        write: ({ isHidden = false }) => (isHidden ? OFFERED.false : OFFERED.true)
      },
      {
        field: 'minutes',
        heading: '时长（分钟）',
        alike: /^(时长|分钟)(数)?$/,
        width: 9,
        write: ({ minutes }) => minutes,
        read: cell => {
          const said = asNumber('exactMinutes', { from: 1, to: 1440 })(cell)
          return 'fault' in said ? said : (said as never)
        }
      },
      {
        field: 'tags',
        heading: '标签',
        alike: /^标签$/,
        width: 14,
        write: ({ tags }) => tags.join('、') || null,
        read: asWords('tags') as never
      }
    ]
  }
}

export const NEW_COURSE: CourseSaid = {
  code: '',
  name: '',
  title: '',
  category: 'other',
  fields: [],
  audience: null,
  kind: 'classroom',
  teacherId: null,
  teacherText: null,
  minutes: 0,
  summary: '',
  materialsNote: null,
  textbookIds: [],
  tags: []
}
