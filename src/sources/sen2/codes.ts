/** What a code of the return is in our tables; `from` and `to` are the collection years that have it. */
export type Sen2Code = { readonly gives: string; readonly from?: number; readonly to?: number }
export type Sen2Codes = Readonly<Record<string, Sen2Code>>

/** Codes that are the same here and there. */
function same(...codes: readonly string[]): Sen2Codes {
  return Object.fromEntries(codes.map((code) => [code, { gives: code }]))
}

const OUTCOMES = same('Y', 'N', 'A', 'W', 'H')

const NEEDS: Sen2Codes = {
  ...same('SPLD', 'MLD', 'SLD', 'PMLD', 'SEMH', 'SLCN', 'HI', 'VI', 'MSI', 'PD', 'ASD', 'OTH'),
  DS: { gives: 'DS', from: 2025 },
}

const SETTINGS: Sen2Codes = {
  ...same('OLA', 'OPA', 'EHE', 'EYP', 'NEET', 'NIEC', 'NIEO'),
  OTH: { gives: 'OTH', from: 2024 },
}

/** Letters recalled, not read in any published text: another letter is a query, never an error. */
const WORK: Sen2Codes = {
  AP: { gives: 'apprenticeship' },
  TR: { gives: 'traineeship' },
  SI: { gives: 'supported_internship' },
}

/** Every set of codes by the name that the registry gives it. */
export const CODE_SETS = {
  sex: same('M', 'F'),
  gender: {
    '0': { gives: '' },
    '1': { gives: 'M' },
    '2': { gives: 'F' },
    '9': { gives: '' },
  },
  upnUnknown: same('UN1', 'UN2', 'UN3', 'UN5', 'UN8', 'UN9', 'UN10'),
  requestSource: {
    '1': { gives: 'family' },
    '2': { gives: 'education_setting' },
    '3': { gives: 'health' },
    '4': { gives: 'social_care' },
    '5': { gives: 'other' },
  },
  outcome: OUTCOMES,
  ceaseReason: same('1', '2', '3', '4', '5', '6', '7', '8', '9'),
  reviewOutcome: same('M', 'A', 'C'),
  need: NEEDS,
  setting: SETTINGS,
  residential: { A: { gives: 'up_to_38_weeks' }, B: { gives: '39_to_52_weeks' } },
  work: WORK,
  directPayment: {
    E: { gives: 'education' },
    H: { gives: 'health' },
    S: { gives: 'social_care' },
    I: { gives: 'integrated' },
  },
  sourceLevel: same('L'),
} as const satisfies Readonly<Record<string, Sen2Codes>>

export type CodeSetName = keyof typeof CODE_SETS
