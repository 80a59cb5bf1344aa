// Figures: checked measures + records in a database -> figures, the rows behind them, and the proof.
// Each is computed in SQL, and can be computed again by a slow, obvious evaluator over plain rows.
// Numbers are exact fractions all the way; nothing is rounded here.
export type * from './types.ts'
export type * from './plain.ts'
export { type AuthorityAsk, computeFigures, computeFiguresOf } from './compute-figures.ts'
export { recordsBehind } from './records-behind.ts'
export { cellAsks, type KeptPeriods, keptPeriods } from './cells-asks.ts'
export {
  type ChangeCause,
  type FigureChange,
  keptSince,
  type KeptValue,
  readChanges,
} from './cells-changes.ts'
export { createFigureTables } from './cells-table.ts'
export {
  type CellsAsked,
  type FigureRun,
  readCells,
  readRun,
  type Refreshed,
  refreshCells,
} from './cells.ts'
export { type KpiUse, readSettings } from './settings.ts'
export { decimalsOf, displayFigure, isSmall, publicDisplay, SMALL_LIMIT } from './display.ts'
export {
  bandSchemeOf,
  columnsRead,
  datasetsRead,
  parametersOn,
  scenariosOf,
  usualScenario,
  variantOf,
} from './measure-facts.ts'
export {
  AGE_BANDS,
  type BandScheme,
  NOT_RECORDED,
  restricts,
  type Split,
  splitOf,
  type SplitSource,
} from './splits.ts'
export {
  type ExampleCase,
  type ExampleFacts,
  type ExampleOptions,
  type ExampleResults,
  runExamples,
} from './examples.ts'
export {
  type CountedFigure,
  type CountedReturn,
  type ReconciledCause,
  type ReconciledFigure,
  reconcileReturn,
} from './reconcile.ts'
export { RECONCILE_COLUMNS, reconcileRow } from './reconcile-rows.ts'
export { type FlowLine, type StockAndFlow, stockAndFlow } from './stock-and-flow.ts'
export { figureOfRow } from './row-figure.ts'
export {
  checkIdentities,
  type IdentityCheck,
  type IdentitySource,
  type IdentityValue,
} from './identities.ts'
export {
  headlineAsks,
  type ProofDifference,
  type ProofProgress,
  type ProofResult,
  prove,
} from './prove.ts'
export { keepProof, type ProofState, readProofs } from './proofs.ts'
