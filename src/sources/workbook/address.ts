/** The letters of a column from 0: `A`, `Z`, `AA`. */
export function columnLetters(at: number): string {
  const rest = Math.floor(at / 26)
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (at % 26))
}

/** Column from 0 and row from 1 of an address such as `C12`; undefined if it is none. */
export function parseAddress(text: string): { column: number; row: number } | undefined {
  const parts = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(text)
  if (!parts) return undefined
  let column = 0
  for (const letter of parts[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return { column: column - 1, row: Number(parts[2]) }
}

/** `Sheet1!C12`; a sheet's name with anything but letters and digits stands in quotes. */
export function cellAddress(sheet: string, column: number, row: number): string {
  const name = /^\w+$/.test(sheet) ? sheet : `'${sheet.replaceAll("'", "''")}'`
  return `${name}!${columnLetters(column)}${String(row)}`
}
