import { Command } from 'commander'
import { BUILT_IN } from '../catalogue/index.ts'
import { type CheckedClaim, checkSentence } from '../judgement/index.ts'
import { createBoardReader, sentenceFacts } from '../pages/index.ts'
import { openServices } from '../services.ts'
import { kpisAt } from './catalogue.ts'
import {
  authorityOption,
  catalogueOption,
  type CatalogueOption,
  config,
  dataOption,
  type DataOption,
} from './options.ts'
import { sourceOf } from './session.ts'
import { print } from './terminal.ts'
import { WrongUse } from './wrong-use.ts'

type SentenceOptions = DataOption & CatalogueOption & { readonly authority?: string }

/** `sendboard check-sentence`: whether what a person wrote of a KPI is borne out, and by what. */
export function checkSentenceCommand(): Command {
  return new Command('check-sentence')
    .description('whether the words of a sentence about a KPI are borne out by its figures')
    .argument('<address>', 'one KPI, such as kingston-2021/111/a')
    .argument('<sentence>', 'such as "Timeliness has improved and is on track."')
    .addOption(authorityOption())
    .addOption(dataOption())
    .addOption(catalogueOption())
    .addHelpText(
      'after',
      `
Checked are improved, worse, rose, fell, stable, on track, met, record, significant and their kin, with or
without a "not". Exit code 1 when one of them is not borne out or cannot be told.`,
    )
    .action(check)
}

async function check(
  address: string,
  sentence: string,
  { data, catalogue, ...asked }: SentenceOptions,
): Promise<void> {
  const folders = catalogue === undefined ? [BUILT_IN] : [BUILT_IN, catalogue]
  const services = await openServices(config({ SENDBOARD_DATA: data }), folders)
  try {
    const [kpi, ...others] = kpisAt(services.catalogue, address)
    if (!kpi || others.length > 0) {
      throw new WrongUse(
        `${address} is more than one KPI. Name one, such as ${address.split('/').slice(0, 2).join('/')}/a.`,
      )
    }
    const { authority } = await sourceOf(services, asked)
    const judged = await services.choosing.run(
      authority,
      async () => await createBoardReader(services).kpi(await services.readState(), kpi),
    )
    const { supported, claims } = checkSentence(sentence, sentenceFacts(judged))
    print(judged.sentence)
    if (claims.length === 0) print('The sentence claims nothing that is checked.')
    for (const claim of claims) print(claimLine(claim))
    if (!supported) process.exitCode = 1
  } finally {
    await services.close()
  }
}

const SUPPORT_WORDS = {
  supported: 'supported',
  unsupported: 'not supported',
  'cannot-tell': 'cannot be told',
} as const

function claimLine({ words, negated, support, by }: CheckedClaim): string {
  return `  ${negated ? 'no ' : ''}"${words}": ${SUPPORT_WORDS[support]} (${by})`
}
