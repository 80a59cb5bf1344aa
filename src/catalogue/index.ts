// Catalogue: YAML files that a council reads and edits -> typed, checked datasets, measures and
// frameworks.
export type * from './types.ts'
