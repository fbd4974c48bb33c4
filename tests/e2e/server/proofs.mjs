// The transparency log from outside: written from RFC 6962, RFC 9162 and C2SP's tlog-tiles, signed-note and tlog-proof,
// with Node's own cryptography. It shares no code with the server.
import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Client, assert, main, mustRun, refuses, run, secret, small } from './lib.mjs'

const sha = (...parts) => parts.reduce((h, part) => h.update(part), createHash('sha256')).digest()
const leafOf = (entry) => sha(Buffer.of(0), entry)
const nodeOf = (left, right) => sha(Buffer.of(1), left, right)
const same = (a, b, what) => assert.equal(a.toString('hex'), b.toString('hex'), what)

/** MTH, as defined. */
function rootOf(leaves) {
  if (leaves.length === 0) return sha()
  if (leaves.length === 1) return leaves[0]
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return nodeOf(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)))
}

/** RFC 9162, 2.1.3.2. */
function includes(leaf, index, size, path, root) {
  if (index >= size) return false
  let [fn, sn, r] = [index, size - 1, leaf]
  for (const p of path) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      r = nodeOf(p, r)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
    } else {
      r = nodeOf(r, p)
    }
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 && r.equals(root)
}

/** RFC 9162, 2.1.4.2, for 0 < from < to. */
function continues(from, fromRoot, to, toRoot, given) {
  if (given.length === 0) return false
  const path = Number.isInteger(Math.log2(from)) ? [fromRoot, ...given] : given
  let [fn, sn] = [from - 1, to - 1]
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  let [fr, sr] = [path[0], path[0]]
  for (const c of path.slice(1)) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      ;[fr, sr] = [nodeOf(c, fr), nodeOf(c, sr)]
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
    } else {
      sr = nodeOf(sr, c)
    }
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return fr.equals(fromRoot) && sr.equals(toRoot) && sn === 0
}

/** Checks the log's signature and takes the checkpoint apart. */
function openNote(note, verifierKey) {
  const [name, , ...rest] = verifierKey.split('+')
  const key = Buffer.from(rest.join('+'), 'base64')
  assert.equal(key[0], 1)
  const id = sha(name, '\n', key).subarray(0, 4)
  const split = note.lastIndexOf('\n\n')
  const text = note.slice(0, split + 1)
  const line = note.slice(split + 2).split('\n').find((one) => one.startsWith(`\u2014 ${name} `))
  assert.ok(line, `${name} has not signed:\n${note}`)
  const blob = Buffer.from(line.split(' ')[2], 'base64')
  same(blob.subarray(0, 4), id, 'the key id')
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key.subarray(1)])
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' })
  assert.ok(verify(null, Buffer.from(text), publicKey, blob.subarray(4)), 'the signature holds')
  const [origin, size, root] = text.split('\n')
  return { origin, size: Number(size), root: Buffer.from(root, 'base64'), note }
}

/** A verifier key of somebody else. */
function someKey(name, kind) {
  const bytes = Buffer.concat([Buffer.of(kind), generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)])
  return `${name}+${sha(name, '\n', bytes).toString('hex', 0, 4)}+${bytes.toString('base64')}`
}

/** A tile's number as a path: groups of three digits. */
function tilePath(level, index, width = 256) {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0')
  const groups = digits.match(/.../g)
  const path = groups.map((group, i) => (i + 1 < groups.length ? `x${group}` : group)).join('/')
  return `/tile/${level}/${path}${width < 256 ? `.p/${width}` : ''}`
}

async function tile(server, level, index, width = 256) {
  const answer = await fetch(server.http + tilePath(level, index, width))
  assert.equal(answer.status, 200, tilePath(level, index, width))
  assert.equal(answer.headers.get('content-type'), 'application/octet-stream')
  assert.match(answer.headers.get('cache-control'), /immutable/)
  const bytes = Buffer.from(await answer.arrayBuffer())
  assert.equal(bytes.length, width * 32)
  return Array.from({ length: width }, (_, i) => bytes.subarray(i * 32, i * 32 + 32))
}

/** All leaf hashes of a tree, from its tiles. */
async function leavesOf(server, size) {
  const leaves = []
  for (let index = 0; index * 256 < size; index++) leaves.push(...(await tile(server, 0, index, Math.min(256, size - index * 256))))
  return leaves
}

