// Formula: the text of a definition -> a checked tree -> an English sentence, SQL, or a value worked
// out over plain rows.
export type * from './schema.ts'
export type * from './tree.ts'
export { parseFormula } from './parse.ts'
export { describeMeasure, type Described, type SentenceOptions } from './sentence.ts'
export type { TimeWords } from './sentence-scope.ts'
export { printSyntax } from './print.ts'
export type { Syntax } from './syntax.ts'
export type { TextAt } from './source.ts'
export {
  checkCondition,
  type CheckedMeasures,
  checkMeasures,
  checkTerms,
  type FormulaKey,
  type MeasureText,
} from './checker.ts'
export { type FaultCode, FORMULA_FAULTS } from './fault-codes.ts'
export { editDistance, nearest } from './nearest.ts'
export { childrenOf, everyPart, rowsOf, topAggregates } from './walk-tree.ts'
export {
  aggregateValue,
  foldRows,
  holds,
  type Reading,
  rowsThatHold,
  type TopParts,
  valueOf,
  valuesOfRows,
} from './evaluate.ts'
export {
  keyText,
  plainData,
  type PlainData,
  type PlainRow,
  type PlainTables,
  type PlainValue,
} from './evaluate-data.ts'
export { type Run } from './evaluate-dates.ts'
export {
  compileAggregate,
  type CompiledAggregate,
  type CompiledCondition,
  scopeOver,
} from './sql-aggregate.ts'
export { type ContextTest, holdsDay, type OrderOperator, type SpellDays } from './sql-tests.ts'
export { academicAgeOnDate, ageOnDate } from './sql-dates.ts'
export {
  aliasAlong,
  ofAuthoritiesAsked,
  quoted,
  type SqlRow,
  type SqlScope,
  type SqlText,
  withAuthorities,
} from './sql-scope.ts'
