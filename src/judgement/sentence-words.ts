/** What a sentence may claim of a figure. */
export type ClaimKind =
  | 'improved'
  | 'worse'
  | 'rose'
  | 'fell'
  | 'stable'
  | 'on-track'
  | 'off-track'
  | 'will-meet'
  | 'met'
  | 'missed'
  | 'highest'
  | 'lowest'
  | 'best'
  | 'worst'
  | 'record'
  | 'significant'

/** A claim as the sentence makes it. */
export type Claim = {
  readonly kind: ClaimKind
  /** The words that make it, as written. */
  readonly words: string
  readonly negated: boolean
  /** What the figure is compared with, where the sentence says so. */
  readonly since: 'year' | 'step' | null
}

/** The longer turn goes before the shorter: `record high` is one claim, and `higher` not another. */
const TURNS: readonly (readonly [ClaimKind, RegExp])[] = [
  [
    'highest',
    /\b(?:(?:a |an )?(?:new )?(?:record|all-time) (?:high|peak)s?|(?:the )?highest(?: level| figure| rate| number)? (?:ever|on record|yet|we have (?:ever )?seen)|never (?:been )?(?:so high|higher))\b/gi,
  ],
  [
    'lowest',
    /\b(?:(?:a |an )?(?:new )?(?:record|all-time) lows?|(?:the )?lowest(?: level| figure| rate| number)? (?:ever|on record|yet|we have (?:ever )?seen)|never (?:been )?(?:so low|lower))\b/gi,
  ],
  [
    'best',
    /\b(?:(?:the |our )?best(?: ever|[- ]ever| on record| yet| figure| result| performance)+|record best|never (?:been )?better)\b/gi,
  ],
  [
    'worst',
    /\b(?:(?:the |our )?worst(?: ever|[- ]ever| on record| yet| figure| result| performance)+|record worst|never (?:been )?worse)\b/gi,
  ],
  [
    'record',
    /\b(?:(?:a|new|of) record(?! (?:of|that|for each))|record (?:level|number|figure|rate|year|month|quarter|performance|result))s?\b/gi,
  ],
  ['highest', /\b(?:the )?highest\b/gi],
  ['lowest', /\b(?:the )?lowest\b/gi],
  [
    'will-meet',
    /\b(?:(?:will|going to|likely to|expected to|set to|forecast to|should) (?:meet|reach|hit|achieve|exceed)|(?:reach|meet|hit|achieve) (?:the |its |our )?target by)\b/gi,
  ],
  [
    'off-track',
    /\b(?:off[- ](?:track|course|target|schedule)|behind (?:target|schedule|plan|trajectory|where)|fall(?:ing|en)? behind)\b/gi,
  ],
  ['on-track', /\bon[- ](?:track|course|target|schedule|trajectory)\b/gi],
  [
    'missed',
    /\b(?:miss(?:ed|es|ing)? (?:the |its |our )?target|(?:below|short of) (?:the |its |our )?(?:\S+ )?target)\b/gi,
  ],
  [
    'met',
    /\b(?:(?:met|meets|meeting|meet|hit|hits|achieved|achieves|achieve|reached|reaches|reach|exceeded|exceeds|exceed|beat|beats) (?:the |its |our )?(?:\S+ )?target|above (?:the |its |our )?(?:\S+ )?target|target (?:was|is|has been) (?:not )?(?:met|reached|achieved|hit|exceeded))\b/gi,
  ],
  [
    'stable',
    /\b(?:no (?:(?:real|significant|material|notable) )?(?:change|movement|difference)|(?:has|have|had|is|are|did)(?:n[o’']t| not) (?:really |significantly )?(?:changed?|moved?)|unchanged|stable|steady|steadied|stabilis\w+|stabiliz\w+|flat|level(?:led)? off|constant|plateau\w*|(?:stay|remain)(?:s|ed|ing)? (?:the same|level|put|where))\b/gi,
  ],
  [
    'improved',
    /\b(?:improv(?:e|ed|es|ing|ement|ements)|better(?: than)?|got better|getting better|strengthen(?:ed|ing)?|recover(?:ed|ing|y)|turned? the corner|good progress)\b/gi,
  ],
  [
    'worse',
    /\b(?:worse(?:n|ned|ning|ns)?|deteriorat\w+|slipp(?:ed|ing)|poorer|weaken(?:ed|ing)?|got worse|regress(?:ed|ing))\b/gi,
  ],
  [
    'rose',
    /\b(?:rose|risen|rises|rising|a rise|rise (?:in|of)|increas(?:e|ed|es|ing)|grew|grown|growing|grows|growth|climb(?:ed|ing|s)|(?:went|gone|going|go) up|up (?:from|by|on)|higher|jumped|soared|surged?)\b/gi,
  ],
  [
    'fell',
    /\b(?:fell|fallen|falls|falling|a fall|fall (?:in|of)|decreas(?:e|ed|es|ing)|drop(?:ped|ping|s)?|reduc(?:ed|es|ing|tion|tions)|shr(?:ank|unk)|(?:went|gone|going|go) down|down (?:from|by|on)|lower(?:ed)?|declin(?:ed|es|ing|e)|plung(?:ed|ing)|plummet\w*)\b/gi,
  ],
  [
    'significant',
    /\b(?:(?:in)?significan(?:t|tly|ce)|markedly|marked|dramatic(?:ally)?|sharp(?:ly)?|substantial(?:ly)?|considerabl[ey])\b/gi,
  ],
]

/** Words that turn what follows into its opposite. */
const NOT =
  /\b(?:not|no|never|neither|nor|without|hardly|barely|scarcely|fail(?:ed|s|ing)? to|yet to|cannot|stopped|n[o’']?t|isn[’']t|hasn[’']t|haven[’']t|didn[’']t|doesn[’']t|don[’']t|wasn[’']t|weren[’']t|aren[’']t|won[’']t)\b/i
const NO_CHANGE = /^(?:no |has|have|had|is|are|did)/i

/** What is wished or planned is no claim: `to improve`, `will improve`, `improvement plan`. */
const PLANNED =
  /\b(?:to|will|must|should|could|would|can|may|might|please|if|let us)\s+(?:\w+ly\s+)?$/i
const PROGRAMME =
  /^\s+(?:plan|board|programme|project|partner|notice|team|work|group|journey|strategy|officer)\b/i
const PLANS: readonly ClaimKind[] = ['improved', 'worse', 'rose', 'fell', 'stable', 'met']

const YEAR =
  /\b(?:(?:a|one|last|previous|the) year(?:[’']s)? (?:ago|earlier|before)|(?:than|on|since|from|compared with|over|against) (?:the )?(?:last|previous|a) year|year[- ]on[- ]year|same (?:month|quarter|period|term|time|date) (?:last year|a year)|in the (?:last|past) (?:year|12 months|twelve months))\b/i
const STEP =
  /\b(?:(?:than|on|since|from|compared with) (?:the )?(?:last|previous) (?:month|quarter|term)|(?:month|quarter)[- ]on[- ](?:month|quarter)|this (?:month|quarter))\b/i

type Found = Claim & { readonly start: number; readonly end: number }

/** The claims that a sentence makes, in its order. Each word counts for one claim. */
export function claimsIn(sentence: string): Claim[] {
  const found: Found[] = []
  for (const [kind, turn] of TURNS) {
    for (const match of sentence.matchAll(turn)) {
      const one = claimAt(sentence, kind, match[0], match.index)
      const isTaken = found.some(({ start, end }) => one.start < end && start < one.end)
      if (!isTaken && !isPlanned(sentence, one)) found.push(one)
    }
  }
  return found
    .toSorted((a, b) => a.start - b.start)
    .map(({ kind, words, negated, since }) => ({ kind, words, negated, since }))
}

function claimAt(sentence: string, kind: ClaimKind, words: string, start: number): Found {
  const before = wordsBefore(sentence.slice(0, start))
  const within = kind === 'stable' && NO_CHANGE.test(words) ? false : /^insig|\bnot\b/i.test(words)
  const negated = NOT.test(before) !== within
  return {
    kind,
    words,
    negated,
    since: sinceIn(clauseAt(sentence, start)),
    start,
    end: start + words.length,
  }
}

/** The last four words of the same clause. */
function wordsBefore(text: string): string {
  const clause =
    text.split(/[,;:.!?]|\b(?:but|however|although|though|while|whereas)\b/i).at(-1) ?? ''
  return clause.trim().split(/\s+/).slice(-4).join(' ')
}

function clauseAt(sentence: string, start: number): string {
  const from =
    Math.max(...[';', '.', '!', '?'].map((sign) => sentence.lastIndexOf(`${sign} `, start))) + 1
  const rest = sentence.slice(start).search(/[;!?]|\.(?:\s|$)/)
  return sentence.slice(from, rest < 0 ? sentence.length : start + rest)
}

function sinceIn(clause: string): Claim['since'] {
  if (YEAR.test(clause)) return 'year'
  return STEP.test(clause) ? 'step' : null
}

function isPlanned(sentence: string, { kind, start, end }: Found): boolean {
  if (!PLANS.includes(kind)) return false
  const before = sentence.slice(0, start)
  if (
    /\b(?:fail(?:ed|s|ing)?|yet|continu(?:ed|es|ing)|beg[au]n|start(?:ed|ing)?) to\s+$/i.test(
      before,
    )
  )
    return false
  return PLANNED.test(before) || PROGRAMME.test(sentence.slice(end))
}
