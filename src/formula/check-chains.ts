import { tableNamed } from './check-scope.ts'
import type { Schema, Table } from './schema.ts'
import type { Step } from './tree.ts'

/** Nobody can follow a chain of more links than this. */
const LONGEST = 4

/** The shortest chains of links that lead from rows called `name` to a row of `anchor`. */
export function chainsTo(schema: Schema, anchor: Table, name: string): Step[][] {
  const direct = [...schema.tables.values()].flatMap((table) =>
    [...table.links.values()]
      .filter((link) => link.to === anchor.name && link.back === name)
      .map((link): Step[] => [{ link: link.name, from: table.name, to: link.to }]),
  )
  if (direct.length > 0) return direct
  const table = schema.tables.get(name)
  return table ? shortestChains(schema, table, anchor.name) : []
}

/** Forward chains from one table to another, all of the shortest length. */
export function shortestChains(schema: Schema, from: Table, to: string): Step[][] {
  let chains: { table: Table; steps: Step[] }[] = [{ table: from, steps: [] }]
  const seen = new Set([from.name])
  for (let length = 1; length <= LONGEST; length += 1) {
    chains = chains.flatMap(({ table, steps }) =>
      [...table.links.values()].map((link) => ({
        table: tableNamed(schema, link.to),
        steps: [...steps, { link: link.name, from: table.name, to: link.to }],
      })),
    )
    const arrived = chains.filter((chain) => chain.table.name === to)
    if (arrived.length > 0) return arrived.map((chain) => chain.steps)
    chains = chains.filter((chain) => !seen.has(chain.table.name))
    for (const chain of chains) seen.add(chain.table.name)
  }
  return []
}
