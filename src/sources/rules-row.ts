import type { SourceRule } from './rules.ts'

/** Rules of the rows and cells of a CSV file. */
export const ROW_RULES = {
  'source-ragged': {
    severity: 'error',
    of: 'row',
    about: 'A row has more or fewer cells than the header.',
    fix: 'Put cells that hold commas in quotation marks.',
  },
  'source-missing-cell': {
    severity: 'error',
    of: 'row',
    about: 'A cell that must be filled is empty.',
    fix: 'Fill it in.',
  },
  'source-placeholder': {
    severity: 'error',
    of: 'row',
    about: 'A cell holds a stand-in for “not known”, or an error of a spreadsheet.',
    fix: 'Leave the cell empty.',
  },
  'source-unknown-code': {
    severity: 'error',
    of: 'row',
    about: 'A cell holds none of the codes of its column.',
    fix: 'Write one of the codes.',
  },
  'source-not-a-day': {
    severity: 'error',
    of: 'row',
    about: 'A cell is not a day of the calendar written YYYY-MM-DD.',
    fix: 'Write the day as YYYY-MM-DD.',
  },
  'source-day-unlikely': {
    severity: 'error',
    of: 'row',
    about: 'A day lies outside the years 1901 to 2199.',
    fix: 'Correct it, or leave the cell empty where the day is not known.',
  },
  'source-not-an-integer': {
    severity: 'error',
    of: 'row',
    about: 'A cell is not a whole number.',
    fix: 'Write digits only.',
  },
  'source-not-a-number': {
    severity: 'error',
    of: 'row',
    about: 'A cell is not a plain decimal number.',
    fix: 'Write digits, with a full stop before decimals and nothing between thousands.',
  },
  'source-not-money': {
    severity: 'error',
    of: 'row',
    about: 'A cell is not an amount in pounds with at most two decimals.',
    fix: 'Write pounds and pence as digits, such as -1234.50.',
  },
  'source-not-a-year': {
    severity: 'error',
    of: 'row',
    about: 'A cell is not a financial year such as 2021-22, or an academic year such as 2020/21.',
    fix: 'Write the year in that form.',
  },
  'source-out-of-bounds': {
    severity: 'error',
    of: 'row',
    about: 'A number is smaller or greater than its column allows.',
    fix: 'Correct the number.',
  },
  'source-bad-text': {
    severity: 'error',
    of: 'row',
    about: 'A text holds control characters, or a number that a spreadsheet has cut short.',
    fix: 'Export the column as text.',
  },
  'source-pupil-number': {
    severity: 'warning',
    of: 'row',
    about: 'A UPN or ULN is not well formed or its check character is wrong.',
    fix: 'Correct it: until then the same child may be taken for two.',
  },
} as const satisfies Readonly<Record<string, SourceRule>>
