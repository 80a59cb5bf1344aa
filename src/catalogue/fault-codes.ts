/** Every code that an issue of a definition file can have, and what it is about in one line. */
export const CATALOGUE_FAULTS = {
  'catalogue-not-found': 'A folder or file of definitions is not there.',
  'catalogue-yaml': 'A file is not sound YAML.',
  'catalogue-unknown-file': 'A file is of no kind that a catalogue has.',
  'catalogue-unknown-key': 'A key does not belong there.',
  'catalogue-missing-key': 'A key that is needed is missing.',
  'catalogue-wrong-value': 'A value is of the wrong sort.',
  'catalogue-twice': 'Two things have the same name; nothing is overridden in silence.',
  'catalogue-unknown-table': 'There is no such table.',
  'catalogue-unknown-column': 'A table has no such column.',
  'catalogue-codes': 'A code column has no codes, another column has some, or a set names none.',
  'catalogue-link': 'A link or reference leads nowhere.',
  'catalogue-spell': 'A spell is not made of two dates of its table.',
  'catalogue-term': 'A term takes a name that its table has already.',
  'catalogue-load': 'The load rule and its period column do not fit together.',
  'catalogue-derived': 'A council’s own file asks Sendboard to work something out.',
  'catalogue-unit': 'The unit does not fit the kind of measure or its formula.',
  'catalogue-breakdown': 'A measure cannot be broken down by that name.',
  'catalogue-kpis-day': 'A measure about KPIs does not ask for those judged on its day.',
  'catalogue-unknown-measure': 'A strategy names a measure that is not there.',
  'catalogue-headline': 'The first measure of a row is not its headline, or another one is.',
  'catalogue-parameter': 'A parameter is not one of the measure’s, or has another unit.',
  'catalogue-target': 'A target lacks what it needs, or asks for what its figure can never be.',
  'catalogue-area': 'An area or limit to compare with is not known.',
  'catalogue-date': 'A date is no day of the calendar.',
  'catalogue-guard': 'A measure is guarded by one that is not there, or by itself.',
  'catalogue-rebase':
    'A decision to start limits anew names a KPI that is not there, or a day twice.',
  'catalogue-published':
    'A published table or comparison names a series or measure that is not there, or lacks what it needs.',
  'strategy-scale': 'A number is on another scale than the figure that it is held against.',
  'strategy-unit':
    'A number has another unit than the figure: a rate against a percentage, pounds, weeks.',
  'strategy-basis':
    'A number is of another stretch of time than the figure: part of a year against a whole one.',
  'strategy-away': 'A milestone leads away from the target, or goes beyond it.',
  'strategy-direction': 'A target asks for what the polarity calls worse.',
  'strategy-reached': 'The baseline meets the target already: nothing has to be done.',
  'strategy-dates': 'A target is due on or before the day of the baseline.',
  'strategy-same-date': 'Two targets of one measure are for the same day.',
  'strategy-demand':
    'What others ask for has a target, and nothing says that the council does not control it.',
  'strategy-words': 'The words of a target or baseline and its number differ.',
  'strategy-no-rule': 'A target in words has neither a rule nor a note that says why.',
} as const

export type CatalogueFault = keyof typeof CATALOGUE_FAULTS
