/** What surrounds every page: the bars, the common acts, what is said when something is missing. */
export const zh = {
  brand: '轮训',
  titleOf: (page: string) => `${page} · 轮训`,
  skip: '跳到正文',
  menu: '主菜单',
  whereYouAre: '位置',
  audiences: { learn: '学习', teach: '带班', manage: '办班', coverage: '覆盖', admin: '系统' },
  /** Pages that are no place of a bar, as somebody would name them in a complaint. */
  pages: { signIn: '登录', lesson: '上课', quiz: '测验', base: '教学基地', password: '改密码', teach: '带班' },
  places: {
    today: '今天',
    myCohorts: '班次',
    record: '记录',
    me: '我的',
    classes: '班次',
    queue: '待办',
    plan: '计划',
    cohorts: '班次',
    roster: '名册',
    imports: '导入',
    courses: '课程',
    policies: '培训要求',
    coverage: '覆盖',
    derogations: '破例签批',
    removals: '离任核准',
    coreTheory: '核心理论',
    accounts: '账号',
    complaints: '意见与投诉'
  },
  acts: {
    save: '保存',
    cancel: '取消',
    confirm: '确认',
    edit: '修改',
    add: '添加',
    remove: '移除',
    back: '返回',
    close: '关闭',
    undo: '撤销',
    search: '查找',
    show: '显示',
    showAll: '显示全部',
    hide: '隐藏',
    next: '下一步',
    previous: '上一步',
    retry: '再试一次',
    print: '打印',
    download: '下载',
    exportExcel: '导出 Excel',
    signOut: '退出'
  },
  saved: {
    server: '已存到服务器',
    device: '存在本机，待上传',
    offline: (count: number) => (count > 0 ? `离线，${count} 条在本机` : '离线')
  },
  working: '正在处理…',
  opening: '正在打开…',
  optional: '可不填',
  otherLanguage: 'English',
  senior: { on: '长辈版', off: '退出长辈版', larger: '字再大些', smaller: '字小一些' },
  foot: { label: '关于这一页', complaint: '意见与投诉', accessibility: '无障碍说明' },
  callAndAsk: '打电话问',
  signOutOffline: '没有网络，还没有退出。本机存的课程表已经清掉；有网络时请再按一次。',
  offline: {
    title: '现在没有网络',
    sentence: '这一页要连上网络才能看。',
    readable: '没有网络也能看的：今天的课、课程表。',
    retry: '再试一次',
    today: '看今天',
    timetable: '看课程表'
  },
  kept: {
    ready: (when: string) => `没有网络也能看 · ${when} 更新`,
    shown: (when: string) => `现在没有网络 · ${when} 更新`
  },
  errors: {
    missing: { title: '没有这一页', sentence: '网址可能抄错了，或者这一页已经移走。' },
    unreadable: { title: '这个网址看不懂', sentence: '网址里的编号或日期不对，可能抄错了。请从首页进去。' },
    barred: { title: '这一页不归您看', sentence: '如果工作需要，请找本单位的培训管理员或系统管理员。' },
    signedOut: { title: '请先登录', sentence: '登录以后会回到这一页。' },
    failed: { title: '系统出了差错', sentence: '已经填的内容还在上一页。请稍后再试；再不行，请告诉系统管理员。' },
    offline: { title: '连不上服务器', sentence: '看看网络，再试一次。' },
    home: '回首页',
    signIn: '去登录'
  }
}
