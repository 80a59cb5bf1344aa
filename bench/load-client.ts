// A bounded load: `node bench/load-client.ts SECONDS RATE URL…` asks for the addresses in turn, RATE a
// second whether or not the last answer has come, and writes the milliseconds of each as JSON.
import { setTimeout as wait } from 'node:timers/promises'

const [seconds = '5', rate = '20', ...urls] = process.argv.slice(2)
const requests = Math.min(Number(seconds), 120) * Math.min(Number(rate), 50)
const gap = 1000 / Number(rate)

const started = performance.now()
const answers: Promise<readonly [url: string, ms: number]>[] = []
for (let index = 0; index < requests; index += 1) {
  await wait(Math.max(0, started + index * gap - performance.now()))
  answers.push(ask(urls[index % urls.length] ?? '', started + index * gap))
}
const times = Map.groupBy(await Promise.all(answers), ([url]) => url)
process.stdout.write(
  JSON.stringify(
    Object.fromEntries([...times].map(([url, all]) => [url, all.map(([, ms]) => ms)])),
  ),
)

/** Counted from when it was due, so that a server that holds everyone up does not look quick. */
async function ask(url: string, due: number): Promise<readonly [string, number]> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(60_000) })
  await answer.text()
  if (!answer.ok) throw new Error(`${url} answered ${String(answer.status)}`)
  return [url, performance.now() - due]
}
