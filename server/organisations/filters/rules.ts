/**
 * A choice of people under a name: where in the tree, with or without what is below, of which stratum, field, role, stage of membership, and
 * how they stand for a requirement. It is read anew each time it is used, so that it never grows old. It belongs to an organisation; whoever
 * reads the roster of that one may use it, whoever keeps that roster may make it and take it away.
 * A stratum is what the policy pack in force on the day says: the first that holds the field of the counting place and the role held there. The
 * counting place is the main post, else the post held longest; for the stratum of members it is where the membership is.
 */
import { stratumOf, type Stratum } from '../../policies/rules.ts'
import { ROLES, type STAGES } from '../people/rules.ts'
import { FIELDS } from '../tree/rules.ts'

export const ROLES_SOUGHT = [...ROLES, 'member'] as const
export const STANDINGS = ['covered', 'outstanding', 'notYetDue', 'exempt', 'left'] as const

type OneOf<Words extends readonly string[]> = Words[number] | null

export type Criteria = {
  organisationId: number | null
  directly: boolean
  q: string | null
  role: OneOf<typeof ROLES_SOUGHT>
  stage: OneOf<typeof STAGES>
  field: OneOf<typeof FIELDS>
  stratum: string | null
  requirement: string | null
  state: OneOf<typeof STANDINGS>
}

/** The combinations of field and role that fall into a stratum. */
export const seatsIn = (strata: readonly Stratum[], code: string): { field: string; role: string }[] =>
  FIELDS.flatMap(field => ROLES_SOUGHT.filter(role => stratumOf(strata, field, role) === code).map(role => ({ field, role })))
