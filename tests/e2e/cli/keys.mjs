// Keys follow one another: the next is made and adopted while a server runs, both sign, the first is retired and goes; whoever has
// the first key alone can follow to the last.
import { readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyBundle } from './bundle-verifier.mjs'
import { assert, Client, main, mustRun, run, secret, small } from '../server/lib.mjs'

const kFast = '[checkpoint]\nevery = "100ms"\n'

/** A server whose checkpoints come quickly, with an account that may change keys. */
async function ledger(server) {
  const { office } = await small(server)
  return { office }
}

async function until(found, what) {
  for (let i = 0; i < 600; i++) {
    const value = await found()
    if (value) return value
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`waited in vain for ${what}`)
}

function signers(note) {
  return note.trimEnd().split('\n').filter((line) => line.startsWith('— ')).map((line) => Buffer.from(line.split(' ')[2], 'base64').subarray(0, 4).toString('hex'))
}
const idOf = (key) => key.split('+')[1]

/** The newest checkpoint, once it covers that event. */
function covering(server, position) {
  return until(async () => {
    const answer = await fetch(`${server.http}/checkpoint`)
    const note = answer.ok ? await answer.text() : ''
    return Number(note.split('\n')[1]) > position && note
  }, `a checkpoint that covers ${position}`)
}

const asOps = (server, args) => {
  const done = run([...args, '--server', server.http, '--login', 'ops', '--secret-stdin'], `${secret}\n`)
  assert.equal(done.code, 0, `${args.join(' ')}: ${done.err}`)
  return done.out
}
const positionIn = (out) => Number(out.match(/position (\d+)/)[1])
const makeKey = (server) => mustRun(['key', 'new', '--data', server.data]).trim()

await main({
  async 'a key is made, adopted and put in the place of the first, and the first vouches for it'(server) {
    const { office } = await ledger(server)
    const { keys: [first] } = await office.call('log.keys')
    const second = makeKey(server)
    const [file] = readdirSync(join(server.data, 'keys'))
    assert.equal(file, `${idOf(second)}.key`)
    assert.equal(statSync(join(server.data, 'keys', file)).mode & 0o777, 0o600)
    assert.equal(statSync(join(server.data, 'keys')).mode & 0o777, 0o700)
    assert.equal(second.split('+')[0], first.split('+')[0])

    const adopted = positionIn(asOps(server, ['key', 'adopt', second, '--reason', '年度换钥']))
    assert.deepEqual(signers(await covering(server, adopted)).sort(), [idOf(first), idOf(second)].sort())
    assert.deepEqual((await office.call('log.keys')).keys, [first, second])

    const foreign = run(['key', 'adopt', second.replace(/^[^+]*/, 'other.example'), '--reason', '换钥', '--server', server.http, '--login', 'ops', '--secret-stdin'], `${secret}\n`)
    assert.equal(foreign.code, 1)
    const never = run(['key', 'retire', makeKey(server), '--reason', '换钥', '--server', server.http, '--login', 'ops', '--secret-stdin'], `${secret}\n`)
    assert.equal(never.code, 1)
    assert.match(never.err, /never adopted/)
    const retired = positionIn(asOps(server, ['key', 'retire', first, '--reason', '年度换钥']))
    assert.deepEqual(signers(await covering(server, retired)), [idOf(second)])
    const listed = run(['key', 'list', '--server', server.http, '--login', 'office', '--secret-stdin'], `${secret}\n`)
    assert.match(listed.out, new RegExp(`adopted ${second.replaceAll('+', '\\+')} .*年度换钥\n.* retired ${first.replaceAll('+', '\\+')} `))

    await server.kill()
    renameSync(join(server.data, 'checkpoint.key'), join(server.dir, 'old.key'))
    await server.start()
    const again = await Client.login(server.ws, 'office')
    const urged = await again.command('item.urge', { item: 'i1', text: '请抓紧' })
    assert.deepEqual(signers(await covering(server, urged.position)), [idOf(second)])

    const outside = run(['verify', '--server', server.http, '--login', 'audit', '--secret-stdin', '--key', first], `${secret}\n`)
    await server.kill()
    const held = run(['verify', '--data', server.data, '--key', first])
    assert.equal(held.code, 0, held.err)
    assert.equal(outside.code, 0, outside.err)
    assert.equal(run(['verify', '--data', server.data]).code, 0, 'on the directory\'s own word')
    const bundle = join(server.dir, 'bundle.jsonl')
    mustRun(['bundle', '--data', server.data, '-o', bundle])
    mustRun(['verify', '--bundle', bundle, '--key', second])
    const followed = mustRun(['verify', '--bundle', bundle, '--key', first])
    assert.ok(followed.includes(`${second} was adopted by position ${adopted}`), followed)
    assert.ok(followed.includes(`${first} was retired by position ${retired}`), followed)
    const text = readFileSync(bundle, 'utf8')
    assert.equal(verifyBundle(text, first), verifyBundle(text, second))
    const without = join(server.dir, 'without.jsonl')
    writeFileSync(without, text.split('\n').filter((line) => !line.startsWith('{"key":')).join('\n'))
    assert.equal(run(['verify', '--bundle', without, '--key', first]).code, 1, 'nobody vouches for the second key')
    mustRun(['verify', '--bundle', without, '--key', second])
    const strange = run(['verify', '--bundle', bundle, '--key', makeKey(server)])
    assert.equal(strange.code, 1, 'a key that signed nothing')
    assert.match(mustRun(['prove', String(urged.position), '--data', server.data, '--key', first]), /c2sp.org\/tlog-proof/)
    const stranger = run(['verify', '--data', server.data, '--key', makeKey(server)])
    assert.equal(stranger.code, 1, 'a key that signed nothing')
  },

  async 'an adopted key without its file is told and not signed with; the last key in force is not retired'(server) {
    const { office } = await ledger(server)
    const { keys: [first] } = await office.call('log.keys')
    const second = makeKey(server)
    const file = join(server.data, 'keys', `${idOf(second)}.key`)
    const kept = readFileSync(file)
    renameSync(file, `${file}.away`)
    const refused = run(['key', 'retire', first, '--though-none-signs', '--reason', '换钥', '--server', server.http, '--login', 'ops', '--secret-stdin'], `${secret}\n`)
    assert.equal(refused.code, 1)
    assert.match(refused.err, /warning: [^]*adopt a new one first/)

    const adopted = positionIn(asOps(server, ['key', 'adopt', second, '--reason', '换钥']))
    assert.deepEqual(signers(await covering(server, adopted)), [idOf(first)])
    const blind = run(['key', 'retire', first, '--reason', '换钥', '--server', server.http, '--login', 'ops', '--secret-stdin'], `${secret}\n`)
    assert.equal(blind.code, 1)
    assert.match(blind.err, /no other key has signed [^]*--though-none-signs/)
    const health = await (await fetch(`${server.http}/healthz`)).json()
    assert.match(health.checkpoint.problem, new RegExp(idOf(second)))
    writeFileSync(file, kept, { mode: 0o600 })
    const urged = await office.command('item.urge', { item: 'i1', text: '请抓紧' })
    assert.equal(signers(await covering(server, urged.position)).length, 2)
    assert.equal((await (await fetch(`${server.http}/healthz`)).json()).checkpoint.problem, null)
    const forbidden = run(['key', 'adopt', makeKey(server), '--reason', '换钥', '--server', server.http, '--login', 'office', '--secret-stdin'], `${secret}\n`)
    assert.equal(forbidden.code, 1)
  }
})
