import { fileURLToPath } from 'node:url'
import { packagesIn } from '../../server/content.ts'
import type { PackageFolder } from '../../server/curriculum/courses/packages.ts'
// Registers who reads films.
import '../../server/api.ts'

const courses = await packagesIn(fileURLToPath(new URL('../../content/courses/', import.meta.url)))
const shipped = courses.find(({ name }) => name === 'village-affairs-disclosure')

/** The course package with a film that comes with the product, with some files changed; null takes a file away. */
export const packageWith = (changed: Record<string, string | Uint8Array | null> = {}): PackageFolder => {
  const { name, files } = shipped!
  return {
    name,
    files: {
      has: path => (Object.hasOwn(changed, path) ? changed[path] !== null : files.has(path)),
      read: async path => (changed[path] ? Buffer.from(changed[path] as string) : files.read(path))
    }
  }
}

export const textOf = async (path: string): Promise<string> => Buffer.from(await shipped!.files.read(path)).toString('utf8')
