export const zh = {
  title: '登录',
  headline: '党员干部教育培训',
  pitch: '课程、点名、学时和应训情况，都在这里查。每个数字都能点开，看它从哪里来。',
  username: '手机号或账号',
  password: '密码',
  remember: '在这台设备上记住我 30 天',
  go: '登录',
  going: '正在登录…',
  usernameMissing: '请填手机号或账号',
  passwordMissing: '请填密码',
  unreachable: '连不上服务器。看看网络，再试一次。',
  help: {
    over: '忘了密码，或者还没有账号',
    title: '找本单位的培训管理员',
    sentence: '当场就能开账号、改密码，不用填表。'
  },
  promise: '不用装应用，不取位置，不拍照'
}
