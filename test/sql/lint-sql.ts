/** What a text of SQL must not hold, and what to write instead. */
export type SqlFault = { readonly rule: string; readonly found: string }

/**
 * What DuckDB and PostgreSQL both run but answer differently, or only one of them knows. Of texts in
 * the source the gaps are written `:gap`.
 *
 * @returns The faults; none for a text that both engines read alike.
 */
export function enginesDiffer(text: string): readonly SqlFault[] {
  return constructs(plain(text))
}

/**
 * What mixes authorities, or cannot be spread over machines by authority: a join, a window, a key or a
 * group that does not name it. Lists of numbers belong to no authority, and the log of imports is told
 * apart by the import's number.
 */
export function lacksAuthority(text: string): readonly SqlFault[] {
  return withoutAuthority(plain(text))
}

/**
 * The same of what an import does. It reads and writes the records of one authority, or of one import,
 * and says so of each table that it names; staging holds the rows of one authority, so what is done
 * to these alone needs no more.
 */
export function mixesImports(text: string): readonly SqlFault[] {
  return plain(text)
    .split(';')
    .flatMap((statement) => {
      const unbound = unboundTables(statement)
      const isOfOne = tablesIn(statement).every((table) => OF_ONE_IMPORT.test(table))
      return isOfOne ? unbound : [...unbound, ...withoutAuthority(statement, isBound)]
    })
}

/** Staging, and what is told apart by the import's number. */
const OF_ONE_IMPORT =
  /^(?:staging\.|records\.(?:imports|files|file_counts|changed_tables|import_issues|kept_notes|key_check|schema_version|read_version)$)/

function tablesIn(sql: string): readonly string[] {
  const named = sql.matchAll(/\b(?:from|join|update|into|table) (\w+\.[\w:]+|:gap)/g)
  return [...named].flatMap(([, table]) => table ?? [])
}

/** What says whose records are meant, where it stands beside the table's name. */
const BOUND =
  /\bauthority = |(?:\bdistinct |\()authority\b|\bimport_id <?= (?:\d|\$\d)|\bwhere ended_by = \d|:gap/

/** Tables of records that neither their brackets nor their statement bind to one authority or import. */
function unboundTables(statement: string): readonly SqlFault[] {
  const named = [...statement.matchAll(/\b(?:from|join|update|into) (records\.[\w:]+)[^()]*/g)]
  return named.flatMap(({ 0: found, 1: table = '', index }) =>
    OF_ONE_IMPORT.test(table) || BOUND.test(bracketsAround(statement, index))
      ? []
      : [{ rule: 'records must be of one authority or import', found: found.slice(0, 80) }],
  )
}

/** The text within the innermost brackets around a place, or all of it. */
function bracketsAround(text: string, at: number): string {
  let [start, depth] = [at, 0]
  for (; start > 0 && depth >= 0; start -= 1)
    depth += text[start - 1] === ')' ? 1 : text[start - 1] === '(' ? -1 : 0
  let end = at
  for (depth = 0; end < text.length && depth >= 0; end += 1)
    depth += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0
  return text.slice(start, end)
}

/** A join with staging, or with a bracket that holds records of one authority. */
function isBound(join: string): boolean {
  if (join.startsWith('join staging.')) return true
  return join.startsWith('join (') && BOUND.test(bracketsAround(join, 'join ('.length))
}

/** Without comments and quoted texts, in small letters, with single spaces. */
function plain(text: string): string {
  return text
    .replaceAll(/--[^\n]*/g, ' ')
    .replaceAll(/'(?:[^']|'')*'/g, "''")
    .replaceAll(/\s+/g, ' ')
    .toLowerCase()
}

