import { Command } from 'commander'
import { checkIdentities, type IdentityCheck } from '../figures/index.ts'
import {
  asAtOption,
  authorityOption,
  catalogueOption,
  type CatalogueOption,
  dataOption,
  type DataOption,
} from './options.ts'
import { sourcesOf, withSession } from './session.ts'
import { print } from './terminal.ts'

type IdentitiesOptions = DataOption &
  CatalogueOption & { readonly asAt?: string; readonly authority?: string }

/** `sendboard identities`: whether the figures that must add up do. */
export function identitiesCommand(): Command {
  return new Command('identities')
    .description('try what must add up, such as plans held, made and ceased')
    .addOption(asAtOption())
    .addOption(authorityOption())
    .addOption(dataOption())
    .addOption(catalogueOption())
    .addHelpText('after', '\nThe exit code is 1 when something does not add up.')
    .action(async (options: IdentitiesOptions) => {
      const checks = await identitiesOf(options)
      print([...checks.map(({ statement }) => statement), '', identitiesSummary(checks)].join('\n'))
      if (checks.some(({ outcome }) => outcome === 'broken')) process.exitCode = 1
    })
}

/** Every identity of each authority with records, or of the one asked. */
export async function identitiesOf(options: IdentitiesOptions): Promise<readonly IdentityCheck[]> {
  return await withSession(options, async (session) => {
    const checks: IdentityCheck[] = []
    for (const source of await sourcesOf(session, options)) {
      checks.push(...(await checkIdentities(source)))
    }
    return checks
  })
}

/** What does not add up, a line each, and how many sums were tried; for the end of an import. */
export function identitiesReport(checks: readonly IdentityCheck[]): string {
  const broken = checks.filter(({ outcome }) => outcome === 'broken')
  return [...broken.map(({ statement }) => statement), identitiesSummary(checks)].join('\n')
}

function identitiesSummary(checks: readonly IdentityCheck[]): string {
  const count = (wanted: IdentityCheck['outcome']) =>
    checks.filter(({ outcome }) => outcome === wanted).length
  const [sound, broken, untried] = [count('adds-up'), count('broken'), count('not-checked')]
  const result = broken === 0 ? 'all do' : `${String(sound)} do, ${String(broken)} do not`
  return [
    `${String(sound + broken)} sums that must add up: ${result}.`,
    ...(untried > 0 ? [`${String(untried)} more could not be tried.`] : []),
  ].join(' ')
}
