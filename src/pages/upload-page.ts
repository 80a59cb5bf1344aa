import type { Issue } from '../core/index.ts'
import type { ImportProgress, ImportResult } from '../records/index.ts'
import { counted } from './import-words.ts'
import type { Upload } from './uploads.ts'

const ISSUES_SHOWN = 50

/** Whose question: the analyst's, "what would these files do, before I let them?" */
export type UploadPage = {
  readonly id: string
  readonly heading: string
  readonly words: string
  readonly running: boolean
  readonly canLoad: boolean
  readonly reportHref: string
  readonly rows: readonly {
    readonly file: string
    readonly table: string
    readonly read: string
    readonly loaded: string
    readonly unchanged: string
    readonly refused: string
    readonly removed: string
  }[]
  readonly issues: readonly {
    readonly place: string
    readonly severity: string
    readonly message: string
    readonly fix: string
  }[]
  readonly issuesWords: string
}

/** An upload on its way: under way, rehearsed, loaded or failed. */
export function uploadPage({ id, files, state }: Upload): UploadPage {
  if (state.step === 'failed') {
    return {
      ...blank(id),
      heading: 'The files could not be read',
      words: `${state.message} Nothing was changed.`,
    }
  }
  if ('progress' in state) {
    return {
      ...blank(id),
      heading: state.step === 'rehearsing' ? 'Checking the files' : 'Loading the files',
      words: progressWords(state.progress, files.length),
      running: true,
    }
  }
  return resultPage(id, state.result, state.step === 'loaded')
}

function blank(id: string): UploadPage {
  return {
    id,
    heading: '',
    words: '',
    running: false,
    canLoad: false,
    reportHref: '',
    rows: [],
    issues: [],
    issuesWords: '',
  }
}

function progressWords(progress: ImportProgress | null, files: number): string {
  if (!progress) return `${counted(files, 'file')}.`
  const { phase, file, fileNumber, bytes, totalBytes, rows } = progress
  if (phase === 'refreshing' || phase === 'committing') return 'Making the figures’ tables.'
  if (phase !== 'reading') return 'Comparing with the records.'
  const share = totalBytes > 0 ? `, ${String(Math.floor((100 * bytes) / totalBytes))}%` : ''
  return `Reading ${file}, ${String(fileNumber)} of ${counted(files, 'file')}${share}, ${counted(rows, 'row')}.`
}

function resultPage(id: string, result: ImportResult, loaded: boolean): UploadPage {
  const issues = [...result.issues, ...result.imports.flatMap((one) => one.issues)]
  const refused =
    result.imports.length === 0 || result.imports.some(({ status }) => status === 'refused')
  const isNew = result.imports.some(({ status }) => status === 'loaded')
  const [logged] = result.imports.flatMap((one) => one.id ?? [])
  return {
    ...blank(id),
    heading: headingOf({ loaded, refused, isNew }),
    words: sumWords(result),
    canLoad: !loaded && !refused && isNew,
    reportHref: loaded && logged !== undefined ? `/data/imports/${String(logged)}` : '',
    rows: result.imports.flatMap(({ files }) =>
      files.flatMap(({ file, counts }) =>
        Object.entries(counts).map(([table, rows]) => ({
          file,
          table,
          read: number(rows.read),
          loaded: number(rows.loaded),
          unchanged: number(rows.unchanged),
          refused: number(rows.refused),
          removed: number(rows.removed),
        })),
      ),
    ),
    issues: issues.slice(0, ISSUES_SHOWN).map(issueLine),
    issuesWords:
      issues.length > ISSUES_SHOWN
        ? `The first ${String(ISSUES_SHOWN)} of ${counted(issues.length, 'issue')}, errors first.`
        : counted(issues.length, 'issue'),
  }
}

function headingOf(fate: { loaded: boolean; refused: boolean; isNew: boolean }): string {
  if (fate.refused) return 'These files cannot be loaded as they are'
  if (!fate.isNew) return 'These files bring nothing new'
  return fate.loaded ? 'The files are loaded' : 'Check what would be loaded'
}

function sumWords({ imports }: ImportResult): string {
  const sum = (of: 'read' | 'loaded' | 'unchanged' | 'refused') =>
    imports.reduce((total, { counts }) => total + counts[of], 0)
  return `${counted(sum('read'), 'row')} read: ${number(sum('loaded'))} new or changed, ${number(sum('unchanged'))} unchanged, ${number(sum('refused'))} refused.`
}

function issueLine({ place, severity, message, fix }: Issue): UploadPage['issues'][number] {
  const parts = [place?.file, place?.line === undefined ? undefined : `line ${number(place.line)}`]
  return {
    place: parts.filter((part) => part !== undefined).join(', '),
    severity,
    message,
    fix: fix ?? '',
  }
}

function number(value: number): string {
  return value.toLocaleString('en-GB')
}
