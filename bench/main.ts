// npm run bench [-- --quick]: how fast files are read and imported, and how long all figures take, for
// the sizes of Kingston and Kent. Writes bench/results.md; --quick does Kingston only and writes nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DemoSize } from '../src/demo/index.ts'
import { machine } from './machine.ts'
import { measureSize } from './measure-size.ts'
import { resultsPage } from './results-page.ts'

const isQuick = process.argv.includes('--quick')
const sizes: readonly DemoSize[] = isQuick ? ['kingston'] : ['kingston', 'kent']
const folder = mkdtempSync(join(tmpdir(), 'sendboard-bench-'))

try {
  const results = []
  for (const size of sizes) results.push(await measureSize(size, join(folder, size)))
  const page = resultsPage(machine(), results)
  process.stdout.write(page)
  if (!isQuick) writeFileSync(join(dirname(fileURLToPath(import.meta.url)), 'results.md'), page)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
