import { type Issue } from '../core/index.ts'
import { sourceIssue, type SourceCode } from './rules.ts'

/** Notes that would come on every line, gathered and said once at the end of a file. */
export type Tally = {
  /** `say` makes the message of how many there were. */
  readonly add: (code: SourceCode, field: string, line: number, say: Say) => void
  readonly issues: (file: string) => Issue[]
}

type Say = (count: number) => string
type Entry = {
  readonly code: SourceCode
  readonly field: string
  readonly line: number
  count: number
}

/** An empty tally. */
export function makeTally(): Tally {
  const entries = new Map<string, Entry & { readonly say: Say }>()
  return {
    add: (code, field, line, say) => {
      const entry = entries.get(`${code} ${field}`)
      if (entry) entry.count += 1
      else entries.set(`${code} ${field}`, { code, field, line, count: 1, say })
    },
    issues: (file) =>
      [...entries.values()].map(({ code, field, line, count, say }) =>
        sourceIssue(code, { file, line, ...(field !== '' && { field }) }, say(count)),
      ),
  }
}

/** `1 row`, `2 rows`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`
}
