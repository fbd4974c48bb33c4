// What an auditor does: verify a data directory and a running server, take a bundle away, and verify that elsewhere.
import { createHash, createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assert, main, mustRun, run, secret, small } from '../server/lib.mjs'
import { verifyBundle } from './bundle-verifier.mjs'

/** An Ed25519 key of the log: that of the data directory, made by this test if there is none yet. */
function logKey(data, origin) {
  const file = join(data, 'checkpoint.key')
  const id = (name, body) => createHash('sha256').update(`${name}\n`).update(body).digest().subarray(0, 4)
  const fromSeed = (seed) => createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' })
  const publicBody = (key) => Buffer.concat([Buffer.of(1), Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x, 'base64url')])
  if (!existsSync(file)) {
    const seed = randomBytes(32)
    const body = publicBody(fromSeed(seed))
    const text = Buffer.concat([Buffer.of(1), seed]).toString('base64')
    writeFileSync(file, `PRIVATE+KEY+${origin}+${id(origin, body).toString('hex')}+${text}\n`, { mode: 0o600 })
  }
  const [, , name, , ...rest] = readFileSync(file, 'utf8').trim().split('+')
  const key = fromSeed(Buffer.from(rest.join('+'), 'base64').subarray(1))
  const body = publicBody(key)
  return {
    verifier: `${name}+${id(name, body).toString('hex')}+${body.toString('base64')}`,
    note(text) {
      const signature = sign(null, Buffer.from(text), key)
      return `${text}\n— ${name} ${Buffer.concat([id(name, body), signature]).toString('base64')}\n`
    }
  }
}

/** A ledger that no server holds, a checkpoint of it all, and the key. */
async function kept(server) {
  const { office } = await small(server)
  for (let i = 0; i < 20; i++) await office.command('item.urge', { item: 'i1', text: `请抓紧（第${i}次）` })
  await server.kill()
  const found = JSON.parse(mustRun(['verify', '--data', server.data, '--json', '--no-views']))
  const origin = 'taizhang.local/ledger'
  const key = logKey(server.data, origin)
  const file = join(server.dir, 'checkpoint')
  const text = `${origin}\n${found.records}\n${found.root}\n`
  writeFileSync(file, key.note(text))
  return { found, key, file, text, origin }
}

function fails(args, said) {
  const done = run(args)
  assert.equal(done.code, 1, done.out)
  assert.equal(done.err.trim().split('\n').length, 1, done.err)
  assert.match(done.err, said)
  return done
}

