import type { Finding, Level } from '../sources/index.ts'
import {
  byRule,
  figureRows,
  LEVELS,
  MODULE_COLUMNS,
  moduleRows,
  type OfRule,
  type ReturnCheck,
} from './check-sen2-rows.ts'
import { writeRows } from './write-table.ts'

/** How many findings of a rule are shown unless all are asked for. */
const SHOWN = 3

const HEADS: Readonly<Record<Level, string>> = {
  error: 'ERRORS: each must be mended before the return can be authorised',
  query: 'QUERIES: mend each, or be ready to say why it is right',
  warning: 'WARNINGS: about codes that no published text confirms; look once',
}

/** The report on a return, for the eye: what stops it first, then what to explain, then what it says. */
export function checkText(check: ReturnCheck, showAll: boolean): string {
  const groups = byRule(check)
  const parts = LEVELS.flatMap((level) => {
    const own = groups.filter((group) => group.level === level)
    return own.length === 0
      ? []
      : [[HEADS[level], ...own.map((one) => ruleText(one, showAll))].join('\n\n')]
  })
  return [
    headText(check),
    ...parts,
    `RECORDS AND FINDINGS\n\n${writeRows('table', MODULE_COLUMNS, moduleRows(check))}`,
    ...(check.figures.length === 0 || check.report.persons === 0 ? [] : [figuresText(check)]),
  ].join('\n\n')
}

function headText({ report }: ReturnCheck): string {
  const { file, year, lea, census, persons, findings } = report
  const what =
    year === null
      ? `${file} cannot be read as a SEN2 return.`
      : `${file}: the SEN2 return of ${String(year)} of authority ${lea ?? '(no code)'}, census day ${census ?? '(none)'}, ${counted(persons, 'person')}.`
  if (findings.length === 0) return `${what}\nNothing is wrong with it.`
  const of = (level: Level): number => findings.filter((one) => one.level === level).length
  const words = [
    counted(of('error'), 'error'),
    counted(of('query'), 'query', 'queries'),
    counted(of('warning'), 'warning'),
  ].join(', ')
  const verdict =
    of('error') > 0
      ? 'It is not ready to be sent.'
      : of('query') > 0
        ? 'Nothing stops it; the queries want an explanation.'
        : 'Nothing stops it.'
  return `${what}\n${words}. ${verdict}`
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`
}

function ruleText({ rule, findings, persons }: OfRule, showAll: boolean): string {
  const shown = showAll ? findings : findings.slice(0, SHOWN)
  const says = new Set(findings.map((one) => one.says))
  const [only = ''] = says
  const head = says.size === 1 ? only : [...says].slice(0, 2).join(' Or: ')
  const often = `${counted(findings.length, 'time')}${persons > 0 ? `, ${counted(persons, 'person')}` : ''}`
  const rest = findings.length - shown.length
  return [
    `${rule}  ${head} (${often})`,
    `        ${findings[0].fix}`,
    ...shown.map((one) => `        ${placeText(one, says.size > 1)}`),
    ...(rest > 0 ? [`        and ${counted(rest, 'more', 'more')}`] : []),
  ].join('\n')
}

function placeText({ file, line, person, field, says }: Finding, withWords: boolean): string {
  const at = line === null ? file : `${file}:${String(line)}`
  const who = person === null ? '' : `, person ${String(person)} of the file`
  return `${at}${who}${field === '' ? '' : ` (${field})`}${withWords ? `: ${says}` : ''}`
}

function figuresText(check: ReturnCheck): string {
  const rows = figureRows(check).map(({ name, numerator, denominator, value }) => ({
    'what the return says': name,
    value,
    of: denominator === null ? null : `${String(numerator)} / ${String(denominator)}`,
  }))
  return (
    `FIGURES AS THE DEPARTMENT DERIVES THEM\n\n` +
    writeRows('table', ['what the return says', 'value', 'of'], rows)
  )
}
