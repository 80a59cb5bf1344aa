import type { Clusters } from './clusters.ts'
import { goalLines } from './goals.ts'
import { machine } from './machine.ts'
import type { Measured, SizeResult } from './measure-all.ts'
import type { LoadResult } from './pages.ts'

/** The results as a page of Markdown. */
export function resultsPage(results: Measured): string {
  return [
    '# Measured',
    '',
    'By `npm run bench`, in one run, each figure once or the fastest of three; on a machine that may have been',
    'doing other things. Compare the ratios, not the seconds. Before a time is given, every figure was',
    'checked to be equal in every way of computing it.',
    '',
    ...table(['', ''], Object.entries(machine())),
    '',
    '## Goals',
    '',
    ...table(['Goal', 'Measured', ''], goalLines(results)),
    '',
    ...peersSection(results),
    ...recomputeSection(results),
    ...growthSection(results),
    ...postgresqlSection(results),
    ...loadingSection(results),
    ...pagesSection(results),
  ].join('\n')
}

function peersSection({ sizes }: Measured): string[] {
  return [
    '## The same figures in other ways',
    '',
    'Thirty measures of both strategies (`bench/measured-set.ts`), for each of 36 months, whole and by one or two',
    'breakdowns. Hand-written: one query a measure with GROUPING SETS (`bench/peers/hand-written.sql`), over the',
    'same tables, the derived ones included, which is generous to it. pandas: `bench/peers/analyst.py`, from the',
    'CSV files, its reading of the files apart. One scan: each column that the queries name, read once.',
    '',
    ...table(
      ['', ...sizes.map(({ size, rows }) => `${size}, ${count(rows)} rows`)],
      PEER_LINES.map(([head, text]) => [head, ...sizes.map(text)]),
    ),
    '',
  ]
}

const PEER_LINES: readonly (readonly [string, (result: SizeResult) => string])[] = [
  ['Figures compared', ({ peers }) => count(peers.figures)],
  ['Sendboard', ({ peers }) => seconds(peers.ours.seconds)],
  [
    'Hand-written SQL, DuckDB',
    ({ peers }) => against(peers.handWritten.seconds, peers.ours.seconds),
  ],
  [
    'pandas, computing',
    ({ peers }) =>
      peers.pandas
        ? against(peers.pandas.computing, peers.ours.seconds)
        : 'left out: python3-pandas is not installed',
  ],
  ['pandas, reading the files', ({ peers }) => (peers.pandas ? seconds(peers.pandas.reading) : '')],
  ['One scan of the columns', ({ peers }) => against(peers.scan.seconds, peers.ours.seconds)],
]

function recomputeSection({ sizes }: Measured): string[] {
  return [
    '## Everything that the pages show',
    '',
    'All measures of both strategies, the latest period by every breakdown and trends of up to 36 steps, computed',
    'and kept; then again after an import in which 200 rows of one dataset changed. What is then kept was',
    'checked to be what a computation from nothing gives.',
    '',
    ...table(
      ['', ...sizes.map(({ size }) => size)],
      [
        ['Import of all CSV files', ...sizes.map((one) => seconds(one.importSeconds))],
        ['Its peak memory', ...sizes.map((one) => megabytes(one.importPeakBytes))],
        [
          'All figures',
          ...sizes.map(
            ({ recompute }) =>
              `${seconds(recompute.full)} (${count(recompute.figures)} figures, ${megabytes(recompute.peakBytes)})`,
          ),
        ],
        ...Object.keys(sizes[0]?.recompute.after ?? {}).map((dataset) => [
          `After an import of ${dataset}`,
          ...sizes.map(({ recompute: { after, full } }) => {
            const again = after[dataset] ?? NaN
            return `${seconds(again)} (${percent(again / full)} of all)`
          }),
        ]),
      ],
    ),
    '',
  ]
}

