import { elementOf, publishedName } from './names.ts'
import { type TableName, TABLES } from './tables.ts'

/** A table of the data-entry template: the header, or one of those that a return is exported as. */
export type TemplateTable = 'sen2' | TableName

/** What the tables are called, as plainTitle writes it: `Requests Records`, `Request`, `Requests`. */
const TITLES: Readonly<Record<string, TemplateTable>> = {
  header: 'sen2',
  sen2: 'sen2',
  person: 'person',
  request: 'requests',
  assessment: 'assessment',
  'named plan': 'namedplan',
  namedplan: 'namedplan',
  'plan detail': 'plandetail',
  plandetail: 'plandetail',
  'active plan': 'activeplans',
  activeplan: 'activeplans',
  'placement detail': 'placementdetail',
  placementdetail: 'placementdetail',
  'sen need': 'senneed',
  senneed: 'senneed',
}

const SETTING: Readonly<Record<string, string>> = {
  'urn unique reference number': 'URN',
  'ukprn uk provider reference number': 'UKPRN',
  'sen setting establishment type': 'SENsetting',
  'sen setting': 'SENsetting',
  'sen setting other': 'SENSettingOther',
  'placement rank': 'PlacementRank',
  'sen unit indicator': 'SENunitIndicator',
  'resourced provision indicator': 'ResourcedProvisionIndicator',
}

/**
 * Elements by the headings of the template, as plainHead writes them; wrong spellings met in public
 * readers too. What is in brackets is cut off. A heading may also be the name of the element itself.
 */
const HEADS: Readonly<Record<TemplateTable, Readonly<Record<string, string>>>> = {
  sen2: {
    'collection name': 'Collection',
    'reference date': 'ReferenceDate',
    'source level': 'SourceLevel',
    'la number': 'LEA',
    'software code': 'SoftwareCode',
    'serial number': 'SerialNo',
    'serial no': 'SerialNo',
    'date time': 'DateTime',
    'date and time': 'DateTime',
    'designated medical officer': 'DMO',
    'designated clinical officer': 'DCO',
    'designated social care officer': 'DSCO',
  },
  person: {
    'date of birth': 'PersonBirthDate',
    dob: 'PersonBirthDate',
    gender: 'GenderCurrent',
    'post code': 'PostCode',
    'upn unique pupil number': 'UPN',
    'uln young persons unique learner number': 'UniqueLearnerNumber',
    'uln young person s unique learner number': 'UniqueLearnerNumber',
    'uln unique learner number': 'UniqueLearnerNumber',
    uln: 'UniqueLearnerNumber',
    'upn and uln unavailable reason': 'UPNunknown',
  },
  requests: {
    'date request was received': 'ReceivedDate',
    'source of request for an ehc needs assessment': 'RequestSource',
    'request source': 'RequestSource',
    rquestsource: 'RequestSource',
    'initial request whilst in rya': 'RYA',
    'request outcome date': 'RequestOutcomeDate',
    'request outcome': 'RequestOutcome',
    'request mediation': 'RequestMediation',
    'request tribunal': 'RequestTribunal',
    'exported child or young person moves out of la before assessment is completed': 'Exported',
  },
  assessment: {
    'assessment outcome decision to issue ehc plan': 'AssessmentOutcome',
    'assessment outcome to issue ehcp': 'AssessmentOutcome',
    'assessment outcome': 'AssessmentOutcome',
    'assessment outcome date': 'AssessmentOutcomeDate',
    'assessment mediation': 'AssessmentMediation',
    'assessment tribunal': 'AssessmentTribunal',
    'other mediation': 'OtherMediation',
    'other tribunal': 'OtherTribunal',
    'twenty week time limit exceptions apply': 'Week20',
    'twenty weeks time limit exceptions apply': 'Week20',
  },
  namedplan: {
    'ehc plan start date': 'StartDate',
    'residential settings': 'PlanRes',
    'work based learning activity': 'PlanWBP',
    'worked based learning activity': 'PlanWBP',
    'personal budget taken up': 'PB',
    'personal budget organised arrangements': 'OA',
    'personal budget direct payments': 'DP',
    'date ehc plan ceased': 'CeaseDate',
    'reason ehc plan ceased': 'CeaseReason',
  },
  plandetail: SETTING,
  activeplans: {
    'ehc plan transferred in from another la during calendar year': 'TransferLA',
    'residential settings': 'Res',
    'work based learning activity': 'WBP',
    'worked based learning activity': 'WBP',
    'annual review meeting date': 'ReviewMeeting',
    'annual review decision': 'ReviewOutcome',
    'annual review date draft amended ehc plan issued': 'ReviewDraft',
    'phase transfer review due date for any amended plan': 'PhaseTransferDueDate',
    'phase transfer review final plan date': 'PhaseTransferFinalDate',
    'ehc plan review decisions date': 'LastReview',
    'ehcp review decisions date': 'LastReview',
    'annual review decision date': 'LastReview',
  },
  placementdetail: {
    ...SETTING,
    'placement start date': 'EntryDate',
    'placement leaving date': 'LeavingDate',
    'attendance pattern': 'AttendancePattern',
    'residential settings': 'Res',
    'work based learning activity': 'WBP',
    'worked based learning activity': 'WBP',
  },
  senneed: { 'sen type of need': 'SENtype', 'sen type of need rank': 'SENtypeRank' },
}

/** Columns that join the tables, or say nothing of their own. */
const JOINS: Readonly<Record<string, Join>> = {
  'person id': 'person',
  persontableid: 'person',
  'requests record id': 'request',
  'request records id': 'request',
  'request record id': 'request',
  requeststableid: 'request',
  'record type': 'none',
  la: 'none',
  nativeid: 'none',
  sourceid: 'none',
}
export type Join = 'person' | 'request' | 'none'

/** What a column of a table is: a key that joins, an element, or a heading that is not known. */
export type HeadMeaning =
  | { readonly is: 'join'; readonly join: Join }
  | { readonly is: 'element'; readonly name: string; readonly isKnown: boolean }

/** A heading in small letters, without what is in brackets, with one space for all else. */
export function plainHead(text: string): string {
  return text
    .replace(/\([^]*$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** The table that a title or the name of a sheet announces, such as `Named Plan Records`. */
export function tableTitled(text: string): TemplateTable | undefined {
  const title = plainHead(text)
    .replace(/ records?$/, '')
    .replace(/s$/, '')
  return Object.hasOwn(TITLES, title) ? TITLES[title] : undefined
}

/** What a heading of a table means. */
export function meaningOf(table: TemplateTable, heading: string): HeadMeaning {
  const head = plainHead(heading)
  const join = Object.hasOwn(JOINS, head) ? JOINS[head] : undefined
  if (join !== undefined) return { is: 'join', join }
  if (/(?:tableid|orderseqcolumn)$/.test(head)) return { is: 'join', join: 'none' }
  const heads = HEADS[table]
  const named = Object.hasOwn(heads, head) ? heads[head] : undefined
  const name = named ?? publishedName(head.replaceAll(' ', ''))
  const isKnown = isElement(table, name)
  return { is: 'element', name: isKnown ? name : head.replaceAll(' ', '_').slice(0, 40), isKnown }
}

function isElement(table: TemplateTable, name: string): boolean {
  const records =
    table === 'sen2' ? ['CollectionDetails', 'Source', 'Header'] : [TABLES[table].record]
  return records.some((record) => elementOf(record, name) !== undefined)
}
