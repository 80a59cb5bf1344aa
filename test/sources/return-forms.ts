import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SaxesParser } from 'saxes'
import { type XlsxCell, xlsxBytes } from '../../src/downloads/index.ts'

/** An element of a return, as this test reads it: by a few lines of its own, not by ours. */
export type Element = { readonly name: string; text: string; readonly children: Element[] }

/** The tree of an XML text. */
export function treeOf(xml: string): Element {
  const root: Element = { name: '', text: '', children: [] }
  const open = [root]
  const parser = new SaxesParser()
  parser.on('opentag', ({ name }) => {
    const element = { name, text: '', children: [] }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    const top = open.at(-1)
    if (top) top.text += text
  })
  parser.on('closetag', () => open.pop())
  parser.write(xml).close()
  const [message] = root.children
  if (!message) throw new Error('the XML must have a root')
  return message
}

/** One record with the keys of itself and of what it lies in. */
type Record = {
  readonly key: string
  readonly parent: string
  readonly person: string
  readonly request: string
  readonly element: Element
}

/** File or table, its element, that of its parent, and the columns in the order of the export. */
type Form = {
  readonly file: string
  readonly element: string
  readonly parent: string
  readonly columns: readonly string[]
  /** Title in the template, then the headings of the columns there. */
  readonly title: string
  readonly heads: readonly string[]
}

const AT = [
  ['URN', 'URN - Unique Reference Number'],
  ['UKPRN', 'UKPRN - UK Provider\nReference Number'],
  ['SENsetting', 'SEN Setting – Establishment type'],
  ['SENSettingOther', 'SEN Setting - Other'],
  ['PlacementRank', 'Placement Rank (1=Primary, 2=Secondary)'],
] as const
const UNIT = [
  ['SENunitIndicator', 'SEN Unit Indicator'],
  ['ResourcedProvisionIndicator', 'Resourced Provision Indicator'],
] as const
const WHERE = ['Residential Settings', 'Work Based Learning Activity'] as const

function form(
  file: string,
  element: string,
  parent: string,
  title: string,
  columns: readonly (readonly [string, string])[],
): Form {
  const names = columns.map(([name]) => name)
  return { file, element, parent, title, columns: names, heads: columns.map(([, head]) => head) }
}

