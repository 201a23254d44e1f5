import type { Api } from '../../../../../server/api.ts'
import type { BodyOf } from '../../../../../server/http/contract.ts'
import { VENUE_KINDS } from '../../../../../server/curriculum/venues/rules.ts'
import type { FormField } from '../form.ts'

export type VenueTyped = BodyOf<Api['PUT /venues/:venueId']>

export const NEW_VENUE = { name: '', place: '', capacity: null, kind: 'classroom', equipment: null, contact: null }

type Words = { fields: Record<keyof VenueTyped, string>; kinds: Record<string, string> }

export const venueFields = ({ fields, kinds }: Words): FormField[] => [
  { field: 'place', label: fields.place, kind: 'text', isRequired: true, longest: 120 },
  { field: 'name', label: fields.name, kind: 'text', isRequired: true, longest: 64 },
  { field: 'capacity', label: fields.capacity, kind: 'number', isRequired: true },
  {
    field: 'kind',
    label: fields.kind,
    kind: 'select',
    isRequired: true,
    options: VENUE_KINDS.map(value => ({ value, word: kinds[value]! }))
  },
  { field: 'equipment', label: fields.equipment, kind: 'text', longest: 400, isWide: true },
  { field: 'contact', label: fields.contact, kind: 'text', longest: 120 }
]