const CONSTRUCTS: readonly (readonly [string, RegExp])[] = [
  ['a quotient: keep both numbers and divide at the end', / \/ |[\w)]\/[\w(]/g],
  ['numeric without (precision, scale)', /\b(?:numeric|decimal)\b(?! ?\()/g],
  ['round, which rounds halves differently', /\bround ?\(/g],
  ['avg, which is a binary fraction: sum and count', /\bavg ?\(/g],
  ['float or double', /\b(?:float|real|double(?: precision)?)\b/g],
  ['a pattern of ~, which matches a part or the whole', / !?~\*? /g],
  ['date_trunc, whose type differs', /\bdate_trunc ?\(/g],
  [
    'generate_series without `as name(column)`',
    /\bgenerate_series ?\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)(?! as \w+ ?\()/g,
  ],
  ['sha256 or md5, whose types differ', /\b(?:sha256|md5) ?\(/g],
  ['age(), which is not in whole days', /(?<![\w.])age ?\(/g],
  ['to_char or strftime', /\b(?:to_char|strftime|make_interval) ?\(/g],
  ['grouping sets, which cannot be spread', /\bgrouping sets\b|\b(?:rollup|cube) ?\(/g],
  ['a clause that only DuckDB knows', /\b(?:group by all|order by all|qualify|pivot|asof)\b/g],
  ['`* exclude`', /\* ?exclude\b/g],
  ['json operators', /->>?|@>|#>>/g],
]

function constructs(sql: string): readonly SqlFault[] {
  const faults = CONSTRUCTS.flatMap(([rule, pattern]) =>
    [...sql.matchAll(pattern)].map(({ 0: found }) => ({ rule, found: found.trim() })),
  )
  return [...faults, ...descending(sql)]
}

/** Empty values come last in one engine and first in the other; inside a group they are passed over. */
function descending(sql: string): readonly SqlFault[] {
  const ungrouped = sql.replaceAll(/within group \((?:[^()]|\([^()]*\))*\)/g, '')
  return [...ungrouped.matchAll(/[\w.:]+ desc\b(?! nulls)/g)].map(({ 0: found }) => ({
    rule: 'desc without `nulls first` or `nulls last`',
    found,
  }))
}

/** The first thing that a key, window or group names. */
const AUTHORITY = /^(?:\w+\.)?"?(?:authority|la)\b/

function withoutAuthority(
  sql: string,
  isApart: (join: string) => boolean = () => false,
): readonly SqlFault[] {
  const lists = [
    ...sql.matchAll(/\b(partition by|group by|primary key ?\(|unique ?\() ?([^,) ]*)/g),
  ]
  const faults = lists.flatMap(([found, , first = '']) =>
    AUTHORITY.test(first) || first === ':gap' ? [] : [{ rule: 'authority must come first', found }],
  )
  return [...faults, ...joins(sql, isApart)]
}

/** Lists of numbers made on the spot, and the log of imports. */
const NO_AUTHORITY = /^join (?:years|heads|records\.(?:imports|files|file_counts|changed_tables))\b/

/** A join on a condition that does not hold authorities together. */
function joins(sql: string, isApart: (join: string) => boolean): readonly SqlFault[] {
  return [...sql.matchAll(/(?<!cross )\bjoin\b/g)].flatMap(({ index }) => {
    const join = sql.slice(index)
    const on = NO_AUTHORITY.test(join) || isApart(join) ? undefined : conditionOf(join)
    if (on === undefined || /\b(?:authority|la) = |:gap/.test(on)) return []
    return [{ rule: 'a join must be on authority', found: join.slice(0, 80) }]
  })
}

/** What stands after the `on` or `using` of a join, up to the next join or the end of its clause. */
function conditionOf(join: string): string | undefined {
  const words = outerWords(join)
  const start = words.find(({ word }) => word === 'on' || word === 'using')
  if (!start) return undefined
  const end = words.find(({ word, at }) => at > start.at && word !== 'on' && word !== 'using')
  return join.slice(start.at, end?.at)
}

/** The words that part a join's clause from others, in no bracket, and the bracket that ends it all. */
function outerWords(join: string): readonly { readonly word: string; readonly at: number }[] {
  const words: { readonly word: string; readonly at: number }[] = []
  let depth = 0
  const parting = /[()]|\b(?:on|using|where|group|order|join|union)\b/g
  for (const { 0: word, index: at } of join.slice(4).matchAll(parting)) {
    if (word === '(') depth += 1
    else if (word === ')') depth -= 1
    else if (depth === 0) words.push({ word, at: at + 4 })
    if (depth < 0) return [...words, { word, at: at + 4 }]
  }
  return words
}
