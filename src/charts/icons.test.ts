import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assuranceIcon, VARIATION_WORDS, variationIcon } from './index.ts'

const VARIATIONS = [
  ...(['common_cause', 'improvement_high', 'improvement_low', 'concern_high'] as const),
  ...(['concern_low', 'neutral_high', 'neutral_low'] as const),
]

test('every icon says its meaning in words, and by a letter as well as by colour', () => {
  for (const variation of VARIATIONS) {
    const svg = variationIcon(variation)
    assert.ok(svg.includes(`<title>${VARIATION_WORDS[variation]}</title>`))
    const letter = variation.endsWith('high') ? 'H' : variation.endsWith('low') ? 'L' : ''
    assert.equal(/<text[^>]*>(\w)<\/text>/.exec(svg)?.[1] ?? '', letter)
  }
  const letters = (['pass', 'fail', 'hit_or_miss'] as const).map(
    (one) => /<text[^>]*>(.)<\/text>/.exec(assuranceIcon(one))?.[1],
  )
  assert.deepEqual(letters, ['P', 'F', '?'])
})

test('a special cause leaves the run on its own side', () => {
  const lastHeight = (svg: string) => Number([...svg.matchAll(/cy="(\d+)"/g)].at(-1)?.[1])
  assert.ok(lastHeight(variationIcon('concern_high')) < lastHeight(variationIcon('common_cause')))
  assert.ok(lastHeight(variationIcon('concern_low')) > lastHeight(variationIcon('common_cause')))
})
