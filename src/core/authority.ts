/** A local authority: its GSS code, the key of every record. */
export type AuthorityCode = string

/**
 * GSS codes of English local authorities (counties E10, unitaries E06, metropolitan districts E08,
 * London boroughs E09) and `X99999999`-like invented ones, `X` with eight digits.
 */
const AUTHORITY = /^(?:E0[689]\d{6}|E10\d{6}|X\d{8})$/

/** The invented authority that stands in for LA code 999, which DfE gives to none. */
export const DEMO_AUTHORITY: AuthorityCode = 'X00000999'

/**
 * The GSS code of England. Figures published of every authority belong to none of them: they are kept
 * once, as England's, whoever imported them.
 */
export const NATION: AuthorityCode = 'E92000001'

export function isAuthorityCode(text: string): boolean {
  return AUTHORITY.test(text)
}
