// Figures: checked measures + records in a database -> figures, the rows behind them, and the proof.
export type * from './types.ts'
export type * from './plain.ts'
