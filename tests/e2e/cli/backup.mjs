// The drill: a year is played, backed up, goes on, is backed up again while processes are killed, and is restored.
import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assert, Client, main, mustRun, program, root, run, secret, small } from '../server/lib.mjs'
import { readBackup } from './backup-reader.mjs'

const sample = join(root, 'tools/simulate/sample-breakdown.txt')
const rules = ['--regime', join(root, 'regimes/key-work.toml'), '--calendar', join(root, 'regimes/working-days.toml')]
const replay = (data, ...more) => mustRun(['replay', '--json', '--data', data, ...more])
/** The history without the epoch, which is in each event's id and nowhere else. */
/** Events without what names their log: epoch and origin. */
const told = (text) => text.trim().split('\n').map((line) => ({ ...JSON.parse(line), id: undefined, source: undefined }))
const digests = (data) => mustRun(['rebuild', '--data', data])
const rootIn = (out) => out.match(/^root (\S+)$/m)[1]
const count = (data) => told(replay(data)).length

function fails(args, said, input = '') {
  const done = run(args, input)
  assert.equal(done.code, 1, done.out)
  assert.equal(done.err.trim().split('\n').length, 1, done.err)
  assert.match(done.err, said)
}

/** No file may grow beyond 150 KiB. */
function limited(args, said) {
  const done = spawnSync('sh', ['-c', "trap '' XFSZ; ulimit -f 300; exec \"$@\"", 'sh', program, ...args], { encoding: 'utf8' })
  assert.equal(done.status, 1, done.stdout)
  assert.equal(done.stderr.trim().split('\n').length, 1, done.stderr)
  assert.match(done.stderr, said)
}

/** Kills the program as soon as `found` is true. */
async function killWhen(args, found) {
  const child = spawn(program, args, { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })))
  while (!found() && child.exitCode === null) await new Promise((next) => setImmediate(next))
  child.kill('SIGKILL')
  return ended
}

/** Does something over the protocol, waits until all of it is under a signed checkpoint, and kills the server. */
async function goOn(server, account, act) {
  await server.start()
  const client = await Client.login(server.ws, account)
  const { position } = await act(client)
  let newest = { size: 0 }
  while (newest.size <= position) newest = await client.call('log.checkpoint').catch(() => newest)
  const { keys } = await client.call('log.keys')
  await server.kill('SIGKILL')
  return { newest, key: keys[0] }
}

const register = (unit) => (client) => client.command('unit.register', { unit, name: `单位${unit}`, kind: 'department', confirmed: true })

