import { join } from 'node:path'
import { textOf } from './days.ts'
import type { FaultMaker } from './faults.ts'
import { openFile, type TextFile } from './files.ts'
import type { Life } from './life.ts'
import { faultsFrom, type Sen2Faults } from './sen2-faults.ts'
import { personXml } from './sen2-person.ts'
import { collectionOf, type Collection } from './sen2-scope.ts'
import { SEN2_YEARS } from './sen2-years.ts'
import type { Authority } from './world.ts'
import { element, group, type Xml } from './xml.ts'

/** The SEN2 returns of an authority, being written. */
export type Sen2Files = {
  readonly add: (life: Life) => void
  /** Persons written, by year. */
  readonly persons: () => ReadonlyMap<number, number>
  readonly close: () => number
}

type Return = { readonly collection: Collection; readonly file: TextFile; persons: number }

/** Opens one return for each year under `folder`. */
export function openSen2Files(folder: string, authority: Authority, maker: FaultMaker): Sen2Files {
  const faults = faultsFrom(maker)
  const returns: readonly Return[] = SEN2_YEARS.map((year) => {
    const collection = collectionOf(year)
    const file = openFile(join(folder, `sen2-${String(year)}.xml`))
    file.write(
      `<?xml version="1.0" encoding="UTF-8"?>\n<!-- Synthetic: nobody in this file exists. -->\n<Message>\n`,
    )
    file.write(`${headerXml(collection, authority)}<Persons>\n`)
    return { collection, file, persons: 0 }
  })
  return {
    add: (life) => {
      for (const one of returns) addPerson(one, life, authority.lea, faults)
    },
    persons: () => new Map(returns.map(({ collection, persons }) => [collection.year, persons])),
    close: () =>
      returns.reduce((sum, { file }) => {
        file.write('</Persons>\n</Message>\n')
        return sum + file.close()
      }, 0),
  }
}

function addPerson(one: Return, life: Life, lea: string, faults: Sen2Faults): void {
  const xml = personXml(life, one.collection, lea, faults)
  if (xml === undefined) return
  one.file.write(xml)
  one.persons += 1
}

function headerXml({ year, census }: Collection, { lea }: Authority): Xml {
  return group(
    'Header',
    group(
      'CollectionDetails',
      element('Collection', 'SEN2'),
      element('Year', year),
      element('ReferenceDate', textOf(census)),
    ),
    group(
      'Source',
      element('SourceLevel', 'L'),
      element('LEA', lea),
      element('SoftwareCode', 'INVENTED'),
      element('Release', '1.0.0'),
      element('SerialNo', '001'),
      element('DateTime', `${textOf(census + 30)}T09:30:00`),
    ),
    element('DMO', 'Y'),
    element('DCO', 'Y'),
    year < 2025 ? '' : element('DSCO', 'R'),
  )
}
