// npm run bench [-- --quick] [-- --england]: how fast Sendboard is beside honest peers. Values are checked
// to be equal before any time is given. Writes bench/results.md. --quick does a small authority only, in
// less than a minute, writes nothing, and fails on wrong figures but never on time; --england grows to
// 153 authorities.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measureAll, type Sizes } from './measure-all.ts'
import { resultsPage } from './results-page.ts'
import { say } from './stopwatch.ts'

const isQuick = process.argv.includes('--quick')
const isEngland = process.argv.includes('--england')

const QUICK: Sizes = {
  sizes: ['kingston'],
  repeats: 1,
  authorities: [1, 2],
  clustered: 0,
  ledgerLines: 30_000,
  returnBytes: 5e6,
  loadSeconds: 3,
}
const FULL: Sizes = {
  sizes: ['kingston', 'kent'],
  repeats: 3,
  authorities: isEngland ? [1, 10, 40, 153] : [1, 10, 40],
  clustered: 8,
  ledgerLines: 1_000_000,
  returnBytes: 200e6,
  loadSeconds: 30,
}

const work = mkdtempSync(join(tmpdir(), 'sendboard-bench-'))
try {
  const page = resultsPage(await measureAll(isQuick ? QUICK : FULL, work))
  process.stdout.write(page)
  if (!isQuick) writeFileSync(fileURLToPath(new URL('results.md', import.meta.url)), page)
  say('all figures were equal')
} finally {
  rmSync(work, { recursive: true, force: true })
}
