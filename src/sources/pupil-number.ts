import type { Identity } from './types.ts'

const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'
const UPN = /^[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]$/
const ULN = /^\d{10}$/

/**
 * Whether a text is a UPN whose check letter is right. A temporary one ends in a letter, which
 * counts by its place in the alphabet of check letters.
 *
 * @see Department for Education, Unique Pupil Numbers guide: weights 2 to 13, modulo 23.
 */
export function isUpn(text: string): boolean {
  if (!UPN.test(text)) return false
  let sum = 0
  for (let at = 1; at < 13; at += 1) sum += (at + 1) * upnDigit(text.charAt(at))
  return UPN_LETTERS[sum % 23] === text[0]
}

function upnDigit(character: string): number {
  const letter = UPN_LETTERS.indexOf(character)
  return letter === -1 ? Number(character) : letter
}

/** Whether a text is a unique learner number whose check digit is right: weights 10 to 2, modulo 11. */
export function isUln(text: string): boolean {
  if (!ULN.test(text)) return false
  let sum = 0
  for (let at = 0; at < 9; at += 1) sum += (10 - at) * Number(text[at])
  return sum % 11 !== 0 && Number(text[9]) === 10 - (sum % 11)
}

/**
 * The numbers to know a person by. A number of the right shape with a wrong check character is used
 * only where there is no sound one: it may be another child's, so it is always told as faulty.
 *
 * @returns No identity where neither number has even the right shape.
 */
export function identityOf(
  upnText: string,
  ulnText: string,
): { readonly identity?: Identity; readonly faulty: readonly ('upn' | 'uln')[] } {
  const upn = upnText.trim().toUpperCase()
  const uln = ulnText.trim().replace(/\.0$/, '')
  const [isSoundUpn, isSoundUln] = [isUpn(upn), isUln(uln)]
  const numbers = [
    { name: 'upn', isWrong: upn !== '' && !isSoundUpn },
    { name: 'uln', isWrong: uln !== '' && !isSoundUln },
  ] as const
  const faulty = numbers.filter(({ isWrong }) => isWrong).map(({ name }) => name)
  if (isSoundUpn || isSoundUln)
    return { identity: { ...(isSoundUpn && { upn }), ...(isSoundUln && { uln }) }, faulty }
  if (UPN.test(upn)) return { identity: { upn }, faulty }
  return ULN.test(uln) ? { identity: { uln }, faulty } : { faulty }
}
