import type { SourceLimits } from './types.ts'

/** The largest real return is about 100 MB with some 60,000 persons; these stand well above it. */
export const LIMITS: SourceLimits = {
  rowCharacters: 1_000_000,
  textCharacters: 10_000,
  columns: 1_000,
  depth: 32,
  nameCharacters: 200,
  // The first element of an OpenDocument file declares some 40 namespaces.
  attributes: 100,
  elementsOfPerson: 20_000,
  bytes: 4_000_000_000,
  // A workbook has some ten parts and one for each sheet, drawing and comment.
  zipEntries: 5_000,
  // A full sheet of a million rows with thirty columns is about 1.5 GB of XML.
  inflatedBytes: 2_000_000_000,
  // Sheets of real extracts unpack to 5 to 40 times their size; a bomb to a thousand.
  inflationRatio: 200,
  // Texts of 60,000 persons in a hundred columns come to some 50 million characters.
  sharedCharacters: 100_000_000,
  // Filled rows that are all alike are rare: no extract has ten thousand in a row.
  repeatedRows: 10_000,
}
