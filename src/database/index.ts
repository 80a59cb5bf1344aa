// Database: the only drivers. One set of SQL texts, two engines; tables made from datasets.
export type * from './types.ts'
