import { stageOf } from './memberships.ts'
import { isTitle, piecesOf, postOf, type PostsReading } from './roles.ts'

/** 组织类别, domain codes 611–932. */
export type OrganisationType =
  | 'committee'
  | 'leadingGroup'
  | 'generalBranch'
  | 'branch'
  | 'jointBranch'
  | 'group'
  | 'tempCommittee'
  | 'tempGeneralBranch'
  | 'tempBranch'
  | 'tempJointBranch'

/** 单位类别, the part of the official twelve that a name can give away. */
export type UnitCategory =
  | 'citySubdistrict'
  | 'cityCommunity'
  | 'town'
  | 'townCommunity'
  | 'village'
  | 'organ'
  | 'publicInstitution'
  | 'socialOrg'

export const TYPE_CODES: Record<OrganisationType, string> = {
  committee: '611',
  leadingGroup: '612',
  generalBranch: '621',
  branch: '631',
  jointBranch: '632',
  group: '641',
  tempCommittee: '911',
  tempGeneralBranch: '921',
  tempBranch: '931',
  tempJointBranch: '932'
}

export type Field =
  | 'rural'
  | 'urbanCommunity'
  | 'organ'
  | 'institution'
  | 'soe'
  | 'nonPublicEnterprise'
  | 'socialOrg'
  | 'newEmployment'
  | 'other'

export type Level = 'township' | 'subdistrict' | 'village' | 'community' | 'branch' | 'group'

/** What a name alone says of an organisation; null where it does not say. */
export type OrganisationKind = {
  type: OrganisationType | null
  level: Level | null
  unitCategory: UnitCategory | null
  field: Field | null
}

/**
 * A community in a town may count as rural or as urban, which each department settles for itself, so its field stays open; an enterprise's
 * name does not say who controls it.
 */
export function organisationKindOf(name: string, township: string | null = null): OrganisationKind {
  const bare = tidy(name)
  const type = typeOf(bare)
  const body = bare.replace(BODY_END, '')
  const whole = body.replace(ORDINAL, '')
  const unitCategory = unitCategoryOf(whole, township)
  const field = unitCategory && FIELD_OF_UNIT[unitCategory]
  if (unitCategory === 'town') return { type: bare === whole ? 'committee' : type, level: 'township', unitCategory, field }
  const level = type === 'group' ? 'group' : body === whole ? levelOf(unitCategory) : null
  return { type, level: level ?? (type === 'branch' || type === 'jointBranch' ? 'branch' : null), unitCategory, field }
}

/** 西梨树村第一党支部 is a part of the village's organisation. */
const ORDINAL = /第?[一二三四五六七八九十\d]+$/

/** 党工委 is a dispatched organ, none of the coded types. */
const BODY_END = /(临时|联合)*(党工委|党总支部?(委员会)?|党支部(委员会)?|总支部?(委员会)?|支部(委员会)?|党委|党组|委员会|党小组)$/

function typeOf(bare: string): OrganisationType | null {
  const [isTemporary, isJoint] = [/临时(联合)?(党|支)/.test(bare), /联合(党|支)/.test(bare)]
  if (bare.endsWith('党小组')) return 'group'
  if (bare.endsWith('党组')) return 'leadingGroup'
  if (/总支/.test(bare)) return isTemporary ? 'tempGeneralBranch' : 'generalBranch'
  if (/支部(委员会)?$/.test(bare)) {
    if (isJoint) return isTemporary ? 'tempJointBranch' : 'jointBranch'
    return isTemporary ? 'tempBranch' : 'branch'
  }
  if (/党委$|^(中共|中国共产党).*委员会$/.test(bare)) return isTemporary ? 'tempCommittee' : 'committee'
  return null
}

function unitCategoryOf(body: string, township: string | null): UnitCategory | null {
  if (/(镇|乡|苏木)$/.test(body)) return 'town'
  if (/街道(办事处)?$/.test(body)) return 'citySubdistrict'
  if (/(村|嘎查)$/.test(body)) return 'village'
  if (body.endsWith('社区')) return township !== null && /(镇|乡|苏木)$/.test(tidy(township)) ? 'townCommunity' : 'cityCommunity'
  if (body.endsWith('机关')) return 'organ'
  if (/(小学|中学|学校|幼儿园|学院|大学|医院|卫生院|卫生服务中心|研究院|研究所)$/.test(body)) return 'publicInstitution'
  return /(协会|商会|学会|基金会)$/.test(body) ? 'socialOrg' : null
}

