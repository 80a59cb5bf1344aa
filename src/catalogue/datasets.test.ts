import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { readCatalogue } from './index.ts'

const MODEL = join(import.meta.dirname, '../../../shared/reference/datasets.md')
const skip = existsSync(MODEL) ? false : 'the data model is not beside the project'
const { schema, datasets, issues } = await readCatalogue()

/** `key | column type required …` for each table of the data model, as it writes them. */
function modelTables(): string[] {
  const section =
    /^### (\w+)\.csv\n\nHeld in: .*? Key: (.*?)\.\n\n\| Column.*\n\|.*\n((?:\|.*\n)+)/gm
  return [...readFileSync(MODEL, 'utf8').matchAll(section)].map(
    ([, table = '', key = '', rows = '']) => {
      const columns = rows.trim().split('\n').map(modelColumn)
      return `${table} (${key}): ${columns.join('; ')}`
    },
  )
}

function modelColumn(row: string): string {
  const [, name = '', type = '', required = '', values = ''] = row.split('|').map((s) => s.trim())
  const codes = type === 'code' && values.includes(', ') && !values.includes(' codes') ? values : ''
  const need = required === 'yes' || required === 'no' ? required : 'when'
  return `${name} ${type} ${need} ${codes.split(', ').toSorted().join(', ')}`.trim()
}

function catalogueTables(): string[] {
  const supplied = [...datasets.values()].filter(({ name }) => name !== 'published')
  return supplied.map(({ name, table, fileColumns, required, requiredWhen }) => {
    const columns = fileColumns.map((column) => {
      const { type, codes } = table.columns.get(column) ?? assert.fail()
      const when = requiredWhen.some((one) => one.column === column) ? 'when' : 'no'
      const need = required.includes(column) ? 'yes' : when
      const written = ['financial-year', 'academic-year'].includes(type) ? 'text' : type
      const free =
        ['ethnicity', 'question'].includes(column) ||
        `${name}.${column}` === 'exclusions.primary_need'
      return `${column} ${written} ${need} ${free ? '' : [...(codes?.keys() ?? [])].toSorted().join(', ')}`.trim()
    })
    return `${name} (${table.key.join(' + ')}): ${columns.join('; ')}`
  })
}

describe('the tables of the catalogue', () => {
  it('have no issue', () => {
    assert.deepEqual(issues, [])
  })

  it('are 27 that a council supplies, one of what is published, and 7 that Sendboard makes', () => {
    const made = [...schema.tables.values()].filter((table) => table.derived)
    assert.equal(datasets.size, 28)
    assert.deepEqual(
      made.map((table) => table.name),
      ['caseload', 'dispute_cases', 'families', 'kpis', 'responses', 'review_cycles', 'voices'],
    )
  })

  it(
    'have every column of the data model, in order, with its type, codes, key and need',
    { skip },
    () => {
      const area =
        'area code yes england, home, inner-london, london, outer-london, statistical-neighbours'
      const model = modelTables().map((table) =>
        // The data model has the area of a reference figure as text with a list of values. The outcome
        // of a request is asked of every CSV row, but a return may hold a code that is not known.
        table.startsWith('reference ')
          ? table.replace('area text yes', area)
          : table.replace('request_outcome code yes', 'request_outcome code when'),
      )
      assert.deepEqual(catalogueTables().sort(), model.sort())
    },
  )

  it('give every code a meaning and every column a label', () => {
    const columns = [...schema.tables.values()].flatMap((table) => [...table.columns.values()])
    const codes = columns.flatMap((column) => [...(column.codes?.values() ?? [])])
    assert.equal(codes.filter((meaning) => meaning.trim() === '').length, 0)
    assert.equal(columns.filter((column) => column.label.trim() === '').length, 0)
    assert.equal(
      schema.tables.get('results')?.columns.get('measure')?.codes?.get('ks2_rwm'),
      'key stage 2 reading, writing and mathematics, expected standard',
    )
  })

  it('have the columns that are worked out, and no others', () => {
    const derived = [...datasets.values()].flatMap(({ name, table }) => {
      const columns = [...table.columns.values()].filter((column) => column.derived)
      return columns.length > 0 ? [`${name}: ${columns.map((one) => one.name).join(' ')}`] : []
    })
    assert.deepEqual(derived, [
      'audits: latest_from latest_until',
      'census: latest_january_from latest_january_until newest_until funding_age',
      'destinations: latest_from latest_until',
      'funding: replaced',
      'involvements: in_force_from in_force_until',
      'ledger: stated_from stated_until',
      'milestones: latest_from latest_until',
      'placements: provision area in_force_from in_force_until',
      'places: latest_from latest_until',
      'plans: held_from held_until made_date named_placement_id',
      'reference: published_from published_until latest_from latest_until wider_from wider_to age_band',
      'referrals: in_contact_from in_contact_until awaiting_contact_from awaiting_contact_until awaiting_treatment_from awaiting_treatment_until',
      'requests: open_from open_until',
      'results: lowest_fifth',
    ])
  })

  it('take over the columns of survey answers for survey responses', () => {
    assert.deepEqual(
      [...(schema.tables.get('responses')?.columns.keys() ?? [])],
      [
        'response_id',
        'survey',
        'response_date',
        'respondent_type',
        'plan_status',
        'commissioned_service',
        'participant_id',
        'under_represented',
      ],
    )
  })

  it('know the strategies by name where targets are set', () => {
    const codes = schema.tables.get('targets')?.columns.get('framework')?.codes
    assert.deepEqual([...(codes?.keys() ?? [])], ['kingston-2021', 'tower-hamlets-2018'])
  })

  it('say which spell measures years, and which spells are the latest of something', () => {
    const tables = [...schema.tables.values()]
    assert.deepEqual(
      tables.flatMap(({ name, mainSpell }) =>
        mainSpell === undefined ? [] : [`${name} ${mainSpell}`],
      ),
      ['involvements in_force', 'placements in_force', 'caseload active'],
    )
    assert.deepEqual(
      tables.flatMap(({ name, spells }) =>
        [...spells.values()]
          .filter((spell) => spell.latest)
          .map((spell) => `${name} ${spell.name}`),
      ),
      [
        'audits latest',
        'census latest_january',
        'destinations latest',
        'milestones latest',
        'places latest',
        'reference published',
        'reference latest',
      ],
    )
  })

  it('replace a whole table, a period of it or single rows', () => {
    const rules = [...datasets.values()].flatMap(({ name, load, periodColumn }) =>
      load === 'add-and-update' ? [] : [`${name} ${load} ${periodColumn ?? ''}`.trim()],
    )
    assert.deepEqual(rules, [
      'changes replace-all',
      'charter replace-all',
      'commissioning replace-all',
      'destinations replace-period as_at',
      'milestones replace-all',
      'savings replace-period financial_year',
    ])
  })
})
