/** The inbox: what a trainee or a class supervisor is told of the timetable. */
export const zh = {
  title: '消息',
  none: '还没有消息。课程表发布或有变动时，会写在这里。',
  unread: (count: string) => `${count} 条未读`,
  isNew: '未读',
  over: '课程表消息',
  more: (count: string) => `另有 ${count} 条未读`,
  see: '看消息',
  timetable: '看课程表',
  all: (count: string) => `全部 ${count} 处变动`,
  today: '今天'
}
