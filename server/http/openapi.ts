import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'

/** OpenAPI 3.1 from the contracts, for outsiders; browsable without a request to anywhere else. */
export const describeApi = async (app: FastifyInstance): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Lunxun 轮训',
        version: '1',
        description:
          'Sign in with POST /api/sign-in; the cookie it sets is the credential. Refusals are RFC 9457 problem details. ' +
          'The description of each operation is the name of the permission that guards it.'
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'lunxun' } } },
      security: [{ session: [] }]
    }
  })
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true })
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger())
}
