import { FAULT_KINDS, FAULT_WORDS, type FaultCounts } from './faults.ts'
import { EXTRACTED_ON, RECORDS_FROM } from './story.ts'
import type { Authority } from './world.ts'

/** How the README of every demonstration begins. */
export const README_START = 'SYNTHETIC DATA'

/** The README of a demonstration: above all, that nobody in it exists. */
export function readmeOf(
  authorities: readonly Authority[],
  seed: number,
  faults?: FaultCounts,
): string {
  const [first] = authorities
  const whose =
    authorities.length === 1
      ? `${first?.name ?? ''}, an invented local authority (${first?.code ?? ''}, LA code ${first?.lea ?? ''})`
      : `${String(authorities.length)} invented local authorities, a folder for each`
  return `${README_START}

These are the files of ${whose}.
They were made by Sendboard from a seed (${String(seed)}). No child, parent, school, council
or amount of money in them is real, and no figure made from them says anything about anybody.

Records run from ${RECORDS_FROM} to the day of the extract, ${EXTRACTED_ON}.

csv/    one file for each of the 27 tables of the data model. persons.csv has one column more,
        upn, so that the same child can be found in the returns.
        extract.yaml says whose files they are and of which day.
sen2/   the SEN2 return of each year, for the same children. Everyone's surname is "Invented",
        every postcode ZZ99, and every pupil number of an authority that does not exist.
published/  what a department might publish of all invented authorities: plans within 20 weeks, as
        published in June 2025 and again in January 2026.
truth.json  what the demonstration meant: counts and sums to compare figures with.

${faults === undefined ? 'Not finished: the files are being written.' : faultList(faults)}
`
}

function faultList(faults: FaultCounts): string {
  const lines = FAULT_KINDS.map(
    (kind) => `  ${String(faults[kind]).padStart(6)}  ${FAULT_WORDS[kind]}`,
  )
  return `A few faults are left in on purpose, as real exports have them:\n\n${lines.join('\n')}`
}

/** What the importer reads beside the CSV files: whose they are, and as on which day. */
export function extractOf({ code, name }: Authority): string {
  return `# Synthetic: nobody in these files exists.
authority: ${code}
extracted_on: ${EXTRACTED_ON}
holder: ${name} (invented), SEND service
`
}
