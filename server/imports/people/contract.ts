/** People of a file in the contract: what a file changes of them. */
import { Type } from 'typebox'
import { day, id, oneOf, orNull, shape } from '../../http/contract.ts'

const name = Type.String()
const bilingual = { zh: name, en: name }
const written = { sheet: name, row: Type.Integer() }

const post = shape({
  organisationId: orNull(id),
  organisation: name,
  unit: orNull(name),
  role: name,
  portfolio: orNull(name),
  title: name,
  from: orNull(day)
})
export const posts = Type.Array(post)
/** Where the row gives no date, the post begins on the effective date of the import. */
const added = shape({ ...post.properties, dateFrom: oneOf(['file', 'effectiveDate']) })

/** 组织关系: where somebody is a member, at which stage. */
export const membership = shape({ organisationId: orNull(id), organisation: name, unit: orNull(name), stage: name, from: day })

export const changed = shape({
  ...written,
  name,
  idLastFour: orNull(name),
  personId: orNull(id),
  /** joined, changedPost, changedDetails */
  kind: name,
  matchedBy: orNull(name),
  before: posts,
  added: Type.Array(added),
  ended: posts,
  redated: Type.Array(shape({ organisation: name, role: name, was: orNull(day), from: day })),
  /** The membership that begins, and the one it takes the place of. */
  membership: orNull(
    shape({
      was: orNull(membership),
      becomes: shape({ ...membership.properties, dateFrom: oneOf(['file', 'effectiveDate']) })
    })
  ),
  details: Type.Array(name),
  /** What the ID number says where the row itself is silent. */
  fromId: Type.Array(name),
  /** What becomes of the requirements, on the effective date. */
  effects: Type.Array(
    shape({
      ...bilingual,
      was: orNull(name),
      becomes: orNull(name),
      dueOn: orNull(day),
      /** Counted in another unit from then on. */
      isElsewhere: Type.Boolean()
    })
  )
})

export const leaving = shape({
  personId: id,
  name,
  idLastFour: orNull(name),
  unit: orNull(name),
  ended: posts,
  /** The one that ends, where the list names members. */
  membership: orNull(membership),
  leavesAltogether: Type.Boolean(),
  /** Applied at once; held for a second person; or kept back because a row of the same organisation was refused. */
  standing: oneOf(['leaves', 'held', 'withheld'])
})
