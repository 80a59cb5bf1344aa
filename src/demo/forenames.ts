const BEGINNINGS = ['Al', 'Bri', 'Cor', 'Del', 'Ev', 'Fen', 'Gal', 'Hes', 'Is', 'Jor', 'Kel', 'Lum']
const MIDDLES = ['a', 'e', 'i', 'o', 'ar', 'en', 'il']
const ENDINGS = ['bo', 'da', 'fin', 'la', 'mel', 'nor', 'ria', 'ska', 'tan', 'va', 'wen']

/** A forename that nobody bears, made of syllables: the same number gives the same one. */
export function forenameOf(number: number): string {
  const part = (list: readonly string[], index: number): string => list[index % list.length] ?? ''
  return `${part(BEGINNINGS, number)}${part(MIDDLES, number * 5 + 1)}${part(ENDINGS, number * 7 + 3)}`
}
