// Catalogue: YAML files that a council reads and edits -> typed, checked datasets, measures and
// frameworks, with an issue for everything that is wrong in them.
export type * from './types.ts'
export type * from './published-types.ts'
export type { ColumnType, Schema, Table } from '../formula/index.ts'
export { type Area, type AuthorityEntry, readAreas, readAuthorities } from './authorities.ts'
export { splitsOf } from './breakdowns.ts'
export { checkPath } from './check-path.ts'
export { CATALOGUE_FAULTS, type CatalogueFault } from './fault-codes.ts'
export { findKpis, type Kpi, kpisOf } from './find.ts'
export { BUILT_IN } from './find-files.ts'
export { readCatalogue } from './read-catalogue.ts'
export { requiredWhenChecks, type RequiredWhenCheck } from './required-when.ts'
export { type Column, nearest } from '../formula/index.ts'
