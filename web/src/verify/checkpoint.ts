/** Opening a checkpoint: whose signatures stand under it, and which of them hold under the keys that the reader has. */
import { concat, utf8, type Bytes } from './bytes'
import type { Crypto } from './crypto'
import { Fault } from './fault'
import { kLogKey, parseCheckpoint, parseNote, type Checkpoint, type Note, type SignatureLine, type VerifierKey } from './note'

export interface Cosigned {
  name: string
  /** Milliseconds since 1970: as of when the witness knew of no larger tree. */
  at: number
}

export interface Opened {
  checkpoint: Checkpoint
  signedWith: VerifierKey
  /** Witnesses whose keys the reader has, with signatures that hold. */
  cosigned: Cosigned[]
  /** Names under which a line stands that no key of the reader's can judge. */
  unjudged: string[]
}

/** What a note says, before anybody has judged who signed it. */
export function readCheckpoint(note: string): Checkpoint {
  return parseCheckpoint(parseNote(note).text)
}

/**
 * Throws a Fault when the log's key has not signed, when a known key's signature does not hold (that rejects the whole
 * note), or when the checkpoint is of another log than the one the key is of.
 */
export async function openCheckpoint(crypto: Crypto, text: string, keys: VerifierKey[]): Promise<Opened> {
  const note = parseNote(text)
  const checkpoint = parseCheckpoint(note.text)
  const known = note.signatures.flatMap((line) => keys.filter((k) => k.name === line.name && k.id === line.id).map((key) => ({ line, key })))
  const cosigned: Cosigned[] = []
  for (const { line, key } of known) {
    if (!(await holds(crypto, note, line, key))) throw new Fault('signature', { name: key.name, id: key.id })
    if (key.kind !== kLogKey && !cosigned.some((c) => c.name === key.name)) cosigned.push({ name: key.name, at: Number(timeOf(line.blob)) * 1000 })
  }
  const signedWith = known.find(({ key }) => key.kind === kLogKey)?.key
  if (!signedWith) throw notSigned(note, keys)
  if (signedWith.name !== checkpoint.origin) throw new Fault('origin', { origin: checkpoint.origin, name: signedWith.name })
  const unjudged = note.signatures.filter((l) => !known.some((k) => k.line === l)).map((l) => l.name)
  return { checkpoint, signedWith, cosigned, unjudged: [...new Set(unjudged)] }
}

function notSigned(note: Note, keys: VerifierKey[]): Fault {
  const mine = keys.filter((k) => k.kind === kLogKey).map((k) => `${k.name}+${k.id}`)
  const theirs = note.signatures.map((l) => `${l.name}+${l.id}`)
  return mine.length ? new Fault('notSigned', { mine: mine.join(', '), theirs: theirs.join(', ') }) : new Fault('noLogKey')
}

async function holds(crypto: Crypto, note: Note, line: SignatureLine, key: VerifierKey): Promise<boolean> {
  const text = utf8(note.text)
  if (key.kind === kLogKey) return line.blob.length === 64 && crypto.verify(key.key, text, line.blob)
  if (line.blob.length !== 72 || timeOf(line.blob) * 1000n >= 1n << 63n) return false
  const message = concat(utf8(`cosignature/v1\ntime ${timeOf(line.blob)}\n`), text)
  return crypto.verify(key.key, message, line.blob.slice(8))
}

function timeOf(blob: Bytes): bigint {
  return new DataView(blob.buffer, blob.byteOffset, blob.length).getBigUint64(0)
}
