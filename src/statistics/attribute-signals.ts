import type { AttributeChart, AttributePoint } from './attribute-chart.ts'
import { type ImprovementDirection, meaningOf, type SpecialCausePoint } from './xmr.ts'
import type { XmrSegment } from './xmr-limits.ts'
import { type BrokenRules, rulesBroken, SHIFT_LENGTH, TREND_LENGTH } from './xmr-rules.ts'

/** In the order in which a point is labelled. */
const ORDER = ['outside', 'trend', 'two', 'shift']

/**
 * The points of a chart that break a rule of `xmr`, each held to its own limits: outside 3 sigma, seven rising or
 * falling, two of three beyond 2 sigma, seven on one side. For g and t charts, whose points do not lie evenly about
 * the centre, two of three is left out.
 *
 * @returns In order, values in the unit of the chart.
 */
export function attributeSignals(
  chart: AttributeChart,
  direction: ImprovementDirection,
): SpecialCausePoint[] {
  const values = chart.points.map((point) => point.value)
  const never = values.length + 2
  const places = chart.points.map((point) => placeOf(point, chart.centre))
  const byPlace = rulesBroken(places, segmentOf(values.length, 1), {
    shift: SHIFT_LENGTH,
    trend: never + 1,
  })
  const byTrend = rulesBroken(values, segmentOf(values.length, null), {
    shift: never,
    trend: TREND_LENGTH,
  })
  return values.flatMap((value, index) => {
    const found = [...byTrend, ...byPlace].filter((one) => one.index === index)
    return value === null || found.length === 0 ? [] : [labelled(value, found, direction)]
  })
}

/** How many sigmas from the centre; without a sigma, 4 outside the limits and 1 inside, by side. */
function placeOf({ value, sigma, outside }: AttributePoint, centre: number): number | null {
  if (value === null) return null
  if (sigma !== null && sigma > 0) {
    const place = (value - centre) / sigma
    return outside ? Math.sign(place) * Math.max(4, Math.abs(place)) : inside(place)
  }
  return Math.sign(value - centre) * (outside ? 4 : 1)
}

/** A limit held at 0 or 1 may lie nearer than 3 sigma: a point on it is not beyond it. */
function inside(place: number): number {
  return Math.max(-3, Math.min(3, place))
}

/** Limits in sigmas; without a unit none, so that only trends are looked for. */
function segmentOf(points: number, unit: number | null): XmrSegment {
  const line = (sigmas: number) => (unit === null ? null : sigmas * unit)
  return {
    firstIndex: 0,
    lastIndex: points - 1,
    points,
    pointsUsed: points,
    centre: line(0),
    meanMovingRange: null,
    meanMovingRangeBeforeScreen: null,
    rangesScreenedOut: 0,
    lowerProcessLimit: line(-3),
    upperProcessLimit: line(3),
    lowerNearLine: line(-2),
    upperNearLine: line(2),
    trialLimits: false,
  }
}

function labelled(
  value: number,
  found: readonly BrokenRules[],
  direction: ImprovementDirection,
): SpecialCausePoint {
  const rank = (rule: string) => ORDER.findIndex((start) => rule.startsWith(start))
  const rules = found.flatMap((one) => one.rules).sort((a, b) => rank(a) - rank(b))
  const first = found.find((one) => one.rules.some((rule) => rule === rules[0])) ?? found[0]
  const side = first?.side ?? 'high'
  return { index: first?.index ?? 0, value, rules, side, meaning: meaningOf(side, direction) }
}
