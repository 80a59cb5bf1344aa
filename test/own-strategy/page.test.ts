import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { before, describe, test } from 'node:test'
import { checkPath } from '../../src/catalogue/index.ts'
import { formatIssue } from '../../src/core/index.ts'
import { newFolder, type Ran, ROOT, sendboard } from '../cli/sendboard.ts'

const PAGE = 'docs/write-your-own-strategy.md'
const page = readFileSync(join(ROOT, PAGE), 'utf8')
const folder = newFolder()

/** The fenced blocks of the page in order, with the file that was named last before each. */
const blocks = [...page.matchAll(/`(hillside\/[\w./]+)`|^```(\w*)\n([^]*?)^```$/gm)].reduce<
  readonly { readonly file: string; readonly sort: string; readonly text: string }[]
>((all, [, named, sort = '', text = '']) => {
  const file = named ?? all.at(-1)?.file ?? ''
  return [...all, { file, sort: named === undefined ? sort || 'commands' : 'name', text }]
}, [])

const files = Map.groupBy(
  blocks.filter(({ sort }) => sort === 'yaml' || sort === 'json'),
  ({ file }) => file,
)

/** Each line of commands with what it wrote, in the order of the page; `serve` would not come back. */
const ran = new Map<string, Ran>()

before(async () => {
  for (const [file, parts] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), parts.map(({ text }) => text).join('\n'))
  }
  symlinkSync(join(ROOT, 'examples'), join(folder, 'examples'))
  const commands = blocks.filter(({ sort }) => sort === 'commands').flatMap(linesOf)
  for (const line of commands.filter((one) => !one.includes(' serve '))) {
    ran.set(line, await sendboard(line.replace('bin/sendboard ', '').split(' '), {}, folder))
  }
})

function linesOf({ text }: { readonly text: string }): readonly string[] {
  return text.trim().split('\n')
}

/** Words alone: how far apart a table sets its columns depends on its other rows. */
function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

describe('the page on writing your own strategy', () => {
  test('gives nine files', () => {
    assert.deepEqual(
      [...files.keys()].sort(),
      [
        ...['examples.json', 'measures.yaml', 'strategy.yaml', 'tables/attendance.yaml'],
        ...['tables/milestones.yaml', 'tables/plans.yaml', 'tables/requests.yaml'],
        ...['tables/reviews.yaml', 'tables/survey_responses.yaml'],
      ].map((name) => `hillside/${name}`),
    )
  })

  test('gives them as they stand in examples/own-strategy', () => {
    const yaml = [...files].flatMap(([file, parts]) =>
      parts.filter(({ sort }) => sort === 'yaml').map(({ text }) => ({ file, text })),
    )
    const differing = yaml.filter(({ file, text }) => {
      const whole = join(ROOT, file.replace('hillside/', 'examples/own-strategy/'))
      return !readFileSync(whole, 'utf8').includes(text)
    })
    assert.deepEqual(differing, [])
  })

  test('has commands that all do as they say', () => {
    const failed = [...ran].filter(([, { code }]) => code !== 0)
    assert.deepEqual(failed, [])
    assert.deepEqual(
      [...ran.keys()].map((line) => line.split(' ')[1]),
      [
        ...['explain', 'check', 'explain', 'examples', 'template', 'import'],
        ...['figures', 'figures', 'records', 'prove'],
      ],
    )
  })

  test('quotes what they write', () => {
    const written = squeezed([...ran.values()].map(({ out }) => out).join('\n'))
    const quoted = blocks
      .filter(({ sort, text }) => sort === 'text' && !text.includes(' error '))
      .flatMap(linesOf)
    assert.ok(quoted.length >= 10)
    assert.deepEqual(
      quoted.filter((line) => !written.includes(squeezed(line).trim())),
      [],
    )
  })

  test('imports every row of the extracts', () => {
    const [imported] = [...ran].filter(([line]) => line.includes(' import ')).map(([, one]) => one)
    assert.match(imported?.out ?? '', /54 rows read: 54 loaded, 0 unchanged, 0 refused/)
  })

  test('proves every figure', () => {
    const [proved] = [...ran].filter(([line]) => line.includes(' prove ')).map(([, one]) => one)
    assert.match(proved?.out ?? '', /computed both ways\. Every figure agrees\./)
  })

  test('quotes what is said of a slip', async () => {
    const [slip] = blocks.filter(({ text }) => text.includes(' error ')).map(({ text }) => text)
    const path = join(folder, 'hillside/measures.yaml')
    const sound = readFileSync(path, 'utf8')
    writeFileSync(path, sound.replace('sum(sessions_attended', 'sum(sesions_attended'))
    const { out, err, code } = await sendboard(['check', 'hillside'], {}, folder)
    writeFileSync(path, sound)
    assert.equal(code, 1)
    assert.ok(`${out}${err}`.startsWith(slip ?? 'no slip'), `${out}${err}`)
  })
})

describe('the kinds of targets on the page', () => {
  const written = [...page.matchAll(/`(\{ comparator: .*?\})`/g)].map(([, target = '']) => target)
  const targets = written.filter((target) => target.includes('words') && !target.includes('…'))

  test('are all that there are but “none”', () => {
    const kinds = targets.map((target) => /comparator: ([\w-]+)/.exec(target)?.[1])
    assert.deepEqual([...new Set(kinds)].sort(), [
      ...['above-benchmark', 'achieved', 'at-or-above-benchmark', 'below-benchmark', 'decrease'],
      ...['eq', 'gt', 'gte', 'increase', 'lt', 'lte', 'unknown', 'within'],
    ])
  })

  test('are sound as they are written', async () => {
    const row = (ref: string, measure: string, wanted: readonly string[]) =>
      [
        `  - ref: '${ref}'\n    area: All\n    words: All\n    measures:`,
        `      - sub: a\n        measure: ${measure}\n        name: All\n        role: headline`,
        // Targets of both directions, which no one polarity bears.
        '        polarity: neutral\n        note: The board has still to say how many.',
        `        targets:\n${wanted.map((target) => `          - ${target}`).join('\n')}`,
      ].join('\n')
    const isDone = (target: string) => target.includes('achieved')
    const text = [
      'framework: all-2026\ntitle: All\ncouncil: All\ndocument: All\npublished: "2026"\nrows:',
      row(
        '1',
        'review-decisions-within-4-weeks',
        targets.filter((one) => !isDone(one)),
      ),
      row('2', 'send-board-established', targets.filter(isDone)),
    ].join('\n')
    const path = join(folder, 'all.yaml')
    writeFileSync(path, text)
    assert.deepEqual((await checkPath(path)).map(formatIssue), [])
  })
})
