/**
 * What Citus refuses, or answers wrongly, where rows stand on several machines by authority: a name,
 * and where in a statement it is found. A join of tables by authority stays on one machine.
 *
 * @see Citus documentation, "SQL support and workarounds"; tried on Citus 13.2.
 */
const REFUSED: readonly (readonly [name: string, found: RegExp])[] = [
  ['GROUPING SETS, ROLLUP or CUBE', /\b(?:grouping sets|rollup|cube)\b/i],
  ['a recursive query', /\bwith recursive\b/i],
  ['LATERAL', /\blateral\b/i],
  ['a locking read', /\bfor (?:update|share|no key update|key share)\b/i],
  ['LIMIT in a subquery', /\([^()]*(?:\([^()]*\)[^()]*)*\blimit \d/i],
  ['a window not of one authority', /\bover \((?!partition by (?:\w+\.)?(?:authority|la)\b)/i],
  ['a group not of one authority', /\bgroup by (?!(?:\w+\.)?(?:authority|la)\b)/i],
  [
    'a join that is not by authority',
    /\bjoin read\.\w+ (\w+) on (?!\1\.authority = \w+\.authority\b)/i,
  ],
  [
    'a join of a subquery that is not by authority',
    /\) (\w+) on (?!\1\.(?:authority|la) = \w+\.(?:authority|la)\b)/i,
  ],
  [
    'a question that is not tied by authority',
    /\bfrom read\.\w+ (\w+)(?: left join (?:(?!\bwhere\b).)*)? where (?!\1\.authority (?:= \w+\.authority|in \((?:select authority from authorities|''(?:, '')*)\)))/i,
  ],
  [
    'an outer join from a list of values',
    /\bfrom (?:contexts|authorities)(?: \w+)? (?:left|full) join\b/i,
  ],
  ['a right or full join', /\b(?:right|full)(?: outer)? join\b/i],
]

/** What in a statement would be refused on several machines; nothing, for one that runs. */
export function refusedIn(sql: string): readonly string[] {
  const text = sql.replaceAll(/'(?:[^']|'')*'/g, "''").replaceAll(/\s+/g, ' ')
  return REFUSED.filter(([, found]) => found.test(text)).map(([name]) => name)
}
