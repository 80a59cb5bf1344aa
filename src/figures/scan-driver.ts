import { driverOf, type Scan } from './scan-plan.ts'

/** How the rows of a scan are found from the questions that they need an answer to. */
export type Driver =
  | {
      /** The common table expressions `hits` (authority, tie, n) and `hit_ties` (without n). */
      readonly hits: string
      /** @param table - SQL of where rows come from. */
      readonly from: (table: string) => string
      /** What ties them to their context. */
      readonly test: string
      /** The questions, asked only of what is in `hits`, by alias. */
      readonly joins: ReadonlyMap<string, string>
    }
  | undefined

/**
 * Where each row that any aggregate counts has an answer to one of some questions by context, rows are
 * found from the answers, which are few, instead of asking of every row in every context.
 *
 *     hits as materialized (select authority, tie, n from (select q1.authority, q1.person_id as tie, c.n
 *       from contexts c cross join read.involvements q1 where … group by …) m0 union select …),
 *     hit_ties as materialized (select authority, tie from hits group by authority, tie)
 *     … from hits h join read.persons t on t.authority = h.authority and t.person_id = h.tie
 *       cross join contexts c
 *       left join (select … from contexts c cross join read.census q1
 *         join hit_ties h on h.authority = q1.authority and h.tie = q1.person_id where …) …
 *     where c.n = h.n and …
 *
 * @returns undefined where rows cannot be found so.
 */
export function driverSql(scan: Scan): Driver {
  const aggregates = [...scan.aggregates.values()]
  const anchors = new Set(aggregates.map(driverOf))
  const [anchor] = anchors
  if (anchor === undefined || anchors.size !== 1) return undefined
  const asks = new Map(aggregates.flatMap(({ row }) => [...row.asks]))
  const needed = [...new Set(aggregates.flatMap(({ needs }) => needs ?? []))]
  const answers = needed.map(
    (alias, index) =>
      `select authority, tie, n from (${asks.get(alias)?.select('') ?? ''}) m${String(index)}`,
  )
  const own = [...asks].filter(([, ask]) => ask.anchor === anchor)
  return {
    hits:
      `hits as materialized (${answers.join(' union ')}),\n` +
      'hit_ties as materialized (select authority, tie from hits group by authority, tie)',
    from: (table) =>
      `from hits h join ${table} t on t.authority = h.authority and ${anchor} = h.tie ` +
      'cross join contexts c',
    test: 'c.n = h.n',
    joins: new Map(
      own.map(([alias, { select, tie, on }]) => {
        // By the row that the tie stands in: by `q1` all rows of an authority would meet all hits of it.
        const [holder = 'q1'] = tie.split('.')
        const only = `join hit_ties h on h.authority = ${holder}.authority and h.tie = ${tie}`
        return [alias, `left join (${select(only)}) ${alias} on ${on}`]
      }),
    ),
  }
}
