/** What whoever plans should know and may disregard; and whom a change of a published timetable concerns. */
export const zh = {
  title: '提示',
  note: '只是提醒，不影响保存和发布',
  kinds: { rooms: '座位不够', travel: '路上来不及', learners: '学员有别的课' },
  rooms: (count: string) => `这节课的教室比要坐的人少 ${count} 个座位。`,
  travel: (other: string, minutes: string, needed: string) => `与“${other}”之间只有 ${minutes}，路上要 ${needed}。`,
  travelOf: (who: string, other: string, minutes: string, needed: string) =>
    `${who}与“${other}”之间只有 ${minutes}，路上要 ${needed}。`,
  more: (count: string) => `另有 ${count} 条`,
  ofCohort: (cohort: string, title: string) => `${cohort} ${title}`,
  learners: (count: string, cohort: string, title: string, at: string) =>
    `${count} 名学员同一时间在${cohort}有“${title}”（${at}）。`,
  affects: (learners: string, teachers: string) => `保存后影响 ${learners}、${teachers}，变动会写进学员和班主任的消息。`,
  learnersAll: (count: string) => `${count} 名学员`,
  learnersIn: (cohort: string, count: string) => `合班的${cohort} ${count} 名学员`,
  learnersOf: (groups: string) => `${groups}的学员`,
  teachers: (count: string) => `${count} 位授课人`,
  and: '、',
  enrolled: (count: string) => `报入的人有 ${count} 处与别的班同一时间有课`
}
