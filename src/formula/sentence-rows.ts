import { insideTable, type Phrase, type RowNumber, type SentenceScope } from './sentence-scope.ts'
import { joinWords } from './sentence-words.ts'
import type { Rows } from './tree.ts'

/** Rows as a noun with what must hold: `plans first made in the period, where …`. */
export function describeRows(rows: Rows, scope: SentenceScope, number: RowNumber = 'many'): string {
  const inside = insideTable(scope, rows.table)
  const phrases = rows.conditions.map((condition) => scope.describeCondition(condition, inside))
  const noun = relatedNoun(rows, number) ?? tableNoun(inside, number) ?? rows.table
  return `${noun}${qualify(phrases, number === 'one' ? 'together' : 'listed')}`
}

function tableNoun({ table }: SentenceScope, number: RowNumber): string | undefined {
  return number === 'many' ? table?.plural : table?.singular
}

/** The noun of a link's own name back, such as `resumptions`. */
function relatedNoun({ relation, written, table }: Rows, number: RowNumber): string | undefined {
  const name = written.split('.').at(-1) ?? written
  if (!relation || name === table) return undefined
  const words = name.replaceAll('_', '-')
  return number === 'many' ? words : words.replace(/s$/, '')
}

/**
 * Conditions after a noun: first those that follow it directly, then those after `where`.
 *
 * @param manner - `listed` with commas; `together` without, inside another list; `joined` with `and`.
 */
export function qualify(
  phrases: readonly Phrase[],
  manner: 'listed' | 'together' | 'joined',
): string {
  const direct = phrases.filter(({ form }) => form === 'adjective').map(({ text }) => text)
  const asked = phrases.filter(({ form }) => form === 'clause').map(({ text }) => text)
  const follow =
    manner === 'joined' ? joinWords(direct, 'and') : direct.join(manner === 'listed' ? ', ' : ' ')
  const where = asked.length > 0 ? `where ${joinWords(asked, 'and')}` : ''
  if (follow === '') return where === '' ? '' : ` ${where}`
  if (where === '') return ` ${follow}`
  return ` ${follow}${manner === 'together' ? '' : ','} ${where}`
}
