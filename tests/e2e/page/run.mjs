// Runs every check of the page against BASE_URL, or against the mock when BASE_URL is not set.
//   node tests/e2e/page/run.mjs [part of a check's name]…
// Environment: BASE_URL, ACCOUNT_CLERK / ACCOUNT_SUPERVISION / ACCOUNT_AUDITOR as name:secret, LEDGER, LEDGER_LARGE, CHROMIUM.
// One line per check; exit code 0 only if all passed. A clerk's unit needs items under way in the ledger.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { checks as live } from './live.mjs'
import { checks as look } from './look.mjs'
import { checks as refusals } from './refusals.mjs'
import { checks as time } from './time.mjs'
import { Skip } from './skip.mjs'
import { web } from './lib.mjs'

async function mock() {
  const child = spawn(process.execPath, [join(web, 'mock/server.mjs'), '--port', '0', '--large', '10000'], { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: child.stdout })) {
    const address = line.match(/listening on (\S+)/)?.[1]
    if (address) return { base: `${address}/`, stop: () => child.kill() }
  }
  throw new Error('the mock ended before it listened')
}

async function run(check, base) {
  const endings = []
  const t = { base, problems: [], after: (f) => endings.push(f) }
  try {
    await check(t)
    if (t.problems.length) throw new Error(t.problems.join('\n'))
    return 'ok'
  } catch (error) {
    if (error instanceof Skip) return `skip (${error.message})`
    return `FAILED: ${error.stack ?? error}${t.problems.length ? `\n${t.problems.join('\n')}` : ''}`
  } finally {
    for (const f of endings.reverse()) await f()
  }
}

const server = process.env.BASE_URL ? { base: process.env.BASE_URL.replace(/\/*$/, '/'), stop: () => undefined } : await mock()
const wanted = process.argv.slice(2)
let failed = 0
try {
  for (const [name, check] of Object.entries({ ...live, ...time, ...refusals, ...look })) {
    if (wanted.length && !wanted.some((w) => name.includes(w))) continue
    const outcome = await run(check, server.base)
    console.log(`${name}: ${outcome}`)
    if (outcome.startsWith('FAILED')) failed++
  }
} finally {
  server.stop()
}
console.log(failed ? `${failed} failed` : 'all passed')
process.exit(failed ? 1 : 0)
