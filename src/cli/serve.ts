import { Command } from 'commander'
import { startServer } from '../app.ts'
import { BUILT_IN } from '../catalogue/index.ts'
import { openServices } from '../services.ts'
import {
  catalogueOption,
  type CatalogueOption,
  config,
  dataOption,
  type DataOption,
} from './options.ts'
import { print, say } from './terminal.ts'
import { WrongUse } from './wrong-use.ts'

const PATIENCE_MS = 4000

export type ServeOptions = DataOption &
  CatalogueOption & { readonly port?: string; readonly host?: string }

/** `sendboard serve`: the pages, on this machine only, until Ctrl-C. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('serve the pages on this machine only, until Ctrl-C')
    .option('--port <number>', 'where to listen (PORT; default 3000)')
    .option(
      '--host <address>',
      'one of this machine’s own: no other is accepted before sign-in exists',
    )
    .addOption(dataOption())
    .addOption(catalogueOption())
    .action(serve)
}

/**
 * Serves the pages and says where. Comes back as soon as they can be asked for.
 *
 * @throws WrongUse if the port is taken or the address could be reached by others.
 */
export async function serve({ data, catalogue, port, host }: ServeOptions): Promise<void> {
  const settings = config({ SENDBOARD_DATA: data, PORT: port, HOST: host })
  const folders = catalogue === undefined ? [BUILT_IN] : [BUILT_IN, catalogue]
  say('Opening the records and computing the figures that are not kept yet …')
  const services = await openServices(settings, folders)
  try {
    const { url } = await startServer(services)
    print(`Sendboard is at ${url} (Ctrl-C stops it)`)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, endSoon)
  } catch (error) {
    await services.close()
    throw error instanceof Error && error.message.includes('in use')
      ? new WrongUse(error.message)
      : error
  }
}

/** Requests under way may finish, but nobody waits long for the end; the database bears it. */
function endSoon(): void {
  setTimeout(() => {
    process.exit()
  }, PATIENCE_MS).unref()
}
