/** What keeps a row out. */
export type ProblemKind =
  | 'no-name'
  | 'no-organisation'
  | 'other-unit'
  | 'two-organisations'
  | 'role-unknown'
  | 'stage-unknown'
  | 'date-unreadable'
  | 'birth-in-future'
  | 'id-length'
  | 'checksum'
  | 'id-precision-lost'
  | 'id-date'
  | 'sex-against-id'
  | 'birth-against-id'
  | 'id-shared'
  | 'second-copy'

/** What is let in and shown. */
export type FlagKind =
  | 'two-secretaries'
  | 'other-secretary'
  | 'later-start'
  | 'mobile-unreadable'
  | 'no-id'
  | 'other-post'
  | 'sex-unreadable'
  | 'ethnic-group-unknown'
  | 'education-unknown'
  | 'field-unknown'
  | 'joined-unreadable'
  | 'occupation-unknown'
  | 'two-memberships'

/** What a remark may bear on; it decides nothing: an exemption needs its own approval. */
export type RemarkKind = 'remark-may-exempt'

export type Fault<Kind> = {
  kind: Kind
  /** The letter of the column, or null where the sheet has no such column. */
  column: string | null
  /** As written in the file. */
  value: string
  zh: string
  en: string
}

export type Problem = Fault<ProblemKind>
export type Flag = Fault<FlagKind>
export type RemarkFlag = Fault<RemarkKind>

type Sentence = (value: string, than: string) => [zh: string, en: string]

const sentences: Record<ProblemKind | FlagKind | RemarkKind, Sentence> = {
  'no-name': value => [
    value ? `姓名一栏写的是“${value}”，没有姓名。` : '没有姓名。',
    value ? `The name cell says “${value}”, which is no name.` : 'There is no name.'
  ],
  'no-organisation': value => [
    value ? `从“${value}”看不出所在党组织。` : '没有写明所在的乡镇（街道）或党组织。',
    value ? `“${value}” does not say which organisation.` : 'The township or the organisation is not stated.'
  ],
  'other-unit': (value, than) => [
    `这一行属于${value}，不在所选的${than}之内。`,
    `This row is of ${value}, which is not within ${than}.`
  ],
  'two-organisations': value => [
    `“${value}”写了两个党组织，请分成两行。`,
    `“${value}” names two organisations; please give each its own row.`
  ],
  'role-unknown': value => [
    value ? `“${value}”不是系统认识的党内职务。` : '没有写党内职务。',
    value ? `“${value}” is not a known Party post.` : 'The post is not stated.'
  ],
  'stage-unknown': value => [
    value ? `“${value}”不是系统认识的党员类别。` : '没有写党内职务，也没有写党员类别。',
    value ? `“${value}” is not a known stage of membership.` : 'Neither a post nor a stage of membership is stated.'
  ],
  'date-unreadable': value => [`日期“${value}”读不出年月。`, `The date “${value}” cannot be read as year and month.`],
  'birth-in-future': value => [`出生年月“${value}”在将来。`, `The birth month “${value}” is in the future.`],
  'id-length': (value, than) => [`身份证号应为 18 位，这里是 ${than} 位。`, `An ID number has 18 digits; this one has ${than}.`],
  checksum: () => ['身份证号校验不通过，有一位写错了。', 'The ID number fails its check digit: something in it is mistyped.'],
  'id-precision-lost': () => [
    '身份证号被当作数字保存，末几位已经丢失，请把该列设为文本后重新填写。',
    'The ID number was saved as a number and its last digits are lost. Format the column as text and type it again.'
  ],
  'id-date': () => ['身份证号里的出生日期不存在。', 'The birth date inside the ID number does not exist.'],
  'sex-against-id': (value, than) => [
    `性别写“${value}”，身份证号是“${than}”。`,
    `The sex says “${value}”, the ID number says “${than}”.`
  ],
  'birth-against-id': (value, than) => [
    `出生年月写“${value}”，身份证号是 ${than}。`,
    `The birth month says “${value}”, the ID number says ${than}.`
  ],
  'id-shared': (_, than) => [`身份证号与${than}另一个人相同。`, `The ID number is that of another person, ${than}.`],
  'second-copy': (_, than) => [`与${than}是同一个人、同一职务，重复了。`, `The same person and post as ${than}.`],
  'two-secretaries': (_, than) => [`这个党组织已有一名书记（${than}）。`, `This organisation already has a secretary (${than}).`],
  'other-secretary': (value, than) => [
    `${value}在名册里的书记是${than}，文件没有说其离任。`,
    `On the roster ${than} is secretary of ${value}, and the file does not end that post.`
  ],
  'later-start': value => [`任职时间“${value}”还没有到。`, `The post begins later, on “${value}”.`],
  'mobile-unreadable': value => [
    `手机号码“${value}”读不出，先不记。`,
    `The mobile number “${value}” cannot be read and is left out.`
  ],
  'no-id': () => ['没有身份证号，只能按姓名核对。', 'Without an ID number the person can only be matched by name.'],
  'other-post': value => [`“${value}”不是党内职务，不导入。`, `“${value}” is not a Party post and is not imported.`],
  'sex-unreadable': value => [`性别“${value}”读不出，先不记。`, `The sex “${value}” cannot be read and is left out.`],
  'ethnic-group-unknown': value => [
    `民族“${value}”不在名录里，按原样记。`,
    `The ethnic group “${value}” is not on the list; it is kept as written.`
  ],
  'education-unknown': value => [`学历“${value}”读不出，先不记。`, `The education “${value}” cannot be read and is left out.`],
  'field-unknown': value => [`领域“${value}”对应不上，先不记。`, `The field “${value}” is not a known one and is left out.`],
  'joined-unreadable': value => [
    `入党时间“${value}”读不出，先不记。`,
    `The month of joining “${value}” cannot be read and is left out.`
  ],
  'occupation-unknown': value => [
    `职业“${value}”对应不上，先不记。`,
    `The occupation “${value}” is not one of the eight and is left out.`
  ],
  'two-memberships': (_, than) => [
    `${than}在别的党组织也写了党员类别；组织关系只有一处，请看变动里写的是哪一处。`,
    `${than} states a membership in another organisation too. There is only one; see which of them is taken.`
  ],
  'remark-may-exempt': value => [
    `备注“${value}”可能涉及免训；免训要另行审批。`,
    `The remark “${value}” may bear on an exemption, which needs its own approval.`
  ]
}

export function fault<Kind extends ProblemKind | FlagKind | RemarkKind>(
  kind: Kind,
  column: string | null,
  value: string,
  than = '',
  thanInEnglish = than
): Fault<Kind> {
  return { kind, column, value, zh: sentences[kind](value, than)[0], en: sentences[kind](value, thanInEnglish)[1] }
}
