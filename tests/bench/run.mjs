// `npm run bench -- <name> [S|M|L]`: measures the bars of one capability, each beside its baseline in the same run.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { install, node, root } from '../../server/prepare.mjs'

const [name, size = 'S'] = process.argv.slice(2)
const file = join('tests', 'bench', `${name}.ts`)
if (!name || !existsSync(join(root, file))) {
  console.error('Which bench? One of: main, roster')
  process.exit(1)
}
install()
process.exit(spawnSync(node, ['--disable-warning=ExperimentalWarning', file, size], { cwd: root, stdio: 'inherit' }).status ?? 1)
