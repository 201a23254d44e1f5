/** The words of timetables kept to be used again. */
export const zh = {
  title: '课程表模板',
  note: '排好的课程表存为模板，本单位和下级单位办别的班次时可以整套放入，再改。',
  link: '课程表模板',
  empty: '还没有课程表模板。在一个班次的课程表上点“存为模板”，就有了第一个。',
  toCohorts: '看班次',
  head: { name: '模板', size: '几天几节课', share: '核心理论占比', made: '从哪里存的', state: '是否在用' },
  size: (days: string, lessons: string) => `${days} 天，${lessons} 节课`,
  share: (part: string, all: string, percent: string) => `${part} ÷ ${all} 分钟 = ${percent}`,
  made: (cohort: string, who: string, when: string) => `${who} ${when} 从“${cohort}”存的`,
  inUse: '在用',
  hidden: '已停用',
  hiddenBy: (who: string, when: string) => `${who} ${when} 停用`,
  hide: '停用',
  show: '恢复使用',
  hideOne: (name: string) => `停用“${name}”`,
  showOne: (name: string) => `恢复使用“${name}”`,
  hideDone: (name: string) => `“${name}”不再提供选用，已经放入各班次的课不变`,
  showDone: (name: string) => `“${name}”又可以选用了`,
  keep: {
    title: '存为模板',
    name: '模板名称',
    nameMissing: '请填模板名称',
    withBookings: '连授课人、地点一起存',
    withBookingsHint: '不勾选时只存时间、内容、方式、类别、课程和基地，用的时候再填由谁讲、在哪里。',
    save: '存为模板',
    cancel: '不存了',
    done: (name: string) => `已存为模板“${name}”`
  },
  use: {
    source: '模板',
    choose: '用哪个模板',
    hint: '日期从班次的第一天算起；课程用最新一版。先看放进来是什么样、占比是多少，再一次放入。',
    none: '还没有可用的模板。',
    all: '管理模板',
    option: (name: string, organisation: string, days: string, lessons: string) =>
      `${name} · ${organisation} · ${days} 天 ${lessons} 节`,
    day: (day: number, title: string) => `第 ${day} 天“${title}”`,
    atSetUp: '课程表先用哪个模板',
    atSetUpNone: '不用模板，自己排',
    atSetUpHint: '建好以后先给您看放进来是什么样，确认了才放入。',
    onEmpty: '用模板'
  }
}
