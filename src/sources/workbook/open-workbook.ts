import type { SourceLimits } from '../types.ts'
import { openOds } from './ods.ts'
import type { Workbook } from './types.ts'
import { openXlsx } from './xlsx.ts'
import { openZip } from './zip.ts'

/**
 * Opens a spreadsheet in the form .xlsx or .ods, told apart by what is in it. Its sheets give their
 * rows a piece at a time; only texts shared by cells are held. Close it when done.
 *
 * @throws SourceFault if it is no spreadsheet, locked, damaged or beyond a limit; so may its rows.
 */
export async function openWorkbook(
  path: string,
  file: string,
  limits: SourceLimits,
): Promise<Workbook> {
  const zip = await openZip(path, file, limits)
  try {
    const isOds = zip.has('content.xml') && !zip.has('[Content_Types].xml')
    return await (isOds ? openOds(zip, file, limits) : openXlsx(zip, file, limits))
  } catch (error) {
    zip.close()
    throw error
  }
}
