/** Verifier keys, signed notes and the checkpoints in them (docs/formats/transparency.md), as they are written. */
import { concat, decimal, fromBase64, hex, utf8, type Bytes } from './bytes'
import type { Crypto } from './crypto'
import { Fault, need } from './fault'
import type { Tree } from './tree'

export const kLogKey = 1
export const kWitnessKey = 4

export interface VerifierKey {
  text: string
  name: string
  /** Eight hex digits. */
  id: string
  kind: number
  key: Bytes
}

export interface SignatureLine {
  name: string
  id: string
  blob: Bytes
}

export interface Note {
  /** With its last newline: what is signed. */
  text: string
  signatures: SignatureLine[]
}

export interface Checkpoint extends Tree {
  origin: string
}

const kName = /^[^\s+\u0085]+$/u
const kMostBytes = 65_536
const kMostSignatures = 100

/** `<name>+<id>+<base64>`; the id must be the name's and the key's, so a slip of the pen is found. */
export async function parseKey(crypto: Crypto, text: string): Promise<VerifierKey> {
  const parts = text.match(/^([^+]*)\+([^+]*)\+(.*)$/s)
  const [name, id] = parts ? [parts[1], parts[2]] : ['', '']
  const blob = parts && kName.test(name) && /^[0-9a-f]{8}$/.test(id) ? fromBase64(parts[3]) : null
  if (!blob || blob.length !== 33) throw new Fault('keyForm', { key: text })
  if (blob[0] !== kLogKey && blob[0] !== kWitnessKey) throw new Fault('keyKind', { key: text, kind: blob[0] })
  const expected = hex((await crypto.sha256(concat(utf8(`${name}\n`), blob))).slice(0, 4))
  if (id !== expected) throw new Fault('keyId', { key: text, id, expected })
  return { text, name, id, kind: blob[0], key: blob.slice(1) }
}

/** One key a line; spaces around and empty lines are of the typing. */
export async function parseKeys(crypto: Crypto, text: string): Promise<VerifierKey[]> {
  const lines = [...new Set(text.split('\n').map((l) => l.trim()).filter(Boolean))]
  return Promise.all(lines.map((line) => parseKey(crypto, line)))
}

export function parseNote(note: string): Note {
  if (utf8(note).length > kMostBytes) throw new Fault('noteLong', { most: kMostBytes })
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note)) throw new Fault('noteForm')
  const gap = note.lastIndexOf('\n\n')
  if (gap < 0 || !note.endsWith('\n')) throw new Fault('noteForm')
  const lines = note.slice(gap + 2, -1).split('\n')
  if (lines.length > kMostSignatures) throw new Fault('noteForm')
  return { text: note.slice(0, gap + 1), signatures: lines.map(parseSignature) }
}

function parseSignature(line: string): SignatureLine {
  const parts = need(line.match(/^\u2014 (\S+) (\S+)$/u), 'signatureForm', { line })
  const blob = fromBase64(parts[2])
  if (!kName.test(parts[1]) || !blob || blob.length < 5) throw new Fault('signatureForm', { line })
  return { name: parts[1], id: hex(blob.slice(0, 4)), blob: blob.slice(4) }
}

export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.slice(0, -1).split('\n')
  const size = decimal(lines[1] ?? '')
  const root = fromBase64(lines[2] ?? '')
  if (!lines[0] || size === null || root?.length !== 32 || lines.includes('')) throw new Fault('checkpointForm')
  return { origin: lines[0], size, root }
}

/** A hash of a proof, base64 of 32 bytes. */
export function hashOf(text: unknown): Bytes {
  const bytes = typeof text === 'string' ? fromBase64(text) : null
  if (bytes?.length !== 32) throw new Fault('hashForm', { hash: String(text) })
  return bytes
}

