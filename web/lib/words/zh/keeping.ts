/** Who is exempt, entries that may be one person, and the reserves of the villages. */
export const zh = {
  nav: '名册的其他页',
  places: {
    list: '名册',
    exemptions: '免训名单',
    dueDates: '个别到期日',
    duplicates: '疑似同一人',
    reserves: '村级后备',
    groups: '人员构成',
    categories: '本地类别'
  },
  asOf: '截至',
  show: '查看',
  pages: '翻页',
  page: (page: string, pages: string) => `第 ${page} 页，共 ${pages} 页`,
  previous: '上一页',
  next: '下一页',
  required: '请填这一项',

  exemptions: {
    title: '免训名单',
    sub: (count: string) => `共 ${count} 条；免训的人不算应训，仍在这份名单上`,
    kind: '类别',
    any: '不限类别',
    soon: '只看 30 天内到期的',
    soonBadge: '快到期',
    export: '导出 Excel',
    all: '全部要求',
    open: '没有截止日',
    empty: '这一天没有免训的人。',
    head: {
      name: '姓名',
      place: '所在党组织',
      kind: '类别',
      requirement: '免哪一项',
      reason: '原因',
      approved: '批准',
      from: '起',
      until: '止'
    }
  },
  dueDates: {
    title: '个别到期日名单',
    sub: (count: string) => `共 ${count} 条；到期日前没有完成的算未到期，不算应训`,
    any: '不限要求',
    soon: '只看 30 天内到期的',
    soonBadge: '快到期',
    export: '导出 Excel',
    empty: '这一天没有另定的到期日。',
    withdrawn: (day: string) => `${day} 起收回`,
    head: {
      name: '姓名',
      place: '所在党组织',
      requirement: '应训要求',
      dueOn: '到期日',
      reason: '原因',
      approved: '批准',
      from: '起'
    }
  },
  kinds: {
    longIllness: '长期患病',
    frail: '年老体弱',
    outOfContact: '失去联系',
    abroad: '出国（境）',
    suspended: '停止党籍',
    seconded: '借调、外派',
    waiver: '经批准不作要求',
    other: '其他'
  } as Record<string, string>,

  duplicates: {
    title: '疑似同一人',
    sub: (count: string) => `${count} 对同名的人，要由人来定`,
    empty: '没有疑似同一人的条目。',
    alike: { birthMonth: '出生年月相同', mobile: '手机相同', organisation: '在同一个党组织' } as Record<string, string>,
    rows: {
      name: '姓名',
      gender: '性别',
      birthMonth: '出生年月',
      education: '学历',
      idNumber: '身份证号',
      mobile: '手机',
      staffNumber: '工号',
      posts: '职务'
    },
    none: '没有填',
    since: (post: string, day: string) => `${post}（${day} 起）`,
    reason: '为什么',
    reasonHint: '例：同一人录了两次；或：同名，一个是父亲',
    keep: (number: number) => `是同一人，留第 ${number} 条`,
    distinct: '不是同一人',
    effect: '合并后，另一条的任职、组织关系、免训、个别到期日转到留下的一条，学时和班次合在一起算；可以撤回。',
    entry: (number: number) => `第 ${number} 条`,
    mergers: '合并记录',
    noMergers: '还没有合并过。',
    mergerHead: { kept: '留下的', merged: '并入的', reason: '原因', by: '谁、什么时候', reversal: '撤回' },
    reverse: '撤回',
    reverseReason: '撤回的原因',
    reverseGo: '确认撤回',
    reversed: (day: string, reason: string) => `${day} 撤回：${reason}`,
    done: { merged: '已合并。', distinct: '已记下，不再列出。', reversed: '已撤回，两条都和合并前一样。' }
  },

  groups: {
    title: '人员构成',
    sub: (where: string, people: string) => `${where}，共 ${people} 人`,
    everywhere: '本级及下级',
    withOthers: '连同不是党员的',
    empty: '这一天这里没有人。',
    head: { group: '组别', people: '人数', share: '占比' },
    dimensions: {
      gender: '性别',
      minority: '民族',
      age: '年龄',
      education: '学历',
      joined: '入党时间',
      occupation: '职业'
    },
    groups: {
      gender: { male: '男', female: '女', unknown: '没有填' } as Record<string, string>,
      minority: { han: '汉族', minority: '少数民族', unknown: '没有填' } as Record<string, string>,
      age: {
        upTo30: '30 岁及以下',
        upTo35: '31—35 岁',
        upTo40: '36—40 岁',
        upTo45: '41—45 岁',
        upTo50: '46—50 岁',
        upTo55: '51—55 岁',
        upTo60: '56—60 岁',
        over60: '61 岁及以上',
        unknown: '没有填'
      } as Record<string, string>,
      education: {
        postgraduate: '研究生',
        bachelor: '大学本科',
        college: '大学专科',
        secondaryVocational: '中专',
        seniorSecondary: '高中中技',
        juniorSecondaryOrBelow: '初中及以下',
        unknown: '没有填'
      } as Record<string, string>,
      joined: {
        before1949: '建国前',
        until1978: '建国后至十一届三中全会前',
        until2012: '至十八大前',
        since2012: '十八大以来',
        unknown: '没有填'
      } as Record<string, string>,
      occupation: {
        worker: '工人（工勤技能人员）',
        farmer: '农牧渔民',
        professional: '企事业单位社会组织专业技术人员',
        manager: '企事业单位社会组织管理人员',
        organStaff: '党政机关工作人员',
        student: '学生',
        other: '其他职业人员',
        retired: '离退休人员',
        unknown: '没有填'
      } as Record<string, string>
    }
  },

  reserves: {
    title: '村级后备',
    sub: (wanted: string, short: string) => `每村至少 ${wanted} 名，35 岁左右、高中以上；${short} 个村不够`,
    empty: '这里没有村。',
    onlyShort: '只看不够或不符合的',
    head: { village: '村', reserves: '后备人选', missing: '还差' },
    age: (age: string) => `${age} 岁`,
    enough: '够',
    faults: {
      'too-old': '超过 40 岁',
      'age-unknown': '没有出生年月',
      education: '不到高中',
      'education-unknown': '没有学历'
    } as Record<string, string>
  }
}
