import { Type } from 'typebox'
import { orNull, shape } from '../http/contract.ts'

const named = { code: Type.String(), zh: Type.String(), en: Type.String() }

export const contract = {
  'GET /policy': {
    says: 'The policy pack in force today: categories, strata, requirements, the ratio rule and the conversion.',
    permission: 'policies.read',
    reply: shape({
      number: Type.Integer(),
      title: Type.String(),
      categories: Type.Array(shape(named)),
      strata: Type.Array(shape(named)),
      requirements: Type.Array(
        shape({ ...named, severity: Type.String(), cite: Type.String(), monthsAfterAppointment: orNull(Type.Integer()) })
      ),
      ratio: shape({ category: Type.String(), part: Type.Integer(), whole: Type.Integer() }),
      completion: shape({ part: Type.Integer(), whole: Type.Integer() }),
      smallCell: Type.Integer()
    })
  }
} as const
