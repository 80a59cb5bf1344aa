// Sources: bytes of a file that a council exports -> rows of the datasets, every cell checked, and
// issues for all that is wrong. CSV files of the datasets, and the XML of a SEN2 return.
export type * from './types.ts'
export { type ExtractFolder, readExtractNote, readFolder } from './folder.ts'
export { readMappings } from './mapping/read-mapping.ts'
export type { Mapping } from './mapping/types.ts'
export { isUpn } from './pupil-number.ts'
export { readSource, readSourceInBatches } from './read-source.ts'
export { recognise } from './recognise.ts'
export { SOURCE_RULES, type SourceCode, type SourceRule } from './rules.ts'
export { filesOfSource } from './sen2/export-files.ts'
export {
  countReturn,
  type ReturnCounter,
  type ReturnFigure,
} from './sen2-figures/return-figures.ts'
export {
  checkReturn,
  type CheckOptions,
  type Finding,
  type ReturnReport,
} from './sen2-rules/check-return.ts'
export type { Certainty, Level } from './sen2-rules/rule.ts'
export { SEN2_CHECKS } from './sen2-rules/rules.ts'
