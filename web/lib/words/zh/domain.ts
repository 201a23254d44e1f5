/** The words of the field, the same on every screen and in every file. */
export const zh = {
  standings: { covered: '已训', outstanding: '未训', notYetDue: '未到期', exempt: '免训', left: '已离' },
  due: '应训',
  onRoster: '名册',
  coverageRate: '覆盖率',
  people: (count: string) => `${count} 人`,
  creditHour: '学时',
  creditHours: (figure: string) => `${figure} 学时`,
  minutes: '分钟',
  lessonKinds: {
    classroom: '课堂教学',
    onsite: '现场教学',
    online: '网络教学',
    discussion: '研讨',
    practice: '实践',
    selfStudy: '自学',
    ceremony: '仪式',
    travel: '行程',
    meal: '用餐'
  },
  /** 六进: where a lesson or a cohort is held. */
  venueKinds: {
    enterprise: '进企业',
    village: '进农村',
    organ: '进机关',
    campus: '进校园',
    community: '进社区',
    website: '进网站'
  },
  marks: { present: '到', late: '迟到', leftEarly: '早退', leave: '请假', absent: '旷课' },
  /** Within a seat, where one or two characters fit. */
  marksShort: { present: '到', late: '迟', leftEarly: '早', leave: '假', absent: '未到' },
  roles: {
    trainee: '学员',
    classSupervisor: '班主任',
    unitLiaison: '单位联络员',
    trainingAdministrator: '培训管理员',
    reporter: '统计员',
    approver: '审批人',
    systemAdministrator: '系统管理员'
  },
  categories: { coreTheory: '核心理论', partySpirit: '党性教育', competency: '履职能力' },
  fields: {
    village: '村',
    community: '社区',
    organ: '机关',
    institution: '事业单位',
    stateEnterprise: '国有企业',
    nonPublicEnterprise: '非公企业',
    socialOrg: '社会组织'
  },
  share: {
    label: '核心理论占比',
    category: '核心理论',
    all: '共',
    unit: '分钟',
    limit: (part: number, whole: number, figure: string) => `${part}/${whole} = ${figure} 分钟`,
    over: (figure: string) => `达到要求，多 ${figure} 分钟`,
    exact: (part: number, whole: number) => `达到要求，正好 ${part}/${whole}`,
    short: (figure: string) => `还差 ${figure} 分钟`,
    none: '还没有计入总数的教学'
  },
  sumCheck: {
    title: '合计核对',
    label: '五种应训状态的人数比例',
    agrees: (from: string, until: string) => `相符：${from}至${until}在册的每个人只计一次。`,
    differs: '合计不符，请告知系统管理员。'
  }
}
