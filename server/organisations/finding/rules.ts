/**
 * One box that understands every way of finding somebody.
 *
 * Words are separated by spaces, and all of them must fit. A word is, the first that applies:
 *   an ID number or a mobile number            that person
 *   four digits, the last of which may be X    the last four of an ID number or of a mobile
 *   a post: 书记, 组织委员, 村级后备            who holds it; 柳湾村书记 is 柳湾村 and 书记
 *   letters                                    the beginning of the name in pinyin, or of its initials; words of letters are one
 *   one character                              a surname; among few people, any character of the name
 *   more of them                               a whole name, its beginning or two neighbours within it, or a part of an organisation's name
 * Full-width digits and letters are read as the usual ones.
 */
export type Word =
  | { kind: 'idNumber' | 'mobile' | 'lastFour' | 'letters' | 'surname' | 'text'; text: string }
  | { kind: 'post'; role: string; portfolio: string | null }

const POSTS: Record<string, { role: string; portfolio: string | null }> = {
  书记: { role: 'secretary', portfolio: null },
  副书记: { role: 'deputySecretary', portfolio: null },
  委员: { role: 'committeeMember', portfolio: null },
  组织委员: { role: 'committeeMember', portfolio: 'organization' },
  宣传委员: { role: 'committeeMember', portfolio: 'publicity' },
  纪检委员: { role: 'committeeMember', portfolio: 'discipline' },
  青年委员: { role: 'committeeMember', portfolio: 'youth' },
  统战委员: { role: 'committeeMember', portfolio: 'unitedFront' },
  第一书记: { role: 'firstSecretary', portfolio: null },
  驻村第一书记: { role: 'firstSecretary', portfolio: null },
  党小组组长: { role: 'groupLeader', portfolio: null },
  组织员: { role: 'orgOfficer', portfolio: null },
  党务工作者: { role: 'partyAffairsWorker', portfolio: null },
  党建指导员: { role: 'advisor', portfolio: null },
  党建联络员: { role: 'liaison', portfolio: null },
  村级后备: { role: 'reserve', portfolio: null },
  后备: { role: 'reserve', portfolio: null },
  县处级以上领导干部: { role: 'leadingCadre', portfolio: null },
  县处级: { role: 'leadingCadre', portfolio: null },
  领导干部: { role: 'leadingCadre', portfolio: null },
  乡科级及以下公务员: { role: 'civilServant', portfolio: null },
  乡科级: { role: 'civilServant', portfolio: null },
  公务员: { role: 'civilServant', portfolio: null },
  事业单位工作人员: { role: 'institutionStaff', portfolio: null },
  党员: { role: 'member', portfolio: null }
}
const LONGEST_FIRST = Object.keys(POSTS).toSorted((a, b) => b.length - a.length)
const MOST_WORDS = 5

export const understand = (typed: string): Word[] => {
  const words = typed.normalize('NFKC').trim().toLowerCase().split(/\s+/).filter(Boolean)
  const letters = words.filter(isLetters).join('')
  const others = words.filter(word => !isLetters(word)).slice(0, MOST_WORDS)
  return [...(letters ? [{ kind: 'letters' as const, text: letters }] : []), ...others.flatMap(wordOf)]
}

const isLetters = (word: string): boolean => /^[a-zü']+$/.test(word)

const wordOf = (word: string): Word[] => {
  if (/^\d{17}[\dx]$/.test(word)) return [{ kind: 'idNumber', text: word.toUpperCase() }]
  if (/^1[3-9]\d{9}$/.test(word)) return [{ kind: 'mobile', text: word }]
  if (/^\d{3}[\dx]$/.test(word)) return [{ kind: 'lastFour', text: word.toUpperCase() }]
  const post = LONGEST_FIRST.find(title => word.endsWith(title))
  const place = post === undefined ? word : word.slice(0, -post.length)
  // 王书记 would be a surname before a post; with two characters or more it is a place.
  if (post !== undefined) return [...(place ? textOf(place) : []), { kind: 'post', ...POSTS[post]! }]
  return textOf(word)
}

const textOf = (text: string): Word[] => [{ kind: [...text].length === 1 ? 'surname' : 'text', text }]

/** So many are looked up to say how many there are; of more it is said that there are more. */
export const MOST_COUNTED = 200
