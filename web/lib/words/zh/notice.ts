/** The notice of a cohort and its annexes. */
export const zh = {
  title: '办班通知',
  about:
    '按公文格式（GB/T 9704-2012）生成，附课程表、名额分配表、报名回执、签到表。时间、地点、学时、占比和人数都取自本班，只需补填下面几项。',
  draft: '本班课程表还没有发布：生成的文件每页都标明“草稿　尚未发布”。',
  form: '补填几项',
  issuer: '发文机关',
  issuerHint: '用作红头和署名，如“中共某某县委组织部”',
  number: '发文字号',
  numberHint: '如“某组发〔2026〕12号”；还没有就空着',
  addressees: '主送机关',
  addresseesHint: '如“各乡镇党委、街道党工委”',
  signedOn: '成文日期',
  signedOnHint: '应训、已训人数截至这一天；晚于今天的，截至今天',
  replyBy: '回执报送截止日期',
  replyByHint: '可不填',
  contact: '联系人和电话',
  bring: '请参训人员携带',
  bringHint: '可不填',
  files: '生成文件',
  word: '通知和附件 Word（.docx）',
  excel: '通知和附件 Excel（.xlsx）',
  pdf: '课程表 PDF（A4）',
  missing: '请填写这一项',
  saved: (name: string) => `已生成：${name}`,
  fonts: '文件里写的是公文常用字体（方正小标宋、仿宋_GB2312 等）的名称，由打开它的电脑提供。',
  timetable: '打印课程表（PDF）'
}
