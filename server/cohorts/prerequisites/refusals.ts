import type { ConstraintRefusals } from '../../http/errors.ts'
import { badInput, refuse, type Refusal } from '../../http/refusals.ts'
import { orderMistakeIn, type Ordered, type OrderMistake } from './rules.ts'

const SENTENCES: Record<OrderMistake, (title: string, required: string) => { zh: string; en: string }> = {
  'requires-itself': title => ({ zh: `“${title}”不能以自己为先修。`, en: `"${title}" cannot require itself.` }),
  'required-unknown': title => ({
    zh: `“${title}”的先修课不在这个班的课程表里。`,
    en: `"${title}" requires a lesson that is not in this timetable.`
  }),
  'requires-of-another-kind': title => ({
    zh: `“${title}”不是网络课，不能设先修：什么时候上由课程表定。`,
    en: `"${title}" is not online and cannot require others: the timetable says when it begins.`
  }),
  'requires-uncounted': (title, required) => ({
    zh: `“${required}”不计入教学，没有完成可言，不能作“${title}”的先修。`,
    en: `"${required}" does not count and is never completed; "${title}" cannot require it.`
  }),
  'requires-elective': (title, required) => ({
    zh: `“${title}”是必修，不能以选修“${required}”为先修。`,
    en: `"${title}" is required of everybody and cannot require the elective "${required}".`
  }),
  'requires-circle': (title, required) => ({
    zh: `“${title}”和“${required}”互为先修，谁也开始不了。`,
    en: `"${title}" and "${required}" require each other; neither could ever be begun.`
  }),
  'requires-too-late': (title, required) => ({
    zh: `“${required}”在“${title}”关闭以后才开始，先修完不成。`,
    en: `"${required}" begins when "${title}" has closed; it could never be begun.`
  })
}

/** Throws where the order of a timetable is impossible. */
export const holdOrder = (lessons: readonly Ordered[]): void => {
  const found = orderMistakeIn(lessons)
  if (!found) return
  const { zh, en } = SENTENCES[found.mistake](found.lesson.title, found.required)
  throw badInput(found.mistake, zh, en, { field: 'requiresIds', facts: { lessonId: found.lesson.id } })
}

export const unknownRequired = (): Refusal =>
  badInput('required-unknown', '先修的课不在这个班的课程表里。', 'A lesson that is required is not in this timetable.', {
    field: 'requiresIds'
  })

const impossible = (): Refusal =>
  badInput('requires-circle', '这样的先修顺序走不通。', 'Lessons cannot require each other like this.', { field: 'requiresIds' })

export const orderConstraints: ConstraintRefusals = {
  lesson_prerequisites_circle: impossible,
  lesson_prerequisites_fit: impossible,
  lesson_prerequisites_required: () =>
    refuse(
      'lesson-required',
      '还有课以这节课为先修，不能删除；请先在那些课里去掉这个先修。',
      'Other lessons require this one; take the requirement out of them before removing it.'
    )
}
