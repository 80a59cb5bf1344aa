import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { Command } from 'commander'
import { databasePlace } from '../config.ts'
import { openDatabase } from '../database/index.ts'
import { checkPersonKey } from '../records/index.ts'
import { type Manifest, restoreRecords, type TransferServices } from '../transfer/index.ts'
import { openCatalogue } from './catalogue.ts'
import { transferWords } from './export.ts'
import { hashLine } from './hash.ts'
import { interruption } from './interruption.ts'
import {
  catalogueOption,
  type CatalogueOption,
  config,
  dataOption,
  type DataOption,
} from './options.ts'
import { print, progressLine, say } from './terminal.ts'

type RestoreOptions = DataOption & CatalogueOption

/** What became of the export, and what the person key of the data folder is for it. */
type Restored = Manifest & { readonly key: 'right' | 'other' | 'none' }

/** `sendboard restore`: the records of an export into an empty database, all or nothing. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('put the records of an export into an empty database')
    .argument('<path>', 'the folder or .zip file that bin/sendboard export wrote')
    .addOption(dataOption())
    .addOption(catalogueOption())
    .action(async (path: string, options: RestoreOptions) => {
      const { authorities, tables, key } = await restoreInto(path, options)
      print(`The records of ${authorities.join(', ')} are restored.\n${hashLine(tables)}`)
      print('Computed again from the database: the same as in the export.')
      if (key !== 'right') say(keyWords(key, options.data))
    })
}

async function restoreInto(
  path: string,
  { data, catalogue: folder }: RestoreOptions,
): Promise<Restored> {
  const catalogue = await openCatalogue(folder)
  const place = databasePlace(config({ SENDBOARD_DATA: data }))
  mkdirSync(data, { recursive: true })
  const newFile = 'file' in place && !existsSync(place.file) ? place.file : undefined
  const database = await openDatabase(place)
  const progress = progressLine()
  const services: TransferServices = {
    ...{ database, catalogue },
    signal: interruption('interrupted: nothing was restored'),
    onProgress: (step) => {
      progress.show(transferWords(step))
    },
  }
  let isRestored = false
  try {
    const manifest = await restoreRecords(services, path)
    isRestored = true
    return { ...manifest, key: await checkPersonKey(database, data) }
  } finally {
    progress.done()
    await database.close()
    if (newFile !== undefined && !isRestored) removeDatabase(newFile)
  }
}

/** Where nothing was restored, no file is left that was not there before. */
function removeDatabase(file: string): void {
  for (const one of [file, `${file}.wal`]) rmSync(one, { force: true })
}

function keyWords(key: 'other' | 'none', data: string): string {
  const found =
    key === 'none' ? `There is no person.key in ${data}` : `The person.key in ${data} is another`
  return (
    `${found}. Copy that of the folder which these records came from before you import: without it ` +
    'nobody is found again.'
  )
}
