/**
 * An invented county under an invented city, always the same: 安澜县 with ten townships and subdistricts and two systems, 300
 * organisations, 1,500 people. Every person is made up; ID numbers begin with 99, a prefix that no division has.
 */

export type DemoOrganisation = {
  key: string
  parent: string | null
  name: string
  typeCode: string
  level: string
  unitCategory: string
  field: string
}

export type DemoPerson = {
  name: string
  gender: 'male' | 'female'
  birthMonth: string
  ethnicGroup: string
  education: string
  joinedMonth: string
  occupation: string
  idNumber: string
  mobile: string
  at: string
  /** Null: a member without a post. */
  role: 'secretary' | 'deputySecretary' | 'committeeMember' | null
  portfolio: string | null
  /** Years in office before the roster begins. */
  years: number
}

const TOWNSHIPS = ['望山乡', '柳溪镇', '石桥镇', '青石镇', '临河镇', '白云镇', '南坪镇', '龙泉乡']
const SUBDISTRICTS = ['双塔街道', '东湖街道']
const PLACES = [
  '柳湾',
  '石岭',
  '云岭',
  '上河湾',
  '前槐荫',
  '下梨树',
  '王官屯',
  '桃园',
  '营盘',
  '松岭',
  '李家庄',
  '杨树沟',
  '石门',
  '泉子',
  '坪上',
  '双井',
  '大柳树',
  '南关',
  '北坡',
  '东沟',
  '西岭',
  '后坡'
]
const COMMUNITIES = [
  '桥东',
  '桥西',
  '文化路',
  '新华',
  '东关',
  '西关',
  '北苑',
  '南苑',
  '育才',
  '建设',
  '和平',
  '滨河',
  '光明',
  '站前',
  '锦绣',
  '翠园',
  '公园',
  '商城'
]
const OFFICES = [
  '县委办',
  '县政府办',
  '县财政局',
  '县农业农村局',
  '县司法局',
  '县民政局',
  '县教育局',
  '县卫健局',
  '县自然资源局',
  '县水利局',
  '县审计局',
  '县统计局',
  '县档案馆',
  '县信访局',
  '县人社局',
  '县交通局',
  '县住建局',
  '县文旅局',
  '县应急局',
  '县林业局'
]
const SCHOOLS = [
  '第一中学',
  '第二中学',
  '实验小学',
  '中心小学',
  '职业中学',
  '县医院',
  '中医院',
  '妇幼保健院',
  '县图书馆',
  '县文化馆'
]
const FIRMS = [
  '县城投公司',
  '县水务公司',
  '县粮食公司',
  '县公交公司',
  '县供销社',
  '县旅游公司',
  '县农业发展公司',
  '县建筑公司',
  '县物资公司',
  '县燃气公司'
]
const NEW_SECTOR = ['农业合作社联合', '商会', '个体劳动者协会', '电商产业园', '工业园区联合', '养老服务中心']

/** 300 organisations: the city, the county, twelve units, 286 branches. */
export const organisations = (): DemoOrganisation[] => {
  const made: DemoOrganisation[] = []
  const add = (
    key: string,
    parent: string | null,
    name: string,
    typeCode: string,
    level: string,
    unitCategory: string,
    field: string
  ) => made.push({ key, parent, name, typeCode, level, unitCategory, field })
  add('city', null, '安河市', '611', 'prefecture', 'organ', 'organ')
  add('county', 'city', '安澜县', '611', 'county', 'organ', 'organ')
  for (const town of TOWNSHIPS) {
    add(town, 'county', town, '611', 'township', 'town', 'rural')
    PLACES.slice(0, 19).forEach(place => add(`${town}/${place}`, town, `${place}村党支部`, '631', 'village', 'village', 'rural'))
    add(`${town}/机关`, town, `${town}机关党支部`, '631', 'branch', 'organ', 'organ')
    add(`${town}/中心校`, town, `${town}中心校党支部`, '631', 'branch', 'publicInstitution', 'institution')
    add(`${town}/卫生院`, town, `${town}卫生院党支部`, '631', 'branch', 'publicInstitution', 'institution')
    for (const kind of NEW_SECTOR.slice(0, 3))
      add(`${town}/${kind}`, town, `${town}${kind}党支部`, '632', 'branch', 'nonPublicControlled', 'nonPublicEnterprise')
  }
  SUBDISTRICTS.forEach((street, i) => {
    add(street, 'county', street, '611', 'subdistrict', 'citySubdistrict', 'urbanCommunity')
    COMMUNITIES.slice(i * 9, i * 9 + 9).forEach(place =>
      add(`${street}/${place}`, street, `${place}社区党支部`, '631', 'community', 'cityCommunity', 'urbanCommunity')
    )
    add(`${street}/机关`, street, `${street}机关党支部`, '631', 'branch', 'organ', 'organ')
    for (const kind of NEW_SECTOR)
      add(`${street}/${kind}`, street, `${street}${kind}党支部`, '632', 'branch', 'socialOrg', 'socialOrg')
  })
  add('organs', 'county', '县直机关', '611', 'county', 'organ', 'organ')
  for (const office of OFFICES) add(`organs/${office}`, 'organs', `${office}党支部`, '631', 'branch', 'organ', 'organ')
  for (const school of SCHOOLS)
    add(`organs/${school}`, 'organs', `${school}党支部`, '631', 'branch', 'publicInstitution', 'institution')
  add('soe', 'county', '县国资系统', '611', 'county', 'stateControlled', 'soe')
  for (const firm of FIRMS) add(`soe/${firm}`, 'soe', `${firm}党支部`, '631', 'branch', 'stateControlled', 'soe')
  for (const firm of FIRMS.slice(0, 14))
    add(`soe/${firm}/二`, 'soe', `${firm}第二党支部`, '631', 'branch', 'stateControlled', 'soe')
  const odd = ['县直退休干部第一', '县直退休干部第二', '县直退休干部第三', '县属学校联合']
  for (const name of odd)
    if (made.length < 300) add(`organs/${name}`, 'organs', `${name}党支部`, '632', 'branch', 'organ', 'organ')
  return made.slice(0, 300)
}

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'
const GIVEN = [
  '志强',
  '春梅',
  '国庆',
  '秀兰',
  '建军',
  '桂香',
  '永福',
  '丽华',
  '海峰',
  '小燕',
  '文博',
  '大勇',
  '玉珍',
  '德明',
  '晓东',
  '红梅',
  '立新',
  '淑英',
  '长河',
  '凤琴',
  '保国',
  '巧云',
  '学文',
  '雪梅',
  '树林',
  '金凤',
  '新民',
  '美玲',
  '俊峰',
  '爱华'
]
const EDUCATION = [
  'postgraduate',
  'bachelor',
  'bachelor',
  'college',
  'college',
  'secondaryVocational',
  'seniorSecondary',
  'seniorSecondary',
  'juniorSecondaryOrBelow'
]
const PORTFOLIOS = ['organization', 'publicity', 'discipline', 'youth']

