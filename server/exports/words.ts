import { FIELD_WORDS } from '../curriculum/courses/form.ts'

/** The words of the department's forms. */
export const ROLES: Record<string, string> = {
  secretary: '书记',
  deputySecretary: '副书记',
  committeeMember: '委员',
  firstSecretary: '第一书记',
  groupLeader: '党小组组长',
  orgOfficer: '组织员',
  partyAffairsWorker: '党务工作者',
  advisor: '党建指导员',
  liaison: '党建联络员',
  reserve: '村级后备',
  leadingCadre: '县处级以上领导干部',
  civilServant: '乡科级及以下公务员',
  institutionStaff: '事业单位工作人员',
  member: '党员'
}

export const PORTFOLIOS: Record<string, string> = {
  organization: '组织',
  publicity: '宣传',
  discipline: '纪检',
  youth: '青年',
  unitedFront: '统战'
}

export const GENDERS: Record<string, string> = { male: '男', female: '女' }

export const EDUCATION: Record<string, string> = {
  postgraduate: '研究生',
  bachelor: '大学本科',
  college: '大学专科',
  secondaryVocational: '中专',
  seniorSecondary: '高中',
  juniorSecondaryOrBelow: '初中及以下'
}

export const STAGES: Record<string, string> = {
  full: '正式党员',
  probationary: '预备党员',
  developmentCandidate: '发展对象',
  activist: '入党积极分子',
  applicant: '入党申请人'
}

/** The words of form R and of every other form. */
export const FIELDS: Record<string, string> = FIELD_WORDS

export const STATES = { covered: '已训', outstanding: '未训', notYetDue: '未到期', exempt: '免训', left: '已离' } as const

export const EXEMPTIONS: Record<string, string> = {
  longIllness: '长期患病',
  frail: '年老体弱',
  outOfContact: '失去联系',
  abroad: '出国（境）',
  suspended: '停止党籍',
  seconded: '借调、外派',
  waiver: '经批准不作要求',
  other: '其他'
}

export const FUNDS = {
  fiscal: '财政资金',
  dues: '党费',
  allottedDues: '下拨党费',
  selfRaised: '自筹',
  other: '其他'
} as const

export const METHOD_WORDS = {
  classroom: '课堂教学',
  onsite: '现场教学',
  online: '网络教学',
  discussion: '研讨交流',
  practice: '实践教学',
  selfStudy: '自学'
} as const
