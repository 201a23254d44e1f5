import type { TeacherFacts } from '../../server/curriculum/teachers/rules.ts'
import type { TextbookFacts } from '../../server/curriculum/textbooks/rules.ts'
import type { VenueFacts } from '../../server/curriculum/venues/rules.ts'

/** Example catalogues. All people and titles are invented; telephone numbers have too few digits to be any. */
type Teacher = Partial<TeacherFacts> & Pick<TeacherFacts, 'name' | 'unit' | 'title'>

/** Besides those of the timetables, of whom more is known here. */
export const MORE_OF_TEACHERS: Record<string, Partial<TeacherFacts>> = {
  林老师: {
    gender: 'male',
    category: 'schoolTeacher',
    specialty: '党的创新理论',
    courses: ['核心理论专题（示例）'],
    feeRate: '正高 1500 元／半天'
  },
  周老师: {
    gender: 'female',
    category: 'leadingCadre',
    specialty: '村级财务',
    courses: ['村级财务管理（示例）'],
    contact: '内线 0103'
  },
  王立言: {
    gender: 'male',
    birthMonth: '1974-05',
    category: 'schoolTeacher',
    specialty: '党章党规',
    courses: ['党章与党内法规要点（示例）'],
    feeRate: '校内，不付'
  }
}

export const TEACHERS_BESIDES: Teacher[] = [
  {
    name: '何敏',
    unit: '安河学院',
    title: '副教授',
    gender: 'female',
    birthMonth: '1979-11',
    category: 'scholar',
    specialty: '基层治理',
    courses: ['议事协商的方法（示例）', '网格怎样管用（示例）'],
    contact: '内线 0211',
    feeRate: '副高 1000 元／半天',
    reviewStatus: 'passed'
  },
  {
    name: '郭成林',
    unit: '县司法局',
    title: '四级调研员',
    gender: 'male',
    category: 'leadingCadre',
    specialty: '人民调解',
    courses: ['调解实务（示例）'],
    feeRate: '本县干部，不付'
  },
  {
    name: '赵春生',
    unit: '白云镇白云村党总支',
    title: '书记',
    gender: 'male',
    birthMonth: '1968-02',
    category: 'secretary',
    courses: ['我们村的集体经济（示例）'],
    remark: '讲的是自己村的事，适合现场。'
  },
  {
    name: '孟凡',
    unit: '安澜农产公司',
    title: '总经理',
    gender: 'male',
    category: 'entrepreneur',
    courses: ['支部和公司一起干（示例）'],
    reviewStatus: 'pending'
  },
  {
    name: '罗秀兰',
    unit: '东湖街道',
    title: '退休干部、县劳动模范',
    gender: 'female',
    birthMonth: '1955-08',
    category: 'roleModel',
    courses: ['老支书讲传统（示例）']
  },
  {
    name: '田野',
    unit: '县农业农村局',
    title: '高级农艺师',
    gender: 'male',
    category: 'scholar',
    specialty: '乡村产业',
    courses: ['产业怎样选（示例）']
  },
  {
    name: '史红梅',
    unit: '县纪委监委',
    title: '副主任',
    gender: 'female',
    category: 'leadingCadre',
    specialty: '警示教育',
    courses: ['身边的案例（示例）']
  },
  { name: '高原', unit: '县委党校', title: '助理讲师', gender: 'male', category: 'schoolTeacher', courses: ['网络意识（示例）'] }
]

/** 高原 came to another title, and later left the county: hidden, with a history. */
export const MOVED_ON = { name: '高原', title: '讲师', remark: '2026 年调往外县' }

type Room = Partial<VenueFacts> & Pick<VenueFacts, 'name' | 'place' | 'capacity'>
export const ROOMS_BESIDES: Room[] = [
  { name: '研讨室 1', place: '县委党校', capacity: 24, kind: 'discussion', equipment: '白板两块，可移动桌椅' },
  { name: '研讨室 2', place: '县委党校', capacity: 24, kind: 'discussion', equipment: '白板两块，可移动桌椅' },
  { name: '电教室', place: '县委党校', capacity: 48, kind: 'computer', equipment: '电脑 48 台', contact: '内线 0108' },
  { name: '大会议室', place: '东湖街道办事处', capacity: 120, kind: 'hall', equipment: '投影、无线话筒 4 支' }
]

export const TEXTBOOKS: TextbookFacts[] = [
  {
    name: '基层党务一百问（示例）',
    author: '县委组织部',
    publisher: null,
    year: 2024,
    isbn: null,
    kind: 'local',
    keptAt: '党校资料室 2 柜',
    remark: '内部教材，每村一册。'
  },
  {
    name: '村级财务读本（示例）',
    author: '安河学院',
    publisher: '示例出版社',
    year: 2023,
    isbn: '9787000000001',
    kind: 'reader',
    keptAt: '党校资料室 1 柜',
    remark: null
  },
  {
    name: '议事协商案例选编（示例）',
    author: '县民政局',
    publisher: null,
    year: 2025,
    isbn: null,
    kind: 'caseBook',
    keptAt: '共享盘／教材／案例',
    remark: null
  }
]

export const COURSES = [
  {
    code: 'AL-01',
    title: '议事协商的方法（示例）',
    category: 'competency',
    fields: ['rural', 'urbanCommunity'],
    audience: '村、社区党组织书记',
    kind: 'classroom',
    teacher: '何敏',
    minutes: 180,
    summary: '从提事到办事的六步，配本县三个案例。',
    textbook: '议事协商案例选编（示例）',
    tags: ['基层治理']
  },
  {
    code: 'AL-02',
    title: '我们村的集体经济（示例）',
    category: 'competency',
    fields: ['rural'],
    audience: '村党组织书记',
    kind: 'onsite',
    teacher: '赵春生',
    minutes: 120,
    summary: '走一圈，看账本，问经验。',
    textbook: '村级财务读本（示例）',
    tags: ['乡村振兴']
  },
  {
    code: 'AL-03',
    title: '老支书讲传统（示例）',
    category: 'partySpirit',
    fields: [],
    audience: '新任班子成员',
    kind: 'discussion',
    teacher: '罗秀兰',
    minutes: 90,
    summary: '一个人的四十年，讲完一起谈。',
    textbook: null,
    tags: []
  },
  {
    code: 'AL-04',
    title: '组织体系建设理论专题（示例）',
    category: 'other',
    fields: [],
    audience: '各类党组织书记',
    kind: 'classroom',
    teacher: '王立言',
    minutes: 150,
    summary: '按大纲讲组织体系建设的理论依据。',
    textbook: '基层党务一百问（示例）',
    tags: ['理论']
  },
  {
    code: 'AL-05',
    title: '农村党的建设理论导读（示例）',
    category: 'other',
    fields: ['rural'],
    audience: '村党组织书记',
    kind: 'classroom',
    teacher: '林老师',
    minutes: 150,
    summary: '逐章导读，课后讨论。',
    textbook: null,
    tags: ['理论']
  }
] as const
