/** What the invented county plans for a year, row by row of form A. Names without the number of the run; budgets in yuan. */
export type DemoItem = {
  name: string
  kind: string
  stratum: string
  audience: string
  runs: number
  size: number
  days: number
  centiCredits: number
  months: number[]
  methods: string[]
  content: string
  theoryPart: number
  theoryWhole: number
  budget: number
  fundKind: string
  fundNote: string | null
  remark: string | null
  /** Which of the two rounds of the year. */
  round: 1 | 2 | null
}

const CONTENT = '党的创新理论、党章党规、基层治理实务（示例）'

export const ITEMS: DemoItem[] = [
  {
    name: '村党组织书记轮训班',
    kind: 'rotation',
    stratum: 'villageSecretary',
    audience: '全县村党组织书记',
    runs: 5,
    size: 50,
    days: 5,
    centiCredits: 4000,
    months: [3, 6, 9, 11],
    methods: ['classroom', 'onsite', 'discussion'],
    content: CONTENT,
    theoryPart: 2,
    theoryWhole: 5,
    budget: 687_500,
    fundKind: 'allottedDues',
    fundNote: '上级下拨补交党费（示例）',
    remark: null,
    round: 2
  },
  {
    name: '班子成员培训班',
    kind: 'training',
    stratum: 'committee',
    audience: '基层党组织班子成员',
    runs: 2,
    size: 240,
    days: 5,
    centiCredits: 4000,
    months: [4, 10],
    methods: ['classroom', 'discussion'],
    content: CONTENT,
    theoryPart: 1,
    theoryWhole: 3,
    budget: 624_000,
    fundKind: 'fiscal',
    fundNote: null,
    remark: null,
    round: null
  },
  {
    name: '社区党组织书记轮训班',
    kind: 'rotation',
    stratum: 'communitySecretary',
    audience: '全县社区党组织书记',
    runs: 2,
    size: 25,
    days: 3,
    centiCredits: 2400,
    months: [5, 10],
    methods: ['classroom', 'onsite'],
    content: CONTENT,
    theoryPart: 2,
    theoryWhole: 5,
    budget: 82_500,
    fundKind: 'dues',
    fundNote: null,
    remark: null,
    round: 1
  },
  {
    name: '机关企事业单位党组织书记轮训班',
    kind: 'rotation',
    stratum: 'organSecretary',
    audience: '机关、事业单位和国有企业党组织书记',
    runs: 1,
    size: 60,
    days: 3,
    centiCredits: 2400,
    months: [6],
    methods: ['classroom'],
    content: CONTENT,
    theoryPart: 1,
    theoryWhole: 2,
    budget: 99_000,
    fundKind: 'selfRaised',
    fundNote: '各单位承担',
    remark: null,
    round: 1
  },
  {
    name: '新任党组织书记任职培训班',
    kind: 'onboarding',
    stratum: 'villageSecretary',
    audience: '任职半年以内的村党组织书记',
    runs: 1,
    size: 30,
    days: 3,
    centiCredits: 2400,
    months: [12],
    methods: ['classroom', 'practice'],
    content: CONTENT,
    theoryPart: 2,
    theoryWhole: 5,
    budget: 49_500,
    fundKind: 'fiscal',
    fundNote: null,
    remark: '任职后半年内',
    round: null
  }
]

/** Thought of later in the year, and approved on its own. */
/** Not submitted yet. */
export const PENDING: DemoItem = {
  ...ITEMS[4]!,
  name: '党务工作者业务培训班',
  kind: 'training',
  stratum: 'committee',
  audience: '基层党组织班子成员、党务工作者',
  months: [12],
  remark: '待报批（示例）'
}

export const ADDITION: DemoItem = {
  ...ITEMS[4]!,
  name: '驻村第一书记示范培训班',
  kind: 'model',
  stratum: 'firstSecretary',
  audience: '驻村第一书记',
  months: [11],
  remark: '年中追加（示例）'
}
