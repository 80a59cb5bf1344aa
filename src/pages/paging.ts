/** Links to the other pages of a long list, in the form of GOV.UK's pagination. */
export type Paging = {
  readonly words: string
  readonly previous?: { readonly href: string }
  readonly next?: { readonly href: string }
}

/**
 * Where a page stands in a list.
 *
 * @param list - `page` from 1; `total` and `size` in rows.
 * @param hrefOf - Address of a page by its number.
 */
export function pagingOf(
  { page, total, size }: { readonly page: number; readonly total: number; readonly size: number },
  hrefOf: (page: number) => string,
): Paging {
  const pages = Math.max(1, Math.ceil(total / size))
  const first = total === 0 ? 0 : (page - 1) * size + 1
  const last = Math.min(total, page * size)
  const number = (value: number) => value.toLocaleString('en-GB')
  return {
    words: pages === 1 ? '' : `${number(first)} to ${number(last)} of ${number(total)}`,
    ...(page > 1 && { previous: { href: hrefOf(page - 1) } }),
    ...(page < pages && { next: { href: hrefOf(page + 1) } }),
  }
}

/** The page number in a query, from 1; 1 where it is none. */
export function pageNumber(text: unknown): number {
  return typeof text === 'string' && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : 1
}
