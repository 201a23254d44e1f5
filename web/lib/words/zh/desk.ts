/** Where an administrator's day begins: what waits, and what waiting costs. */
export const zh = {
  title: '待办',
  sub: (day: string) => `截至 ${day}`,
  clear: '今天没有等着办的事。',
  waiting: '等着办的',
  head: { what: '事项', count: '数目', cost: '放着会怎样' },
  items: {
    short: { what: '核心理论不足的草稿班次', cost: '发布会被退回，学员收不到课程表' },
    closing: { what: '已到期、还没有结班的班次', cost: '学时没有入账，参训的人仍算未训' },
    heldShort: { what: '实际上课不足三分之一的班次', cost: '补课或批准破例之前不能结班' },
    invited: { what: '等您答复的合班邀请', cost: '同一位老师、同一间教室的课，两个班还不能一起发布' },
    imports: { what: '上传了、还没有应用的名册', cost: '名册不是最新的，应训人数跟着不准' },
    refused: { what: '导入时退回的行', cost: '这些人不在名册上，不算应训' },
    complaints: {
      what: '还没有答复的意见与投诉',
      cost: (days: number) => (days > 0 ? `最早的一条等了 ${days} 天` : '今天提的，还没有答复')
    },
    plansToDecide: { what: '等我批准的年度计划', cost: '批准之前，下面的班次不算计划内' },
    planReturned: { what: '退回来的年度计划', cost: '改好再报之前，上级的汇总里没有本单位' },
    planMissing: { what: (year: number) => `还没有写的 ${year} 年度计划`, cost: '上级的汇总里没有本单位，执行情况对照不了' },
    approved: { what: '已经批准、还没有发布的班次', cost: '学员收不到课程表，教室和教师没有占上' },
    undecided: { what: '导入时没有定的疑似同一人', cost: '这些行没有导入' }
  },
  doors: '入口',
  places: {
    plan: '一年办哪些班，报上级批准，对照执行情况',
    cohorts: '建班次、排课程表、安排名额、结班',
    roster: '组织、人员、任职和免训，可以看任何一天的',
    imports: '把下面报来的表读进名册，先看变化再应用',
    courses: '课程、教师和教室',
    coverage: '谁已训、谁未训，凭什么',
    complaints: '学员和同事提的，在这里答复'
  }
}
