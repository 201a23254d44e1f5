/** The words of the department's forms. */
export const ROLES: Record<string, string> = {
  secretary: '书记',
  deputySecretary: '副书记',
  committeeMember: '委员',
  firstSecretary: '第一书记',
  groupLeader: '党小组组长',
  orgOfficer: '组织员',
  partyAffairsWorker: '党务工作者',
  member: '党员'
}

export const FIELDS: Record<string, string> = {
  rural: '农村',
  urbanCommunity: '城市社区街道',
  organ: '机关',
  institution: '事业单位',
  soe: '国有企业',
  nonPublicEnterprise: '非公企业',
  socialOrg: '社会组织',
  newEmployment: '新就业群体',
  other: '其他'
}

export const STATES = { covered: '已训', outstanding: '未训', notYetDue: '未到期', exempt: '免训', left: '已离' } as const
