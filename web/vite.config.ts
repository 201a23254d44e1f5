import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig, type Plugin } from 'vite'

// Absolute, because commands run from the root of the repository while the checker resolves this file from its own folder.
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

type Modules = { getModuleInfo: (id: string) => { importers: readonly string[] } | null }

const DESK = /\/web\/routes\/(manage|coverage|admin)\//

/** Whether nothing but the pages of a desk leads to a module. */
const isOfTheDesk = (id: string, modules: Modules, seen = new Set<string>()): boolean => {
  if (seen.has(id) || DESK.test(id)) return true
  if (id.includes('/web/routes/')) return false
  seen.add(id)
  const importers = modules.getModuleInfo(id)?.importers ?? []
  return importers.length > 0 && importers.every(importer => isOfTheDesk(importer, modules, seen))
}

// What several pages use travels as one file: a first visit over a patchy network took 48 requests without this, and takes 20 with it.
// What only a desk has to say is a file of its own: no phone fetches the words of a plan or an import.
const shared = { test: /web.lib.(components|shell|words)|lucide/, minShareCount: 3 }
// The phone's comes first: a file takes along what its modules rest on.
const parts = { ...shared, priority: 2, name: (id: string, modules: Modules) => (isOfTheDesk(id, modules) ? null : 'parts') }
const desk = { ...shared, priority: 1, name: (id: string, modules: Modules) => (isOfTheDesk(id, modules) ? 'desk' : null) }

/**
 * The pages use the server's pure rules, so that the live figure and the refusal are one function. The framework bars every file below a
 * folder called server from the browser; these files alone are let through, and everything else there stays barred.
 */
const rulesForPages: Plugin = {
  name: 'rules-for-pages',
  enforce: 'pre',
  load: {
    filter: { id: /\/server\/((\w+\/)+rules|time\/halfDays)\.ts$/ },
    handler: id => readFile(id, 'utf8')
  }
}

export default defineConfig({
  plugins: [
    rulesForPages,
    sveltekit({
      adapter: adapter({ out: here('./build') }),
      files: { src: here('.'), assets: here('./static') },
      outDir: here('./.svelte-kit'),
      // Style smaller than this, in bytes, is written into the page instead of being fetched beside it.
      inlineStyleThreshold: 1500,
      // Nothing may be fetched from, or sent to, another host. Style attributes alone are let through: the framework's own
      // announcer for screen readers needs one.
      csp: {
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          'style-src-attr': ['unsafe-inline'],
          'img-src': ['self', 'data:', 'blob:'],
          'media-src': ['self', 'blob:'],
          'worker-src': ['self', 'blob:'],
          'object-src': ['none'],
          'base-uri': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['none']
        }
      }
    })
  ],
  environments: {
    // The oldest browsers still met on the desks and phones of a county. For them alone: what renders the pages runs on this
    // repository's own Node, where private fields spelled out for older engines cost a twentieth of a page.
    client: {
      build: { target: ['chrome100', 'safari15.4'], rolldownOptions: { output: { codeSplitting: { groups: [parts, desk] } } } }
    }
  },
  resolve: { alias: { $lib: here('./lib') } }
})
