import { sql, type SQL } from 'drizzle-orm'
import { matchingHash, type PersonalKeys } from '../personal.ts'
import type { Word } from './rules.ts'

/**
 * Where one word is looked up: `from` names the table under the alias of people's facts `n`, `order` the order in which its index gives them.
 * A word may be looked up in several places; who is found in any of them fits.
 */
export type Source = {
  where: SQL
  order: SQL
  /** The same asked of somebody who was found by another word: nothing that only an index makes cheap. */
  fits?: SQL
  /** Its index gives no order: all who fit are put in order before anybody's place is asked. */
  isGathered?: true
}

const known = sql`n.recorded_until is null`
const byPinyin = sql`n.pinyin collate "C", n.person_id`

/** Beginnings are ranges: `wang` is from wang on and before wanh. */
const beginsWith = (expression: SQL, text: string): SQL => {
  const last = text.charCodeAt(text.length - 1)
  return sql`${expression} >= ${text} and ${expression} < ${text.slice(0, -1) + String.fromCharCode(last + 1)}`
}

const plain = sql`replace(n.pinyin, ' ', '') collate "C"`
const initials = sql`initials_of(n.pinyin) collate "C"`

const isInName = (text: string): SQL => sql`position(${text} in replace(n.name, ' ', '')) > 0`

const ofPeople = (people: SQL): Source => ({ where: sql`${known} and n.person_id in (${people})`, order: byPinyin })

/** The fewer people a kind of word usually fits, the earlier it is looked up. */
export const RAREST_FIRST: Word['kind'][] = ['idNumber', 'mobile', 'lastFour', 'text', 'letters', 'surname', 'post']

/** `isWide`: so many people that only what an index gives in order is looked at. */
export const sourcesOf = (word: Word, keys: PersonalKeys, isWide: boolean): Source[] => {
  switch (word.kind) {
    case 'letters':
      return [
        { where: sql`${known} and ${beginsWith(plain, word.text)}`, order: sql`${plain}, n.person_id` },
        ...(word.text.length > 1
          ? [
              {
                where: sql`${known} and ${beginsWith(initials, word.text)}`,
                order: sql`${initials}, n.pinyin collate "C", n.person_id`
              }
            ]
          : [])
      ]
    case 'surname':
      return [
        {
          where: isWide
            ? sql`${known} and left(n.name, 1) = ${word.text}`
            : sql`${known} and position(${word.text} in n.name) > 0`,
          order: byPinyin
        }
      ]
    case 'text':
      return [
        {
          where: sql`${known} and pairs_of(n.name) @> pairs_of(${word.text}) and ${isInName(word.text)}`,
          order: byPinyin,
          fits: isInName(word.text),
          isGathered: true
        }
      ]
    case 'lastFour':
      return [
        ofPeople(sql`
          select coalesce(g.kept_id, d.person_id)
          from (select person_id from personal_data where id_last_four = ${word.text}
                union select person_id from personal_data where mobile_last_four = ${word.text}) d
          left join person_merges g on g.merged_id = d.person_id and g.recorded_until is null`)
      ]
    case 'idNumber':
    case 'mobile': {
      const column = word.kind === 'idNumber' ? sql`id_hash` : sql`mobile_hash`
      const hash = matchingHash(keys, word.text)
      return [
        ofPeople(sql`
          select coalesce(g.kept_id, d.person_id) from personal_data d
          left join person_merges g on g.merged_id = d.person_id and g.recorded_until is null where d.${column} = ${hash}`)
      ]
    }
    case 'post':
      return []
  }
}
