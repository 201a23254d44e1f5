import { asMonth, asOne, asText, asWords, type Form } from '../forms.ts'
import { NOTHING_MORE, type Gender, type ReviewStatus, type TeacherCategory, type TeacherFacts } from './rules.ts'

export const GENDER_WORDS: Record<Gender, string> = { male: '男', female: '女' }
export const CATEGORY_WORDS: Record<TeacherCategory, string> = {
  schoolTeacher: '党校教师',
  leadingCadre: '领导干部',
  scholar: '专家学者',
  roleModel: '先进模范',
  secretary: '基层书记',
  entrepreneur: '企业家'
}
export const REVIEW_WORDS: Record<ReviewStatus, string> = { pending: '待审核', passed: '通过', rejected: '不通过' }

type Shown = TeacherFacts & { lectures?: number }

/** 师资库, form Q. 授课次数 is reckoned, 平均评分 is blank until there are evaluations; neither is read. */
const form: Form<TeacherFacts, Shown> = {
  name: '师资库',
  needed: ['name', 'unit'],
  columns: [
    {
      field: 'name',
      heading: '姓名',
      alike: /^(教师|老师|授课人|主讲人)?姓名$/,
      width: 10,
      isRequired: true,
      write: teacher => teacher.name,
      read: asText('name', 64) as never
    },
    {
      field: 'gender',
      heading: '性别',
      alike: /^性别$/,
      width: 6,
      write: ({ gender }) => gender && GENDER_WORDS[gender],
      read: asOne('gender', GENDER_WORDS) as never
    },
    {
      field: 'birthMonth',
      heading: '出生年月',
      alike: /^出生(年月|日期)$/,
      width: 10,
      write: ({ birthMonth }) => birthMonth?.replace('-', '.') ?? null,
      read: asMonth('birthMonth') as never
    },
    {
      field: 'unit',
      heading: '工作单位',
      alike: /^(工作|所在)?单位$/,
      width: 20,
      isRequired: true,
      write: teacher => teacher.unit,
      read: asText('unit') as never
    },
    {
      field: 'title',
      heading: '职务职称',
      alike: /^职务(\/|及|、|和)?职称$|^职称$|^职务$/,
      width: 16,
      isRequired: true,
      write: teacher => teacher.title,
      read: asText('title') as never
    },
    {
      field: 'category',
      heading: '类别',
      alike: /^(师资|教师)?(类别|类型)$/,
      width: 12,
      write: ({ category }) => category && CATEGORY_WORDS[category],
      read: asOne('category', CATEGORY_WORDS) as never
    },
    {
      field: 'specialty',
      heading: '研究方向',
      alike: /^(研究方向|专业特长|研究领域)$/,
      width: 18,
      write: teacher => teacher.specialty,
      read: asText('specialty') as never
    },
    {
      field: 'courses',
      heading: '可授课程',
      alike: /^(可授|可讲|主讲)课程$/,
      width: 30,
      write: ({ courses }) => courses.join('、') || null,
      read: asWords('courses') as never
    },
    {
      field: 'contact',
      heading: '联系方式',
      alike: /^(联系(方式|电话)|电话|手机号?码?)$/,
      width: 16,
      write: teacher => teacher.contact,
      read: asText('contact') as never
    },
    { field: 'lectures', heading: '授课次数', alike: /^授课次数$/, width: 9, write: ({ lectures }) => lectures ?? null },
    { field: 'avgScore', heading: '平均评分', alike: /^平均(评分|得分|分)$/, width: 9, write: () => null },
    {
      field: 'feeRate',
      heading: '讲课费标准',
      alike: /^(讲课费|课酬|讲课酬金)(标准)?$/,
      width: 14,
      write: teacher => teacher.feeRate,
      read: asText('feeRate') as never
    },
    {
      field: 'reviewStatus',
      heading: '审核状态',
      alike: /^审核(状态|情况)$/,
      width: 10,
      write: ({ reviewStatus }) => REVIEW_WORDS[reviewStatus],
      read: asOne('reviewStatus', REVIEW_WORDS) as never
    },
    {
      field: 'remark',
      heading: '备注',
      alike: /^备注$/,
      width: 20,
      write: teacher => teacher.remark,
      read: asText('remark', 4000) as never
    }
  ]
}

const blank: TeacherFacts = { name: '', unit: '', title: '', ...NOTHING_MORE }

export const TEACHER_FORM = {
  form: form as Form<TeacherFacts>,
  blank,
  keyOf: ({ name = '', unit = '' }: Partial<TeacherFacts>) => `${name.trim()} ${unit.trim()}`
}