/** The eight tables below the header, written out from sections 2.3 and 2.4 of the reference. */
const FORMS: readonly Form[] = [
  form('person', 'Person', 'sen2', 'Person Record', [
    ['Surname', 'Surname'],
    ['Forename', 'Forename'],
    ['PersonBirthDate', 'Date of Birth (ccyy-mm-dd)'],
    ['Sex', 'Sex'],
    ['GenderCurrent', 'Gender'],
    ['Ethnicity', 'Ethnicity'],
    ['PostCode', 'Post Code'],
    ['UPN', 'UPN - Unique Pupil Number'],
    ['UniqueLearnerNumber', 'ULN - Young Persons Unique Learner Number'],
    ['UPNunknown', 'UPN and ULN unavailable – Reason'],
  ]),
  form('requests', 'Requests', 'person', 'Requests Records', [
    ['ReceivedDate', 'Date request was received'],
    ['RequestSource', 'rquestsource'],
    ['RYA', 'Initial Request Whilst In RYA'],
    ['RequestOutcomeDate', 'Request Outcome Date'],
    ['RequestOutcome', 'Request Outcome'],
    ['RequestMediation', 'Request Mediation'],
    ['RequestTribunal', 'Request Tribunal'],
    ['Exported', 'Exported - Child or young person moves out of LA before assessment is completed'],
  ]),
  form('assessment', 'Assessment', 'requests', 'Assessments Records', [
    ['AssessmentOutcome', 'Assessment Outcome - Decision to issue EHC plan'],
    ['AssessmentOutcomeDate', 'Assessment Outcome Date'],
    ['AssessmentMediation', 'Assessment Mediation'],
    ['AssessmentTribunal', 'Assessment Tribunal'],
    ['OtherMediation', 'Other Mediation'],
    ['OtherTribunal', 'Other Tribunal'],
    ['Week20', 'Twenty week time limit exceptions apply'],
  ]),
  form('namedplan', 'NamedPlan', 'assessment', 'Named Plan Records', [
    ['StartDate', 'EHC Plan Start Date'],
    ['PlanRes', WHERE[0]],
    ['PlanWBP', WHERE[1]],
    ['PB', 'Personal Budget taken up'],
    ['OA', 'Personal Budget - Organised Arrangements'],
    ['DP', 'Personal Budget - Direct Payments'],
    ['CeaseDate', 'Date EHC plan ceased'],
    ['CeaseReason', 'Reason EHC plan ceased'],
  ]),
  form('plandetail', 'PlanDetail', 'namedplan', 'Plan Detail Records', [...AT, ...UNIT]),
  form('activeplans', 'ActivePlans', 'requests', 'Active Plan Records', [
    ['TransferLA', 'EHC Plan transferred in from another LA during calendar year'],
    ['Res', WHERE[0]],
    ['WBP', WHERE[1]],
    ['ReviewMeeting', 'Annual Review Meeting Date'],
    ['ReviewOutcome', 'Annual Review Decision'],
    ['ReviewDraft', 'Annual review – date draft amended EHC plan issued'],
    ['PhaseTransferDueDate', 'Phase transfer review - due date for any amended plan'],
    ['PhaseTransferFinalDate', 'Phase transfer review - final plan date'],
    ['LastReview', 'EHC Plan Review Decisions Date'],
  ]),
  form('placementdetail', 'PlacementDetail', 'activeplans', 'Placement Detail Records', [
    ...AT,
    ['EntryDate', 'Placement Start Date'],
    ['LeavingDate', 'Placement Leaving Date'],
    ['AttendancePattern', 'Attendance Pattern'],
    ...UNIT,
    ['Res', WHERE[0]],
    ['WBP', WHERE[1]],
  ]),
  form('senneed', 'SENneed', 'activeplans', 'SEN Need Records', [
    ['SENtype', 'SEN Type of Need'],
    ['SENtypeRank', 'SEN Type of Need rank  (1=Primary, 2=Secondary)'],
  ]),
]

const HEADER = [
  ['Collection', 'Collection Name'],
  ['Year', 'Year'],
  ['ReferenceDate', 'Reference Date'],
  ['SourceLevel', 'Source Level'],
  ['LEA', 'LA Number'],
  ['SoftwareCode', 'Software Code'],
  ['Release', 'Release'],
  ['SerialNo', 'Serial Number'],
  ['DateTime', 'Date & Time (ccyy-mm-ddThh:mm:ss)'],
  ['DMO', 'Designated Medical Officer'],
  ['DCO', 'Designated Clinical Officer'],
  ['DSCO', 'Designated Social Care Officer'],
] as const

function textIn({ children }: Element, name: string): string {
  return children.find((one) => one.name === name)?.text.trim() ?? ''
}

/** All records of a message by their table, in order. */
function recordsOf(message: Element): ReadonlyMap<string, readonly Record[]> {
  const found = new Map<string, Record[]>(FORMS.map(({ file }) => [file, []]))
  let number = 0
  const visit = (element: Element, above: Omit<Record, 'element' | 'parent'>): void => {
    for (const one of element.children) {
      const table = FORMS.find((each) => each.element === one.name)
      if (!table) continue
      number += 1
      const key = `${table.file}-${String(number)}`
      const person = table.file === 'person' ? key : above.person
      const request = table.file === 'requests' ? key : above.request
      found.get(table.file)?.push({ key, parent: above.key, person, request, element: one })
      visit(one, { key, person, request })
    }
  }
  const persons = message.children.find(({ name }) => name === 'Persons')
  if (persons) visit(persons, { key: 'T1', person: '', request: '' })
  return found
}

