/** What a column of a roster may hold. */
export const FIELDS = [
  'seq',
  'township',
  'organisation',
  'unitAndPost',
  'name',
  'gender',
  'ethnicGroup',
  'birthMonth',
  'education',
  'role',
  'roleStart',
  'memberStage',
  'joinedMonth',
  'fullSince',
  'occupation',
  'idNumber',
  'mobile',
  'field',
  'staffNo',
  'remark'
] as const

export type ColumnField = (typeof FIELDS)[number]

/** How sure the reading is: the heading is one in use, it only resembles one, the cells decided, a person said so, or said so of this sender before. */
export type Sureness = 'exact' | 'likely' | 'byContent' | 'byHand' | 'remembered'

/** Why a column is not imported. */
export type Reason = 'not-kept' | 'unknown-heading' | 'no-heading' | 'second-of-its-kind' | 'of-another-person' | 'by-hand'

export type Understood = { field: ColumnField; sureness: Sureness } | { field: null; reason: Reason }

export const isColumnField = (text: string): text is ColumnField => (FIELDS as readonly string[]).includes(text)

/** Headings in use (forms E, F, J, K, N and rosters seen), without spaces and brackets; whatever is not here is matched by resemblance or left to a person. */
const headings: Record<ColumnField, string> = {
  seq: '序号 序 顺序号 No NO. 编号',
  township:
    '乡镇街道 乡镇 街道 镇街 镇街道 街镇 乡镇名称 所属乡镇 所在乡镇 所属乡镇街道 所在乡镇街道 所属镇街 所在镇街 乡镇街道名称 上级党组织 上级党组织名称 上级党委 所属党委 所在党委 所属单位 主管单位 乡镇街道党工委 乡镇党委',
  organisation:
    '党支部 党支部名称 所在党支部 所属党支部 党组织名称 党组织 党组织全称 所在党组织 所属党组织 所在党组织名称 任职党组织 组织名称 支部名称 支部 所在支部 所属支部 基层党组织 基层党组织名称 村社区 村社区名称 村社区党组织 村社区党支部 村党支部 村党组织 党总支名称 党组织关系所在党支部 行政村',
  unitAndPost:
    '工作单位及职务 单位及职务 单位职务 单位及党内职务 党组织名称及党内职务 党组织及党内职务 党组织及职务 任职单位及职务 所在单位及职务 现工作单位及职务 单位和职务 工作单位和职务 工作单位职务 现任单位及职务 时任单位及职务 所在党组织及职务 所在党组织及党内职务',
  name: '姓名 名字 学员姓名 人员姓名 党员姓名 干部姓名 书记姓名 参训人员姓名 本人姓名',
  gender: '性别',
  ethnicGroup: '民族 族别',
  birthMonth: '出生年月 出生日期 出生年月日 出生时间 生日 出生',
  education: '学历 文化程度 最高学历 受教育程度 教育程度 学历学位 全日制学历',
  role: '党内职务 职务 现任职务 现任党内职务 担任职务 担任党内职务 党组织职务 职务名称 党内职务名称 支部职务 任职情况 党内任职',
  roleStart:
    '任职时间 任现职时间 任职年月 任职日期 任职起始时间 任职开始时间 任职起始年月 到任时间 当选时间 任现职年月 任现职务时间',
  memberStage: '党员类别 党员身份 党员类型 党员身份类别 党员状态 人员类别 人员类型',
  joinedMonth: '入党时间 入党日期 入党年月 入党年月日 加入中共组织时间 加入党组织时间 加入中国共产党时间',
  fullSince: '转正时间 转正日期 转正年月 转正年月日 转为正式党员时间 转为正式党员日期 预备党员转正时间',
  occupation: '职业 职业类别 从事职业 现从事职业 职业分类',
  idNumber:
    '身份证号 身份证号码 身份证 公民身份号码 公民身份证号码 居民身份证号 居民身份证号码 身份号码 证件号 证件号码 身份证件号码 公民身份证号',
  mobile: '手机号码 手机号 手机 联系电话 电话 联系方式 移动电话 电话号码 本人电话 联系手机 手机电话 联系号码',
  field: '所属领域 领域 所在领域 领域类别 党组织领域 单位领域',
  staffNo: '工号 工作证号 工作证号工号 职工编号 员工编号 人员编号',
  remark: '备注 备注说明 其他说明 情况说明 备考'
}

