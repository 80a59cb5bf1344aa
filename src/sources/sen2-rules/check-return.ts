import { basename } from 'node:path'
import { type AuthorityEntry, readAuthorities } from '../../catalogue/index.ts'
import { type AuthorityCode, censusDay } from '../../core/index.ts'
import { LIMITS } from '../limits.ts'
import { SourceFault } from '../rules.ts'
import { openReturn, type OpenReturn } from '../sen2/open-return.ts'
import { authorityOfLa } from '../sen2/la-code.ts'
import { KNOWN_YEARS } from '../sen2/registry.ts'
import type { XmlNode } from '../sen2/return-parser.ts'
import { dayOfText } from '../sen2/values.ts'
import { ACROSS_RULES, type AcrossRule, openUrns, type Placed, type Watch } from './across.ts'
import { type Broken, checkPerson, toldBy } from './check-person.ts'
import { HEADER_RULES, leaOf, yearOf } from './header.ts'
import { readRegister, type Register } from './register.ts'
import type { About, Certainty, Level, Sen2Rule, Told } from './rule.ts'
import { child } from '../sen2/reading.ts'

/** One thing wrong with a return, for the person who is to mend it. */
export type Finding = {
  readonly rule: string
  readonly level: Level
  readonly certainty: Certainty
  /** The record that it is about: `Header`, `Person`, `Requests` … */
  readonly module: string
  readonly field: string
  readonly file: string
  readonly line: number | null
  /** The person's place in the file, from 1. */
  readonly person: number | null
  readonly says: string
  readonly fix: string
}

/** What a return is, and all that is wrong with it: the worst first, then in the order of the file. */
export type ReturnReport = {
  readonly file: string
  readonly year: number | null
  readonly census: string | null
  readonly lea: string | null
  readonly authority: AuthorityCode | null
  readonly persons: number
  /** How many records of each module it holds. */
  readonly records: Readonly<Record<string, number>>
  readonly findings: readonly Finding[]
}

export type CheckOptions = {
  /** GSS code of the authority that is to send it. */
  readonly authority?: string
  /** Path of the register of schools. */
  readonly register?: string
  /** Path of the return of the year before. */
  readonly before?: string
  readonly now?: Date
  /** Told of each person, for counts of one's own. */
  readonly onPerson?: (person: XmlNode, about: About) => void
}

const LEVELS: readonly Level[] = ['error', 'query', 'warning']

/** Checks a return before it is sent, by every rule. Nothing of it is kept. */
export async function checkReturn(path: string, options: CheckOptions = {}): Promise<ReturnReport> {
  const file = basename(path)
  const authorities = await readAuthorities()
  const check: Check = {
    ...{ file, options, authorities, findings: [], records: {}, watches: [] },
    ...{ persons: 0, about: undefined, opened: undefined },
  }
  try {
    await readAll(check, path)
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error
    check.findings.push(unreadable(file, error.issue))
  }
  checkHeader(check)
  checkAcross(check)
  return reportOf(check)
}

async function readAll(check: Check, path: string): Promise<void> {
  const { register, before } = check.options
  const schools = register === undefined ? undefined : await readRegister(register)
  const urns = before === undefined ? undefined : await urnsOf(before)
  const opened = await openReturn(path, { name: check.file, limits: LIMITS, keepsNames: true })
  check.opened = opened
  for await (const persons of opened.persons) {
    check.about ??= begin(check, opened.header, schools, urns)
    for (const person of persons) checkOne(check, person)
  }
  for (const issue of opened.issues()) check.findings.push(unreadable(check.file, issue))
}

type Check = {
  readonly file: string
  readonly options: CheckOptions
  readonly authorities: ReadonlyMap<string, AuthorityEntry>
  readonly findings: Finding[]
  readonly records: Record<string, number>
  readonly watches: { readonly rule: AcrossRule; readonly watch: Watch }[]
  persons: number
  about: About | undefined
  opened: OpenReturn | undefined
}

function begin(
  check: Check,
  header: ReadonlyMap<string, string>,
  register: Register | undefined,
  before: ReadonlyMap<string, number> | undefined,
): About {
  const about = aboutOf(header, knownIn(header, check.authorities), register)
  for (const rule of ACROSS_RULES) check.watches.push({ rule, watch: rule.watch(about, before) })
  return about
}

/** Whether three digits are the code of an authority; a return of the demo knows invented ones too. */
function knownIn(
  header: ReadonlyMap<string, string>,
  authorities: ReadonlyMap<string, AuthorityEntry>,
): (la: string) => boolean {
  const isInvented = header.get('SoftwareCode') === 'INVENTED'
  return (la) =>
    /^\d{3}$/.test(la) &&
    (authorities.has(la) || (isInvented && authorityOfLa(la, authorities) !== undefined))
}

