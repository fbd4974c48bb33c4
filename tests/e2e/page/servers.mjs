// What the checks run against: a server that is there already, the built program with a city of its own, or the mock.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { web } from './lib.mjs'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const kSecret = 'a-secret-for-tests'

/** Resolves once the child has said where it listens. */
export async function listening(child, what) {
  for await (const line of createInterface({ input: child.stdout })) {
    const address = line.match(/listening on (http:\S+)/)?.[1]
    if (address) return `${address.replace(/\/*$/, '')}/`
  }
  throw new Error(`${what} ended before it listened`)
}

export function ended(child) {
  return new Promise((resolve) => (child.exitCode === null && child.signalCode === null ? child.once('exit', resolve) : resolve()))
}

export async function mock() {
  const child = spawn(process.execPath, [join(web, 'mock/server.mjs'), '--port', '0', '--large', '10000'], { stdio: ['ignore', 'pipe', 'inherit'] })
  return { base: await listening(child, 'the mock'), stop: () => (child.kill(), ended(child)) }
}

/** Plays half a year of the sample city with the program and serves it; sets the accounts that the checks log in with. */
export async function built(program) {
  const dir = mkdtempSync(join(tmpdir(), 'taizhang-page-data-'))
  const data = join(dir, 'data')
  const document = join(root, 'tools/simulate/sample-breakdown.txt')
  const played = spawnSync(program, ['simulate', '--data', data, '--document', document, '--regime', join(root, 'regimes/key-work.toml'), '--calendar', join(root, 'regimes/working-days.toml'), '--months', '6', '--filler', '10000', '--secret', kSecret], { encoding: 'utf8' })
  if (played.status !== 0) throw new Error(`taizhang simulate: ${played.stderr}`)
  const clerk = played.stdout.match(/^\s+(\S+)\s+填报员/m)?.[1]
  if (!clerk) throw new Error(`no clerk among the accounts to try:\n${played.stdout}`)
  process.env.ACCOUNT_CLERK ??= `${clerk}:${kSecret}`
  for (const role of ['supervision', 'auditor']) process.env[`ACCOUNT_${role.toUpperCase()}`] ??= `${role}:${kSecret}`
  const child = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--page', join(web, 'dist')], { stdio: ['ignore', 'pipe', 'inherit'] })
  const stop = async () => {
    child.kill('SIGTERM')
    await ended(child)
    rmSync(dir, { recursive: true, force: true })
  }
  const base = await listening(child, 'taizhang serve')
  await settled(base)
  return { base, stop }
}

/** What fell due since the play is recorded, and shown: nothing moves by itself while the checks look. */
async function settled(base) {
  for (;;) {
    const { log, keeper, views } = await (await fetch(new URL('healthz', base))).json()
    const waits = keeper.next && Date.parse(keeper.next) <= Date.now()
    if (!waits && keeper.applied === log.end && views.every((v) => v.lag === 0)) return
    await new Promise((done) => setTimeout(done, 50))
  }
}