await main({
  async 'a data directory is verified, and says on whose word'(server) {
    const { found, key, file, text } = await kept(server)
    const out = mustRun(['verify', '--data', server.data, '--key', key.verifier, '--checkpoint', file])
    assert.match(out, new RegExp(`^holds +${found.records} records of \\d+ streams`))
    assert.match(out, /views +\d\d equal what the log gives/)
    assert.match(out, /signatures +checked with the keys that were given/)
    assert.deepEqual(readdirSync(server.data).filter((name) => name.startsWith('views-anew')), [])
    const whole = JSON.parse(mustRun(['verify', '--data', server.data, '--checkpoint', file, '--json']))
    assert.equal(whole.holds, true)
    assert.equal(whole.covered, found.records)
    assert.ok(whole.checkpoints >= 1 && whole.views > 10, JSON.stringify(whole))
    assert.match(whole.signatures, /that the data directory itself holds/)

    const other = join(server.dir, 'other')
    writeFileSync(other, key.note(text.replace(/\n(\d+)\n/, (_, size) => `\n${size - 3}\n`)))
    fails(['verify', '--data', server.data, '--checkpoint', other], /hash to the root .* but the checkpoint in .*other says/)
    writeFileSync(other, key.note(text.replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) + 3}\n`)))
    fails(['verify', '--data', server.data, '--checkpoint', other], new RegExp(`position ${found.records}: the log ends here`))
    writeFileSync(other, readFileSync(file, 'utf8').replace('\n— ', '\n— x'))
    const forged = fails(['verify', '--data', server.data, '--json', '--checkpoint', other], /no known key/)
    assert.equal(JSON.parse(forged.out).holds, false)
    fails(['verify', '--data', server.data, '--quorum', '1'], /cannot be reached with 0 witnesses/)
    assert.equal(run(['verify', '--data', server.data, '--bundle', file]).code, 2, 'one source only')
  },

  async 'a directory that a server holds, or that is none, is refused in one line'(server) {
    await small(server)
    fails(['verify', '--data', server.data], /open|running|process/)
    fails(['verify', '--data', join(server.dir, 'none')], /no ledger/)
    assert.equal(existsSync(join(server.dir, 'none')), false)
  },

  async 'a byte changed on the disk is found'(server) {
    await kept(server)
    const log = join(server.data, 'log')
    const size = (name) => statSync(join(log, name)).size
    const [name] = readdirSync(log).filter((n) => /\.(log|sst)$/.test(n)).sort((a, b) => size(b) - size(a))
    const bytes = readFileSync(join(log, name))
    bytes[bytes.length >> 1] ^= 1
    writeFileSync(join(log, name), bytes)
    assert.equal(run(['verify', '--data', server.data]).code, 1)
  },

  async 'a bundle is taken away and verified elsewhere, also by a program of another hand'(server) {
    const { found, key, file } = await kept(server)
    const out = join(server.dir, 'bundle.jsonl')
    const bundle = (...more) => ['bundle', '--data', server.data, '--checkpoint', file, ...more]
    assert.match(mustRun(bundle('-o', out)), new RegExp(`${found.records} records of positions 0 to ${found.records} `))
    assert.equal(verifyBundle(readFileSync(out, 'utf8'), key.verifier), found.records)
    assert.match(mustRun(['verify', '--bundle', out, '--key', key.verifier]), /keys that were given/)
    assert.match(mustRun(['verify', '--bundle', out]), /keys that the file itself holds/)
    assert.equal(mustRun(bundle()).split('\n').slice(1).join('\n'), readFileSync(out, 'utf8').split('\n').slice(1).join('\n'))

    fails(bundle('-o', out), /is there already/)
    mustRun(bundle('-o', out, '--force', '--from', '3', '--to', '7'))
    assert.equal(verifyBundle(readFileSync(out, 'utf8'), key.verifier), 5, '--to names the last position')
    fails(bundle('--to', String(found.records)), /expected --from and --to within/)
    assert.deepEqual(readdirSync(server.dir).filter((name) => /^bundle\.jsonl./.test(name)), [], 'nothing half is left')

    mustRun(bundle('-o', out, '--force', '--item', 'i1'))
    const text = readFileSync(out, 'utf8')
    assert.equal(verifyBundle(text, key.verifier), 21)
    assert.match(mustRun(['verify', '--bundle', out, '--key', key.verifier]), /versions 1 to 21 are there without a gap/)
    fails(bundle('--item', 'i2'), /nothing is known of item\/i2/)

    writeFileSync(out, text.replace('请抓紧（第7次）', '请抓紧（第8次）'))
    const edited = fails(['verify', '--bundle', out, '--json'], /line 10: position \d+: the readable event is not/)
    assert.equal(JSON.parse(edited.out).line, 10)
    const lines = text.split('\n')
    writeFileSync(out, [...lines.slice(0, 5), ...lines.slice(6)].join('\n'))
    fails(['verify', '--bundle', out], /line 6: position \d+: expected version 5 of item\/i1, got version 6/)
    assert.throws(() => verifyBundle(readFileSync(out, 'utf8'), key.verifier), /number of records|version/)
    writeFileSync(out, text.slice(0, text.length / 2))
    fails(['verify', '--bundle', out], /expected one JSON object/)
    fails(['verify', '--bundle', join(server.dir, 'none')], /cannot open/)
  },

  async 'a running server is verified from outside'(server) {
    const { office } = await small(server)
    await office.command('item.urge', { item: 'i1', text: '请抓紧' })
    await server.kill()
    await server.start()
    const args = ['verify', '--server', server.http, '--secret-stdin', '--json', '--login']
    const deadline = Date.now() + 30000
    let done = run([...args, 'audit'], `${secret}\n`)
    while (done.code !== 0 && /no checkpoint has been signed yet/.test(done.err) && Date.now() < deadline) done = run([...args, 'audit'], `${secret}\n`)
    assert.equal(done.code, 0, done.err)
    const found = JSON.parse(done.out)
    assert.ok(found.holds && found.records > 10 && found.checkpoints === 1, done.out)
    assert.match(found.signatures, /the server itself holds/)
    const refused = run([...args, 'office'], `${secret}\n`)
    assert.equal(refused.code, 1)
    assert.match(refused.err, /record 0 was not read, so nothing is proven: .*log in as an auditor/)
  }
})
