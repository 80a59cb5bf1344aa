import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { ROOT } from '../cli/sendboard.ts'

const PAGES = ['*.md', 'docs/**/*.md', 'examples/**/*.md', 'bench/**/*.md'].flatMap((pattern) =>
  globSync(pattern, { cwd: ROOT }),
)

test('every link from one page of the documentation to a file leads somewhere', () => {
  const broken = PAGES.flatMap((page) => {
    const text = readFileSync(join(ROOT, page), 'utf8')
    const targets = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
      (match) => match[1] ?? '',
    )
    return targets
      .filter((target) => !existsSync(join(ROOT, dirname(page), target)))
      .map((target) => `${page}: ${target}`)
  })
  assert.deepEqual(broken, [])
})
