// For memory.test.ts: imports a file into a folder with little memory for the database, and prints the
// rows read and the most memory that the process held, in megabytes of a million bytes.
import { join } from 'node:path'
import { readCatalogue } from '../../src/catalogue/index.ts'
import { openDuckDb } from '../../src/database/index.ts'
import { importPaths } from '../../src/records/index.ts'

const [folder = '', file = ''] = process.argv.slice(2)
const catalogue = await readCatalogue()
const database = await openDuckDb(join(folder, 'sendboard.duckdb'), { memoryMegabytes: 128 })
const { imports } = await importPaths(
  { database, catalogue, personKey: 'memory '.repeat(8) },
  [file],
  { authority: 'X00000999', extractedOn: '2026-03-31' },
)
await database.close()
const megabytes = Math.round((process.resourceUsage().maxRSS * 1024) / 1e6)
process.stdout.write(JSON.stringify({ read: imports[0]?.counts.read, megabytes }))
