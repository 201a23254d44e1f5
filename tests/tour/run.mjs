// `npm run tour`: pictures of the running product into content/pictures/, and their captions into README.md.
import { spawnSync } from 'node:child_process'
import { build, install, node, root } from '../../server/prepare.mjs'

install()
build()
process.exit(
  spawnSync(node, ['--disable-warning=ExperimentalWarning', 'tests/tour/tour.ts'], { cwd: root, stdio: 'inherit' }).status ?? 1
)
