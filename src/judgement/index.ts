// Judgement: a figure, its target and its history -> where it stands, what the process does, and the
// sentence that says so. Pure: no I/O.
export type * from './types.ts'
export {
  afterReviewClock,
  type CaseClock,
  changesPhase,
  type ClockId,
  phaseTransferClock,
  requestClock,
  reviewClock,
} from './clocks.ts'
export { type CostChange, type CostOf, explainCostChange } from './cost-change.ts'
export { forecastMonthEnd, type MonthEnd, type PlanInHand } from './month-end.ts'
export { judgeCourse } from './course.ts'
export { type Tolerance, toleranceOf, trajectoryAt } from './trajectory.ts'
export { readProcess } from './process.ts'
export { PROCESS_WORDS, sayJudgement, type SentenceParts, STATUS_WORDS } from './say.ts'
export { targetInForce } from './targets.ts'
export {
  judgeTarget,
  type JudgingFacts,
  reachedTarget,
  type TargetFacts,
  type TargetRule,
  type TargetStatus,
} from './target.ts'
export { type BenchmarkRow, benchmarksOn } from './benchmarks.ts'
export {
  type CheckedClaim,
  type CheckedSentence,
  checkSentence,
  type Comparison,
  type SentenceFacts,
  type Support,
} from './check-sentence.ts'
export type { ClaimKind } from './sentence-words.ts'
export { type QualityInput, type QualityMark, qualityMark, type QualityPart } from './quality.ts'
export {
  type AreaFigure,
  type Band,
  bandOf,
  changeFromYearBefore,
  comparableWith,
  type CountBasis,
  funnelOf,
  type FunnelPoint,
  type GroupFigure,
  groupFigure,
  intervalOf,
  type Quartiles,
  quartilesOf,
  type Rank,
  rankOf,
  type RankPolarity,
} from './elsewhere.ts'
export { readBacklog } from './backlog.ts'
export {
  chooseChart,
  type ChartChoice,
  type Rebase,
  type SeriesInput,
  type SeriesNature,
} from './choose-chart.ts'
export { LEAST_POINTS, readSeries, type SeriesReading, type StepLines } from './process-series.ts'
