import { BASE_FORM } from '../../curriculum/bases/form.ts'
import { basesListed, picturesOf } from '../../curriculum/bases/queries.ts'
import { courseForm } from '../../curriculum/courses/form.ts'
import { coursesListed, factsOf } from '../../curriculum/courses/queries.ts'
import { formTable } from '../../curriculum/forms.ts'
import { curriculumToUse } from '../../curriculum/permissions.ts'
import { questions } from '../../curriculum/questions.ts'
import { TEACHER_FORM } from '../../curriculum/teachers/form.ts'
import { teachersListed } from '../../curriculum/teachers/queries.ts'
import { textbooksListed } from '../../curriculum/textbooks/queries.ts'
import { tableWorkbook } from '../../files/workbook.ts'
import { endpoints } from '../../http/endpoints.ts'
import { allCategories } from '../../policies/queries.ts'
import { dayOf, minuteOf } from '../../time/dates.ts'
import { explanationTable } from '../rules.ts'
import { contract } from './contract.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const timeOf = (at: Date): string => {
  const minute = minuteOf(at)
  return `${dayOf(at)} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

const TEACHERS_RECKONED: (readonly [string, string])[] = [
  ['授课次数', '这位老师在所有班次里已经上过的课的节数；没有上成的课不算。系统统计，导入时不读。'],
  ['平均评分', '还没有教学质量测评，所以空着。导入时不读。'],
  ['导入', '改好的表可以直接导回来：姓名和工作单位相同的是同一位老师。表里没有的老师不会被删除。']
]

const COURSES_RECKONED: (readonly [string, string])[] = [
  ['学时', '按 45 分钟 1 学时折算，保留两位小数；导入时以“时长（分钟）”为准，没有这一栏才按学时折算。'],
  ['是否核心理论', '由最上级部门标注。下级导入时写“是”，按“其他”入库，同时提出申请。'],
  ['时长（分钟）、标签', '课程库表之外的两栏，缺了它们就不能原样导回来。'],
  ['导入', '课程编号相同的是同一门课。来自内容文件的课程不能用表修改。表里没有的课程不会被删除。']
]

const BASES_RECKONED: (readonly [string, string])[] = [
  ['行车时间', '从培训地点出发，单程。'],
  ['图片', '列出图片的说明；图片在基地的网页上加、撤。导入时不读。'],
  ['导入', '名称相同的是同一个基地。历史和路线两段文字不在这张表里，导入后不变。表里没有的基地不会被删除。']
]

export const routes = endpoints(contract, {
  'POST /teachers/exports': {
    permission: curriculumToUse,
    seesOneMoment: true,
    answer: async ({ db, found, body, now, note }) => {
      const teachers = await teachersListed(db, found, body)
      const lectures = await questions.lecturesOf(
        db,
        teachers.map(({ id }) => id)
      )
      const shown = teachers.map(teacher => ({ ...teacher, lectures: lectures.get(teacher.id) ?? 0 }))
      const titles = ['师资库', `共 ${shown.length} 位　${timeOf(now)} 导出`]
      const content = await tableWorkbook({
        sheets: [formTable(TEACHER_FORM.form, titles, shown), explanationTable(TEACHERS_RECKONED)]
      })
      note({ teachers: shown.length })
      return { fileName: `师资库_${dayOf(now)}.xlsx`, mediaType: XLSX, content }
    }
  },
  'POST /courses/exports': {
    permission: curriculumToUse,
    seesOneMoment: true,
    answer: async ({ db, found, body, now, note }) => {
      const courses = await coursesListed(db, found, body)
      const form = courseForm({
        categories: await allCategories(db),
        teachers: await teachersListed(db, found, { shown: 'all' }),
        textbooks: await textbooksListed(db, found, { shown: 'all' })
      })
      const titles = ['课程库', `共 ${courses.length} 门　${timeOf(now)} 导出`]
      const rows = courses.map(course => ({
        ...factsOf(course),
        updatedOn: dayOf(new Date(course.recordedAt)),
        isHidden: course.isHidden
      }))
      const content = await tableWorkbook({ sheets: [formTable(form, titles, rows), explanationTable(COURSES_RECKONED)] })
      note({ courses: courses.length })
      return { fileName: `课程库_${dayOf(now)}.xlsx`, mediaType: XLSX, content }
    }
  },
  'POST /teaching-bases/exports': {
    permission: curriculumToUse,
    seesOneMoment: true,
    answer: async ({ db, found, body, now, note }) => {
      const bases = await basesListed(db, found, body)
      const rows = []
      for (const [at, base] of bases.entries())
        rows.push({ ...base, at: at + 1, captions: (await picturesOf(db, base.id)).map(({ caption }) => caption) })
      const titles = ['现场教学基地（点）', `共 ${rows.length} 个　${timeOf(now)} 导出`]
      const content = await tableWorkbook({
        sheets: [formTable(BASE_FORM.form, titles, rows), explanationTable(BASES_RECKONED)]
      })
      note({ bases: rows.length })
      return { fileName: `现场教学基地_${dayOf(now)}.xlsx`, mediaType: XLSX, content }
    }
  }
})
