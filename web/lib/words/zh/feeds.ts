/** Subscribing to a timetable from a calendar program. */
export const zh = {
  title: '订阅日历',
  says: '把地址加到日历程序里，课程表有变动时日历自己更新。知道地址的人都能看，请不要转发。',
  noTrainees: '日历里没有学员姓名。',
  phone:
    '在手机上加：iPhone 打开“设置 → 日历 → 账户 → 添加账户 → 其他 → 添加已订阅的日历”，粘贴地址；安卓请在电脑上打开所用日历的网页，选“通过网址添加”，手机会同步。',
  make: '生成订阅地址',
  makeMore: '再生成一个',
  fresh: '订阅地址（只显示这一次，请现在复制）',
  copy: '复制地址',
  copied: '已复制',
  copyFailed: '没能复制，请长按地址自己复制。',
  open: '在日历程序里打开',
  list: '在用的地址',
  madeBy: (who: string, when: string) => `${who} ${when} 生成`,
  revoke: '停用',
  revokeOf: (who: string, when: string) => `停用 ${who} ${when} 生成的地址`,
  revoked: '已停用，用这个地址的日历不再更新。',
  none: '还没有订阅地址。'
}
