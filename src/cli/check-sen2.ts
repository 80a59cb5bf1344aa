import { existsSync, writeFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import { checkReturn, countReturn, SEN2_CHECKS } from '../sources/index.ts'
import { checkText } from './check-sen2-text.ts'
import {
  FIGURE_COLUMNS,
  figureRows,
  FINDING_COLUMNS,
  findingRows,
  MODULE_COLUMNS,
  moduleRows,
  type ReturnCheck,
  RULE_COLUMNS,
  ruleRows,
} from './check-sen2-rows.ts'
import { sheetsOf } from './check-sen2-xlsx.ts'
import { print } from './terminal.ts'
import { xlsxBytes } from '../downloads/index.ts'
import { FORMATS, writeRows } from './write-table.ts'
import { WrongUse } from './wrong-use.ts'

/** A workbook has all four lists, a sheet each. */
const CHECK_FORMATS = [...FORMATS, 'xlsx'] as const
const LISTS = ['findings', 'rules', 'modules', 'figures'] as const

type CheckSen2Options = {
  readonly format: (typeof CHECK_FORMATS)[number]
  readonly out?: string
  readonly list: (typeof LISTS)[number]
  readonly all?: true
  readonly authority?: string
  readonly register?: string
  readonly before?: string
  readonly withChallenged?: true
  readonly allowQueries?: true
}

/** `sendboard check-sen2`: all that is wrong with a SEN2 return, before it is sent. Nothing is loaded. */
export function checkSen2Command(): Command {
  return new Command('check-sen2')
    .description('check a SEN2 return before it is sent, by every rule, without loading it')
    .argument(
      '<file>',
      'the return: its XML, the Excel template, or the folder of its nine CSV files',
    )
    .addOption(
      new Option('--format <format>', 'how to write the report')
        .choices(CHECK_FORMATS)
        .default('table'),
    )
    .option('--out <file>', 'write to that file; a workbook (xlsx) needs one')
    .addOption(
      new Option('--list <list>', 'what to write as csv').choices(LISTS).default('findings'),
    )
    .option('--all', 'in the table: every finding, not only the first of each rule')
    .option('--authority <code>', 'GSS code of the authority that is to send it')
    .option('--register <file>', 'all establishments from Get Information About Schools, as CSV')
    .option('--before <file>', 'the return of the year before, to tell schools that lost children')
    .option('--with-challenged', 'count plans of challenged decisions in the 20 weeks')
    .option('--allow-queries', 'exit 0 where there are queries but no errors')
    .addHelpText('after', `\n${rulesText()}`)
    .action(run)
}

async function run(file: string, options: CheckSen2Options): Promise<void> {
  const { register, before, format, out } = options
  if (format === 'xlsx' && out === undefined)
    throw new WrongUse('Say where the workbook is to be: --format xlsx --out results.xlsx.')
  for (const path of [file, register, before])
    if (path !== undefined && !existsSync(path)) throw new WrongUse(`${path} is not there.`)
  const counter = countReturn({ withChallenged: options.withChallenged ?? false })
  const report = await checkReturn(file, { ...options, onPerson: counter.add })
  const check = { report, figures: counter.figures() }
  write(check, options)
  const stops = options.allowQueries ? ['error'] : ['error', 'query']
  if (report.findings.some(({ level }) => stops.includes(level))) process.exitCode = 1
}

/** To a file where one is named, else to standard output. */
function write(check: ReturnCheck, options: CheckSen2Options): void {
  const { format, out } = options
  if (out === undefined) {
    print(written(check, options))
    return
  }
  writeFileSync(
    out,
    format === 'xlsx' ? xlsxBytes(sheetsOf(check)) : `${written(check, options)}\n`,
  )
  print(`The results are in ${out}.`)
}

function written(check: ReturnCheck, { format, list, all }: CheckSen2Options): string {
  if (format === 'table') return checkText(check, all ?? false)
  if (format === 'json') return JSON.stringify(asJson(check), null, 2)
  if (list === 'rules') return writeRows('csv', RULE_COLUMNS, ruleRows(check))
  if (list === 'modules') return writeRows('csv', MODULE_COLUMNS, moduleRows(check))
  if (list === 'figures') return writeRows('csv', FIGURE_COLUMNS, figureRows(check))
  return writeRows('csv', FINDING_COLUMNS, findingRows(check))
}

function asJson(check: ReturnCheck): unknown {
  const { file, year, census, lea, authority, persons } = check.report
  return {
    ...{ file, year, census_day: census, la_code: lea, authority, persons },
    rules: ruleRows(check),
    findings: findingRows(check),
    modules: moduleRows(check),
    figures: figureRows(check),
  }
}

function rulesText(): string {
  const count = new Set(SEN2_CHECKS.map(({ id }) => id)).size
  return (
    `${String(count)} rules, with numbers of our own: those of the Department are not published.\n` +
    'Errors stop a return; queries are to be explained where they are right; warnings are about codes\n' +
    'that no published text confirms. Exit codes: 0 nothing to do, 1 errors or queries, 2 wrong use.'
  )
}
