/** Codes of a return, as its figures call them. */
export const REASONS: Readonly<Record<string, string>> = {
  '1': 'reached the maximum age',
  '2': 'needs met without a plan',
  '3': 'moved to higher education',
  '4': 'moved to paid employment',
  '5': 'transferred to another authority',
  '6': 'no longer wishes to engage',
  '7': 'moved outside England',
  '8': 'died',
  '9': 'other',
}

export const OUTCOMES = { Y: 'agreed', N: 'refused', A: 'awaited', W: 'withdrawn' } as const
export const ENDS = {
  Y: 'plan to be issued',
  N: 'no plan',
  A: 'not decided',
  W: 'withdrawn',
} as const
export const NEEDS = 'SPLD MLD SLD PMLD SEMH SLCN HI VI MSI PD ASD DS OTH'.split(' ')
export const AGES = [
  [0, 4, 'under 5'],
  [5, 10, '5 to 10'],
  [11, 15, '11 to 15'],
  [16, 19, '16 to 19'],
  [20, 25, '20 to 25'],
] as const
