// A verifier of audit bundles written from docs/formats/bundle.md, record.md and transparency.md alone.
import { createHash, createPublicKey, verify } from 'node:crypto'

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
const node = (left, right) => sha256(Buffer.of(1), left, right)

function check(holds, what) {
  if (!holds) throw new Error(what)
}

/** "name+id+base64(kind, public key)" */
function verifierKey(text) {
  const [name, id, ...rest] = text.split('+')
  const bytes = Buffer.from(rest.join('+'), 'base64')
  check(bytes.length === 33, `no key: ${text}`)
  check(sha256(`${name}\n`, bytes).subarray(0, 4).toString('hex') === id, `the key's id is not its own: ${text}`)
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(1).toString('base64url') }, format: 'jwk' })
  return { name, id, kind: bytes[0], key }
}

/** Size and root, whoever signed it. */
function told(note) {
  const [origin, size, root] = note.split('\n')
  return { origin, size: Number(size), root: Buffer.from(root, 'base64') }
}

export function openCheckpoint(note, keyText) {
  const key = verifierKey(keyText)
  const cut = note.lastIndexOf('\n\n')
  const text = note.slice(0, cut + 1)
  const signed = note.slice(cut + 2).split('\n').filter(Boolean).map((line) => {
    const [, name, blob] = line.match(/^— (\S+) (\S+)$/)
    return { name, blob: Buffer.from(blob, 'base64') }
  }).filter(({ name, blob }) => name === key.name && blob.subarray(0, 4).toString('hex') === key.id)
  check(signed.length > 0, 'not signed by the key')
  for (const { blob } of signed) check(verify(null, Buffer.from(text), key.key, blob.subarray(4)), 'a bad signature')
  const [origin, size, root] = text.split('\n')
  return { origin, size: Number(size), root: Buffer.from(root, 'base64') }
}

function included(leaf, index, size, path, root) {
  if (index >= size) return false
  let f = BigInt(index), s = BigInt(size) - 1n, r = leaf
  for (const p of path) {
    if (s === 0n) return false
    if (f & 1n || f === s) {
      r = node(p, r)
      while (!(f & 1n) && f !== 0n) [f, s] = [f >> 1n, s >> 1n]
    } else {
      r = node(r, p)
    }
    [f, s] = [f >> 1n, s >> 1n]
  }
  return s === 0n && r.equals(root)
}

/** The header's members that are needed here (transparency.md, "Leaves"). */
function header(entry) {
  let at = 2
  const u64 = () => Number(entry.readBigUInt64LE((at += 8) - 8))
  const u16 = () => entry.readUInt16LE((at += 2) - 2)
  const text = () => { const size = u64(); return entry.subarray(at, (at += size)).toString() }
  const maybe = (read) => (entry[at++] ? read() : undefined)
  check(entry[0] === 1 && entry[1] === 14, 'not a header')
  const out = { position: u64(), stream: text(), version: u64(), type: u16(), schema: u16(), recorded: u64(), effective: u64() }
  check(entry[at++] === 5, 'not an actor')
  Object.assign(out, { account: text(), person: maybe(text), unit: maybe(text), name: text(), role: text() })
  Object.assign(out, { commandId: text(), command: text(), reason: text(), correlation: maybe(text), causation: maybe(u64), digest: text() })
  check(at === entry.length, 'something follows the header')
  return out
}

/** What of the event can be made from the header: everything but type and data. */
function readable(h, head, redactedBy) {
  const time = (ms) => new Date(ms).toISOString()
  return {
    specversion: '1.0', id: `${head.epoch}-${h.position}`, source: `//${head.origin}`, subject: h.stream, time: time(h.recorded),
    datacontenttype: 'application/json', sequence: String(h.position).padStart(20, '0'), effectivetime: time(h.effective),
    streamversion: h.version, command: h.command, commandid: h.commandId, authtype: h.role === 'system' ? 'system' : 'user',
    authid: h.account, actorname: h.name, actorrole: h.role,
    ...(h.correlation && { correlationid: h.correlation }), ...(h.causation !== undefined && { causationid: String(h.causation) }),
    ...(h.reason && { reason: h.reason }), ...(h.unit && { actorunit: h.unit }), ...(h.person && { actorperson: h.person }),
    ...(redactedBy !== undefined && { redactedby: String(redactedBy) })
  }
}

