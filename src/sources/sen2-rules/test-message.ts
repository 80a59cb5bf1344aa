/** For tests: an element of a return that can be changed. */
type Tree = { name: string; text: string; children: Tree[] }

const LEAF = (name: string, text: string): Tree => ({ name, text, children: [] })

/** `Name=text` leaves and named groups, as a tree. */
function group(name: string, leaves: string, ...children: Tree[]): Tree {
  const own = leaves.split('; ').filter((one) => one !== '')
  const texts = own.map((one) =>
    LEAF(one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)),
  )
  return { name, text: '', children: [...texts, ...children] }
}

const FLAGS = 'SENunitIndicator=0; ResourcedProvisionIndicator=0'
const CHALLENGES = 'AssessmentMediation=0; AssessmentTribunal=0; OtherMediation=0; OtherTribunal=0'

/** Three sound persons of a return of 2026, all invented: a new plan, an old one, a refusal. */
const PERSONS: Readonly<Record<string, () => Tree>> = {
  new: () =>
    group(
      'Person',
      'Surname=Invented; Forename=Ada; PersonBirthDate=2018-05-02; Sex=F; Ethnicity=WBRI; PostCode=ZZ99 9ZZ; UPN=R999202230013',
      group(
        'Requests',
        'ReceivedDate=2025-03-03; RequestSource=2; RYA=0; RequestOutcomeDate=2025-04-10; RequestOutcome=Y; RequestMediation=0; RequestTribunal=0',
        group(
          'Assessment',
          `AssessmentOutcome=Y; AssessmentOutcomeDate=2025-07-18; ${CHALLENGES}; Week20=0`,
          group(
            'NamedPlan',
            'StartDate=2025-07-18; PB=0; OA=0',
            group('PlanDetail', `URN=999001; PlacementRank=1; ${FLAGS}`),
          ),
        ),
        group(
          'ActivePlans',
          '',
          group('PlacementDetail', `URN=999001; PlacementRank=1; EntryDate=2025-09-03; ${FLAGS}`),
          group('SENneed', 'SENtype=SLCN; SENtypeRank=1'),
        ),
      ),
    ),
  old: () =>
    group(
      'Person',
      'Surname=Fictitious; Forename=Ben; PersonBirthDate=2014-11-20; Sex=M; Ethnicity=BAFR; PostCode=ZZ99 9ZZ; UPN=J999201120007',
      group(
        'Requests',
        'RYA=0; RequestOutcome=H',
        group(
          'Assessment',
          'AssessmentOutcome=H',
          group(
            'NamedPlan',
            'StartDate=2019-06-14; PB=0; OA=0',
            group('PlanDetail', `URN=999002; PlacementRank=1; ${FLAGS}`),
          ),
        ),
        group(
          'ActivePlans',
          'ReviewMeeting=2025-10-06; ReviewOutcome=A; ReviewDraft=2025-10-30; PhaseTransferDueDate=2026-02-15; LastReview=2025-10-30',
          group('PlacementDetail', `URN=999002; PlacementRank=1; EntryDate=2019-09-03; ${FLAGS}`),
          group('SENneed', 'SENtype=ASD; SENtypeRank=1'),
          group('SENneed', 'SENtype=SEMH; SENtypeRank=2'),
        ),
      ),
    ),
  refused: () =>
    group(
      'Person',
      'Surname=Madeup; Forename=Cy; PersonBirthDate=2021-08-09; Sex=M; Ethnicity=NOBT; PostCode=ZZ99 9ZZ; UPNunknown=UN1',
      group(
        'Requests',
        'ReceivedDate=2025-05-12; RequestSource=1; RYA=0; RequestOutcomeDate=2025-06-20; RequestOutcome=N; RequestMediation=1; RequestTribunal=1',
      ),
    ),
}

function message(person: string): Tree {
  const make = PERSONS[person]
  if (!make) throw new Error(`there is no person ${person}`)
  return group(
    'Message',
    '',
    group(
      'Header',
      'DMO=Y; DCO=Y; DSCO=R',
      group('CollectionDetails', 'Collection=SEN2; Year=2026; ReferenceDate=2026-01-15'),
      group(
        'Source',
        'SourceLevel=L; LEA=999; SoftwareCode=EXAMPLE; Release=1.0.0; SerialNo=001; DateTime=2026-01-20T09:30:00',
      ),
    ),
    group('Persons', '', make()),
  )
}

/**
 * A return with one sound person, changed: `Name=text` sets, `Name=` empties, `-Name` takes the element
 * out and `+Name` puts a copy of it behind; `Parent/Name` where a name stands in several. All but `+`
 * are about the last such parent, so what follows a copy changes the copy.
 */
export function changedReturn(person: string, changes: string): string {
  const tree = message(person)
  for (const change of changes.split('; ').filter((one) => one !== '')) apply(tree, change)
  return write(tree)
}

function apply(tree: Tree, change: string): void {
  const sign = /^[+-]/.exec(change)?.[0] ?? ''
  const [path = '', text = ''] = change.slice(sign.length).split('=')
  const names = path.split('/')
  const name = names.at(-1) ?? ''
  const parent = parentOf(tree, names)
  if (!parent) throw new Error(`nothing holds ${path}`)
  const found = parent.children.findLast((one) => one.name === name)
  if (sign === '-') parent.children = parent.children.filter((one) => one !== found)
  else if (sign === '+') parent.children.push(structuredClone(found ?? group(name, '')))
  else set(parent, name, text)
}

function set(parent: Tree, name: string, text: string): void {
  const found = parent.children.findLast((one) => one.name === name)
  if (found) found.text = text
  else parent.children.push(LEAF(name, text))
}

/** The last element that is named, or that holds the name. */
function parentOf(tree: Tree, names: readonly string[]): Tree | undefined {
  const [name, parent] = [names.at(-1), names.at(-2)]
  const all = everyNode(tree)
  if (parent !== undefined) return all.findLast((one) => one.name === parent)
  return all.findLast(({ children }) => children.some((one) => one.name === name))
}

function everyNode(tree: Tree): Tree[] {
  return [tree, ...tree.children.flatMap(everyNode)]
}

function write({ name, text, children }: Tree): string {
  if (children.length === 0) return `<${name}>${text}</${name}>\n`
  return `<${name}>\n${children.map(write).join('')}</${name}>\n`
}
