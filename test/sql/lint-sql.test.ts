import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, describe, it } from 'node:test'
import { readCatalogue } from '../../src/catalogue/index.ts'
import {
  createTables,
  type Database,
  openDuckDb,
  refreshReadTables,
} from '../../src/database/index.ts'
import { cellAsks, computeFigures } from '../../src/figures/index.ts'
import { createRecordTables, importPaths, undoImport } from '../../src/records/index.ts'
import { newFolder } from '../cli/sendboard.ts'
import { writeTwoExtracts } from '../records/two-extracts.ts'
import { enginesDiffer, lacksAuthority, mixesImports, type SqlFault } from './lint-sql.ts'
import { sqlInSource, type SqlText, textsOf } from './texts-in-source.ts'

const catalogue = await readCatalogue()
const database = await openDuckDb(':memory:')
after(async () => {
  await database.close()
})
await createTables(database, catalogue)
await refreshReadTables(database, catalogue.schema)

/** Every statement that the measures of the catalogue are computed with, whole and by breakdown. */
async function compiled(): Promise<readonly string[]> {
  const texts: string[] = []
  const listening: Database = {
    ...database,
    query: async (sql, parameters) => {
      texts.push(sql)
      return await database.query(sql, parameters)
    },
  }
  const source = {
    ...{ database: listening, catalogue, authority: 'X00000999', asAt: '2026-03-31' },
    supplied: new Set(catalogue.datasets.keys()),
  }
  await computeFigures(
    source,
    cellAsks(source, () => []),
  )
  return texts
}

/**
 * Every statement that imports run: two extracts of one authority that meet in every way in which rows
 * can, a return that goes with them, and an undo.
 */
async function imported(): Promise<readonly string[]> {
  const texts: string[] = []
  const own = await openDuckDb(':memory:')
  const listening: Database = {
    ...own,
    query: async (sql, parameters) => {
      texts.push(sql)
      return await own.query(sql, parameters)
    },
    execute: async (sql, parameters) => {
      texts.push(sql)
      await own.execute(sql, parameters)
    },
  }
  const folder = newFolder()
  const services = {
    database: listening,
    catalogue,
    personKey: 'a key for tests, of no use elsewhere',
  }
  const { first, second } = writeTwoExtracts(folder)
  await createRecordTables(own, catalogue)
  for (const path of [first, second]) {
    const { imports } = await importPaths(services, [path])
    assert.equal(imports[0]?.status, 'loaded')
  }
  assert.ok((await undoImport(services, 2)).ok)
  await own.close()
  rmSync(folder, { recursive: true })
  return texts
}

/** Both; the statements of an import run for one authority, on staging tables that have no other. */
function lintSql(sql: string): readonly SqlFault[] {
  return [...enginesDiffer(sql), ...lacksAuthority(sql)]
}

function rules(sql: string): readonly string[] {
  return lintSql(sql).map(({ rule }) => rule)
}

describe('the SQL of this project', () => {
  it('is read alike by both engines in every measure', async () => {
    const texts = await compiled()
    assert.ok(texts.length > 40, `${String(texts.length)} statements`)
    assert.deepEqual(texts.flatMap(lintSql), [])
  })

  it('is read alike by both engines wherever it is written', () => {
    const texts = sqlInSource(['database', 'records', 'transfer', 'figures', 'formula'])
    assert.ok(texts.length > 100, `${String(texts.length)} texts`)
    assert.deepEqual(faultsIn(texts, enginesDiffer), [])
  })

  it('keeps authorities apart wherever figures and what they read are made', () => {
    const texts = sqlInSource(['database', 'figures', 'formula'])
    assert.deepEqual(faultsIn(texts, lacksAuthority), [])
  })

  it('keeps authorities apart wherever records are loaded and undone', () => {
    const texts = sqlInSource(['records'])
    assert.ok(texts.length > 40, `${String(texts.length)} texts`)
    assert.deepEqual(faultsIn(texts, mixesImports), [])
  })

  it('keeps authorities apart in every statement of an import and an undo', async () => {
    const texts = await imported()
    const refreshing = texts.filter((sql) => /\bread\.\w/.test(sql))
    const changing = texts.filter((sql) => !refreshing.includes(sql))
    assert.ok(changing.length > 200, `${String(changing.length)} statements`)
    assert.ok(refreshing.length > 20, `${String(refreshing.length)} statements`)
    assert.deepEqual(new Set(changing.flatMap(mixesImports)), new Set())
    assert.deepEqual(new Set(refreshing.flatMap(lacksAuthority)), new Set())
  })
})

function faultsIn(texts: readonly SqlText[], lint: typeof lintSql): readonly string[] {
  return texts.flatMap(({ place, sql }) =>
    lint(sql).map(({ rule, found }) => `${place}: ${rule}: ${found}`),
  )
}