await main({
  async 'the drill: simulate, back up, go on, back up, be killed, restore'(server) {
    const at = (name) => join(server.dir, name)
    mustRun(['simulate', '--data', server.data, '--document', sample, ...rules, '--months', '3'])
    const first = count(server.data)
    assert.match(mustRun(['backup', at('b'), '--data', server.data]), new RegExp(`holds ${first} events, ${first} of them new`))
    server.account('office2', 'supervision')
    const { key, newest } = await goOn(server, 'office2', register('drill-1'))
    const second = mustRun(['backup', at('b'), '--data', server.data])
    const all = count(server.data)
    assert.ok(all > first)
    assert.match(second, new RegExp(`holds ${all} events, ${all - first} of them new, and [1-9]\\d* new checkpoints`))

    // killed in the middle: what is there is a whole backup of less, and the next run goes on
    const slow = ['backup', at('killed'), '--data', server.data, '--segment-bytes', '10000']
    const { signal } = await killWhen(slow, () => existsSync(at('killed/segment-000004')))
    assert.equal(signal, 'SIGKILL')
    const early = mustRun(['restore', at('killed'), '--data', at('early')])
    const had = count(at('early'))
    assert.ok(had > 0 && had < all && early.includes(`restored ${had} of ${had} events`), early)
    assert.deepEqual(told(replay(at('early'))), told(replay(server.data, '--to', String(had - 1))))
    const continued = mustRun(slow)
    assert.match(continued, new RegExp(`${all - had} of them new`))
    assert.equal(rootIn(continued), rootIn(second))
    for (const name of ['b', 'killed']) {
      const read = readBackup(at(name))
      assert.deepEqual([read.records, read.root], [all, rootIn(second)], 'a program of another hand reads the same')
      assert.ok(read.checkpoints > 0)
    }

    // writes that fail, as on a full disk
    const full = ['backup', at('full'), '--data', server.data]
    limited([...full, '--segment-bytes', '10000000'], /full\/segment-000001\.partial cannot be written/)
    fails(['restore', at('full'), '--data', at('r')], /holds no records yet/)
    assert.equal(rootIn(mustRun(full)), rootIn(second), 'goes on when there is room')
    limited(['restore', at('full'), '--data', at('r')], /^taizhang: writing .*File too large/)
    assert.equal(existsSync(at('r')) || existsSync(at('r.restoring')), false)

    // the whole of it, from either
    for (const from of ['b', 'killed']) {
      const to = at(`whole-${from}`)
      const out = mustRun(['restore', at(from), '--data', to, '--same-epoch', '--key', key])
      assert.match(out, new RegExp(`signatures hold for the first ${newest.size} events, by a key that was given`))
      assert.equal(rootIn(out), rootIn(second))
      assert.equal(replay(to), replay(server.data))
      assert.equal(digests(to), digests(server.data))
      assert.match(mustRun(['verify', '--data', to, '--key', key]), new RegExp(`^holds +${all} records`))
    }
    // up to a position: that prefix and nothing else, in a new epoch
    mustRun(['restore', at('b'), '--data', at('then'), '--to', String(first - 1)])
    assert.deepEqual(told(replay(at('then'))), told(replay(server.data, '--to', String(first - 1))))
    assert.notEqual(replay(at('then')).split('\n')[0], replay(server.data).split('\n')[0], 'followers see another epoch')
    assert.match(replay(at('then')), /^\{[^\n]*"source":"\/\/taizhang\.local\/ledger\/[0-9a-f]{16}"/, 'and another name')
    mustRun(['verify', '--data', at('then')])
    fails(['restore', at('b'), '--data', at('then')], /is there already and not empty/)
    fails(['restore', at('b'), '--data', at('more'), '--to', String(all)], /holds the positions 0 to/)
    assert.equal(run(['restore', at('b'), '--data', at('more'), '--to', '3', '--same-epoch']).code, 2)

    // a restore that is killed leaves nothing that looks whole, and the next one begins anew
    await killWhen(['restore', at('killed'), '--data', at('again')], () => existsSync(at('again.restoring/log/CURRENT')))
    if (!existsSync(at('again'))) mustRun(['restore', at('killed'), '--data', at('again')])
    assert.equal(count(at('again')), all)
    assert.equal(existsSync(at('again.restoring')), false)
  },

  async 'a restored ledger serves, and a second history of it is not backed up over the first'(server) {
    const at = (name) => join(server.dir, name)
    await small(server)
    await server.kill()
    mustRun(['backup', at('b'), '--data', server.data])
    mustRun(['restore', at('b'), '--data', at('copy'), '--same-epoch'])
    const lost = run(['serve', '--data', at('copy'), '--listen', '127.0.0.1:0'])
    assert.equal(lost.code, 1)
    assert.match(lost.err, /checkpoint\.key, is missing/)
    for (const name of ['checkpoint.key', 'credentials.json']) copyFileSync(join(server.data, name), at(`copy/${name}`))

    await goOn(server, 'office', register('old'))
    mustRun(['backup', at('b'), '--data', server.data])
    const original = server.data
    server.data = at('copy')
    await goOn(server, 'office', register('new'))
    await goOn(server, 'office', register('newer'))
    const before = readFileSync(at('b/MANIFEST'), 'utf8')
    fails(['backup', at('b'), '--data', server.data], /forked history/)
    await server.start()
    fails(['backup', at('b'), '--server', server.http, '--login', 'audit', '--secret-stdin'], /forked history/, `${secret}\n`)
    await server.kill()
    rmSync(at('copy'), { recursive: true })
    mustRun(['restore', at('b'), '--data', at('copy')])
    fails(['backup', at('b'), '--data', at('copy')], /is of the log .* epoch .* but this is/)
    assert.equal(readFileSync(at('b/MANIFEST'), 'utf8'), before)
    assert.equal(readdirSync(at('b')).length, 4, 'nothing was written')

    // what others have seen signed is held against the backup
    server.data = original
    const { newest } = await goOn(server, 'office', register('seen'))
    writeFileSync(at('seen'), newest.note)
    assert.match(mustRun(['restore', at('b'), '--data', at('behind'), '--checkpoint', at('seen')]), /but a given checkpoint speaks of \d+ events/)
    fails(['restore', at('b'), '--data', at('x'), '--checkpoint', at('seen'), '--same-epoch'], /would be given out again/)
    assert.equal(existsSync(at('x')), false)
  },

  async 'a byte changed in any file of a backup is found, and a file that is gone is named'(server) {
    const at = (name) => join(server.dir, name)
    await small(server)
    await server.kill()
    mustRun(['backup', at('b'), '--data', server.data, '--segment-bytes', '1500'])
    const files = readdirSync(at('b')).filter((name) => name !== 'LOCK')
    assert.ok(files.length > 3, files.join(' '))
    for (const name of files) {
      cpSync(at('b'), at('bad'), { recursive: true })
      const bytes = readFileSync(at(`b/${name}`))
      for (const i of [0, bytes.length >> 1, bytes.length - 1, Math.floor(Math.random() * bytes.length)]) {
        const bad = Buffer.from(bytes)
        bad[i] ^= 1 << (i % 8)
        writeFileSync(at(`bad/${name}`), bad)
        fails(['restore', at('bad'), '--data', at('r')], new RegExp(`${name}.*nothing was restored`))
      }
      rmSync(at(`bad/${name}`))
      fails(['restore', at('bad'), '--data', at('r')], new RegExp(name))
      if (name !== 'MANIFEST') fails(['backup', at('bad'), '--data', server.data], new RegExp(`${name}, positions \\d+ to \\d+`))
      rmSync(at('bad'), { recursive: true })
    }
    assert.equal(existsSync(at('r')) || existsSync(at('r.restoring')), false)
    cpSync(at('b'), at('bad'), { recursive: true })
    rmSync(at('bad/segment-000003'))
    const advice = run(['restore', at('bad'), '--data', at('r')]).err.match(/can be restored with --to (\d+)/)
    mustRun(['restore', at('bad'), '--data', at('r'), '--to', advice[1]])
    assert.equal(count(at('r')), Number(advice[1]) + 1)
  },

  async 'a running server is backed up from outside, by an auditor'(server) {
    const at = (name) => join(server.dir, name)
    const { office } = await small(server)
    const asks = (who) => ['backup', at('b'), '--server', server.http, '--login', who, '--secret-stdin']
    const covered = async (position) => {
      while ((await office.call('log.checkpoint').catch(() => ({ size: 0 }))).size <= position) continue
    }
    await covered((await register('one')(office)).position)
    fails(asks('office'), /about an account/, `${secret}\n`)
    const first = mustRun(asks('audit'), `${secret}\n`)
    await covered((await register('two')(office)).position)
    const second = mustRun(asks('audit'), `${secret}\n`)
    assert.match(second, /holds \d+ events, 1 of them new, and 1 new checkpoints/)
    assert.notEqual(rootIn(first), rootIn(second))
    const { keys } = await office.call('log.keys')
    await server.kill()
    const out = mustRun(['restore', at('b'), '--data', at('r'), '--same-epoch', '--key', keys[0]])
    assert.equal(rootIn(out), rootIn(second))
    const all = count(at('r'))
    assert.equal(replay(at('r')), replay(server.data, '--to', String(all - 1)))
    // either way adds to the same backup
    server.account('late', 'auditor')
    assert.match(mustRun(['backup', at('b'), '--data', server.data]), new RegExp(`${count(server.data) - all} of them new`))
    await server.start()
    fails(['backup', at('other'), '--data', server.data], /open|running|process/)
    mkdirSync(at('other'))
    writeFileSync(at('other/letters'), 'mine')
    fails(['backup', at('other'), '--server', server.http, '--login', 'audit', '--secret-stdin'], /holds letters/, `${secret}\n`)
  }
})
