// npm start, npm test, npm run check, npm run bench: sets the machine up first, then runs the steps
// on Node 24. Usage: node scripts/run.mjs start|test|check|bench [ARGUMENTS…]
import { relative } from 'node:path'
import { runNode } from './run-node.mjs'
import { ROOT, setUp, SetUpError } from './set-up.mjs'

const BIN = 'node_modules'

/** What each task runs, in order; the first that fails ends it. */
const TASKS = {
  start: [{ name: 'start', args: ['src/cli/main.ts', 'start'] }],
  test: [
    {
      name: 'tests beside the source',
      args: ['--test', '--test-isolation=none', 'src/**/*.test.ts'],
    },
    {
      name: 'tests of whole commands, servers and browsers',
      args: ['--test', '--test-concurrency=2', 'test/**/*.test.ts'],
    },
  ],
  lint: [
    { name: 'format', args: [`${BIN}/prettier/bin/prettier.cjs`, '--check', '.'] },
    { name: 'lint', args: [`${BIN}/eslint/bin/eslint.js`, '.'] },
    { name: 'types', args: [`${BIN}/typescript/bin/tsc`, '-p', '.'] },
  ],
  bench: [{ name: 'bench', args: ['bench/main.ts'] }],
}
TASKS.check = [...TASKS.lint, ...TASKS.test]

const [task = '', ...rest] = process.argv.slice(2)
process.chdir(ROOT)
process.exitCode = await run(TASKS[task])

async function run(steps) {
  if (!steps)
    return problem(`There is no task "${task}"; there is ${Object.keys(TASKS).join(', ')}.`)
  try {
    const node = setUp()
    for (const { name, args } of steps) {
      if (steps.length > 1) process.stderr.write(`\n== ${name}\n`)
      const code = await runNode(node, [...args, ...rest])
      if (code !== 0) return code
    }
    return 0
  } catch (error) {
    if (error instanceof SetUpError) return problem(error.message)
    throw error
  }
}

function problem(words) {
  process.stderr.write(`${relative(ROOT, process.argv[1] ?? '')}: ${words}\n`)
  return 2
}
