// For the tests of this folder: imports a folder into a data folder, to be killed while it does.
import { join } from 'node:path'
import { openDuckDb } from '../database/index.ts'
import { importPaths } from './import-paths.ts'
import { CATALOGUE, TEST_KEY } from './test-folder.ts'

const [data = '', folder = ''] = process.argv.slice(2)
const database = await openDuckDb(join(data, 'sendboard.duckdb'))
process.stdout.write('open\n')
await importPaths({ database, catalogue: CATALOGUE, personKey: TEST_KEY }, [folder], {
  authority: 'X00000999',
  extractedOn: '2024-04-30',
})
process.stdout.write('done\n')
await database.close()
