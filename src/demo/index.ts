// Demo: turns a seed into the files that an invented local authority would export: 27 CSV files and a
// SEN2 return a year, with a story in them and a few faults. Nobody in them exists.
export { DEMO_SIZES, type DemoSize, isDemoSize } from './authorities.ts'
export { FAULT_KINDS, type FaultCounts, type FaultKind } from './faults.ts'
export type { Flows, Issued, Money, Truth } from './truth.ts'
export type { AuthoritySummary } from './write-authority.ts'
export {
  DEFAULT_SEED,
  type DemoOptions,
  type DemoProgress,
  type DemoSummary,
  writeDemo,
} from './write-demo.ts'
