/** Example timetables: titles from the field's own vocabulary, no content. Minutes after midnight. */
export type DemoLesson = {
  day: number
  from: number
  until: number
  kind: 'classroom' | 'onsite' | 'discussion' | 'practice' | 'ceremony' | 'travel' | 'online'
  title: string
  /** Counted minutes by category; empty for what does not count. */
  split: Record<string, number>
  teacher?: string
  place?: string
  /** The beginning of the name of its teaching base. */
  base?: string
  /** The code of the course it is given from. */
  course?: string
}

const at = (hour: number, minute = 0) => hour * 60 + minute

/** Five days, 630 of 1,410 counted minutes core theory. */
export const fiveDays: DemoLesson[] = [
  { day: 0, from: at(8, 30), until: at(9), kind: 'ceremony', title: '开班式', split: {}, place: '一号报告厅' },
  {
    day: 0,
    from: at(9, 10),
    until: at(11, 40),
    kind: 'classroom',
    title: '核心理论专题（一）（示例）',
    split: { coreTheory: 150 },
    teacher: '林老师',
    place: '一号报告厅'
  },
  {
    day: 0,
    from: at(14, 30),
    until: at(17),
    kind: 'classroom',
    title: '村级财务管理（示例）',
    split: { competency: 150 },
    teacher: '周老师',
    place: '一号报告厅',
    course: 'collective-assets'
  },
  {
    day: 1,
    from: at(8, 30),
    until: at(11, 30),
    kind: 'classroom',
    title: '核心理论专题（二）（示例）',
    split: { coreTheory: 180 },
    teacher: '林老师',
    place: '一号报告厅'
  },
  { day: 1, from: at(13, 10), until: at(14), kind: 'travel', title: '乘车去教学点', split: {} },
  {
    day: 1,
    from: at(14),
    until: at(17),
    kind: 'onsite',
    title: '现场教学：红石岭（示例）',
    split: { partySpirit: 180 },
    teacher: '程讲解员',
    base: '红石岭'
  },
  {
    day: 2,
    from: at(8, 30),
    until: at(11, 30),
    kind: 'classroom',
    title: '党章与党内法规要点（示例）',
    split: { coreTheory: 180 },
    teacher: '王立言',
    place: '一号报告厅'
  },
  {
    day: 2,
    from: at(14, 30),
    until: at(17),
    kind: 'discussion',
    title: '分组研讨：本村最难的一件事',
    split: { other: 150 },
    teacher: '各组组长',
    place: '研讨室'
  },
  {
    day: 3,
    from: at(8, 30),
    until: at(11),
    kind: 'classroom',
    title: '乡村治理案例（示例）',
    split: { competency: 150 },
    teacher: '何老师',
    place: '一号报告厅'
  },
  {
    day: 3,
    from: at(14, 30),
    until: at(17),
    kind: 'practice',
    title: '矛盾调解情景模拟（示例）',
    split: { competency: 150 },
    teacher: '何老师、郭老师',
    place: '二号教室'
  },
  {
    day: 4,
    from: at(8, 30),
    until: at(10, 30),
    kind: 'classroom',
    title: '核心理论专题（三）（示例）',
    split: { coreTheory: 120 },
    teacher: '林老师',
    place: '一号报告厅'
  },
  { day: 4, from: at(10, 40), until: at(11, 10), kind: 'ceremony', title: '结业式', split: {}, place: '一号报告厅' }
]

/** Three days, 510 of 990. */
export const threeDays: DemoLesson[] = fiveDays.filter(lesson => lesson.day < 3)

/** A draft that is still under the third: 150 of 750. */
export const underTheThird: DemoLesson[] = fiveDays.filter(
  lesson => lesson.day < 4 && !(lesson.day > 0 && 'coreTheory' in lesson.split) && lesson.kind !== 'onsite'
)

/** The same five days, and a film to watch when it suits; its minutes are measured, so none are written here. */
export const fiveDaysAndAFilm: DemoLesson[] = [
  ...fiveDays,
  {
    day: 3,
    from: at(19, 30),
    until: at(20),
    kind: 'online',
    title: '村务公开实务（示例）',
    split: {},
    course: 'village-affairs-disclosure'
  }
]

export const ROOMS = ['一号报告厅', '二号教室', '研讨室']
export const TEACHERS = [
  { name: '林老师', unit: '市委党校', title: '教授' },
  { name: '王立言', unit: '县委党校', title: '高级讲师' },
  { name: '周老师', unit: '县农业农村局', title: '科长' },
  { name: '何老师', unit: '县司法局', title: '科长' },
  { name: '郭老师', unit: '县司法局', title: '调解员' }
]