function headerTexts(message: Element): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  const visit = (element: Element): void => {
    if (element.children.length === 0) texts.set(element.name, element.text.trim())
    element.children.forEach(visit)
  }
  message.children.filter(({ name }) => name === 'Header').forEach(visit)
  return texts
}

/** Elements that say yes or no, which an export writes as words. */
const FLAGS = new Set([
  ...['RYA', 'RequestMediation', 'RequestTribunal', 'AssessmentMediation', 'AssessmentTribunal'],
  ...['OtherMediation', 'OtherTribunal', 'Week20', 'PB', 'OA'],
  ...['SENunitIndicator', 'ResourcedProvisionIndicator'],
])
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function exported(name: string, text: string): string {
  if (FLAGS.has(name)) return text.replace(/^1$/, 'true').replace(/^0$/, 'false')
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (year === undefined) return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  return `${year}-${MONTHS[Number(month) - 1] ?? ''}-${day ?? ''} 00:00:00`
}

/** Writes a return as the nine files of an export. The second of each two rows stands first. */
export function writeExport(message: Element, folder: string): string {
  mkdirSync(folder, { recursive: true })
  const write = (file: string, rows: readonly (readonly string[])[]): void => {
    const text = rows.map((cells) => cells.join(',')).join('\r\n')
    writeFileSync(join(folder, `Blade-Export_20-01-2026_${file}.csv`), `${text}\r\n`)
  }
  const keys = (file: string): string[] => [
    ...[`${file}tableid`, 'NativeId', `${file}orderseqcolumn`, 'sourceid'],
  ]
  const texts = headerTexts(message)
  write('sen2', [
    [...keys('sen2'), ...HEADER.map(([name]) => name.toLowerCase())],
    ['T1', '998', '1', 'S', ...HEADER.map(([name]) => exported(name, texts.get(name) ?? ''))],
  ])
  for (const { file, parent, columns } of FORMS) {
    const rows = (recordsOf(message).get(file) ?? []).map((record, at) => [
      ...[record.key, '998', String(at + 1), 'S', record.parent],
      ...columns.map((name) => exported(name, textIn(record.element, name))),
    ])
    const heads = [...keys(file), `${parent}tableid`, ...columns.map((name) => name.toLowerCase())]
    write(file, [heads, ...rows.toReversed()])
  }
  return folder
}

/** A real day where the text is one, a number where it is a short one, as a person types them. */
function typed(text: string): XlsxCell {
  if (text === '') return null
  if (/^\d$/.test(text)) return Number(text)
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
  return isDay && new Date(text).toISOString().startsWith(text) ? { day: text } : text
}

/** Rows below the last record that hold only what the template fills in itself. */
const SPARE_ROWS = 2

/** The bytes of a return in the data-entry template: nine tables, one above the other. */
export function templateBytes(message: Element): Uint8Array {
  const texts = headerTexts(message)
  const lea = texts.get('LEA') ?? ''
  const rows: XlsxCell[][] = [
    ['Record Type', ...HEADER.map(([, head]) => head)],
    ['Header', ...HEADER.map(([name]) => typed(texts.get(name) ?? ''))],
  ]
  for (const { file, title, columns, heads } of FORMS) {
    const isPerson = file === 'person'
    const ids = isPerson
      ? ['Person ID (This must be a unique ID for each person)']
      : [
          'Person ID (This must match the ID of the person)',
          'Requests record ID (This must be a unique ID or must match)',
        ]
    rows.push([], [], [title], ['Record Type', 'LA (From Header Record)', ...ids, ...heads])
    for (const { person, request, element } of recordsOf(message).get(file) ?? [])
      rows.push([
        ...[title, lea, ...(isPerson ? [person] : [person, request])],
        ...columns.map((name) => typed(textIn(element, name))),
      ])
    for (let spare = 0; spare < SPARE_ROWS; spare += 1) rows.push([title, lea])
  }
  return xlsxBytes([{ name: 'Data Entry Template', columns: ['Header Record'], rows }])
}