/** What most people of a branch do, and what one in four does. */
const occupationAt = ({ key, field }: DemoOrganisation, drawn: number): string => {
  if (key.includes('退休')) return 'retired'
  const [most, some] = {
    rural: ['farmer', 'worker'],
    urbanCommunity: ['other', 'retired'],
    organ: ['organStaff', 'organStaff'],
    institution: ['professional', 'manager'],
    soe: ['worker', 'manager'],
    nonPublicEnterprise: ['worker', 'manager'],
    socialOrg: ['manager', 'other']
  }[field] as [string, string]
  return drawn < 0.75 ? most : some
}

/** 1,500 people over the branches; 林文博 is secretary of 柳湾村 in 青石镇. */
export const people = (branches: DemoOrganisation[]): DemoPerson[] => {
  const random = randomFrom(20260101)
  const pick = <T>(of: readonly T[] | string): T => of[Math.floor(random() * of.length)] as T
  const made: DemoPerson[] = []
  // Drawn apart, so that whatever else is drawn stays as it was.
  const aside = randomFrom(20260102)
  const add = (branch: DemoOrganisation, role: DemoPerson['role'], portfolio: string | null, name?: string) => {
    const gender = random() < 0.62 ? 'male' : 'female'
    const birth = {
      year: 1958 + Math.floor(random() * 40),
      month: 1 + Math.floor(random() * 12),
      day: 1 + Math.floor(random() * 28)
    }
    const serial = made.length
    made.push({
      name: name ?? pick<string>(SURNAMES) + pick(GIVEN),
      gender: name ? 'male' : gender,
      birthMonth: `${birth.year}-${two(birth.month)}`,
      ethnicGroup: random() < 0.94 ? '汉' : pick(['回', '满', '苗', '土家']),
      education: pick(EDUCATION),
      joinedMonth: `${Math.min(2023, birth.year + 19 + Math.floor(aside() * 14))}-${two(1 + Math.floor(aside() * 12))}`,
      occupation: occupationAt(branch, aside()),
      idNumber: idNumber(serial, birth, name ? 'male' : gender),
      mobile: '199' + String(10_000_000 + serial * 37).slice(-8),
      at: branch.key,
      role,
      portfolio,
      years: 1 + Math.floor(random() * 9)
    })
  }
  for (const branch of branches) {
    const isLin = branch.key === '青石镇/柳湾'
    add(branch, 'secretary', null, isLin ? '林文博' : undefined)
    add(branch, 'deputySecretary', null, isLin ? '赵德明' : undefined)
    add(branch, 'committeeMember', pick(PORTFOLIOS))
  }
  while (made.length < 1500) add(pick(branches), null, null)
  return made
}

/** 村级后备: of a village's younger members without a post two at most, by their places in the list. Some villages have none, some have one. */
export const reservesOf = (branches: DemoOrganisation[], everyone: DemoPerson[], day: string): number[] => {
  const youngest = `${Number(day.slice(0, 4)) - 43}-01`
  return branches
    .filter(({ level }) => level === 'village')
    .flatMap(({ key }) =>
      everyone
        .flatMap(({ at, role, birthMonth }, i) => (at === key && role === null && birthMonth > youngest ? [i] : []))
        .slice(0, 2)
    )
}

const two = (number: number) => String(number).padStart(2, '0')

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11643: digit 17 is odd for men; the last one checks the others. */
const idNumber = (serial: number, birth: { year: number; month: number; day: number }, gender: 'male' | 'female'): string => {
  const order = (serial % 450) * 2 + (gender === 'male' ? 1 : 0)
  const body = `99${String(1001 + Math.floor(serial / 450))}${birth.year}${two(birth.month)}${two(birth.day)}${String(order).padStart(3, '0')}`
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * WEIGHTS[i]!, 0)
  return body + '10X98765432'[sum % 11]
}

/** A small generator with a seed, so that every demonstration county is the same. */
export const randomFrom = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
}
