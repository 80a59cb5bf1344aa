import type { RowMeasure } from '../catalogue/index.ts'
import type { Figure } from './types.ts'

/**
 * A figure as a strategy's row uses it: where the row says that its definition is a stand-in, a
 * figure that is otherwise sound is provisional.
 */
export function figureOfRow<T extends Pick<Figure, 'status' | 'reason'>>(
  figure: T,
  use: Pick<RowMeasure, 'provisional'>,
): T {
  if (!use.provisional || figure.status !== 'ok') return figure
  return { ...figure, status: 'provisional', reason: 'the definition is still to be confirmed' }
}
