import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { NODE, ROOT } from './processes.ts'

/** The smallest page SvelteKit can render, built and served the same way: what a page costs before it says anything. */
export const buildBareKit = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'lunxun-bare-kit-'))
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  await mkdir(join(folder, 'src', 'routes'), { recursive: true })
  const write = (name: string, text: string) => writeFile(join(folder, name), text)
  await write('package.json', JSON.stringify({ name: 'bare', type: 'module' }))
  await write(
    'vite.config.js',
    `import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
export default { plugins: [sveltekit({ adapter: adapter() })], logLevel: 'error' }
`
  )
  await write(
    'src/app.html',
    '<!doctype html><html lang="zh-CN"><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>\n'
  )
  await write('src/routes/+page.svelte', '<h1>今天</h1>\n')
  await write(
    'serve.js',
    `import { createServer } from 'node:http'
import { handler } from './build/handler.js'
createServer(handler).listen(Number(process.env.PORT), '127.0.0.1')
`
  )
  const built = spawnSync(NODE, ['node_modules/vite/bin/vite.js', 'build'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit']
  })
  if (built.status !== 0) throw new Error('the bare page did not build')
  return folder
}
