// Downloads: rows of cells -> the bytes of a file that a person takes away, safe to open.
export { type SheetCells, type XlsxCell, xlsxBytes } from './xlsx.ts'
export { csvCell, csvLines } from './csv.ts'
