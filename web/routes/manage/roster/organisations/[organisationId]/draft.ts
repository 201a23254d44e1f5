import type { FIELDS, LEVELS, TYPE_CODES, UNIT_CATEGORIES } from '../../../../../../server/organisations/tree/rules.ts'

/** What is typed of an organisation; empty text is what is not known. */
export type Draft = {
  name: string
  code: string
  typeCode: (typeof TYPE_CODES)[number]
  level: (typeof LEVELS)[number]
  unitCategory: (typeof UNIT_CATEGORIES)[number]
  field: (typeof FIELDS)[number]
  divisionCode: string
  localCategory: string
}

type Known = {
  name: string
  code: string | null
  typeCode: string
  level: string
  unitCategory: string
  field: string
  divisionCode: string | null
  localCategory: string | null
}

export const draftOf = (known: Known): Draft => ({
  name: known.name,
  code: known.code ?? '',
  typeCode: known.typeCode as Draft['typeCode'],
  level: known.level as Draft['level'],
  unitCategory: known.unitCategory as Draft['unitCategory'],
  field: known.field as Draft['field'],
  divisionCode: known.divisionCode ?? '',
  localCategory: known.localCategory ?? ''
})

const BELOW: Record<string, Pick<Draft, 'typeCode' | 'level' | 'unitCategory' | 'field'>> = {
  subdistrict: { typeCode: '631', level: 'community', unitCategory: 'cityCommunity', field: 'urbanCommunity' },
  village: { typeCode: '641', level: 'group', unitCategory: 'village', field: 'rural' },
  community: { typeCode: '641', level: 'group', unitCategory: 'cityCommunity', field: 'urbanCommunity' },
  county: { typeCode: '611', level: 'township', unitCategory: 'town', field: 'rural' },
  prefecture: { typeCode: '611', level: 'county', unitCategory: 'organ', field: 'organ' },
  province: { typeCode: '611', level: 'prefecture', unitCategory: 'organ', field: 'organ' }
}

/** What usually stands below an organisation of this level. */
export const draftBelow = (level: string): Draft => ({
  name: '',
  code: '',
  divisionCode: '',
  localCategory: '',
  ...(BELOW[level] ?? { typeCode: '631', level: 'village', unitCategory: 'village', field: 'rural' })
})

export const bodyOf = ({ code, divisionCode, localCategory, name, ...kind }: Draft) => ({
  ...kind,
  name: name.trim(),
  code: code.trim() || null,
  divisionCode: divisionCode.trim() || null,
  localCategory: localCategory.trim() || null
})

export const DRAFT_FIELDS = ['name', 'code', 'typeCode', 'level', 'unitCategory', 'field', 'divisionCode', 'localCategory']
