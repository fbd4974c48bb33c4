// Runs every check of the page: against the program that is named, against BASE_URL, or else against the mock.
//   node tests/e2e/page/run.mjs [--program build/release/taizhang] [--group clerk] [part of a check's name]…
// Environment: PAGE (a built page other than web/dist), SHOTS (a folder for pictures), BASE_URL, ACCOUNT_CLERK / ACCOUNT_SUPERVISION / ACCOUNT_AUDITOR as name:secret, LEDGER, LEDGER_LARGE, CHROMIUM.
// One line per check; exit code 0 only if all passed. A clerk's unit needs items under way in the ledger.
import { checks as admission, close as closeAdmission } from './admission.mjs'
import { checks as assessment, close as closeAssessment } from './assessment.mjs'
import { checks as clerk } from './clerk.mjs'
import { checks as law, close as closeLaw } from './law.mjs'
import { checks as live } from './live.mjs'
import { checks as look } from './look.mjs'
import { checks as operations } from './operations.mjs'
import { checks as projects, close as closeProjects } from './projects.mjs'
import { checks as refusals } from './refusals.mjs'
import { checks as search } from './search.mjs'
import { checks as sheets, close as closeSheets } from './sheets.mjs'
import { checks as supervision } from './supervision.mjs'
import { checks as time } from './time.mjs'
import { checks as trace } from './trace.mjs'
import { checks as verifying } from './verify.mjs'
import { checks as yearly, close } from './year.mjs'
import { built, mock } from './servers.mjs'
import { Skip } from './skip.mjs'

async function run(check, base, program) {
  const endings = []
  const t = { base, program, problems: [], after: (f) => endings.push(f) }
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

async function chosen(program) {
  if (program) return built(program)
  if (process.env.BASE_URL) return { base: process.env.BASE_URL.replace(/\/*$/, '/'), stop: () => undefined }
  return mock()
}

// A test of its own each (CMakeLists.txt), with a server of its own, so that two can run at a time.
const groups = { live, time, refusals, look, clerk, supervision, verify: verifying, law, year: yearly, projects, admission, assessment, sheets, trace: { ...trace, ...search, ...operations } }

const wanted = process.argv.slice(2)
function option(name) {
  const at = wanted.indexOf(name)
  return at < 0 ? null : wanted.splice(at, 2)[1]
}
const program = option('--program')
const group = option('--group')
if (group && !groups[group]) throw new Error(`--group ${group}: not one of ${Object.keys(groups).join(', ')}`)
// They set up servers of their own, in a city of their own.
const onTheirOwn = ['law', 'year', 'projects', 'admission', 'assessment', 'sheets']
const server = onTheirOwn.includes(group) ? { base: null, stop: () => undefined } : await chosen(program)
let failed = 0
try {
  for (const [name, check] of Object.entries(group ? groups[group] : Object.assign({}, ...Object.values(groups)))) {
    if (wanted.length && !wanted.some((w) => name.includes(w))) continue
    const outcome = await run(check, server.base, program)
    console.log(`${name}: ${outcome}`)
    if (outcome.startsWith('FAILED')) failed++
  }
} finally {
  await close()
  await closeLaw()
  await closeProjects()
  await closeAdmission()
  await closeAssessment()
  await closeSheets()
  await server.stop()
}
console.log(failed ? `${failed} failed` : 'all passed')
process.exit(failed ? 1 : 0)
