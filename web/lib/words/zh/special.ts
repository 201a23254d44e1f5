/** The words of a desk for lessons over a window, electives, and lessons that require others. */
export const zh = {
  title: '开放学习',
  required: '必修',
  elective: '选修',
  dates: (from: string, until: string) => `${from}—${until}`,
  head: { days: '开放日期', title: '课程内容', kind: '必修／选修', requires: '先修', minutes: '计入分钟', category: '课程类别' },
  requires: (titles: string) => `先修 ${titles}`,
  and: '、',
  bar: (from: string, until: string) => `开放学习 ${from}—${until}`,
  sums: (required: string) => `必修 ${required} 分钟`,
  menu: (menu: string, demanded: string) => `选修菜单 ${menu} 分钟，每人至少选 ${demanded} 分钟`,
  menuCounted: (least: string) => `；按整课算，最少要学 ${least} 分钟，计入总数，不算核心理论`,
  menuFree: (menu: string) => `选修菜单 ${menu} 分钟，选不选都行，不计入总数`,
  menuShort: (missing: string) => `菜单还差 ${missing} 分钟，不够选，不能发布`,
  form: {
    when: '怎样开放',
    hour: '排一个时段',
    window: '开放若干天',
    opens: '开放',
    closes: '最后一天',
    closesHint: '含这一天；只在开放期间看才计学时',
    teacher: '主讲人',
    teacherHint: '开放学习不占教室和老师，写上名字即可',
    elective: '选修：放进菜单，由学员自己选',
    requires: '先修：完成这些课才能开始',
    requiresNone: '课程表里没有可以作先修的课。',
    electiveMinutes: '每人要选的选修课（分钟）',
    electiveMinutesHint: '没有选修填 0。要选的分钟数计入班次总时间，不算核心理论。'
  },
  mistakes: {
    'window-of-another-kind': '只有网络课可以开放若干天',
    'closes-before-it-opens': '不能早于开放那天',
    'opens-outside-the-cohort': '早于班次的第一天',
    'closes-outside-the-cohort': '晚于班次的最后一天',
    'window-takes-up': '开放学习不占教室、老师和组'
  },
  choices: {
    title: '选修课',
    note: (demanded: string) => `每人至少选学 ${demanded} 分钟`,
    free: '选不选都行',
    lesson: '选修课',
    minutes: '分钟',
    chosen: '已选',
    completed: '已完成',
    people: (count: string) => `${count} 人`,
    notEnough: (count: string) => `${count} 人还没选够`,
    enough: '人人都选够了',
    who: '还没选够的学员',
    toChoose: (minutes: string) => `还要选 ${minutes} 分钟`
  },
  closing: {
    openUntil: (day: string) => `还有课开放到 ${day}，过了这一天再结班`,
    completed: '选修完成（分钟）',
    of: (done: string, demanded: string) => `${done} / ${demanded}`
  }
}
