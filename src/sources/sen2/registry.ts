import type { CodeSetName } from './codes.ts'

/** Groups of elements, as they lie in one another. */
export const MODULES = {
  Message: ['Header', 'Persons'],
  Header: ['CollectionDetails', 'Source'],
  CollectionDetails: [],
  Source: [],
  Persons: ['Person'],
  Person: ['Requests'],
  Requests: ['Assessment', 'ActivePlans'],
  Assessment: ['NamedPlan'],
  NamedPlan: ['PlanDetail'],
  PlanDetail: [],
  ActivePlans: ['PlacementDetail', 'SENneed'],
  PlacementDetail: [],
  SENneed: [],
} as const satisfies Readonly<Record<string, readonly string[]>>
export type ModuleName = keyof typeof MODULES

/**
 * `personal` is never kept, not even in memory. `M` mandatory, `C` conditional, `O` optional.
 * Certainty: A read in a published text, B inferred from two or more, C recalled.
 */
export type Sen2Element = {
  readonly module: ModuleName
  readonly name: string
  readonly format: 'text' | 'personal' | 'day' | 'flag' | 'la' | 'number' | CodeSetName
  readonly mandatory: 'M' | 'C' | 'O'
  readonly certainty: 'A' | 'B' | 'C'
  /** First and last collection year that has it. */
  readonly from?: number
  readonly to?: number
  /** Where its value goes; without it no table has a column for it. */
  readonly column?: string
  /** Wrong spellings met in real files. */
  readonly alias?: string
}

type Rest = Pick<Sen2Element, 'from' | 'to' | 'column' | 'alias'>
type Line = readonly [
  string,
  Sen2Element['format'],
  Sen2Element['mandatory'],
  Sen2Element['certainty'],
  Rest?,
]

function module(name: ModuleName, lines: readonly Line[]): Sen2Element[] {
  return lines.map(([element, format, mandatory, certainty, rest]) => ({
    module: name,
    name: element,
    format,
    mandatory,
    certainty,
    ...rest,
  }))
}

/** Collection years whose elements are known; 2027 is announced and read as 2026. */
export const KNOWN_YEARS = { first: 2023, last: 2027 } as const

const AT_A_SETTING: readonly Line[] = [
  ['SENunitIndicator', 'flag', 'C', 'A', { column: 'sen_unit_indicator' }],
  ['ResourcedProvisionIndicator', 'flag', 'C', 'A', { column: 'resourced_provision_indicator' }],
]

/**
 * Every element of a SEN2 return of 2023 to 2027: its module, form, status, years and column.
 *
 * @see Department for Education, SEN2 guides and technical specifications 2023 to 2026.
 */
