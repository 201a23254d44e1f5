/** What a rendered page needs to stand by itself: the files it names, and the answers it was rendered from, by address. */
export const namedIn = (html: string, path: string): { files: string[]; answers: Map<string, string> } => {
  const base = new URL(path, 'http://here')
  const files = new Set<string>()
  for (const [, found] of html.matchAll(/["']([^"'\s]*\/_app\/immutable\/[^"'\s]+)["']/g))
    files.add(new URL(found!, base).pathname)
  const answers = new Map<string, string>()
  for (const [, attributes, content] of html.matchAll(
    /<script type="application\/json" data-sveltekit-fetched([^>]*)>(.*?)<\/script>/gs
  )) {
    const url = /data-url="([^"]*)"/.exec(attributes!)?.[1]?.replaceAll('&amp;', '&')
    const { status, body } = JSON.parse(content!) as { status: number; body: string }
    if (url && status === 200) answers.set(url, body)
  }
  return { files: [...files], answers }
}
