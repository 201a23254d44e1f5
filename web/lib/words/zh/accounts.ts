/** Accounts: who may sign in, and as what. */
export const zh = {
  title: '账号',
  sub: (count: string) => `共 ${count} 个账号。系统管理员只管账号，看不到业务数据。`,
  add: '新增账号',
  head: { account: '账号', roles: '角色和范围', acts: '操作' },
  disabled: '已停用',
  noRole: '没有角色',
  over: (role: string, organisation: string) => `${role} · ${organisation}`,
  grant: '加角色',
  grantTo: (name: string) => `给${name}加角色`,
  revoke: '收回',
  revokeWhat: (role: string, organisation: string, name: string) => `收回${name}的${role}（${organisation}）`,
  signOut: '全部设备退出',
  done: {
    added: (name: string) => `已新增账号 ${name}。`,
    granted: (name: string) => `${name}已有新的角色，下一次打开页面就生效。`,
    revoked: (name: string) => `${name}的这个角色已收回，立即生效。`,
    signedOut: (name: string) => `${name}在所有设备上都已退出。`
  },
  form: {
    title: '新增账号',
    username: '账号名',
    usernameHint: '小写字母或数字开头，可以有 . _ -',
    name: '姓名',
    password: '初始密码',
    passwordHint: '至少 10 位，含大写、小写、数字、符号中的三类',
    role: '角色',
    organisation: '范围',
    find: '查找组织',
    go: '新增',
    grantGo: '加上',
    required: '请填这一项'
  },
  what: {
    trainee: '看自己的课程、学时和应训情况',
    classSupervisor: '带自己的班：点名、记实际上课',
    unitLiaison: '看本单位的名册和应训情况',
    trainingAdministrator: '管本范围的名册、班次、名额和结班',
    reporter: '看本范围的覆盖情况并导出',
    approver: '批准下级班次的破例',
    systemAdministrator: '管账号，不看业务数据'
  } as Record<string, string>,
  empty: '还没有账号。先新增一个。'
}