const fieldByHeading = new Map(FIELDS.flatMap(field => headings[field].split(' ').map(heading => [heading, field] as const)))

/** Columns that rosters carry and the roster here does not keep. */
const NOT_KEPT =
  /^(政治面貌|年龄|周岁|籍贯|出生地|参加工作时间|毕业院校.*|毕业院校|专业|所学专业|学位|家庭住址|住址|通讯地址|职级|职称|是否.*|党龄|乘车方式|饮食要求|组别|房间号|邮箱|电子邮箱|微信号?|照片|签名|签字|退回原因|原因|拒绝原因|Reason)$/i

/** A group or heading that speaks of someone else: a proxy's telephone is not the person's. */
const OF_ANOTHER = /联系人|联络人|配偶|紧急|介绍人|家属|家庭成员|父亲|母亲|代理人|负责人|填报|填表|经办|审核|培养/

/** Tried in this order where the heading is not one in use. */
const resembling: [RegExp, ColumnField][] = [
  [/(单位|党组织|支部).*(及|和|与).*职务/, 'unitAndPost'],
  [/身份证|身份号/, 'idNumber'],
  [/手机|电话/, 'mobile'],
  [/姓名/, 'name'],
  [/出生/, 'birthMonth'],
  [/转正.*(时间|年月|日期)|(转为|成为)正式党员/, 'fullSince'],
  [/(入党|加入.*党).*(时间|年月|日期)/, 'joinedMonth'],
  [/党员(类别|类型|身份)/, 'memberStage'],
  [/任.*(时间|年月|日期)/, 'roleStart'],
  [/学历|文化程度/, 'education'],
  [/性别/, 'gender'],
  [/民族/, 'ethnicGroup'],
  [/领域/, 'field'],
  [/工号|工作证/, 'staffNo'],
  [/党内职务|职务/, 'role'],
  [/乡镇|街道|镇街/, 'township'],
  [/支部|党组织|总支/, 'organisation'],
  [/备注/, 'remark']
]

/** Slips of optical recognition in headings; cells of people are never rewritten. */
const SLIPS: [RegExp, string][] = [
  [/千部/g, '干部'],
  [/那个元/g, '党员'],
  [/间时/g, '同时'],
  [/身份征/g, '身份证'],
  [/姓各/g, '姓名'],
  [/职各$/g, '职务'],
  [/备往/g, '备注']
]

/** A heading without spaces, line breaks, stars and optical slips. */
export function plainHeading(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s*:：\u200b-\u200f\ufeff]/g, '')
    .replace(/^[-—_]+|[-—_]+$/g, '')
  return SLIPS.reduce((cleaned, [slip, right]) => cleaned.replace(slip, right), plain)
}

/** How the parts of a heading are understood, the outermost group first; `null` field where it is left to a person. */
export function understandHeading(parts: string[]): Understood {
  const plain = parts.map(plainHeading).filter(part => part !== '')
  const own = plain.at(-1)
  if (own === undefined) return { field: null, reason: 'no-heading' }
  const exact = fieldByHeading.get(bracketless(own)) ?? fieldByHeading.get(withoutBrackets(own))
  const group = plain.slice(0, -1)
  // 联系人及电话 in use means the person's own; a group or an unknown heading that names someone else does not.
  if (OF_ANOTHER.test(group.join()) || (!exact && OF_ANOTHER.test(own))) return { field: null, reason: 'of-another-person' }
  if (exact) return { field: exact, sureness: 'exact' }
  if (NOT_KEPT.test(bracketless(own)) || NOT_KEPT.test(withoutBrackets(own))) return { field: null, reason: 'not-kept' }
  const joined = fieldByHeading.get(bracketless(plain.join('')))
  if (joined) return { field: joined, sureness: 'likely' }
  const alike = own.length <= 20 ? resembling.find(([pattern]) => pattern.test(withoutBrackets(own) || own))?.[1] : undefined
  return alike ? { field: alike, sureness: 'likely' } : { field: null, reason: 'unknown-heading' }
}

/** 乡镇(街道) → 乡镇街道 */
const bracketless = (text: string): string => text.replace(/[()[\]【】〔〕、/,，\-_]/g, '')

/** 出生年月(如1985.06) → 出生年月 */
const withoutBrackets = (text: string): string => text.replace(/[([【〔].*$/, '')
