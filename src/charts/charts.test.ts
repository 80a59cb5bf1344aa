import assert from 'node:assert/strict'
import { it } from 'node:test'
import {
  bar,
  barScale,
  funnelChart,
  type FunnelChartInput,
  sparkline,
  trendChart,
  type TrendChartInput,
  waterfall,
} from './index.ts'

const TREND: TrendChartInput = {
  id: 'trend',
  title: 'Plans <in time>',
  description: 'From 40% to 60%.',
  points: [
    { label: 'January 2024', shortLabel: 'Jan 24', value: 40, display: '40.0%' },
    { label: 'February 2024', shortLabel: 'Feb 24', value: null, display: 'no cases' },
    {
      label: 'March 2024',
      shortLabel: 'Mar 24',
      value: 60,
      display: '60.0%',
      special: { meaning: 'concern', side: 'high' },
    },
  ],
  bands: [{ first: 0, last: 2, centre: 50, lower: 40, upper: 60 }],
  target: { value: 90, label: 'Target 90%' },
  formatTick: (value) => `${String(value)}%`,
  size: 'wide',
}

it('gives a trend a title and a description, escaped', () => {
  const svg = trendChart(TREND)
  assert.match(svg, /role="img" aria-labelledby="trend-title trend-description"/)
  assert.match(svg, /<title id="trend-title">Plans &lt;in time&gt;<\/title>/)
  assert.match(svg, /<desc id="trend-description">From 40% to 60%\.<\/desc>/)
})

it('writes no style into a chart', () => {
  assert.doesNotMatch(trendChart(TREND), / style=|<style/)
})

it('draws a mark only where there is a figure', () => {
  assert.equal(trendChart(TREND).match(/class="sb-chart__point /g)?.length, 2)
})

it('breaks the line at a gap', () => {
  assert.match(trendChart(TREND), /class="sb-chart__line" d="M[^"]*ZM[^"]*Z"/)
})

it('names the last figure and the target', () => {
  const svg = trendChart(TREND)
  assert.match(svg, />60\.0%<\/text>/)
  assert.match(svg, />Target 90%<\/text>/)
})

it('tells a concern by its shape', () => {
  assert.match(trendChart(TREND), /sb-chart__point--concern/)
})

it('draws a line the size of a word from two figures on', () => {
  assert.equal(sparkline([null, 4, null], 'one figure'), '')
  assert.match(sparkline([3, 4, null], 'two figures'), /aria-label="two figures"/)
})

it('draws a bar from zero to its value', () => {
  const svg = bar({ value: 25, scale: [0, 50], reference: 40 })
  assert.match(svg, /<rect class="sb-bar__fill" x="0%" y="3" width="50%"/)
  assert.match(svg, /x1="80%"/)
})

it('draws a negative bar to the left of zero', () => {
  assert.match(bar({ value: -10, scale: [-10, 10] }), /x="0%" y="3" width="50%"/)
})

it('scales bars to hold zero', () => {
  assert.deepEqual(barScale([3, 8]), [0, 8])
  assert.deepEqual(barScale([-3, -1]), [-3, 0])
  assert.deepEqual(barScale([0]), [0, 1])
})

it('starts each change of a waterfall where the last one ended', () => {
  const svg = waterfall({
    id: 'w',
    title: 'Money',
    description: 'From 100 to 60.',
    size: 'wide',
    steps: [
      { label: 'Allocation', kind: 'total', value: 100, display: '£100' },
      { label: 'Spend', kind: 'change', value: -40, display: '-£40' },
      { label: 'Left', kind: 'total', value: 60, display: '£60' },
    ],
  })
  // 0 to 100 lies on 400 to 830: 60 is at 658.
  assert.deepEqual(
    [...svg.matchAll(/x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(([, x, width]) => [
      x,
      width,
    ]),
    [
      ['400', '430'],
      ['658', '172'],
      ['400', '258'],
    ],
  )
  assert.match(svg, />↓ -£40<\/text>/)
})

const FUNNEL: FunnelChartInput = {
  id: 'funnel',
  title: 'Plans <in time>',
  description: '1 of 3 far off.',
  marks: [
    { label: 'This authority', cases: 100, value: 50, display: '50%', place: 'usual', own: true },
    { label: 'A & B', cases: 25, value: 60, display: '60%', place: 'apart', own: false },
    { label: 'C', cases: 400, value: 90, display: '90%', place: 'far', own: false },
  ],
  limits: [
    { cases: 25, lower95: 30, upper95: 70, lower998: 20, upper998: 80 },
    { cases: 400, lower95: 45, upper95: 55, lower998: 42, upper998: 58 },
  ],
  centre: { value: 50, label: 'England 50%' },
  casesLabel: 'Cases',
  formatTick: (value) => `${String(value)}%`,
  size: 'wide',
}

it('gives a funnel a title and a description, a mark for each area, and no style', () => {
  const svg = funnelChart(FUNNEL)
  assert.match(svg, /role="img" aria-labelledby="funnel-title funnel-description"/)
  assert.match(svg, /<title id="funnel-title">Plans &lt;in time&gt;<\/title>/)
  assert.deepEqual(
    [...svg.matchAll(/sb-funnel__mark--(\w+)/g)].map(([, kind]) => kind),
    ['apart', 'far', 'own'],
  )
  assert.match(svg, /<title>A &amp; B: 60%<\/title>/)
  assert.match(svg, />England 50%<\/text>/)
  assert.doesNotMatch(svg, / style=|<style/)
})

it('spaces the areas of a funnel by the square root of their cases', () => {
  // From 70 to 736: a quarter of the most cases lies half way along, 403; a sixteenth a quarter, 236.5.
  const places = [...funnelChart(FUNNEL).matchAll(/translate\(([\d.]+) /g)].map(([, x]) => x)
  assert.deepEqual(places, ['236.5', '736', '403'])
})