/** The days and codes that the rules of a return go by; without a year, those of the newest known. */
export function aboutOf(
  header: ReadonlyMap<string, string>,
  isAuthority: (la: string) => boolean,
  register?: Register,
): About {
  const given = dayOfText(header.get('ReferenceDate') ?? '')
  const said =
    yearOf(header) ?? (given === undefined ? KNOWN_YEARS.last : Number(given.slice(0, 4)))
  const year = Math.min(Math.max(said, KNOWN_YEARS.first), KNOWN_YEARS.last)
  return {
    year,
    census: given ?? censusDay(said),
    from: `${String(said - 1)}-01-01`,
    to: `${String(said - 1)}-12-31`,
    lea: leaOf(header),
    isAuthority,
    register,
  }
}

function checkOne(check: Check, node: XmlNode): void {
  const { about } = check
  if (!about) return
  check.persons += 1
  const position = check.persons
  countRecords(check.records, node)
  check.options.onPerson?.(node, about)
  for (const broken of checkPerson(node, about))
    check.findings.push(findingOf(check, broken, position))
  const placed: Placed = { node, position }
  for (const { rule, watch } of check.watches) {
    const told = watch.see(placed)
    if (told) check.findings.push(findingOf(check, { rule, told, node }, position))
  }
}

function countRecords(records: Record<string, number>, node: XmlNode): void {
  records[node.name] = (records[node.name] ?? 0) + 1
  for (const one of node.children) if (one.children.length > 0) countRecords(records, one)
}

function findingOf(check: Check, { rule, told, node }: Broken, person: number): Finding {
  const field = told.field ?? rule.fields[0] ?? ''
  return {
    ...finding(rule, told, field),
    module: node.name,
    file: node.file ?? check.file,
    line: child(node, field)?.line ?? node.line,
    person,
  }
}

function finding(
  rule: Sen2Rule,
  told: Told,
  field: string,
): Pick<Finding, 'rule' | 'level' | 'certainty' | 'field' | 'says' | 'fix'> {
  return {
    rule: rule.id,
    level: told.level ?? rule.level,
    certainty: rule.certainty,
    field,
    says: told.says ?? rule.says,
    fix: rule.fix,
  }
}

function unreadable(
  file: string,
  { code, message, fix, place, severity }: SourceFault['issue'],
): Finding {
  const levels = { error: 'error', warning: 'query', note: 'warning' } as const
  return {
    rule: code === 'sen2-crossed-reviews' ? 'S2-505' : 'S2-001',
    level: levels[severity],
    certainty: 'reconstructed',
    module: 'File',
    field: place?.field ?? '',
    file: place?.file ?? file,
    line: place?.line ?? null,
    person: null,
    says: message,
    fix: fix ?? '',
  }
}

function checkHeader(check: Check): void {
  const { opened, file, findings, authorities, options } = check
  if (!opened || opened.seen.size === 0 || isBroken(check)) return
  const facts = {
    texts: opened.header,
    seen: opened.seen,
    persons: check.persons,
    isAuthority: knownIn(opened.header, authorities),
    sender: senderOf(check),
    now: (options.now ?? new Date()).toISOString().slice(0, 19),
  }
  for (const rule of HEADER_RULES)
    for (const told of toldBy(rule.fails(facts))) findings.push(ofFile(rule, told, file, 'Header'))
}

/** What can be said only of all persons together. */
function checkAcross({ watches, findings, file }: Check): void {
  for (const { rule, watch } of watches)
    for (const told of watch.end()) findings.push(ofFile(rule, told, file, 'File'))
}

function ofFile(rule: Sen2Rule, told: Told, file: string, module: string): Finding {
  const field = told.field ?? rule.fields[0] ?? ''
  return { ...finding(rule, told, field), module, file, line: null, person: null }
}

/** Of a file that broke off, nothing can be said of what is missing. */
function isBroken({ findings }: Check): boolean {
  return findings.some(({ module, level }) => module === 'File' && level === 'error')
}

function senderOf({ options, authorities }: Check): string | undefined {
  if (options.authority === undefined) return undefined
  return [...authorities].find(
    ([la, { code }]) => /^\d{3}$/.test(la) && code === options.authority,
  )?.[0]
}

function reportOf(check: Check): ReturnReport {
  const { file, persons, records, authorities } = check
  const header = check.opened?.header ?? new Map<string, string>()
  const rank = ({ level }: Finding): number => LEVELS.indexOf(level)
  return {
    file,
    year: yearOf(header) ?? null,
    census: dayOfText(header.get('ReferenceDate') ?? '') ?? null,
    lea: header.has('LEA') ? leaOf(header) : null,
    authority: authorityOfLa(header.get('LEA') ?? '', authorities) ?? null,
    persons,
    records,
    findings: check.findings.toSorted((a, b) => rank(a) - rank(b)),
  }
}

async function urnsOf(path: string): Promise<ReadonlyMap<string, number>> {
  const name = basename(path)
  const counts = new Map<string, number>()
  const opened = await openReturn(path, { name, limits: LIMITS })
  for await (const persons of opened.persons) {
    const { census } = aboutOf(opened.header, () => true)
    for (const person of persons)
      for (const urn of openUrns(person, census)) counts.set(urn, (counts.get(urn) ?? 0) + 1)
  }
  return counts
}
