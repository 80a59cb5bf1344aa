// For tests: a process that imports a folder into a data folder and says each step
// as it begins, to be killed while it does. Reading the definitions takes longer than the import, so
// the test hands over those that it has read.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize } from 'node:v8'
import { z } from 'zod'
import type { Catalogue } from '../../src/catalogue/index.ts'
import { openDatabase } from '../../src/database/index.ts'
import { importPaths, readPersonKey } from '../../src/records/index.ts'

const [data = '', extract = '', definitions = '', url = ''] = process.argv.slice(2)
const catalogue = z.custom<Catalogue>().parse(deserialize(readFileSync(definitions)))
const database = await openDatabase(url === '' ? { file: join(data, 'sendboard.duckdb') } : { url })
const services = { database, catalogue, personKey: await readPersonKey(data) }
process.stdout.write('opened\n')
await importPaths(services, [extract], {
  onProgress: ({ phase, file, table = '' }) => {
    process.stdout.write(`${[phase, file, table].join(' ').trim()}\n`)
  },
})
process.stdout.write('committed\n')
await database.close()
