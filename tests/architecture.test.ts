import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** The slices, in order: each may import those before it, never those after it. */
const SLICES = [
  'audit',
  'policies',
  'organisations',
  'accounts',
  'notices',
  'funds',
  'curriculum',
  'cohorts',
  'enrolment',
  'attendance',
  'activities',
  'online',
  'quizzes',
  'credits',
  'coverage',
  'nominations',
  'closing',
  'imports',
  'exports'
]
const PLUMBING = ['time', 'http', 'database', 'jobs', 'files']

type Import = { from: string; to: string; isType: boolean; isPackage: boolean }

const filesBelow = (folder: string, pattern: RegExp): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(
      name => pattern.test(name) && !/(^|\/)(build|\.svelte-kit|node_modules)\//.test(name) && statSync(join(ROOT, name)).isFile()
    )

const importsOf = (file: string): Import[] => {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]|(?:^|\n)\s*import\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g
  )
  return [...found].map(([, type, named, bare, lazy]) => {
    const target = (named ?? bare ?? lazy)!
    const isPackage = !target.startsWith('.') && !target.startsWith('$lib')
    const to = isPackage
      ? target
      : target.startsWith('$lib')
        ? target.replace('$lib', 'web/lib')
        : relative(ROOT, join(ROOT, dirname(file), target))
    return { from: file, to, isType: Boolean(type), isPackage }
  })
}

const server = filesBelow('server', /\.ts$/)
const serverImports = server.flatMap(importsOf)
const folderOf = (file: string): string | null => file.match(/^server\/(\w+)\//)?.[1] ?? null
const line = ({ from, to }: Import) => `${from} → ${to}`

test('every folder of the server is a slice of the list or plumbing', () => {
  const folders = [...new Set(server.map(folderOf).filter(Boolean))]
  expect(folders.filter(folder => ![...SLICES, ...PLUMBING].includes(folder!))).toEqual([])
})

test('a slice imports only slices above it, plumbing imports none', () => {
  const wrong = serverImports.filter(found => {
    const [from, to] = [folderOf(found.from), folderOf(found.to)]
    if (!from || !to || from === to || found.isPackage || PLUMBING.includes(to)) return false
    return PLUMBING.includes(from) || SLICES.indexOf(to) > SLICES.indexOf(from)
  })
  expect(wrong.map(line)).toEqual([])
})

test('only the files at the root of the server import the root, and only main and app import those that know every slice', () => {
  const wrong = serverImports.filter(
    found => !found.isPackage && /^server\/\w+\.ts$/.test(found.to) && folderOf(found.from) !== null
  )
  expect(wrong.map(line)).toEqual([])
})

test('rules are pure: no I/O, no clock, no chance, no driver', () => {
  const rules = server.filter(file => file.endsWith('/rules.ts'))
  expect(rules.length).toBeGreaterThan(3)
  const wrong = rules
    .flatMap(importsOf)
    .filter(({ to, isType, isPackage }) =>
      isPackage
        ? to.startsWith('node:') || /drizzle|fastify|^pg$|pglite|exceljs/.test(to)
        : !isType && /(queries|routes|schema|permissions)\.ts$|database\//.test(to)
    )
  expect(wrong.map(line)).toEqual([])
  const impure = rules.filter(file =>
    /Date\.now\(|new Date\(\)|Math\.random|Temporal\.Now|process\.env/.test(readFileSync(join(ROOT, file), 'utf8'))
  )
  expect(impure).toEqual([])
})

test('rules open with their rules in prose', () => {
  const silent = server.filter(file => file.endsWith('/rules.ts') && !readFileSync(join(ROOT, file), 'utf8').startsWith('/**'))
  expect(silent).toEqual([])
})

test('contracts say what crosses the wire and know no tables', () => {
  const wrong = server
    .filter(file => file.endsWith('/contract.ts'))
    .flatMap(importsOf)
    .filter(({ to, isPackage }) => (isPackage ? to !== 'typebox' : !/\/(contract|rules)\.ts$/.test(to)))
  expect(wrong.map(line)).toEqual([])
})

test('the web imports types of contracts and pure functions of rules, nothing else of the server', () => {
  const web = filesBelow('web', /\.(ts|svelte)$/)
  const wrong = web
    .flatMap(importsOf)
    .filter(({ to, isPackage }) => !isPackage && to.startsWith('server/'))
    .filter(({ to, isType }) => {
      if (/\/rules\.ts$|^server\/time\/halfDays\.ts$/.test(to)) return false
      return !(isType && /\/contract\.ts$|^server\/api\.ts$|^server\/http\/front\.ts$/.test(to))
    })
  expect(wrong.map(line)).toEqual([])
})

test('only the typed client fetches', () => {
  const wrong = filesBelow('web', /\.(ts|svelte)$/).filter(file => {
    const text = readFileSync(join(ROOT, file), 'utf8')
    // The worker keeps whole pages, not answers of the API; what it keeps with is the other half of its file.
    return (
      !/^web\/(lib\/api\.ts|hooks\.server\.ts|service-worker\.ts|lib\/shell\/keeping\.ts)$/.test(file) &&
      /(?<![\w.'])fetch\(/.test(text)
    )
  })
  expect(wrong).toEqual([])
})

test('no two files import each other, however far around', () => {
  const next = new Map<string, string[]>()
  for (const { from, to, isPackage, isType } of serverImports)
    if (!isPackage && !isType) next.set(from, [...(next.get(from) ?? []), to])
  const cycles: string[] = []
  const settled = new Set<string>()
  const walk = (file: string, trail: string[]): void => {
    if (trail.includes(file)) cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '))
    if (settled.has(file) || trail.includes(file)) return
    for (const target of next.get(file) ?? []) walk(target, [...trail, file])
    settled.add(file)
  }
  for (const file of server) walk(file, [])
  expect(cycles).toEqual([])
})

test('there is no bucket, no barrel and no file too long to read', () => {
  const all = [...server, ...filesBelow('web', /\.(ts|svelte)$/)]
  expect(all.filter(file => /(^|\/)(utils?|helpers?|common|core|shared|services?|misc)(\/|\.)/.test(file))).toEqual([])
  expect(server.filter(file => file.endsWith('/index.ts'))).toEqual([])
  expect(all.filter(file => readFileSync(join(ROOT, file), 'utf8').split('\n').length > 420)).toEqual([])
})
