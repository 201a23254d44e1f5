import type { PageLoad } from './$types'
import { ownOrganisation } from '../../nouns.ts'

export const load: PageLoad = async ({ parent }) => ({ organisationId: ownOrganisation((await parent()).me) })
