import { formatDay } from '../core/index.ts'
import type { AuthorityChoice, BoardState } from '../services.ts'
import type { AssetPaths } from './assets.ts'

/** What the figures of this server are about. */
export type Board = {
  readonly authorityName: string
  /** The demo's authority, which does not exist. */
  readonly invented: boolean
  /** The day that the records go up to; null before the first import. */
  readonly asAt: string | null
  /** Whose figures may be shown instead, and whose are; none where there is only one authority. */
  readonly choices?: readonly (AuthorityChoice & { readonly chosen: boolean })[]
}

/** The board of a state; without records it has no name. */
export function boardOf(state: BoardState | undefined): Board {
  if (!state) return { authorityName: 'Your', invented: false, asAt: null }
  const { authority, authorityName, invented, asAt, authorities = [] } = state
  const choices = authorities.map((one) => ({ ...one, chosen: one.code === authority }))
  return { authorityName, invented, asAt, choices: choices.length > 1 ? choices : [] }
}

/** What a page says of itself. */
export type PageIntro = {
  readonly title: string
  /** Address of the navigation link that this page is under. */
  readonly section: string
  readonly breadcrumbs?: readonly { readonly text: string; readonly href?: string }[]
}

/** What stands around every page. */
export type Frame = {
  readonly title: string
  readonly nonce: string
  readonly assets: AssetPaths
  readonly serviceName: string
  readonly synthetic: boolean
  /** The authorities to switch between, and the address to stay at. */
  readonly choices: NonNullable<Board['choices']>
  readonly page: string
  readonly asAtWords: string
  /** The page is what the search in the head leads to, and shows its words there. */
  readonly searching: boolean
  readonly navigation: readonly { text: string; href: string; active: boolean }[]
  readonly breadcrumbs: readonly { readonly text: string; readonly href?: string }[]
}

const SECTIONS = [
  { text: 'Overview', href: '/' },
  { text: 'Legal clocks', href: '/clocks' },
  { text: 'Money', href: '/money' },
  { text: 'Data', href: '/data' },
  { text: 'Definitions', href: '/definitions' },
] as const

/** The frame of a page of a board. `nonce` is the response's. */
export function frameOf(
  intro: PageIntro,
  board: Board,
  { nonce, assets, page }: Pick<Frame, 'nonce' | 'assets' | 'page'>,
): Frame {
  return {
    title: intro.title,
    nonce,
    assets,
    serviceName: `${board.authorityName} SEND board`,
    synthetic: board.invented,
    choices: board.choices ?? [],
    page,
    asAtWords:
      board.asAt === null ? 'No records are loaded yet.' : `Figures to ${formatDay(board.asAt)}.`,
    searching: intro.section === '/search',
    navigation: SECTIONS.map(({ text, href }) => ({ text, href, active: href === intro.section })),
    breadcrumbs: intro.breadcrumbs ?? [],
  }
}