/** Waits until the published checkpoint covers so many records. */
async function checkpointOf(server, key, atLeast) {
  for (const until = Date.now() + 30000; Date.now() < until; ) {
    const answer = await fetch(`${server.http}/checkpoint`)
    const text = await answer.text()
    if (answer.status === 200) {
      assert.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8')
      const opened = openNote(text, key)
      if (opened.size >= atLeast) return opened
    } else {
      assert.equal(answer.status, 404, text)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`no checkpoint of ${atLeast} records came`)
}

async function urge(office, times) {
  let last = 0
  for (let done = 0; done < times; done += 100) {
    const all = await Promise.all(Array.from({ length: Math.min(100, times - done) }, () => office.command('item.urge', { item: 'i1', text: '请抓紧' })))
    last = Math.max(last, ...all.map((answer) => answer.position))
  }
  return last + 1
}

const hashes = (path) => path.map((one) => Buffer.from(one, 'base64'))

await main({
  async 'the tiles lead to the root that is signed, and the records to the tiles'(server) {
    const { office } = await small(server)
    const { keys: [key], origin, quorum } = await office.call('log.keys')
    assert.equal(quorum, 0)
    const end = await urge(office, 600)
    const signed = await checkpointOf(server, key, end)
    assert.equal(signed.origin, origin)
    const leaves = await leavesOf(server, signed.size)
    same(rootOf(leaves), signed.root, 'the root of the leaves in the tiles')
    const width = Math.floor(signed.size / 256)
    const above = await tile(server, 1, 0, width)
    above.forEach((hash, i) => same(hash, rootOf(leaves.slice(i * 256, i * 256 + 256)), `level 1, ${i}`))
    const auditor = await Client.login(server.ws, 'audit')
    for (const position of [0, 1, 255, 256, signed.size - 1]) {
      const record = await auditor.call('log.record', { position })
      const entry = Buffer.from(record.entry, 'base64')
      same(leafOf(entry), leaves[position], `leaf ${position}`)
      assert.equal(record.leaf, leaves[position].toString('hex'))
      const digest = sha(Buffer.from(record.salt, 'base64'), Buffer.from(record.payload, 'base64'))
      assert.ok(entry.includes(digest.toString('hex')), 'the entry commits to salt and payload')
      assert.equal(Number(record.event.sequence), position)
    }
  },

  async 'every size\'s proofs hold, and none for another record'(server) {
    const { office } = await small(server)
    const { keys: [key] } = await office.call('log.keys')
    const signed = await checkpointOf(server, key, await urge(office, 300))
    const leaves = await leavesOf(server, signed.size)
    const parts = await office.call('log.checkpoint')
    assert.equal(openNote(parts.note, key).size, parts.size)
    assert.deepEqual([parts.official, parts.key], [true, key])
    for (const size of [1, 2, 3, 255, 256, 257, signed.size]) {
      const root = rootOf(leaves.slice(0, size))
      for (const position of new Set([0, Math.floor(size / 2), size - 1])) {
        const proof = await office.call('log.prove_inclusion', { position, size })
        assert.equal(proof.root, root.toString('hex'))
        assert.equal(proof.leaf, leaves[position].toString('hex'))
        assert.ok(includes(leaves[position], position, size, hashes(proof.path), root), `${position} in ${size}`)
        assert.ok(!includes(leaves[signed.size - 1 - position], position, size, hashes(proof.path), root) || leaves.length === 2 * position + 1)
      }
    }
    await refuses(office.call('log.prove_inclusion', { position: 0, size: 1e9 }), 2)
    await refuses(office.call('log.prove_consistency', { from: 2, to: 1 }), -32602)
    await refuses(office.call('log.record', { position: 1e9 }), 2)
    await refuses(office.call('log.record', { position: 0 }), 5)
  },

  async 'a later checkpoint continues an earlier one, whose tiles stay'(server) {
    const { office } = await small(server)
    const { keys: [key] } = await office.call('log.keys')
    const first = await checkpointOf(server, key, await urge(office, 3))
    const before = await leavesOf(server, first.size)
    const second = await checkpointOf(server, key, await urge(office, 290))
    assert.ok(second.size > first.size)
    const { path } = await office.call('log.prove_consistency', { from: first.size, to: second.size })
    assert.ok(continues(first.size, first.root, second.size, second.root, hashes(path)))
    assert.ok(!continues(first.size, sha('x'), second.size, second.root, hashes(path)))
    const again = await leavesOf(server, first.size)
    same(Buffer.concat(again), Buffer.concat(before), 'the partial tile of the earlier checkpoint')
    const after = await leavesOf(server, second.size)
    same(Buffer.concat(after.slice(0, first.size)), Buffer.concat(before), 'the later tree begins with the earlier one')
  },

  async 'a proof that was taken away is verified from the key alone, also from the directory'(server) {
    const { office } = await small(server)
    const { keys: [key] } = await office.call('log.keys')
    const end = await urge(office, 5)
    const signed = await checkpointOf(server, key, end)
    const position = end - 1
    const check = (text) => {
      const lines = text.split('\n')
      assert.equal(lines[0], 'c2sp.org/tlog-proof@v1')
      const entry = Buffer.from(lines[1].match(/^extra (.+)$/)[1], 'base64')
      assert.equal(lines[2], `index ${position}`)
      const blank = lines.indexOf('')
      const opened = openNote(lines.slice(blank + 1).join('\n'), key)
      assert.ok(includes(leafOf(entry), position, opened.size, hashes(lines.slice(3, blank)), opened.root))
      assert.ok(entry.includes('item/i1'), 'the entry is the one that was asked for')
      return opened.size
    }
    const login = ['--server', server.http, '--login', 'audit', '--secret-stdin']
    assert.ok(check((await office.call('log.proof', { position })).text) >= signed.size)
    assert.ok(check(mustRun(['prove', String(position), ...login], `${secret}\n`)) >= signed.size)
    assert.equal(check(mustRun(['prove', String(position), '--size', String(signed.size), ...login], `${secret}\n`)), signed.size)
    const noted = mustRun(['checkpoint', ...login], `${secret}\n`)
    assert.ok(openNote(noted, key).size >= signed.size)
    assert.equal(run(['prove', '999999', ...login], `${secret}\n`).code, 1)
    await server.kill()
    const file = join(server.dir, 'proof')
    mustRun(['prove', String(position), '--data', server.data, '-o', file])
    check(readFileSync(file, 'utf8'))
    assert.equal(check(mustRun(['prove', String(position), '--size', String(signed.size), '--data', server.data])), signed.size)
    const told = JSON.parse(mustRun(['checkpoint', '--json', '--data', server.data]))
    assert.deepEqual([told.key, told.official, told.origin], [key, true, signed.origin])
    assert.equal(openNote(told.note, key).size, told.size)
    assert.equal(mustRun(['checkpoint', '--data', server.data]), told.note)
    assert.equal(run(['checkpoint', '--data', server.data, '--quorum', '1']).code, 1, 'no witness is named')
    const witness = someKey('office.example', 4)
    const uncosigned = run(['checkpoint', '--data', server.data, '--quorum', '1', '--witness', witness])
    assert.match(uncosigned.err, /no kept checkpoint has been cosigned by 1/)
    assert.equal(mustRun(['checkpoint', '--data', server.data, '--witness', witness]), told.note)
    assert.equal(run(['checkpoint', '--data', server.data, '--key', someKey(signed.origin, 1)]).code, 1, 'another key has not signed')
    assert.equal(statSync(join(server.data, 'checkpoint.key')).mode & 0o777, 0o600)
    assert.equal(run(['prove', '0', '--size', String(told.size + 1), '--data', server.data]).code, 1)
  },

  async 'after a kill the history goes on under the same key'(server) {
    const { office } = await small(server)
    const { keys: [key] } = await office.call('log.keys')
    const first = await checkpointOf(server, key, await urge(office, 20))
    await server.kill('SIGKILL')
    await server.start()
    const again = await Client.login(server.ws, 'office')
    assert.deepEqual((await again.call('log.keys')).keys, [key])
    const second = await checkpointOf(server, key, await urge(again, 20))
    const { path } = await again.call('log.prove_consistency', { from: first.size, to: second.size })
    assert.ok(continues(first.size, first.root, second.size, second.root, hashes(path)))
  },

  async 'names are strict, entries are not public, and health tells of checkpoints'(server) {
    const { office } = await small(server)
    const { keys: [key] } = await office.call('log.keys')
    const signed = await checkpointOf(server, key, await urge(office, 2))
    const status = async (path, options) => (await fetch(server.http + path, options)).status
    for (const path of ['/tile/0/000', '/tile/0/0', '/tile/00/000.p/1', '/tile/0/000.p/0', '/tile/0/000.p/999', '/tile/0/000.p/01', '/tile/0/%30%30%30.p/1', '/tile/', '/tile/9/000.p/1']) {
      assert.equal(await status(path), 404, path)
    }
    assert.equal(await status('/tile/0/000.p/1', { method: 'HEAD' }), 200)
    assert.equal(await status('/checkpoint', { method: 'POST', body: 'x' }), 405)
    const entries = await fetch(`${server.http}/tile/entries/000.p/1`)
    assert.equal(entries.status, 403)
    assert.match(await entries.text(), /log\.record.*bundle/)
    const { checkpoint } = await (await fetch(`${server.http}/healthz`)).json()
    assert.ok(checkpoint.size >= signed.size && checkpoint.official_size >= signed.size)
    assert.equal(checkpoint.problem, null)
    assert.equal(typeof checkpoint.age_s, 'number')
    assert.match(await (await fetch(`${server.http}/metrics`)).text(), /taizhang_checkpoint_official_size [1-9]/)
  }
})
