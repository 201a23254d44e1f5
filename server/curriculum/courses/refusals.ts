import { badInput, refuse } from '../../http/refusals.ts'
import type { MarkingFault } from './rules.ts'

export const fromFile = () =>
  refuse(
    'course-from-file',
    '这门课来自内容文件，不在这里改：改文件，重新启动后成为下一版。',
    'This course comes from a file of the content folder and is not changed here: change the file, and a restart makes it the next version.'
  )

export const fromFileHidden = () =>
  refuse(
    'course-from-file',
    '这门课来自内容文件，全系统都在用，由最上级的培训管理员停用。',
    'This course comes from a file and is everybody’s: a training administrator at the root hides it.'
  )

export const notYours = (field: MarkingFault) =>
  field === 'category'
    ? refuse(
        'core-theory-by-department',
        '标为“核心理论”、取消标注，由最上级部门决定。请选别的类别，再在课程页上申请标注。',
        'Marking core theory and unmarking it is a right of the department at the root. Choose another category, then ask on the course’s page.',
        { field }
      )
    : refuse(
        'core-theory-stands',
        '这门课已标为“核心理论”，名称、授课方式、时长和简介按标注时的样子，由最上级部门改。',
        'This course is marked as core theory: its title, method, length and summary stand as they were marked, and are changed by the department at the root.',
        { field }
      )

export const unknownCategory = () =>
  badInput('unknown-category', '没有这个课程类别。', 'There is no such category.', { field: 'category' })
export const unknownTeacher = () =>
  badInput('unknown-teacher', '师资库里没有这位老师，或已停用。', 'There is no such teacher, or they are hidden.', {
    field: 'teacherId'
  })
export const unknownTextbook = () =>
  badInput('unknown-textbook', '教材库里没有这本教材，或已停用。', 'There is no such textbook, or it is hidden.', {
    field: 'textbookIds'
  })

export const sameCourse = () => refuse('nothing-changed', '和现在的资料一样。', 'This is what is already known of the course.')
export const alreadyMarked = () => refuse('already-marked', '这门课已经是核心理论。', 'This course is core theory already.')
export const notMarked = () => refuse('not-marked', '这门课没有标为核心理论。', 'This course is not marked as core theory.')
export const alreadyAsked = () =>
  refuse('already-asked', '已经申请过，正等答复。', 'This has been asked already and waits for an answer.')
export const nothingAsked = () => refuse('nothing-asked', '没有等答复的申请。', 'No request waits for an answer.')

export const knownCode = () =>
  refuse('course-known', '课程库里已经有这个编号。', 'The list has this code already.', { field: 'code' })