export const ELEMENTS: readonly Sen2Element[] = [
  ...module('CollectionDetails', [
    ['Collection', 'text', 'M', 'C'],
    ['Year', 'number', 'M', 'A'],
    ['ReferenceDate', 'day', 'M', 'A'],
  ]),
  ...module('Source', [
    ['SourceLevel', 'sourceLevel', 'M', 'B'],
    ['LEA', 'la', 'M', 'A'],
    ['SoftwareCode', 'text', 'M', 'A'],
    ['Release', 'text', 'O', 'A'],
    ['SerialNo', 'number', 'M', 'A'],
    ['DateTime', 'text', 'M', 'A'],
  ]),
  ...module('Header', [
    ['DMO', 'text', 'M', 'C'],
    ['DCO', 'text', 'M', 'C'],
    ['DSCO', 'text', 'O', 'C', { from: 2025 }],
  ]),
  ...module('Person', [
    ['Surname', 'personal', 'M', 'A'],
    ['Forename', 'personal', 'M', 'A'],
    ['PersonBirthDate', 'day', 'M', 'A', { column: 'birth_date' }],
    ['Sex', 'sex', 'M', 'A', { from: 2024, column: 'sex' }],
    ['GenderCurrent', 'gender', 'M', 'A', { to: 2023, column: 'sex' }],
    ['Ethnicity', 'text', 'M', 'A', { column: 'ethnicity' }],
    ['PostCode', 'personal', 'C', 'A'],
    ['UPN', 'text', 'C', 'A', { column: 'person_id' }],
    ['UniqueLearnerNumber', 'text', 'C', 'A', { column: 'person_id' }],
    ['UPNunknown', 'upnUnknown', 'C', 'A', { column: 'person_id' }],
  ]),
  ...module('Requests', [
    ['ReceivedDate', 'day', 'C', 'A', { column: 'received_date' }],
    ['RequestSource', 'requestSource', 'O', 'A', { from: 2025, column: 'request_source' }],
    ['RYA', 'flag', 'M', 'A'],
    ['RequestOutcomeDate', 'day', 'C', 'A', { column: 'request_outcome_date' }],
    ['RequestOutcome', 'outcome', 'M', 'A', { column: 'request_outcome' }],
    ['RequestMediation', 'flag', 'C', 'A'],
    ['RequestTribunal', 'flag', 'C', 'A'],
    ['Exported', 'la', 'O', 'A', { column: 'exported' }],
  ]),
  ...module('Assessment', [
    ['AssessmentOutcome', 'outcome', 'M', 'A', { column: 'assessment_outcome' }],
    ['AssessmentOutcomeDate', 'day', 'C', 'A', { column: 'assessment_outcome_date' }],
    ['AssessmentMediation', 'flag', 'C', 'A'],
    ['AssessmentTribunal', 'flag', 'C', 'A'],
    ['OtherMediation', 'flag', 'C', 'A'],
    ['OtherTribunal', 'flag', 'C', 'A'],
    ['Week20', 'flag', 'C', 'A', { column: 'week20_exception' }],
  ]),
  ...module('NamedPlan', [
    ['StartDate', 'day', 'M', 'A', { column: 'start_date' }],
    ['PlanRes', 'residential', 'O', 'A'],
    ['PlanWBP', 'work', 'O', 'C', { alias: 'PlanWPB' }],
    ['PB', 'flag', 'M', 'A', { column: 'pb_agreed_date' }],
    ['OA', 'flag', 'C', 'A', { column: 'organised_arrangement' }],
    ['DP', 'directPayment', 'C', 'C', { column: 'direct_payment' }],
    ['CeaseDate', 'day', 'C', 'A', { column: 'cease_date' }],
    ['CeaseReason', 'ceaseReason', 'C', 'A', { column: 'cease_reason' }],
  ]),
  ...module('PlanDetail', [
    ['URN', 'number', 'C', 'A'],
    ['UKPRN', 'number', 'C', 'A'],
    ['SENsetting', 'setting', 'C', 'A'],
    ['SENSettingOther', 'text', 'C', 'A'],
    ['PlacementRank', 'number', 'M', 'A'],
    ['SENunitIndicator', 'flag', 'C', 'A'],
    ['ResourcedProvisionIndicator', 'flag', 'C', 'A'],
  ]),
  ...module('ActivePlans', [
    ['TransferLA', 'la', 'C', 'A', { column: 'transfer_in_la' }],
    ['Res', 'residential', 'O', 'A', { to: 2023, column: 'residential' }],
    ['WBP', 'work', 'O', 'C', { to: 2023, column: 'work_based', alias: 'WPB' }],
    ['ReviewMeeting', 'day', 'C', 'A', { from: 2024, column: 'meeting_date' }],
    ['ReviewOutcome', 'reviewOutcome', 'C', 'A', { from: 2024, column: 'decision' }],
    ['ReviewDraft', 'day', 'C', 'A', { from: 2025, column: 'draft_date' }],
    ['PhaseTransferDueDate', 'day', 'C', 'A', { from: 2025, column: 'review_type' }],
    ['PhaseTransferFinalDate', 'day', 'C', 'A', { from: 2025, column: 'final_date' }],
    ['LastReview', 'day', 'C', 'A', { column: 'decision_date' }],
  ]),
  ...module('PlacementDetail', [
    ['URN', 'number', 'C', 'A', { column: 'setting_id' }],
    ['UKPRN', 'number', 'C', 'A', { column: 'setting_id' }],
    ['SENsetting', 'setting', 'C', 'A', { column: 'sen_setting' }],
    ['SENSettingOther', 'text', 'C', 'A'],
    ['PlacementRank', 'number', 'M', 'A', { column: 'placement_rank' }],
    ['EntryDate', 'day', 'M', 'A', { column: 'entry_date' }],
    ['LeavingDate', 'day', 'C', 'A', { column: 'leaving_date' }],
    ['AttendancePattern', 'text', 'C', 'A', { to: 2023 }],
    ...AT_A_SETTING,
    ['Res', 'residential', 'O', 'A', { from: 2024, column: 'residential' }],
    ['WBP', 'work', 'O', 'C', { from: 2024, column: 'work_based', alias: 'WPB' }],
  ]),
  ...module('SENneed', [
    ['SENtype', 'need', 'M', 'A', { column: 'primary_need' }],
    ['SENtypeRank', 'number', 'M', 'A', { column: 'primary_need' }],
  ]),
]