function growthSection({ growth }: Measured): string[] {
  return [
    '## Growth',
    '',
    'All that the pages show, for several authorities of the size of kingston in one database, in one run. The',
    'others are the first one’s records under other codes.',
    '',
    ...table(
      ['Authorities', 'Plans', 'Rows', 'Seconds', 'Seconds a million rows', 'Peak memory'],
      growth.map((one) => [
        String(one.authorities),
        count(one.plans),
        count(one.rows),
        one.seconds.toFixed(1),
        ((one.seconds / one.rows) * 1e6).toFixed(1),
        megabytes(one.peakBytes),
      ]),
    ),
    '',
  ]
}

function postgresqlSection({ postgresql, sizes }: Measured): string[] {
  if (!postgresql) return []
  const { peers, clusters } = postgresql
  return [
    '## PostgreSQL',
    '',
    `The measured set of ${sizes[0]?.size ?? ''} on PostgreSQL, equal to DuckDB’s figures. Nested loops are off for both, as`,
    'Sendboard opens every connection.',
    '',
    ...table(
      ['', 'Seconds'],
      [
        ['Sendboard', seconds(peers.ours.seconds)],
        ['Hand-written SQL', against(peers.handWritten.seconds, peers.ours.seconds)],
      ],
    ),
    '',
    ...clusterLines(clusters),
  ]
}

function clusterLines({ authorities, figures, one, two, half }: Clusters): string[] {
  return [
    `All ${count(figures)} figures of ${String(authorities)} authorities of that size, on one cluster and on two of half each that compute at`,
    'the same time on this machine’s processors; every authority’s figures have the same hash either way.',
    '',
    ...table(
      ['', 'Seconds'],
      [
        ['One cluster', seconds(one)],
        ['Two clusters at one time, the slower', seconds(two)],
        ['Half of them, alone on the machine (as two machines would)', seconds(half)],
      ],
    ),
    '',
  ]
}

function loadingSection({ loading }: Measured): string[] {
  return [
    '## Loading',
    '',
    'Everything counted: reading, checking, comparing, storing, and making the tables that figures are read from.',
    'The least: `xmllint --stream --noout`, which builds nothing, and the same rows read into tables of text.',
    '',
    ...table(
      ['', 'Size', 'Rows', 'Import', 'xmllint', 'Plain COPY', 'Times the least', 'Peak memory'],
      loading.map((one) => [
        one.name,
        megabytes(one.bytes),
        count(one.rows),
        seconds(one.seconds),
        one.xmllint === undefined
          ? one.name === 'ledger'
            ? ''
            : 'not installed'
          : seconds(one.xmllint),
        seconds(one.copy),
        (one.seconds / ((one.xmllint ?? 0) + one.copy)).toFixed(1),
        megabytes(one.peakBytes),
      ]),
    ),
    '',
  ]
}

function pagesSection({ pages, sizes }: Measured): string[] {
  const last = sizes.at(-1)?.size ?? ''
  const lines = (name: string, { rate, pages: times, loop }: LoadResult) =>
    times.map((one) => [
      `${name}, ${String(rate)} a second`,
      `\`${one.path}\``,
      String(one.requests),
      ...[one.p50, one.p95, one.max, loop.p99, loop.max].map((ms) => `${ms.toFixed(0)} ms`),
    ])
  return [
    '## Pages under load',
    '',
    `In turn, of the records of ${last}: the scorecard with the most rows and a KPI’s page, twenty a second; then the`,
    'same while the server’s own process imports the returns (with DuckDB no other process can write); then for fifty',
    'people who each open one a second, while it imports a ledger. The client is a process of its own, and counts from',
    'when a request was due.',
    '',
    ...table(
      ['', 'Page', 'Requests', 'p50', 'p95', 'Longest', 'Loop held up, p99', 'Longest'],
      [
        ...lines('Alone', pages.alone),
        ...lines('Importing', pages.importing),
        ...lines('Importing', pages.crowd),
      ],
    ),
    '',
  ]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(head),
    line(head.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...rows.map(line),
  ]
}

function against(theirs: number, ours: number): string {
  return `${seconds(theirs)} (${(theirs / ours).toFixed(2)} times Sendboard’s)`
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)}%`
}

function count(value: number): string {
  return value.toLocaleString('en-GB')
}