const levelOf = (category: UnitCategory | null): Level | null =>
  category === 'citySubdistrict'
    ? 'subdistrict'
    : category === 'village'
      ? 'village'
      : category?.endsWith('ommunity')
        ? 'community'
        : null

/** Whether the community of a town is rural or urban is each department's to say. */
const FIELD_OF_UNIT: Record<UnitCategory, Field | null> = {
  citySubdistrict: 'urbanCommunity',
  cityCommunity: 'urbanCommunity',
  town: 'rural',
  townCommunity: null,
  village: 'rural',
  organ: 'organ',
  publicInstitution: 'institution',
  socialOrg: 'socialOrg'
}

/** 所属领域 as departments write it; null where it is not one of the fields (两新 is two of them). */
export function fieldOf(text: string): Field | null {
  const bare = tidy(text).replace(/(领域|类)?(基层)?(党组织|单位)?$/, '')
  return FIELDS.find(([pattern]) => pattern.test(bare))?.[1] ?? null
}

const FIELDS: [RegExp, Field][] = [
  [/^(农村|乡镇|建制村|行政村|村)$/, 'rural'],
  [/^(城市)?(社区|街道|社区街道|街道社区|基层)$|^城市$/, 'urbanCommunity'],
  [/^(党政|市直|县直)?机关$/, 'organ'],
  [/^(事业|学校|中小学(校)?|高校|公立医院|医院|科研院所|教育|卫生)$/, 'institution'],
  [/^(国企|国有企业|国有经济控制企业|国有)$/, 'soe'],
  [/^(非公|非公企业|非公有制|非公有制企业|非公有制经济|非公有制经济组织|非公有制经济控制企业|民营企业)$/, 'nonPublicEnterprise'],
  [/^(社会组织|新社会组织)$/, 'socialOrg'],
  [/^(新就业群体|新业态|新业态新就业群体)$/, 'newEmployment'],
  [/^(其他|其它)$/, 'other']
]

/** The name without spaces, in plain characters. */
export const tidy = (text: string): string =>
  PLAIN.test(text) ? text : text.normalize('NFKC').replace(/[\s\u200b-\u200f\ufeff]/g, '')
/** Most cells are: Han characters, Latin letters, digits. */
const PLAIN = /^[\u4e00-\u9fa5A-Za-z\d]*$/

/** What may stand before a township: province, prefecture, county; a prefecture only with its county, since 州 and 市 also begin township names. */
const ABOVE = '(?:(?:.{2,8}?(?:省|自治区))?(?:.{1,6}?(?:市|州|盟))?(?:.{1,6}?(?:县|区|旗)|.{2,6}?市))?'
const TOWNSHIP = new RegExp(`^${ABOVE}([^村社]{1,8}?(?:街道|镇|乡|苏木))(?:办事处|党委|党工委)?$`)
const IN_FRONT = new RegExp(`^(?:中共|中国共产党)?${ABOVE}([^村社]{1,8}?(?:街道|镇|乡|苏木))(?:办事处)?(.+)$`)

/** Whether a text is the name of a township or subdistrict, and that name without the county before it and the office after it. */
export const townshipOf = (text: string): string | null =>
  TOWNSHIP.exec(tidy(text).replace(/^(中共|中国共产党)/, ''))?.[1] ?? null

/** The short name of a township, and of another unit its whole name: 县直机关 stands where a township would. */
export const unitNamed = (name: string): string => townshipOf(name) ?? tidy(name)

/** 青石镇西梨树村党支部 is 青石镇 and 西梨树村党支部; 李镇村党支部 is one village, and 青石镇党委 is the township's own committee. */
export function splitPlace(text: string): { township: string | null; organisation: string } {
  const bare = tidy(text)
  const [, township, rest] = IN_FRONT.exec(bare) ?? []
  if (!township || !rest || /^(村|社区|嘎查)/.test(rest)) return { township: null, organisation: bare }
  return { township, organisation: isOnlyType(rest) ? `${township}${rest}` : rest }
}

