import type { ConstraintRefusals } from '../http/errors.ts'
import { refuse, type Refusal } from '../http/refusals.ts'
import type { Beginning, Bar } from './rules.ts'

export const notOpen = (): Refusal =>
  refuse(
    'watching-closed',
    '这个班已经结班，可以再看，不再计学时。',
    'This cohort is closed: the film can be watched again, but earns nothing any more.'
  )

/** Why a film or a quiz is not begun now. */
export const barred = (bar: Bar, { heldOn, closesOn, missing }: Pick<Beginning, 'heldOn' | 'closesOn' | 'missing'>): Refusal => {
  switch (bar) {
    case 'notYet':
      return refuse('window-not-open', `这节课 ${heldOn} 才开放。`, `This lesson opens on ${heldOn}.`, {
        facts: { heldOn, closesOn }
      })
    case 'over':
      return refuse(
        'window-over',
        `这节课已于 ${closesOn} 结束开放，可以再看，不再计学时。`,
        `This lesson was open until ${closesOn}: it can be watched again, but earns nothing any more.`,
        { facts: { heldOn, closesOn } }
      )
    case 'notChosen':
      return refuse('not-chosen', '这是选修课，请先选上再学。', 'This is an elective; choose it first.')
    case 'outOfOrder':
      return refuse(
        'out-of-order',
        `请先完成${missing.map(({ name }) => `“${name}”`).join('、')}。`,
        `Complete ${missing.map(({ name }) => `"${name}"`).join(', ')} first.`,
        { facts: { missing } }
      )
  }
}

/** Reached only where somebody changes the lesson at the same moment. */
export const beginningConstraints: ConstraintRefusals = {
  lessons_window_shut: () => refuse('window-over', '这节课现在不开放。', 'This lesson is not open now.'),
  lessons_not_chosen: () => barred('notChosen', { heldOn: '', closesOn: null, missing: [] }),
  lessons_out_of_order: () => refuse('out-of-order', '请先完成先修的课。', 'Complete the lessons that this one requires first.')
}