/** Follows the lines for keys from the key that is known; the bundle's checkpoint by one of those that are trusted then. */
function follow(keys, head, keyText) {
  const changes = keys.map((line, i) => {
    const where = `key ${line.key}`
    check(same(Object.keys(line), ['key', 'entry', 'salt', 'payload', 'size', 'checkpoint', 'path', 'consistency', 'event']), `${where}: members`)
    const entry = Buffer.from(line.entry, 'base64'), payload = Buffer.from(line.payload, 'base64')
    const h = header(entry), vouching = told(line.checkpoint)
    check(h.position === line.key && h.stream === 'log/keys' && h.version === i + 1, `${where}: place`)
    check(vouching.size === line.size && vouching.origin === head.origin && line.size <= head.size, `${where}: checkpoint`)
    const path = line.path.map((hash) => Buffer.from(hash, 'base64'))
    check(included(sha256(Buffer.of(0), entry), line.key, line.size, path, vouching.root), `${where}: not in the tree`)
    check(sha256(Buffer.from(line.salt, 'base64'), payload).toString('hex') === h.digest, `${where}: payload`)
    return { ...line, key: payload.subarray(10).toString(), position: line.key, adopts: h.type === 941 }
  })
  const known = [keyText]
  const open = (note) => {
    const { size } = told(note)
    for (const key of known) {
      if (changes.some((change) => !change.adopts && change.position < size && change.key === key)) continue
      try {
        return openCheckpoint(note, key)
      } catch (error) {
        if (error.message !== 'not signed by the key') throw error
      }
    }
    throw new Error('not signed by a key that is trusted')
  }
  for (const { checkpoint } of changes) {
    try {
      const { size } = open(checkpoint)
      known.push(...changes.filter((change) => change.adopts && change.position < size && !known.includes(change.key)).map(({ key }) => key))
    } catch (error) {
      if (error.message !== 'not signed by a key that is trusted') throw error
    }
  }
  return open(head.checkpoint)
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b)

/** Throws what does not hold; returns the number of records. */
export function verifyBundle(text, keyText) {
  check(text.endsWith('\n'), 'cut short')
  const lines = text.slice(0, -1).split('\n')
  const parsed = lines.map((line, i) => {
    const value = JSON.parse(line)
    check(JSON.stringify(value) === line, `line ${i + 1}: another spelling`)
    return value
  })
  const [head, ...records] = parsed
  const { end } = records.pop()
  const orders = []
  while (records.length > 0 && 'order' in records.at(-1)) orders.unshift(records.pop())
  check(same(Object.keys(head), ['bundle', 'origin', 'epoch', 'from', 'to', 'stream', 'size', 'made', 'keys', 'checkpoint']), 'first line')
  const keys = []
  while (records.length > 0 && 'key' in records[0]) keys.push(records.shift())
  const checkpoint = follow(keys, head, keyText)
  check(head.bundle === 'taizhang/1' && head.origin === checkpoint.origin && head.size === checkpoint.size, 'first line: what it says')
  check(head.from <= head.to && head.to <= head.size, 'first line: range')
  check(end === records.length, 'number of records')
  check(head.stream !== null || head.from + end === head.to, 'not the whole range')
  const versions = new Map(), commands = new Set(), redacted = new Map(), ordered = new Map()
  let last = null
  const proven = (record, position, where) => {
    const entry = Buffer.from(record.entry, 'base64')
    const h = header(entry)
    check(h.position === position, `${where}: position`)
    const path = record.path.map((hash) => Buffer.from(hash, 'base64'))
    check(included(sha256(Buffer.of(0), entry), position, head.size, path, checkpoint.root), `${where}: not in the tree`)
    const payload = record.redacted ? null : sha256(Buffer.from(record.salt, 'base64'), Buffer.from(record.payload, 'base64')).toString('hex')
    check(record.redacted || payload === h.digest, `${where}: payload`)
    if (record.redacted) redacted.set(position, record.redacted.by)
    if (h.type === 922) ordered.set(position, h.stream)
    return h
  }
  records.forEach((record, i) => {
    const where = `line ${i + 2 + keys.length}`
    const content = record.redacted ? ['redacted'] : ['salt', 'payload']
    check(same(Object.keys(record), ['position', 'entry', ...content, 'path', 'event']), `${where}: members`)
    const h = proven(record, record.position, where)
    check(h.position < head.to, `${where}: position`)
    check(head.stream === null ? h.position === head.from + i : h.stream === head.stream && h.position > (last?.position ?? head.from - 1), `${where}: order`)
    const before = versions.get(h.stream)
    check(before === undefined ? head.from > 0 || h.version === 1 : h.version === before + 1, `${where}: version`)
    versions.set(h.stream, h.version)
    check(h.commandId === last?.commandId || !commands.has(h.commandId), `${where}: command`)
    commands.add(h.commandId)
    check(!last || h.recorded >= last.recorded, `${where}: recorded`)
    check(h.causation === undefined || h.causation < h.position, `${where}: causation`)
    const { type, data, ...event } = record.event
    check(typeof type === 'string' && typeof data === 'object' && same(event, readable(h, head, record.redacted?.by)), `${where}: event`)
    last = h
  })
  for (const order of orders) {
    check(same(Object.keys(order), ['order', 'entry', 'salt', 'payload', 'path', 'event']), `order ${order.order}: members`)
    proven(order, order.order, `order ${order.order}`)
  }
  for (const [position, by] of redacted) check(ordered.get(by) === `redaction/${position}`, `position ${position}: redacted without an order`)
  return records.length
}
