import type { Schema } from '../catalogue/index.ts'
import { capital } from '../core/index.ts'

/** Categories whose words the tables do not give. */
const WORDS: Readonly<Record<string, string>> = {
  'not-recorded': 'Not recorded',
  under_16: 'Up to 15',
}

/** A breakdown's name in words: `primary_need` is `Primary need`. */
export function breakdownWords(name: string): string {
  return capital(name.replaceAll('_', ' '))
}

/** A category in words: the meaning of its code where a table gives one, else the code made readable. */
export function categoryWords(schema: Schema, breakdown: string, category: string): string {
  const known = WORDS[category]
  if (known !== undefined) return known
  for (const table of schema.tables.values()) {
    const meaning = table.columns.get(breakdown)?.codes?.get(category)
    if (meaning !== undefined) return capital(meaning)
  }
  const years = /^(\d+)-(\d+)$/.exec(category)
  if (years) return `${years[1] ?? ''} to ${years[2] ?? ''}`
  return capital(category.replaceAll('_', ' '))
}
