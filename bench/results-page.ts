import type { Machine } from './machine.ts'
import type { SizeResult, Timing } from './measure-size.ts'

/** The results as a page of Markdown. */
export function resultsPage(machine: Machine, results: readonly SizeResult[]): string {
  const lines = [
    '# Measured',
    '',
    'By `npm run bench`, once, on a machine that may have been doing other things.',
    '',
    '| | |',
    '|---|---|',
    ...Object.entries(machine).map(([head, text]) => `| ${head} | ${text} |`),
    '',
    `| | ${results.map(({ size, rows }) => `${size} (${rows.toLocaleString('en-GB')} rows)`).join(' | ')} |`,
    `|---|${results.map(() => '---:').join('|')}|`,
    ...LINES.map(([head, text]) => `| ${head} | ${results.map(text).join(' | ')} |`),
    '',
    'Import speed counts everything: reading, checking, comparing, storing, and making the tables that',
    'figures are read from. `xmllint` only reads, and builds nothing.',
    '',
  ]
  return lines.join('\n')
}

const LINES: readonly (readonly [string, (result: SizeResult) => string])[] = [
  ['`xmllint --stream --noout`, largest return', ({ xmllint }) => timing(xmllint)],
  ['Import of that return', ({ sen2 }) => timing(sen2)],
  ['Import of all files', ({ everything }) => timing(everything)],
  ['All figures, latest period, all breakdowns', ({ headlines }) => counted(headlines)],
  ['All that the pages show, with trends of up to 36 steps', ({ pages }) => counted(pages)],
]

function timing(measured: Timing | undefined): string {
  if (!measured) return 'not installed'
  const megabytes = measured.bytes / 1e6
  return `${(megabytes / measured.seconds).toFixed(1)} MB/s (${megabytes.toFixed(1)} MB in ${measured.seconds.toFixed(1)} s)`
}

function counted({ count, seconds }: { readonly count: number; readonly seconds: number }): string {
  return `${seconds.toFixed(1)} s (${count.toLocaleString('en-GB')} figures)`
}
