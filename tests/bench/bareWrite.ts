// The baseline of a write: Fastify and pg, one upsert a request, on the same tables with the same pool. No sign-in, no permission, no audit.
import Fastify from 'fastify'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
const app = Fastify()
app.get('/readyz', () => ({ ready: true }))
app.post<{ Body: { organisationId: number; name: string; unit: string; title: string } }>('/teachers', async ({ body }) => {
  const { rows } = await pool.query(
    `with made as (insert into teachers default values returning id)
     insert into teacher_facts (teacher_id, organisation_id, name, unit, title, courses, review_status, is_hidden, recorded_from)
     select id, $1, $2, $3, $4, '{}', 'passed', false, now() from made returning teacher_id as id`,
    [body.organisationId, body.name, body.unit, body.title]
  )
  return { id: rows[0].id }
})
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
process.on('SIGTERM', () => process.exit(0))
