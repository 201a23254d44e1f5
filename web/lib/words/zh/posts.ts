/** Posts, organisations and what is known of a person, wherever the roster is shown. */
const roles: Record<string, string> = {
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
const portfolios: Record<string, string> = {
  organization: '组织',
  publicity: '宣传',
  discipline: '纪检',
  youth: '青年',
  unitedFront: '统战'
}

export const zh = {
  roles,
  title: (role: string, portfolio: string | null) =>
    portfolio && portfolios[portfolio] ? `${portfolios[portfolio]}委员` : (roles[role] ?? role),
  levels: {
    national: '国家',
    province: '省',
    prefecture: '市',
    county: '县',
    township: '乡镇',
    subdistrict: '街道',
    village: '村',
    community: '社区',
    branch: '支部',
    group: '党小组'
  } as Record<string, string>,
  fields: {
    rural: '农村',
    urbanCommunity: '城市社区街道',
    organ: '机关',
    institution: '事业单位',
    soe: '国有企业',
    nonPublicEnterprise: '非公企业',
    socialOrg: '社会组织',
    newEmployment: '新就业群体',
    other: '其他'
  } as Record<string, string>,
  types: {
    '611': '党委',
    '612': '党组',
    '621': '党总支部',
    '631': '党支部',
    '632': '联合党支部',
    '641': '党小组',
    '911': '临时党委',
    '921': '临时党总支部',
    '931': '临时党支部',
    '932': '临时联合党支部'
  } as Record<string, string>,
  stages: {
    full: '正式党员',
    probationary: '预备党员',
    developmentCandidate: '发展对象',
    activist: '入党积极分子',
    applicant: '入党申请人'
  } as Record<string, string>,
  genders: { male: '男', female: '女' } as Record<string, string>,
  education: {
    postgraduate: '研究生',
    bachelor: '大学本科',
    college: '大学专科',
    secondaryVocational: '中专',
    seniorSecondary: '高中中技',
    juniorSecondaryOrBelow: '初中及以下'
  } as Record<string, string>,
  /** 青石镇 柳湾村党支部 */
  place: (unit: string | null, organisation: string) =>
    unit && unit !== organisation && !organisation.startsWith(unit) ? `${unit} ${organisation}` : organisation,
  lastFour: (digits: string) => `尾号 ${digits}`
}
