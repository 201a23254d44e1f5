import { Type } from 'typebox'
import { day, id, instant, orNull, shape } from '../http/contract.ts'

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
  },
  'GET /policy-versions': {
    says: 'Every version of the pack, the one in force latest first.',
    permission: 'policies.read',
    reply: shape({
      maySet: Type.Boolean(),
      versions: Type.Array(
        shape({
          id,
          number: Type.Integer(),
          title: Type.String(),
          effectiveFrom: day,
          effectiveUntil: orNull(day),
          recordedAt: instant,
          /** Null for one that came with the product. */
          recordedBy: orNull(Type.String())
        })
      )
    })
  },
  'GET /policy-versions/:versionId': {
    says: 'A version of the pack as it was written.',
    permission: 'policies.read',
    params: shape({ versionId: id }),
    reply: shape({ number: Type.Integer(), text: Type.String() })
  },
  'GET /policy-models': {
    says: 'Complete packs to start a version from, with the next number and in force from today.',
    permission: 'policies.set',
    reply: shape({ models: Type.Array(shape({ title: Type.String(), text: Type.String() })) })
  },
  'POST /policy-versions': {
    says: 'Reads a pack and tells every mistake with its line; without one, and unless it is a trial, it becomes the next version.',
    permission: 'policies.set',
    body: shape({ text: Type.String({ minLength: 1, maxLength: 200_000 }), isTrial: Type.Boolean() }),
    reply: shape({
      /** Null where nothing was added. */
      number: orNull(Type.Integer()),
      mistakes: Type.Array(shape({ line: Type.Integer(), text: Type.String() }))
    })
  }
} as const
