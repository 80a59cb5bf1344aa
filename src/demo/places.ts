import type { Mix } from './random.ts'
import type { Stage, Track } from './mixes.ts'

/** Provision of a setting, as in the dataset `settings`. */
export type Provision =
  | 'early_years'
  | 'mainstream_maintained'
  | 'mainstream_academy'
  | 'mainstream_independent'
  | 'resourced_provision'
  | 'special_maintained'
  | 'special_academy'
  | 'special_nonmaintained'
  | 'special_independent'
  | 'alternative_provision'
  | 'sixth_form_college'
  | 'fe_college'
  | 'specialist_post16'
  | 'training_provider'
  | 'otherwise'
  | 'none'
  | 'other'

export type Area = 'in_borough' | 'out_borough' | 'not_applicable'

/** What a track leads to at each stage. */
export const PROVISION_OF: Readonly<Record<Stage, Readonly<Record<Track, Mix<Provision>>>>> = {
  early: {
    mainstream: [
      ['early_years', 78],
      ['mainstream_maintained', 16],
      ['mainstream_academy', 6],
    ],
    unit: [['mainstream_maintained', 100]],
    special: [
      ['special_maintained', 70],
      ['special_academy', 30],
    ],
    independent: [['special_independent', 100]],
    elsewhere: [['otherwise', 100]],
  },
  primary: {
    mainstream: [
      ['mainstream_maintained', 54],
      ['mainstream_academy', 43],
      ['mainstream_independent', 3],
    ],
    unit: [
      ['mainstream_maintained', 55],
      ['mainstream_academy', 45],
    ],
    special: [
      ['special_maintained', 52],
      ['special_academy', 48],
    ],
    independent: [
      ['special_independent', 82],
      ['special_nonmaintained', 12],
      ['mainstream_independent', 6],
    ],
    elsewhere: [
      ['otherwise', 78],
      ['alternative_provision', 16],
      ['other', 6],
    ],
  },
  secondary: {
    mainstream: [
      ['mainstream_academy', 72],
      ['mainstream_maintained', 25],
      ['mainstream_independent', 3],
    ],
    unit: [
      ['mainstream_academy', 70],
      ['mainstream_maintained', 30],
    ],
    special: [
      ['special_maintained', 50],
      ['special_academy', 50],
    ],
    independent: [
      ['special_independent', 80],
      ['special_nonmaintained', 12],
      ['mainstream_independent', 8],
    ],
    elsewhere: [
      ['otherwise', 66],
      ['alternative_provision', 28],
      ['other', 6],
    ],
  },
  sixteen: {
    mainstream: [
      ['fe_college', 60],
      ['sixth_form_college', 9],
      ['mainstream_academy', 15],
      ['mainstream_maintained', 4],
      ['training_provider', 7],
      ['none', 2.2],
    ],
    unit: [
      ['mainstream_academy', 50],
      ['fe_college', 45],
      ['none', 2],
    ],
    special: [
      ['special_maintained', 34],
      ['special_academy', 30],
      ['fe_college', 28],
      ['specialist_post16', 6],
      ['none', 1],
    ],
    independent: [
      ['special_independent', 46],
      ['special_nonmaintained', 8],
      ['mainstream_independent', 4],
      ['specialist_post16', 24],
      ['fe_college', 14],
      ['none', 2],
    ],
    elsewhere: [
      ['none', 20],
      ['otherwise', 34],
      ['training_provider', 20],
      ['fe_college', 16],
    ],
  },
  nineteen: {
    mainstream: [
      ['fe_college', 72],
      ['training_provider', 12],
      ['none', 16],
    ],
    unit: [
      ['fe_college', 80],
      ['none', 20],
    ],
    special: [
      ['fe_college', 62],
      ['specialist_post16', 18],
      ['training_provider', 8],
      ['none', 12],
    ],
    independent: [
      ['specialist_post16', 58],
      ['fe_college', 28],
      ['none', 14],
    ],
    elsewhere: [
      ['none', 58],
      ['fe_college', 26],
      ['training_provider', 16],
    ],
  },
}

/** Share of placements of a provision that are inside the authority. */
export const INSIDE: Readonly<Record<Provision, number>> = {
  early_years: 0.95,
  mainstream_maintained: 0.9,
  mainstream_academy: 0.84,
  mainstream_independent: 0.35,
  resourced_provision: 0.9,
  special_maintained: 0.8,
  special_academy: 0.74,
  special_nonmaintained: 0,
  special_independent: 0.22,
  alternative_provision: 0.9,
  sixth_form_college: 0.4,
  fe_college: 0.62,
  specialist_post16: 0.12,
  training_provider: 0.5,
  otherwise: 1,
  none: 1,
  other: 1,
}

/** Settings of each sort inside an authority of 1,900 plans, and those of others that it uses. */
export const SETTINGS_INSIDE: Mix<Provision> = [
  ['early_years', 30],
  ['mainstream_maintained', 24],
  ['mainstream_academy', 26],
  ['mainstream_independent', 5],
  ['special_maintained', 3],
  ['special_academy', 3],
  ['special_independent', 3],
  ['alternative_provision', 2],
  ['sixth_form_college', 1],
  ['fe_college', 2],
  ['specialist_post16', 1],
  ['training_provider', 4],
]
export const SETTINGS_OUTSIDE: Mix<Provision> = [
  ['early_years', 3],
  ['mainstream_maintained', 8],
  ['mainstream_academy', 14],
  ['mainstream_independent', 7],
  ['special_maintained', 6],
  ['special_academy', 6],
  ['special_nonmaintained', 4],
  ['special_independent', 15],
  ['alternative_provision', 1],
  ['sixth_form_college', 2],
  ['fe_college', 4],
  ['specialist_post16', 8],
  ['training_provider', 5],
]

export const SETTING_WORDS: Readonly<Record<string, string>> = {
  early_years: 'Nursery',
  mainstream_maintained: 'School',
  mainstream_academy: 'Academy',
  mainstream_independent: 'Independent School',
  special_maintained: 'Special School',
  special_academy: 'Special Academy',
  special_nonmaintained: 'Non-maintained Special School',
  special_independent: 'Independent Special School',
  alternative_provision: 'Pupil Referral Unit',
  sixth_form_college: 'Sixth Form College',
  fe_college: 'College',
  specialist_post16: 'Specialist College',
  training_provider: 'Training Provider',
}
