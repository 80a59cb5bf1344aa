import { describeColumn } from './sentence-column.ts'
import { describeDate } from './sentence-date.ts'
import {
  about,
  adjective,
  clause,
  linkNoun,
  type Phrase,
  type SentenceScope,
} from './sentence-scope.ts'
import { describeValue, fillTerm } from './sentence-value.ts'
import { joinWords, withIndefinite } from './sentence-words.ts'
import type { Expression, Has, SpellTest, TermUse } from './tree.ts'

/** A condition in words; `negated` for its opposite. */
export function describeCondition(
  condition: Expression,
  scope: SentenceScope,
  negated = false,
): Phrase {
  switch (condition.kind) {
    case 'not':
      return describeCondition(condition.of, scope, !negated)
    case 'logic':
      return describeLogic(condition.operator, condition.operands, scope, negated)
    case 'has':
      return describeHas(condition, scope, negated)
    case 'spell':
      return describeSpell(condition, scope, negated)
    case 'term':
      return describeTerm(condition, scope, negated)
    case 'emptiness':
      return describeEmptiness(condition.of, scope, condition.present === negated)
    case 'comparison':
    case 'in-list':
    case 'in-range': {
      const subject = condition.kind === 'comparison' ? condition.left : condition.of
      const describe = subject.type.is === 'date' ? describeDate : describeColumn
      return describe(condition, subject, scope, negated)
    }
    default:
      return clause(describeValue(condition, scope))
  }
}

function describeLogic(
  operator: 'and' | 'or',
  operands: readonly Expression[],
  scope: SentenceScope,
  negated: boolean,
): Phrase {
  const word = (operator === 'or') === negated ? 'and' : 'or'
  const phrases = operands.map((operand) => describeCondition(operand, scope, negated))
  if (phrases.every(({ form }) => form === 'adjective')) {
    return adjective(
      joinWords(
        phrases.map(({ text }) => text),
        word,
      ),
    )
  }
  const texts = phrases.map(({ form, text }) => (form === 'clause' ? text : ofIt(text)))
  return clause(word === 'or' ? `either ${joinWords(texts, word)}` : joinWords(texts, word))
}

/** An adjective as a clause: `with a plan` is `it has a plan`. */
function ofIt(text: string): string {
  if (text.startsWith('with ')) return `it has ${text.slice('with '.length)}`
  if (text.startsWith('not with ')) return `it does not have ${text.slice('not with '.length)}`
  return text.startsWith('that ') ? `it ${text.slice('that '.length)}` : `it is ${text}`
}

function describeHas(has: Has, scope: SentenceScope, negated: boolean): Phrase {
  const rows = scope.describeRows(has.rows, scope, 'one')
  const found = has.negated === negated ? withIndefinite(rows) : `no ${rows}`
  const { relation } = has.rows
  if (!relation) return clause(`there is ${found}`)
  if (relation.row === 'this') return clause(`the one asked about has ${found}`)
  if (relation.via.length === 0) return adjective(`with ${found}`)
  return clause(`${linkNoun(scope, relation.via)} has ${found}`)
}

function describeSpell(spell: SpellTest, scope: SentenceScope, negated: boolean): Phrase {
  const at = spell.at.type.is === 'date' ? 'on' : 'at some time in'
  const label = spell.label.startsWith('the ') ? `being ${spell.label}` : spell.label
  return about(spell.from.path, `${label} ${at} ${describeValue(spell.at, scope)}`, scope, negated)
}

function describeTerm(term: TermUse, scope: SentenceScope, negated: boolean): Phrase {
  if (term.sentence === undefined) return describeCondition(term.body, scope, negated)
  return about(term.path, fillTerm(term.sentence, term, scope), scope, negated)
}

function describeEmptiness(of: Expression, scope: SentenceScope, empty: boolean): Phrase {
  return clause(`${describeValue(of, scope)} is ${empty ? 'not ' : ''}recorded`)
}
