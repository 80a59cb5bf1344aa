import { adjective, clause, type Phrase, type SentenceScope } from './sentence-scope.ts'

/** A statement's opposite: `the referral was accepted` to `the referral was not accepted`. */
export function denied(statement: string): string {
  if (statement.startsWith('it has ')) return statement.replace('it has ', 'it is without ')
  if (/^there (was|is) an? /.test(statement)) return statement.replace(/ an? /, ' no ')
  const made = statement.replace(/\b(was|is|were|are|has)\b/, '$1 not')
  return made === statement ? `it is not so that ${statement}` : made
}

/** `the request was received` after `requests` is `received`; other statements need `where`. */
export function statementOf(statement: string, scope: SentenceScope): Phrase {
  const noun = ownNouns(scope).find((one) => statement.startsWith(`${one} `))
  if (noun === undefined) {
    return /^(of|in|among|with) /.test(statement) ? adjective(statement) : clause(statement)
  }
  const rest = statement.slice(noun.length + 1)
  if (rest.startsWith('has ')) return adjective(rest.replace('has ', 'with '))
  const adjectival = rest.replace(/^(was|is|were|are) /, '')
  return adjective(adjectival === rest ? `that ${rest}` : adjectival)
}

/** How a label may speak of the row itself: `it`, `the block`, `the answer`. */
function ownNouns(scope: SentenceScope): string[] {
  const singular = scope.table?.singular ?? ''
  const parts = [
    singular,
    singular.split(' of ')[0],
    singular.split(' of ')[1],
    singular.split(' ').at(-1),
  ]
  return ['it', ...parts.map((part) => `the ${part ?? ''}`)]
}
