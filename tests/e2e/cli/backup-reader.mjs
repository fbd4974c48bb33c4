// Reads a backup by docs/backup.md and nothing else, and hashes all of it.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
const magic = Buffer.from('taizhang backup segment 1\n')

/** RFC 6962, by the definition. */
function rootOf(leaves) {
  if (leaves.length === 0) return sha()
  if (leaves.length === 1) return leaves[0]
  let left = 1
  while (left * 2 < leaves.length) left *= 2
  return sha(Buffer.of(1), rootOf(leaves.slice(0, left)), rootOf(leaves.slice(left)))
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes
    this.at = 0
  }
  take(count) {
    assert.ok(this.at + count <= this.bytes.length, 'cut off')
    return this.bytes.subarray(this.at, (this.at += count))
  }
  u64() {
    return Number(this.take(8).readBigUInt64BE())
  }
  u32() {
    return this.take(4).readUInt32BE()
  }
  framed() {
    return this.take(this.u32())
  }
}

function readSegment(bytes, line, leaves) {
  assert.equal(bytes.length, line.bytes)
  const digest = bytes.subarray(-32)
  assert.deepEqual(sha(bytes.subarray(0, -32)), digest)
  assert.equal(digest.toString('hex'), line.sha256)
  const reader = new Reader(bytes.subarray(0, -64))
  assert.deepEqual(reader.take(magic.length), magic)
  assert.equal(reader.u64(), line.from)
  assert.equal(reader.u64(), line.to)
  const checkpoints = reader.u32()
  for (let position = line.from; position < line.to; position++) leaves.push(sha(Buffer.of(0), new Reader(reader.framed()).framed()))
  const notes = []
  for (let i = 0; i < checkpoints; i++) notes.push({ size: reader.u64(), note: reader.framed().toString() })
  assert.equal(reader.at, reader.bytes.length)
  assert.equal(bytes.subarray(-64, -32).toString('hex'), line.root)
  assert.equal(rootOf(leaves).toString('hex'), line.root)
  return notes
}

/** {records, root, origin, checkpoints}; each checkpoint's root has been compared. */
export function readBackup(directory) {
  const text = readFileSync(join(directory, 'MANIFEST'), 'utf8')
  const lines = text.trimEnd().split('\n')
  const { sha256 } = JSON.parse(lines.at(-1))
  assert.equal(sha(lines.slice(0, -1).map((line) => `${line}\n`).join('')).toString('hex'), sha256)
  const head = JSON.parse(lines[0])
  assert.equal(head.format, 'taizhang backup 1')
  const leaves = []
  const checkpoints = lines.slice(1, -1).flatMap((text) => {
    const line = JSON.parse(text)
    assert.equal(line.from, leaves.length)
    return readSegment(readFileSync(join(directory, line.file)), line, leaves)
  })
  for (const { size, note } of checkpoints)
    assert.deepEqual(note.split('\n').slice(0, 3), [head.origin, String(size), rootOf(leaves.slice(0, size)).toString('base64')])
  if (head.checkpoint) assert.deepEqual(checkpoints.at(-1), head.checkpoint)
  return { records: leaves.length, root: rootOf(leaves).toString('base64'), origin: head.origin, checkpoints: checkpoints.length }
}
