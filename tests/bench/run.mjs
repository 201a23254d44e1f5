// `npm run bench -- <name> [S|M|L]`: measures the bars of one capability, each beside its baseline in the same run.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build, install, node, root } from '../../server/prepare.mjs'

const NAMES = ['main', 'roster', 'teach', 'cohorts']
const [name, size = 'S'] = process.argv.slice(2)
const file = join('tests', 'bench', `${name}.ts`)
if (!NAMES.includes(name)) {
  console.error(`Which bench? One of: ${NAMES.join(', ')}`)
  process.exit(1)
}
install()
build()
process.exit(spawnSync(node, ['--disable-warning=ExperimentalWarning', file, size], { cwd: root, stdio: 'inherit' }).status ?? 1)
