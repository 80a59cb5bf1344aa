// Formula: the text of a definition -> a checked tree -> an English sentence, SQL, or a value worked
// out over plain rows.
export type * from './schema.ts'
export type * from './tree.ts'
