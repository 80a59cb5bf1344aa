import { ageOn } from '../core/index.ts'
import { type Day, textOf, textOrNone } from './days.ts'
import { by, type Challenge, type Life, type Plan, type Request } from './life.ts'
import { forenameOf } from './forenames.ts'
import { ulnOf } from './people.ts'
import type { Sen2Faults } from './sen2-faults.ts'
import { planXml } from './sen2-plan.ts'
import { type CaseInScope, casesInScope, type Collection } from './sen2-scope.ts'
import { element, flag, group, type Xml } from './xml.ts'

const NO_CHALLENGE: Challenge = { mediation: false, tribunal: false }

const SOURCE_NUMBERS: Readonly<Record<string, number>> = {
  family: 1,
  education_setting: 2,
  health: 3,
  social_care: 4,
  other: 5,
}

/** The `Person` of a life in a year's return; undefined when nothing of theirs belongs in it. */
export function personXml(
  life: Life,
  collection: Collection,
  lea: string,
  faults: Sen2Faults,
): Xml | undefined {
  const cases = casesInScope(life, collection)
  if (cases.length === 0) return undefined
  return group(
    'Person',
    detailsXml(life, collection, lea, faults),
    ...cases.map((one) => requestXml(life, one, collection, faults)),
  )
}

function detailsXml(life: Life, collection: Collection, lea: string, faults: Sen2Faults): Xml {
  const { person } = life
  const birth = textOf(person.birth)
  const age = ageOn(birth, textOf(collection.census))
  const uln = age >= 16 ? ulnOf(lea, person.number) : undefined
  const isUnknown = person.upn === undefined && uln === undefined
  return [
    element('Surname', 'Invented'),
    element('Forename', forenameOf(person.number)),
    element('PersonBirthDate', birth),
    collection.year < 2024
      ? element('GenderCurrent', person.sex === 'M' ? 1 : 2)
      : element('Sex', person.sex),
    element('Ethnicity', person.ethnicity),
    element('PostCode', 'ZZ99 9ZZ'),
    element('UPN', person.upn === undefined ? undefined : writtenUpn(life, person.upn, faults)),
    element('UniqueLearnerNumber', uln),
    element('UPNunknown', isUnknown ? (age < 6 ? 'UN1' : 'UN10') : undefined),
  ].join('')
}

/** Numbers are typed wrongly for new children: of those who hold a plan they have been checked. */
function writtenUpn(life: Life, upn: string, faults: Sen2Faults): string {
  const isChecked = life.cases.some(({ plan }) => plan !== undefined)
  if (isChecked || !faults.wrongLetter()) return upn
  return `${upn.startsWith('A') ? 'B' : 'A'}${upn.slice(1)}`
}

function requestXml(life: Life, one: CaseInScope, collection: Collection, faults: Sen2Faults): Xml {
  const { request, requestOutcome, plan } = one
  return group(
    'Requests',
    request === undefined || requestOutcome === 'H'
      ? historyXml()
      : currentXml(request, requestOutcome, collection, faults),
    one.assessmentOutcome === undefined ? '' : assessmentXml(life, one, collection),
    plan === undefined ? '' : planXml.active(life, plan, collection, faults),
  )
}

/** A request decided before the activity year: only that it was. */
function historyXml(): Xml {
  return flag('RYA', false) + element('RequestOutcome', 'H')
}

function currentXml(
  request: Request,
  outcome: string,
  collection: Collection,
  faults: Sen2Faults,
): Xml {
  const { mediation, tribunal }: Challenge = request.challenge
  const moved =
    by(collection.census, request.assessment?.ended) === undefined ? undefined : request.exported
  return [
    element('ReceivedDate', textOf(request.received)),
    collection.year < 2025 ? '' : element('RequestSource', SOURCE_NUMBERS[request.source]),
    flag('RYA', false),
    element('RequestOutcomeDate', textOrNone(toldDay(request, outcome, faults))),
    element('RequestOutcome', outcome),
    flag('RequestMediation', outcome === 'N' && mediation),
    flag('RequestTribunal', outcome === 'N' && tribunal),
    element('Exported', moved?.slice(-3)),
  ].join('')
}

/** The day the family was told; of refusals it is sometimes missing or impossible. */
function toldDay(request: Request, outcome: string, faults: Sen2Faults): Day | undefined {
  if (outcome === 'Y') return request.decided
  if (outcome !== 'N' || faults.noOutcomeDate()) return undefined
  return faults.earlyDecision() ? request.received - 30 : request.decided
}

function namedXml(life: Life, plan: Plan | undefined, collection: Collection): Xml {
  return plan === undefined ? '' : planXml.named(life, plan, collection)
}

function challengeXml({ mediation, tribunal }: Challenge = NO_CHALLENGE): Xml {
  return flag('AssessmentMediation', mediation) + flag('AssessmentTribunal', tribunal)
}

function assessmentXml(life: Life, one: CaseInScope, collection: Collection): Xml {
  const { assessmentOutcome, plan, request } = one
  const named = namedXml(life, plan, collection)
  if (assessmentOutcome === 'H')
    return group('Assessment', element('AssessmentOutcome', 'H'), named)
  const assessment = request?.assessment
  const made = assessmentOutcome === 'Y' ? assessment : undefined
  const refused = assessmentOutcome === 'N' ? assessment : undefined
  return group(
    'Assessment',
    element('AssessmentOutcome', assessmentOutcome),
    element('AssessmentOutcomeDate', textOrNone(made?.ended ?? refused?.ended)),
    challengeXml(refused?.challenge),
    flag('OtherMediation', false),
    flag('OtherTribunal', false),
    made === undefined ? '' : flag('Week20', made.week20 !== undefined),
    named,
  )
}
