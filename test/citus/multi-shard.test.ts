import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sendboard } from '../cli/sendboard.ts'
import { refusedIn } from './refused.ts'
import { figureStatements } from './statements.ts'

test('no statement that reads figures has what a plan over several machines refuses', async () => {
  const statements = await figureStatements()
  assert.ok(statements.length > 40)
  assert.deepEqual(
    statements.flatMap((sql) => refusedIn(sql).map((name) => ({ name, sql }))),
    [],
  )
})

test('what is refused is found', () => {
  const found = (sql: string) => refusedIn(sql).join('; ')
  assert.equal(
    found('select 1 from read.plans t where t.authority in (select authority from authorities)'),
    '',
  )
  assert.equal(found("select 1 from read.plans t where t.authority in ('E09000021')"), '')
  assert.equal(
    found("select 1 from read.plans t where t.plan_id in ('p1')"),
    'a question that is not tied by authority',
  )
  assert.equal(
    found('select la from base group by grouping sets ((la), (la, k))'),
    'GROUPING SETS, ROLLUP or CUBE; a group not of one authority',
  )
  assert.equal(found('select la, count(*) from base group by la, k0'), '')
  assert.equal(found('with recursive a as (select 1) select 1 from a'), 'a recursive query')
  assert.equal(found('select sum(n) over (order by n) from base'), 'a window not of one authority')
  assert.equal(found('select sum(n) over (partition by la order by n) from base'), '')
  assert.equal(
    found('select 1 from base t left join read.plans p on p.plan_id = t.plan_id'),
    'a join that is not by authority',
  )
  assert.equal(
    found('select 1 from base t join (select 1 as n) x on x.n = t.n'),
    'a join of a subquery that is not by authority',
  )
  assert.equal(
    found('select exists (select 1 from read.audits q1 where q1.subject_id = t.advice_id)'),
    'a question that is not tied by authority',
  )
  assert.equal(
    found('select (select z.a from x z where z.b = t.b order by z.a limit 1) from base t'),
    'LIMIT in a subquery',
  )
  assert.equal(
    found('select 1 from contexts c left join read.plans t on t.authority = c.authority'),
    'an outer join from a list of values',
  )
})

test('every table is spread by authority or whole on every machine', async () => {
  const [tables, citus] = await Promise.all([
    sendboard(['schema']),
    sendboard(['schema', '--citus']),
  ])
  const made = [...tables.out.matchAll(/create table if not exists (\S+) \(([^;]*)\);/g)]
  const spread = [...citus.out.matchAll(/create_distributed_table\('(\S+)', 'authority'/g)]
  const whole = [...citus.out.matchAll(/create_reference_table\('(\S+)'\)/g)]
  const names = (matches: readonly RegExpExecArray[]) => matches.map((match) => match[1]).sort()
  assert.ok(made.length > 60)
  assert.deepEqual(names([...spread, ...whole]), names(made))
  const ofAuthority = made.filter((match) => match[2]?.includes('"authority" varchar not null'))
  assert.deepEqual(names(spread), names(ofAuthority))
})

test('no table of records, of what formulas read, or of figures is without authority', async () => {
  const { out } = await sendboard(['schema', '--citus'])
  const whole = [...out.matchAll(/create_reference_table\('(\S+)'\)/g)].map((match) => match[1])
  assert.deepEqual(whole, [
    'records.changed_tables',
    'records.file_counts',
    'records.import_issues',
    'records.kept_notes',
    'records.key_check',
    'records.read_version',
    'records.schema_version',
  ])
})
