// Charts: plain numbers and words -> SVG text, each with its title and description; no style in it, so
// that a strict content security policy stands. Knows nothing of KPIs.
export type * from './types.ts'
export { bar, type BarInput, barScale } from './bar.ts'
export {
  ASSURANCE_WORDS,
  assuranceIcon,
  type AssuranceIcon,
  VARIATION_WORDS,
  variationIcon,
  type VariationIcon,
} from './icons.ts'
export {
  funnelChart,
  type FunnelChartInput,
  type FunnelLimit,
  type FunnelMark,
} from './funnel-chart.ts'
export { sharedScale, smallMultiple, type SmallMultipleInput } from './small-multiple.ts'
export { sparkline } from './sparkline.ts'
export { trendChart } from './trend-chart.ts'
export { waterfall, type WaterfallInput, type WaterfallStep } from './waterfall.ts'
