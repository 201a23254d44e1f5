import { expect, test } from 'vitest'
import { namedIn } from '../../web/lib/shell/namedIn.ts'

test('a page names its files and the answers it was made from; what was refused is not one of them', () => {
  const told = (url: string, status: number, body: object) =>
    `<script type="application/json" data-sveltekit-fetched data-url="${url}" data-hash="1">${JSON.stringify({
      status,
      statusText: '',
      headers: {},
      body: JSON.stringify(body)
    }).replaceAll('<', '\\u003C')}</script>`
  const { files, answers } = namedIn(
    `<link href="../_app/immutable/assets/2.a.css" rel="stylesheet">
     <link rel="modulepreload" href="../_app/immutable/nodes/2.b.js">
     <script>import("../_app/immutable/entry/start.c.js"); import("../_app/immutable/nodes/2.b.js")</script>
     <a href="/learn/record">x</a>` +
      told('/api/me', 200, { accountId: 4, name: '</script>' }) +
      told('/api/my/record?year=2026&amp;x=1', 200, { year: 2026 }) +
      told('/api/cohorts', 403, {}),
    '/learn/cohorts'
  )
  expect(files).toEqual(['/_app/immutable/assets/2.a.css', '/_app/immutable/nodes/2.b.js', '/_app/immutable/entry/start.c.js'])
  expect([...answers]).toEqual([
    ['/api/me', '{"accountId":4,"name":"</script>"}'],
    ['/api/my/record?year=2026&x=1', '{"year":2026}']
  ])
})
