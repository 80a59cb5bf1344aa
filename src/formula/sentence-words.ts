/** `a, b or c`; items that hold commas themselves are parted by semicolons. */
export function joinWords(items: readonly string[], last: 'and' | 'or'): string {
  if (items.length < 2) return items.join('')
  const tangled = items.some((item) => item.replace(/“[^”]*”/g, '').includes(','))
  const [sign, close] = tangled ? [items.length > 2 ? ';' : ',', true] : [',', false]
  const before = items.slice(0, -1).join(`${sign} `)
  return `${before}${close ? sign : ''} ${last} ${items.at(-1) ?? ''}`
}

/** Nouns that take no article: `in resourced provision`, `with SEN support`. */
const MASS =
  /(support|provision|therapy|health|care|training|education|housing|learning|tuition|commissioning|work|employment|autism)$/
const WITHOUT_ARTICLE = /^(no|not|none|neither|another|any|an?|the|in|somebody|out|back|to) /

/** A noun with `a` or `an`, where it takes one. */
export function withIndefinite(noun: string): string {
  const head = noun.split(/,? (?:or|issued|in|of|for|at) /)[0] ?? noun
  if (WITHOUT_ARTICLE.test(noun) || noun === 'none' || MASS.test(head)) return noun
  return `${/^([aeiouAEIO]|EHC|SEN|NHS)/.test(noun) ? 'an' : 'a'} ${noun}`
}

/** A noun with `the`, where it has none. */
export function withDefinite(noun: string): string {
  return /^(the|all|no|this|another|somebody) /.test(noun) ? noun : `the ${noun}`
}

/** A label without its article: `the number of places` to `number of places`. */
export function bareNoun(label: string): string {
  return label.replace(/^the /, '')
}

/** The plural of a label's first noun: `person heard` to `people heard`. */
export function pluralNoun(label: string): string {
  const [first = '', ...rest] = bareNoun(label).split(' ')
  const many = first === 'person' ? 'people' : first.endsWith('s') ? first : `${first}s`
  return [many, ...rest].join(' ')
}

const IN_FULL: readonly (readonly [RegExp, string])[] = [
  [/\b(an?) EHC\b/g, 'an education, health and care'],
  [/\bEHC\b/g, 'education, health and care'],
  [/\bSEN support\b/g, 'support for special educational needs'],
  [/\b(an?) SEND\b/g, 'a special educational needs and disability'],
  [/\bSEND\b/g, 'special educational needs and disability'],
  [/\b(an?) SEN\b/g, 'a special educational needs'],
  [/\bSEN\b/g, 'special educational needs'],
  [/Emotional Health Service \(CAMHS tier 2\)/g, 'Emotional Health Service'],
  [/\bCAMHS tier 3\b/g, 'specialist child and adolescent mental health services'],
  [/\bDSG\b/g, 'Dedicated Schools Grant'],
  [/\bADHD\b/g, 'attention deficit hyperactivity disorder'],
  [/\bASQ-3\b/g, 'Ages and Stages Questionnaire'],
]

const SMOOTHED: readonly (readonly [RegExp, string])[] = [
  [/ in in /g, ' in during '],
  [/\bon the (start|end) of\b/g, 'at the $1 of'],
]

/** A sentence with its abbreviations in full, a capital and a full stop. */
export function asSentence(text: string): string {
  const full = [...SMOOTHED, ...IN_FULL].reduce(
    (words, [rough, smooth]) => words.replace(rough, smooth),
    text,
  )
  return `${full.slice(0, 1).toUpperCase()}${full.slice(1)}.`
}
