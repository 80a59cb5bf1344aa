import type { Mix } from './random.ts'

export type Need =
  | 'ASD'
  | 'SLCN'
  | 'SEMH'
  | 'MLD'
  | 'SLD'
  | 'SPLD'
  | 'PD'
  | 'PMLD'
  | 'HI'
  | 'VI'
  | 'OTH'
  | 'MSI'
  | 'DS'

/** Primary need of all plans: DfE SEN2 2025, England, with a few of Down syndrome set apart. */
export const NEEDS_OF_PLANS: Mix<Need> = [
  ['ASD', 33.5],
  ['SLCN', 21.3],
  ['SEMH', 20.2],
  ['MLD', 9.6],
  ['SLD', 3.7],
  ['SPLD', 2.3],
  ['PD', 3.9],
  ['PMLD', 1.3],
  ['HI', 1.4],
  ['VI', 0.8],
  ['OTH', 1.2],
  ['MSI', 0.3],
  ['DS', 0.5],
]

/** Primary need of new plans: DfE SEN2, England 2024. */
export const NEEDS_OF_NEW_PLANS: Mix<Need> = [
  ['ASD', 28.5],
  ['SLCN', 27.5],
  ['SEMH', 26.3],
  ['MLD', 7.5],
  ['SLD', 1.3],
  ['SPLD', 2.3],
  ['PD', 2.3],
  ['PMLD', 0.6],
  ['HI', 0.7],
  ['VI', 0.5],
  ['OTH', 1.6],
  ['MSI', 0.2],
  ['DS', 0.3],
]

/** Primary need at SEN support: near DfE, Special educational needs in England. */
export const NEEDS_OF_SUPPORT: Mix<Need | 'NSA'> = [
  ['SLCN', 25],
  ['SEMH', 22],
  ['MLD', 14],
  ['SPLD', 16],
  ['ASD', 9],
  ['OTH', 4],
  ['PD', 3],
  ['HI', 2],
  ['VI', 1],
  ['NSA', 4],
]

/** Age when a new plan starts: DfE SEN2, England 2024. */
export const AGES_OF_NEW_PLANS: Mix<number> = [
  [2, 203],
  [3, 2134],
  [4, 13245],
  [5, 13207],
  [6, 7686],
  [7, 6865],
  [8, 6431],
  [9, 6434],
  [10, 7594],
  [11, 8126],
  [12, 5259],
  [13, 4663],
  [14, 5071],
  [15, 4474],
  [16, 3468],
  [17, 1656],
  [18, 664],
  [19, 291],
  [20, 200],
]

/** Age of children and young people with a plan: DfE SEN2, England, January 2025. */
export const AGES_OF_PLANS: Mix<number> = [
  [3, 4302],
  [4, 22517],
  [5, 30847],
  [6, 31867],
  [7, 34082],
  [8, 36412],
  [9, 38381],
  [10, 41405],
  [11, 46775],
  [12, 47172],
  [13, 47359],
  [14, 47125],
  [15, 44886],
  [16, 42005],
  [17, 36484],
  [18, 28598],
  [19, 20815],
  [20, 14495],
  [21, 9805],
  [22, 6258],
  [23, 4030],
  [24, 2221],
]

/**
 * Share of plans that end in an academic year for another reason than a move, by academic age: near
 * DfE SEN2 ceased plans by age, England 2024, over plans of that age.
 */
export const ENDINGS_BY_AGE: ReadonlyMap<number, number> = new Map([
  [15, 0.012],
  [16, 0.05],
  [17, 0.08],
  [18, 0.2],
  [19, 0.31],
  [20, 0.38],
  [21, 0.4],
  [22, 0.42],
  [23, 0.45],
])
/** The same up to academic age 14. */
export const ENDINGS_OF_CHILDREN = 0.004

/** Reasons of such endings (SEN2 cease reasons 2, 3, 4, 6, 7, 9): England 2024. */
export const REASONS_FROM_16: Mix<number> = [
  [2, 2500],
  [3, 2579],
  [4, 4053],
  [6, 16091],
  [7, 350],
  [9, 700],
]
export const REASONS_OF_CHILDREN: Mix<number> = [
  [2, 62],
  [7, 30],
  [9, 8],
]

/** Deaths of children and young people with a plan in a year: 475 of about 600,000. */
export const DEATHS_A_YEAR = 0.0008

export const ETHNICITIES: Mix<string> = [
  ['WBRI', 58],
  ['WOTH', 8],
  ['WIRI', 0.5],
  ['WIRT', 0.2],
  ['WROM', 0.4],
  ['MWAS', 2],
  ['MWBA', 1.2],
  ['MWBC', 1.6],
  ['MOTH', 3],
  ['AIND', 3.5],
  ['APKN', 3],
  ['ABAN', 1.5],
  ['AOTH', 4],
  ['CHNE', 0.8],
  ['BAFR', 3.5],
  ['BCRB', 1],
  ['BOTH', 1],
  ['OOTH', 2.8],
  ['REFU', 1],
  ['NOBT', 2.5],
]

/** Who asks for an assessment. Not published before 2026: a guess, said so in docs/demo.md. */
export const SOURCES: Mix<string> = [
  ['education_setting', 50],
  ['family', 38],
  ['health', 5],
  ['social_care', 2.5],
  ['other', 4.5],
]

/** Grounds of regulations 5(4), 10(4) and 13(3), where one applies. */
export const GROUNDS: Mix<string> = [
  ['personal_circumstances', 50],
  ['school_closed', 25],
  ['absent_from_area', 10],
  ['early_years_closed', 5],
  ['unspecified', 10],
]

export type Stage = 'early' | 'primary' | 'secondary' | 'sixteen' | 'nineteen'
/** The sort of provision that a child follows from stage to stage. */
export type Track = 'mainstream' | 'unit' | 'special' | 'independent' | 'elsewhere'

/** Tracks of new plans, up to 15 and from 16: DfE SEN2 new plans, England 2024. */
export const TRACKS_OF_NEW_PLANS: Mix<Track> = [
  ['mainstream', 80],
  ['unit', 4],
  ['special', 8],
  ['independent', 3.5],
  ['elsewhere', 4.5],
]

/** A mix of tracks with more or fewer independent schools. */
export function withIndependent(mix: Mix<Track>, factor: number): Mix<Track> {
  return mix.map(([track, weight]) => [track, track === 'independent' ? weight * factor : weight])
}

/** Tracks of plans held, by stage: near DfE SEN2 caseload, England January 2025. */
export const TRACKS_OF_PLANS: Readonly<Record<Stage, Mix<Track>>> = {
  early: [
    ['mainstream', 84],
    ['unit', 4],
    ['special', 11],
    ['elsewhere', 1],
  ],
  primary: [
    ['mainstream', 60],
    ['unit', 6],
    ['special', 28],
    ['independent', 3],
    ['elsewhere', 3],
  ],
  secondary: [
    ['mainstream', 43],
    ['unit', 6],
    ['special', 35],
    ['independent', 10],
    ['elsewhere', 6],
  ],
  sixteen: [
    ['mainstream', 50],
    ['unit', 2],
    ['special', 31],
    ['independent', 10],
    ['elsewhere', 7],
  ],
  nineteen: [
    ['mainstream', 52],
    ['special', 24],
    ['independent', 12],
    ['elsewhere', 12],
  ],
}
