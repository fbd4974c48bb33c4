// tools/demo, with what it builds put in its place: where it keeps the ledger, what it never deletes or shows.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { assert, main, mustRun, program, root } from '../server/lib.mjs'

/** A source tree in which tools/build has nothing to do. */
function tree(server) {
  const at = join(server.dir, 'tree')
  mkdirSync(join(at, 'tools/simulate'), { recursive: true })
  mkdirSync(join(at, 'build/release'), { recursive: true })
  mkdirSync(join(at, 'regimes'))
  const rules = ['key-work', 'working-days', 'S3', 'S5', 'S6', 'S8', 'S9'].map((name) => `regimes/${name}.toml`)
  for (const name of ['tools/demo', 'tools/simulate/sample-breakdown.txt', ...rules]) copyFileSync(join(root, name), join(at, name))
  writeFileSync(join(at, 'tools/build'), '#!/bin/sh\necho "built $*"\n', { mode: 0o755 })
  symlinkSync(resolve(program), join(at, 'build/release/taizhang'))
  return at
}

function prepare(server) {
  const at = tree(server)
  const caller = join(server.dir, 'caller')
  mkdirSync(caller)
  const demo = (...args) => {
    const done = spawnSync(join(at, 'tools/demo'), ['--prepare', '--months', '1', ...args], { cwd: caller, encoding: 'utf8' })
    return { code: done.status, out: done.stdout, err: done.stderr }
  }
  const played = (...args) => {
    const done = demo(...args)
    assert.equal(done.code, 0, done.err)
    return done.out
  }
  return { at, caller, demo, played }
}

const events = (data) => mustRun(['replay', '--json', '--data', data]).trim().split('\n')

await main({
  'the ledger stands where the caller means, also in an empty directory named with a slash'(server) {
    const { at, caller, demo, played } = prepare(server)
    mkdirSync(join(caller, 'mine'))
    const out = played('--data', 'mine/')
    assert.match(out, /built --program/)
    assert.deepEqual(readdirSync(caller), ['mine'])
    assert.deepEqual(readdirSync(join(caller, 'mine')).sort(), ['ACCOUNTS', 'credentials.json', 'log', 'views'])
    const before = events(join(caller, 'mine'))
    assert.match(played('--data', './mine'), /holds a ledger already/)
    assert.deepEqual(events(join(caller, 'mine')), before)
    writeFileSync(join(caller, 'own.txt'), readFileSync(join(at, 'tools/simulate/sample-breakdown.txt')))
    played('--data', 'deeper/other', '--document', 'own.txt')
    assert.ok(events(join(caller, 'deeper/other')).length > 100)
    const none = demo('--data', 'third', '--document', 'none.txt')
    assert.equal(none.code, 1)
    assert.match(none.err, /caller\/none\.txt/)
    assert.deepEqual(readdirSync(caller).sort(), ['deeper', 'mine', 'own.txt'], 'a play that fails leaves nothing')
    played()
    assert.ok(existsSync(join(at, 'demo-data/ACCOUNTS')), 'the default stands in the source tree')
    const yearsOf = (data) => new Set(events(data).map((e) => JSON.parse(e).time.slice(0, 4)))
    const now = new Date()
    assert.ok([...yearsOf(join(at, 'demo-data'))].every((year) => now.getFullYear() - Number(year) <= 2), 'and is of the year under way')
    const sample = played('--data', 'then', '--year', '2014')
    assert.match(sample, /clerk-3 +填报员 of 梁子湖区/)
    assert.ok([...yearsOf(join(caller, 'then'))].every((year) => year <= '2014' && year >= '2013'))
  },

  'fresh replaces what the demo has played, and nothing else'(server) {
    const { caller, demo, played } = prepare(server)
    const refused = (name, what) => {
      const done = demo('--data', name, '--fresh')
      assert.equal(done.code, 1, done.out)
      assert.match(done.err, what)
    }
    mkdirSync(join(caller, 'precious/log'), { recursive: true })
    writeFileSync(join(caller, 'precious/log/thesis.txt'), 'x')
    refused('precious', /does not touch it/)
    assert.equal(demo('--data', 'precious').code, 1)
    assert.ok(existsSync(join(caller, 'precious/log/thesis.txt')))
    mustRun(['account', 'open', 'admin', '--role', 'account_admin', '--data', join(caller, 'real')])
    refused('real', /does not touch it/)
    assert.equal(events(join(caller, 'real')).length, 1)

    played('--data', 'mine', '--fresh')
    const first = events(join(caller, 'mine'))
    writeFileSync(join(caller, 'mine/notes.txt'), 'x')
    refused('mine', /notes\.txt/)
    assert.deepEqual(events(join(caller, 'mine')), first)
    const failed = demo('--data', 'mine', '--document', 'none.txt', '--fresh')
    assert.equal(failed.code, 1)
    played('--data', 'other')
    const epoch = (data) => JSON.parse(events(join(caller, data))[0]).id.split('-')[0]
    const before = epoch('other')
    assert.equal(demo('--data', 'other', '--fresh', '--document', 'none.txt').code, 1)
    assert.equal(epoch('other'), before, 'a play that fails leaves the old ledger')
    played('--data', 'other', '--fresh')
    assert.notEqual(epoch('other'), before)
  },

  'a secret that everybody knows is served on this machine alone'(server) {
    const { at, caller, played } = prepare(server)
    assert.match(played('--data', 'local', '--listen', '[::1]:8080'), /all with the secret taizhang-demo:/)
    const refused = spawnSync(join(at, 'tools/demo'), ['--data', 'local', '--listen', '0.0.0.0:0'], { cwd: caller, encoding: 'utf8' })
    assert.equal(refused.status, 1)
    assert.match(refused.stderr, /everybody knows/)
    const secrets = ['a', 'b'].map((data) => played('--data', data, '--listen', '0.0.0.0:8080').match(/all with the secret ([0-9a-f]{32}):/)[1])
    assert.notEqual(secrets[0], secrets[1])
    assert.ok(readFileSync(join(caller, 'a/ACCOUNTS'), 'utf8').includes(secrets[0]))
  }
})
