import { InvalidArgumentError, Option } from 'commander'
import { type DayText, formatIssue, isDay, parsePeriod, type Period } from '../core/index.ts'
import { type Config, readConfig, type Settings } from '../config.ts'
import { FORMATS } from './write-table.ts'
import { WrongUse } from './wrong-use.ts'

/** Options that several commands share, each with the words of its help in one place. */
export type DataOption = { readonly data: string }
export type CatalogueOption = { readonly catalogue?: string }

/** The settings of the environment. @throws WrongUse if one of them cannot be used. */
export function config(settings: Settings = {}): Config {
  const read = readConfig(settings)
  if (read.ok) return read.value
  throw new WrongUse(read.issues.map(formatIssue).join('\n'))
}

export function dataOption(): Option {
  return new Option('--data <folder>', 'folder of the records (SENDBOARD_DATA)').default(
    config().dataFolder,
    'data',
  )
}

export function catalogueOption(): Option {
  return new Option('--catalogue <folder>', 'your own definitions, beside the built-in ones')
}

export function formatOption(): Option {
  return new Option('--format <format>', 'how to write the rows').choices(FORMATS).default('table')
}

export function periodOption(): Option {
  return new Option(
    '--period <period>',
    'such as 2023-06, 2023-Q2, 2023-24, 2022/23, 2023, 2023-06-30, rolling-12m:2023-06-30 or 2023-04-01..2023-06-30',
  ).argParser(period)
}

export function asAtOption(): Option {
  return new Option(
    '--as-at <date>',
    'the day up to which the records count, YYYY-MM-DD (default: day of the latest extract)',
  ).argParser(day)
}

export function authorityOption(): Option {
  return new Option('--authority <code>', 'GSS code, such as E09000021 (default: the only one)')
}

function period(text: string): Period {
  const parsed = parsePeriod(text)
  if (parsed) return parsed
  throw new InvalidArgumentError(
    'Write a month 2023-06, quarter 2023-Q2, financial year 2023-24, academic year 2022/23, ' +
      'calendar year 2023, day 2023-06-30, rolling-12m:2023-06-30, or two days with .. between.',
  )
}

export function day(text: string): DayText {
  if (isDay(text)) return text
  throw new InvalidArgumentError('Write a day of the calendar as YYYY-MM-DD, such as 2024-03-31.')
}

export function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Write a whole number, such as 20260331.')
}

export function scenarioOption(): Option {
  return new Option(
    '--scenario <scenario>',
    'actual, budget, forecast or mitigated, for money and projections (default: the usual one)',
  )
}

export function asOfImportOption(): Option {
  return new Option(
    '--as-of-import <import>',
    'the records as they were after that import (default: as they are)',
  ).argParser(wholeNumber)
}

export function extractedOption(): Option {
  return new Option(
    '--extracted <date>',
    'the day the files were made, where none says so, YYYY-MM-DD',
  ).argParser(day)
}
