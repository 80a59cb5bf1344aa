// Core: the words every other folder uses. Days, periods, exact fractions, authorities and issues.
// Pure; imports nothing.
export {
  academicAgeOn,
  academicYearStart,
  addDays,
  addMonths,
  ageOn,
  censusDay,
  censusDayAfter,
  censusDayBy,
  dayFromNumber,
  dayNumber,
  dayOf,
  dayParts,
  daysBetween,
  daysInMonth,
  type DayText,
  financialYearStart,
  isDay,
  isLeapYear,
  lastDay,
  MONTH_NAMES,
  schoolYearStart,
} from './calendar.ts'
export {
  academicYearText,
  financialYearText,
  formatDay,
  formatPeriod,
  isPartial,
  lastPeriods,
  parsePeriod,
  type Period,
  PERIOD_TYPES,
  periodHolding,
  type PeriodType,
  yearEarlier,
} from './period.ts'
export {
  add,
  compare,
  divide,
  equals,
  isZero,
  multiply,
  negate,
  parseDecimal,
  type Rational,
  rational,
  subtract,
  toFixed,
  toNumber,
} from './rational.ts'
export { type AuthorityCode, DEMO_AUTHORITY, isAuthorityCode, NATION } from './authority.ts'
export { formatIssue, type Issue, type Place, type Result, type Severity } from './issue.ts'
export { capital, plainName } from './words.ts'
