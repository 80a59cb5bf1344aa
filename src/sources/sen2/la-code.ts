import type { AuthorityEntry } from '../../catalogue/index.ts'
import type { AuthorityCode } from '../../core/index.ts'

/** DfE has given no authority a code below 201 or above 989: these are invented, as in the demo. */
const INVENTED = /^(?:[01]\d\d|99\d)$/

/**
 * The GSS code of an authority by DfE's three digits, as a return writes them.
 *
 * @returns undefined if there is no such authority.
 */
export function authorityOfLa(
  text: string,
  authorities: ReadonlyMap<string, AuthorityEntry>,
): AuthorityCode | undefined {
  const digits = text.replace(/\.0$/, '').padStart(3, '0')
  const known = authorities.get(digits)?.code
  return known ?? (INVENTED.test(digits) ? `X00000${digits}` : undefined)
}
