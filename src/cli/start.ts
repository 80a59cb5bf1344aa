import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { databasePlace } from '../config.ts'
import { openDatabase } from '../database/index.ts'
import { authoritiesIn, createRecordTables } from '../records/index.ts'
import { openCatalogue } from './catalogue.ts'
import { writeDemo } from '../demo/index.ts'
import { importInto } from './import.ts'
import { isRefused } from './import-report.ts'
import { catalogueOption, config, dataOption } from './options.ts'
import { serve, type ServeOptions } from './serve.ts'
import { say } from './terminal.ts'

/** `sendboard start`: what npm start does. The invented authority if there is no data, then serve. */
export function startCommand(): Command {
  return new Command('start')
    .description('serve the pages; with the invented authority if there is no data yet')
    .option('--port <number>', 'where to listen (PORT; default 3000)')
    .addOption(dataOption())
    .addOption(catalogueOption())
    .action(async (options: ServeOptions) => {
      config({ PORT: options.port })
      if (!(await hasRecords(options))) await loadDemo(options)
      await serve(options)
    })
}

/** A file that is there may have been emptied on purpose; a server's database is asked. */
async function hasRecords({ data, catalogue: folder }: ServeOptions): Promise<boolean> {
  const place = databasePlace(config({ SENDBOARD_DATA: data }))
  if ('file' in place) return existsSync(place.file)
  const database = await openDatabase(place)
  try {
    await createRecordTables(database, await openCatalogue(folder))
    return (await authoritiesIn(database)).length > 0
  } finally {
    await database.close()
  }
}

/** Writes the files of the invented authority to a folder for the while, and imports them. */
async function loadDemo(options: ServeOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sendboard-demo-'))
  try {
    say('There is no data yet. Writing the files of Kingsmere, an invented authority …')
    await writeDemo({ size: 'kingston', out: join(folder, 'kingsmere') })
    say('Importing them …')
    const result = await importInto([join(folder, 'kingsmere')], options)
    if (isRefused(result)) throw new Error('the demonstration could not be imported')
    const [outcome] = result.imports
    say(
      `Imported ${(outcome?.counts.loaded ?? 0).toLocaleString('en-GB')} rows into ${options.data}.`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