describe('the lint refuses', () => {
  const planted: readonly (readonly [string, string])[] = [
    ['a quotient: keep both numbers and divide at the end', 'select a.x / 2 from a'],
    ['a quotient: keep both numbers and divide at the end', 'select x/y from a'],
    ['numeric without (precision, scale)', 'select cast(x as numeric) from a'],
    ['round, which rounds halves differently', 'select round(x) from a'],
    ['avg, which is a binary fraction: sum and count', 'select avg(x) from a'],
    ['float or double', 'select cast(x as double precision) from a'],
    ['a pattern of ~, which matches a part or the whole', "select 1 from a where x ~ 'SEN'"],
    ['date_trunc, whose type differs', "select date_trunc('month', d) from a"],
    ['generate_series without `as name(column)`', 'select g from generate_series(1, 3) as g'],
    ['sha256 or md5, whose types differ', 'select sha256(x) from a'],
    ['age(), which is not in whole days', 'select age(d, e) from a'],
    ['to_char or strftime', "select to_char(d, 'YYYY') from a"],
    ['grouping sets, which cannot be spread', 'select 1 from a group by rollup (authority, x)'],
    ['a clause that only DuckDB knows', 'select x, count(*) from a group by all'],
    ['`* exclude`', 'select * exclude (x) from a'],
    ['json operators', "select x->>'y' from a"],
    ['desc without `nulls first` or `nulls last`', 'select x from a order by x desc limit 1'],
    ['authority must come first', 'select x from a group by x'],
    ['authority must come first', 'select lead(d) over (partition by x order by d) from a'],
    ['authority must come first', 'create table a (x int, primary key (x, authority))'],
    ['a join must be on authority', 'select 1 from a join b on b.x = a.x'],
    [
      'a join must be on authority',
      'select 1 from a left join (select x from b) b on b.x = a.x where 1 = 1',
    ],
    ['a join must be on authority', 'select 1 from a join b using (x)'],
  ]
  for (const [rule, sql] of planted) {
    it(`${rule}: ${sql}`, () => {
      assert.ok(rules(sql).includes(rule), JSON.stringify(rules(sql)))
    })
  }

  const inImports: readonly (readonly [string, string])[] = [
    [
      'records must be of one authority or import',
      'select s._line from staging.plans s join records.plans c on c.plan_id = s.plan_id',
    ],
    [
      'records must be of one authority or import',
      'update records.plans as c set ended_by = 7 from staging.merged m where c.plan_id = m.plan_id',
    ],
    ['records must be of one authority or import', 'delete from records.aliases'],
    [
      'records must be of one authority or import',
      'select 1 from staging.plans s where s.authority = $1 and exists (select 1 from records.persons)',
    ],
    [
      'a join must be on authority',
      'select 1 from records.plans c join records.persons p on p.person_id = c.person_id where c.authority = $1',
    ],
    [
      'authority must come first',
      'select count(*) from records.plans where authority = $1 group by plan_id',
    ],
    [
      'authority must come first',
      'select lead(d) over (partition by plan_id order by d) from records.plans where authority = $1',
    ],
  ]
  for (const [rule, sql] of inImports) {
    it(`in an import, ${rule}: ${sql}`, () => {
      const found = mixesImports(sql).map((fault) => fault.rule)
      assert.ok(found.includes(rule), JSON.stringify(found))
    })
  }

  it('nothing of what an import does for one authority', () => {
    const sql = `
      select _outcome, count(*) from staging.merged group by _outcome;
      create table staging.made as select m.* from staging.plans m
        left join (select * from records.plans where authority = $1 and ended_by is null) c
          on c.plan_id = m.plan_id;
      delete from records.plans where import_id = 7;
      insert into records.plans (authority, plan_id) select $1, plan_id from staging.plans`
    assert.deepEqual(mixesImports(sql), [])
  })

  it('nothing of what both engines read alike', () => {
    const sql = `
      select a.authority, count(*) filter (where a.x = 'y / z ~ round('),
        percentile_disc(0.5) within group (order by x desc),
        cast(a.x as numeric(18, 6)), b.age,
        case when x is not null and y is not null then least(x, y) end
      from a left join (select authority, x from b group by authority, x) b
        on b.authority = a.authority and b.x = a.x
      cross join (select g.n from generate_series(1, (select max(x) from d)) as g(n)) c
      where a.d > 0 group by a.authority order by a.authority, a.d desc nulls last`
    assert.deepEqual(lintSql(sql), [])
  })
})

it('texts are found in templates, in pieces put together, and in the gaps of others', () => {
  const source =
    "const a = `select ${x} from t ${y ? 'order by x desc' : ''}`\n" +
    "const b = 'select 1 from a ' + 'join b on b.x = a.x'"
  assert.deepEqual(
    textsOf('a.ts', source).map(({ place, sql }) => `${place} ${sql}`),
    [
      'a.ts:1 select :gap from t :gap',
      'a.ts:1 order by x desc',
      'a.ts:2 select 1 from a join b on b.x = a.x',
    ],
  )
})
