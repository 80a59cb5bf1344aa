// The plain rows that the evaluator reads belong to the formula folder; here they are filled.
export type { PlainRow, PlainTables, PlainValue } from '../formula/index.ts'
