// Statistics: numbers in, numbers out. Control charts, intervals and quantiles; pure, cited, and free
// of any knowledge of KPIs.
export {
  byarInterval,
  type Interval,
  requireWholeNumber,
  wilsonInterval,
  Z_95,
  Z_998,
} from './intervals.ts'
export {
  attributeChart,
  ATTRIBUTE_CHARTS,
  type AttributeChart,
  type AttributeChartInput,
  type AttributeChartKind,
  type AttributePoint,
} from './attribute-chart.ts'
export { funnelLimits } from './funnel.ts'
export { type FunnelArea, spreadBetween, widenedLimits } from './funnel-spread.ts'
export { runRule, type RunRule } from './run-rule.ts'
export { type Runs, runsAround } from './runs.ts'
export { quantileType7 } from './quantile.ts'
export {
  type Assurance,
  assuranceOf,
  type ImprovementDirection,
  meaningOf,
  type SpecialCausePoint,
  type Variation,
  xmr,
  type XmrInput,
  type XmrResult,
} from './xmr.ts'
export type { XmrSegment } from './xmr-limits.ts'
export { SHIFT_LENGTH, type SpecialCauseRule, TREND_LENGTH } from './xmr-rules.ts'
export { prefersPrime } from './overdispersion.ts'
export { autocorrelation } from './autocorrelation.ts'
export { fTail } from './f-distribution.ts'
export { type SeasonalReading, seasonalReading } from './seasonal.ts'
export { attributeSignals } from './attribute-signals.ts'
