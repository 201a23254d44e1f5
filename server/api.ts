import { contract as accounts } from './accounts/contract.ts'
import { constraints as accountConstraints, routes as accountRoutes } from './accounts/routes.ts'
import { contract as curriculum } from './curriculum/contract.ts'
import { constraints as curriculumConstraints, routes as curriculumRoutes } from './curriculum/routes.ts'
import type { Slice } from './http/endpoints.ts'
import type { ConstraintRefusals } from './http/errors.ts'
import { contract as policies } from './policies/contract.ts'
import { routes as policyRoutes } from './policies/routes.ts'

/** The slices, in order. A slice imports only slices above it. */
export const slices: Slice[] = [policyRoutes, accountRoutes, curriculumRoutes]

/** What a broken constraint means, from every slice. */
export const constraints: ConstraintRefusals = { ...accountConstraints, ...curriculumConstraints }

/** Every call there is, with its shapes: all the web knows of the server. */
export type Api = typeof policies & typeof accounts & typeof curriculum
