import type { XmlNode } from '../sen2/return-parser.ts'
import type { Register } from './register.ts'

/**
 * `error` stops the return until it is mended; `query` is to be explained if it is right; `warning`
 * is about a code or a form that no published text confirms, and stops nothing.
 */
export type Level = 'error' | 'query' | 'warning'

/**
 * How sure it is that the Department tests this: `sure` by its guide or code lists, `likely` the
 * condition by them and the level by us, `reconstructed` from what the fields mean.
 */
export type Certainty = 'sure' | 'likely' | 'reconstructed'

/** What every rule may know of the return. */
export type About = {
  readonly year: number
  /** Census day. */
  readonly census: string
  /** First and last day of the calendar year whose activity is reported. */
  readonly from: string
  readonly to: string
  readonly lea: string
  readonly isAuthority: (la: string) => boolean
  /** Schools by number, where a register was given. */
  readonly register?: Register | undefined
}

/** A record of the return with those above and below it; of a plan, its request is above. */
export type Scope = {
  readonly about: About
  readonly node: XmlNode
  readonly person: XmlNode
  readonly request?: XmlNode | undefined
  readonly assessment?: XmlNode | undefined
  readonly plan?: XmlNode | undefined
  readonly active?: XmlNode | undefined
}

/** More than that a rule is broken: where, how bad, in which words, if not as the rule says. */
export type Told = {
  readonly level?: Level
  readonly says?: string
  readonly field?: string
  readonly node?: XmlNode
}

/** Not broken; broken as the rule says; at that level; or each as told. */
export type Verdict = boolean | Level | Told | readonly Told[]

export type Sen2Rule = {
  /** Our own number: the Department's are not known. */
  readonly id: string
  readonly level: Level
  readonly certainty: Certainty
  /** The first is the one to look at. */
  readonly fields: readonly string[]
  /** What is wrong, as a sentence. */
  readonly says: string
  /** What to do about it. */
  readonly fix: string
  /** First and last collection year that it holds for. */
  readonly from?: number
  readonly to?: number
}

/** A rule about one record of a module. */
export type RecordRule = Sen2Rule & { readonly fails: (scope: Scope) => Verdict }
