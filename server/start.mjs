// `npm start`, also on a machine that brings only Node 20: installs what is missing, builds what changed, then hands over to the Node
// the project brings along.
import { spawn } from 'node:child_process'
import { build, flags, install, node, root } from './prepare.mjs'

install()
build()

const server = spawn(node, [...flags, 'server/main.ts'], { cwd: root, stdio: 'inherit' })
// The terminal sends Ctrl-C to both; the server closes in order and this process waits for it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && server.kill(signal))
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
