import type { PublishedFigure, PublishedSymbol } from '../../catalogue/index.ts'

/** Why a figure is doubted. */
export type Doubt = 'repeats-total' | 'negative' | 'jump'

/** A number in its one form, or the symbol that stands in its place. */
export type PublishedValue =
  | { readonly value: string; readonly symbol: null }
  | { readonly value: null; readonly symbol: PublishedSymbol }

/** A figure of a published file, with where it stands. */
export type ReadFigure = PublishedValue & {
  readonly figure: PublishedFigure
  readonly area: string
  /** As published. */
  readonly areaName: string
  /** GSS code of the region that the row says its area is in; empty where it does not say. */
  readonly region: string
  readonly isWithin: boolean
  readonly asAt: string
  /** Empty where it is of all cases. */
  readonly breakdown: string
  readonly line: number
  readonly heading: string
  doubt: Doubt | null
}