const isOnlyType = (rest: string): boolean => /^(党委|党工委|委员会|工委|党组|工作委员会|党政机关)$/.test(rest)

/** The township and organisation of a row, whichever of them its cells name, without saying the township twice. */
export function placeOf(
  townshipText: string,
  organisationText: string
): { township: string | null; organisation: string | null } {
  const inCell = tidy(townshipText)
  const named = inCell === '' ? null : (townshipOf(inCell) ?? inCell)
  const [text, outer] = organisationText.trim() === '' && isOrganisation(inCell) ? [inCell, null] : [organisationText, named]
  if (tidy(text) === '') return { township: outer, organisation: null }
  const split = splitPlace(text)
  if (outer !== null && split.township !== outer) return { township: outer, organisation: tidy(text) }
  return { township: split.township ?? outer, organisation: split.organisation }
}

const isOrganisation = (bare: string): boolean => /(支部|总支|党小组|支部委员会|机关党委)$/.test(bare)

/** Two spellings of one organisation have one key: 中共西梨树村支部委员会 and 西梨树村党支部. */
export function organisationKey(township: string | null, organisation: string): string {
  const of = keys.get(organisation)
  if (of && of.township === township) return of.key
  if (keys.size === REMEMBERED) keys.clear()
  const key = keyOf(township, organisation)
  keys.set(organisation, { township, key })
  return key
}

/** Asked several times for each of the rows of one organisation, which mostly stand together. */
const keys = new Map<string, { township: string | null; key: string }>()
const REMEMBERED = 1000

function keyOf(township: string | null, organisation: string): string {
  const place = placeOf(township ?? '', organisation)
  const name = (place.organisation ?? '')
    .replace(/^(中共|中国共产党)/, '')
    .replace(/总支部?(委员会)?$/, '总支')
    .replace(/支部(委员会)?$/, '支部')
    .replace(/党?(总支|支部)$/, '党$1')
  return `${place.township ?? ''}|${name}`
}

export type UnitAndPost = PostsReading & { place: string; isTwoPlaces: boolean }

const BODY = /^(.*(?:党支部委员会|支部委员会|总支部委员会|党总支部|党支部|党总支|总支部|党委|党工委|党小组|支部|总支))(.*)$/
const TAIL =
  /^(.+?)((?:驻村)?第一书记|(?:专职|常务)?副书记|书记|副?支书|(?:组织|宣传|纪检|纪律检查|青年|统战)?委员|组织员|党务工作者|党建指导员|党建联络员|(?:正式|预备)?党员)$/

/** 青石镇西梨树村党支部副书记、组织委员: the first piece names the place, the others are further posts there. */
export function splitUnitAndPost(text: string): UnitAndPost {
  const found: UnitAndPost = { place: '', posts: [], unknown: [], others: [], stage: null, isTwoPlaces: false }
  for (const piece of piecesOf(text)) {
    const { place, title } = partsOf(piece)
    const stage = stageOf(title)
    const post = title === '' || stage ? null : postOf(title)
    if (post === 'other') {
      found.others.push(piece)
      continue
    }
    if (place !== '' && found.place !== '' && isElsewhere(place, found.place)) found.isTwoPlaces = true
    if (found.place === '') found.place = place
    if (stage) found.stage = stage
    else if (post) found.posts.push(post)
    else if (title !== '' || place === '') found.unknown.push(title || piece)
  }
  return found
}

function partsOf(piece: string): { place: string; title: string } {
  if (isTitle(piece)) return { place: '', title: piece }
  const split = BODY.exec(piece) ?? TAIL.exec(piece)
  if (split === null)
    return postOf(piece) === null ? { place: piece.replace(IN_RESIDENCE, ''), title: '' } : { place: '', title: piece }
  const [, place = '', tail = ''] = split
  if (/^(党支部|支部|党总支|总支|党委)$/.test(place)) return { place: '', title: piece }
  return { place: place.replace(IN_RESIDENCE, ''), title: place.endsWith('党小组') && tail === '组长' ? '党小组组长' : tail }
}

/** 驻西梨树村第一书记 holds the post in the village, whoever sent them. */
const IN_RESIDENCE = /^派?驻/

/** 西梨树村党支部组织委员 after 青石镇西梨树村党支部书记 is the same branch. */
const isElsewhere = (place: string, first: string): boolean => !first.endsWith(place)
