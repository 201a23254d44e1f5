import { stageOf, type Stage } from './memberships.ts'

export type Role =
  | 'secretary'
  | 'deputySecretary'
  | 'committeeMember'
  | 'firstSecretary'
  | 'groupLeader'
  | 'orgOfficer'
  | 'partyAffairsWorker'
  | 'advisor'
  | 'liaison'
  | 'reserve'
  | 'leadingCadre'
  | 'civilServant'
  | 'institutionStaff'

/** What a committee member answers for; `general` where the title names no portfolio, or one of the branch's own. */
export type Portfolio = 'organization' | 'publicity' | 'discipline' | 'youth' | 'unitedFront' | 'general'

/** `title` is as written. */
export type Post = { role: Role; portfolio: Portfolio | null; title: string }

/** `stage`: of a member, where a part of the cell says 党员 or the like and no post. */
export type PostsReading = { posts: Post[]; unknown: string[]; others: string[]; stage: Stage | null }

const portfolios: Record<string, Portfolio> = {
  组织: 'organization',
  宣传: 'publicity',
  纪检: 'discipline',
  纪律: 'discipline',
  纪律检查: 'discipline',
  纪检监察: 'discipline',
  青年: 'youth',
  统战: 'unitedFront'
}

const roles: Record<string, Role> = {
  书记: 'secretary',
  支书: 'secretary',
  副书记: 'deputySecretary',
  副支书: 'deputySecretary',
  专职副书记: 'deputySecretary',
  常务副书记: 'deputySecretary',
  第一书记: 'firstSecretary',
  党小组组长: 'groupLeader',
  党小组长: 'groupLeader',
  组织员: 'orgOfficer',
  专职组织员: 'orgOfficer',
  党务工作者: 'partyAffairsWorker',
  党建指导员: 'advisor',
  党建联络员: 'liaison',
  村级后备: 'reserve',
  村级后备干部: 'reserve',
  村级后备人选: 'reserve',
  村级后备力量: 'reserve',
  村后备干部: 'reserve',
  后备干部: 'reserve',
  后备人选: 'reserve',
  后备力量: 'reserve',
  后备: 'reserve'
}

/** Ranks of cadres, 职务层次 and 职级 as they are written; they stand beside Party posts in one cell and are read only as a whole word. */
const ranks: readonly (readonly [RegExp, Role])[] = [
  [/^(省部|厅局|县处)级(正职|副职|领导职务)?(以上)?(领导)?(干部)?$|^[一二]级巡视员$|^[一二三四]级调研员$/, 'leadingCadre'],
  [/^乡科级(正职|副职|领导职务)?(及以下)?(干部|公务员)?$|^[一二三四]级主任科员$|^[一二]级科员$|^公务员$/, 'civilServant'],
  [/^事业单位(工作人员|职工|人员)$|^事业编制?人员$/, 'institutionStaff']
]

const rankOf = (bare: string): Role | undefined => ranks.find(([written]) => written.test(bare))?.[1]

/** Posts of the village, the administration and the mass organisations, which stand beside Party posts in one cell; a 团支部书记 is no Party secretary. */
const OTHER = new RegExp(
  [
    '^(共青)?团(支部|总支|委)',
    '团支书$',
    '^(村|居|社区)?(村|居)民?委',
    '^(村务|居务)',
    '(监委会|监督委员会|工会|妇联|妇代会|合作社|民兵|人大|政协|政府)',
    '纪委(副)?书记$',
    '(主任|主席|会计|出纳|文书|镇长|乡长|村长|院长|校长|园长|经理|董事长|理事长|会长|厂长|站长|所长|部长|科长|局长|处长|网格员|网格长|专干)$'
  ].join('|')
)

const BODY = /^.*(党支部委员会|支部委员会|党总支部|党支部|党总支|总支部|党组织|党委|支部|总支|支委会|村|社区)(?=.)/

/** The posts of one cell: several may be joined by commas, the enumeration comma, 兼 or brackets. Separators inside brackets do not part posts. */
export function readPosts(text: string): PostsReading {
  const found: PostsReading = { posts: [], unknown: [], others: [], stage: null }
  for (const title of piecesOf(text)) {
    const stage = stageOf(title)
    if (stage) {
      found.stage = stage
      continue
    }
    const post = postOf(title)
    if (post === 'other') found.others.push(title)
    else if (post === null) found.unknown.push(title)
    else if (!found.posts.some(each => each.role === post.role && each.portfolio === post.portfolio)) found.posts.push(post)
  }
  return found
}

/** The parts of a cell that may each be a post. */
export function piecesOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .replace(/\s*\(\s*兼任?\s*([^()]*)\)/g, '、$1')
    .replace(/(?<=.)兼任?(?=.)/g, '、')
    .split(/[,、;/|\n](?![^(]*\))/)
    .map(piece => piece.replace(/\s/g, ''))
    .filter(piece => piece !== '')
}

/** The Party post of a title, 'other' for a post that is none of the Party's, null for what is not known. */
export function postOf(title: string): Post | 'other' | null {
  // 拟任 is not yet, 原 no longer: neither holds the post.
  if (/拟任|拟聘|候选|^原|^前任|\((原|已免|免职|离任|拟)/.test(title)) return null
  const bare = title.replace(/\([^)]*\)/g, '').replace(/一肩挑$/, '')
  const known = roles[bare] ?? roles[bare.replace(BODY, '')] ?? rankOf(bare)
  if (OTHER.test(bare)) return 'other'
  if (known) return { role: known, portfolio: null, title }
  return memberOf(bare, title)
}

/** Portfolios of a branch's own, kept as the title says them. */
const OWN_PORTFOLIO =
  /^(组宣|组织宣传|生产|生活|文体|文教|保密|保卫|安全|群工|群众|妇女|老龄|武装|政法|治保|调解|福利|帮扶|学习|文艺|科技|经济|民生|网格|服务|两新|党支部|支部|党总支|总支|党委)?$/

/** Whether a text is a title and nothing else, without a place before it. */
export const isTitle = (text: string): boolean => {
  const bare = text.replace(/\([^)]*\)/g, '')
  const before = /^(.*)委员$/.exec(bare)?.[1]
  return (
    bare in roles ||
    rankOf(bare) !== undefined ||
    bare === '支委' ||
    stageOf(bare) !== null ||
    (before !== undefined && (before in portfolios || OWN_PORTFOLIO.test(before)))
  )
}

function memberOf(bare: string, title: string): Post | null {
  if (bare === '支委' || bare === '支部委') return { role: 'committeeMember', portfolio: 'general', title }
  const before = /^(.*)委员$/.exec(bare.replace(BODY, ''))?.[1]
  if (before === undefined) return null
  const portfolio = portfolios[before] ?? (OWN_PORTFOLIO.test(before) ? 'general' : null)
  return portfolio && { role: 'committeeMember', portfolio, title }
}
