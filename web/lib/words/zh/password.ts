export const zh = {
  title: '改密码',
  change: '改密码',
  note: '改好以后，所有设备都要用新密码重新登录。',
  current: '现在的密码',
  next: '新密码',
  hint: '至少 10 位，并含大写、小写、数字、符号中的三类',
  again: '再输一遍新密码',
  missing: '请填写',
  differs: '两遍不一样',
  save: '改好，重新登录',
  back: '不改了'
}
