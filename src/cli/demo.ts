import { Command, Option } from 'commander'
import { DEFAULT_SEED, DEMO_SIZES, type DemoSize, writeDemo } from '../demo/index.ts'
import { wholeNumber } from './options.ts'
import { print, progressLine } from './terminal.ts'
import { WrongUse } from './wrong-use.ts'

type DemoOptions = { readonly size: DemoSize; readonly out: string; readonly seed: number }

/** `sendboard demo`: the files that an invented authority would export. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('write the files that an invented authority would export')
    .addOption(
      new Option('--size <size>', 'how large').choices(DEMO_SIZES).default('kingston' as const),
    )
    .requiredOption('--out <folder>', 'where to: a new or empty folder')
    .option('--seed <number>', 'the same number gives the same bytes', wholeNumber, DEFAULT_SEED)
    .action(async (options: DemoOptions) => {
      print(await demo(options))
    })
}

async function demo({ size, out, seed }: DemoOptions): Promise<string> {
  const progress = progressLine()
  const summary = await writeDemo({
    size,
    out,
    seed,
    onProgress: ({ authority, done, total, children }) => {
      const which = total > 1 ? ` (${String(done + 1)} of ${String(total)})` : ''
      progress.show(`Writing ${authority}${which}: ${children.toLocaleString('en-GB')} children …`)
    },
  }).catch((error: unknown) => {
    progress.done()
    throw error instanceof Error && error.message.includes('not empty')
      ? new WrongUse(error.message)
      : error
  })
  progress.done()
  return summaryText(out, summary)
}

function summaryText(out: string, summary: Awaited<ReturnType<typeof writeDemo>>): string {
  const rows = Object.values(summary.rows).reduce((sum, count) => sum + count, 0)
  const names = summary.authorities.map(({ name }) => name)
  const who = names.length === 1 ? (names[0] ?? '') : `${String(names.length)} authorities`
  return [
    `Wrote ${who}, invented from seed ${String(summary.seed)}, as extracted on ${summary.extractedOn}:`,
    `${rows.toLocaleString('en-GB')} rows in ${String(Object.keys(summary.rows).length)} tables, ${megabytes(summary.bytes)} in ${out}.`,
    `Load it with: bin/sendboard import ${out}`,
  ].join('\n')
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
