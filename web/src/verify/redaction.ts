/**
 * A record whose salt and payload were removed by law: the event that ordered it takes their place (docs/formats/record.md,
 * "Redacted by law"). Without such an order, a payload that is gone is a fault.
 */
import { concat, fromBase64, hex, type Bytes } from './bytes'
import { holdsContent } from './content'
import type { Crypto } from './crypto'
import { decodeEntry, Reader, type Entry } from './entry'
import type { InclusionAnswer, RecordAnswer } from './event'
import { Fault, need } from './fault'
import { hashOf } from './note'
import { includes, leafHash, type Tree } from './tree'
import { typeName } from './types'

/** What the server gives of the order: the record, and the proof that it stands in the tree. */
export interface OrderAnswers {
  record: RecordAnswer
  proof: InclusionAnswer
}

/** Told of a redacted event that holds. */
export interface Redaction {
  /** Position of the order. */
  by: number
  askedBy: string
  approvedBy: string
  /** When it was approved, RFC 3339. */
  at: string
  rule: string
}

interface Execution {
  requestedBy: string
  requesterName: string
  rule: string
  stream: string
  streamVersion: number
  substitute: string
}

/** Members one after the other, as docs/formats/events.md has them; what a later version appends is not known here. */
function readApproved(payload: Bytes): Execution {
  const r = new Reader(payload, 'noOrder')
  r.expect(1)
  r.expect(1)
  r.expect(1)
  r.expect(10)
  const [requestedBy, requesterName] = [r.text(), r.text()]
  r.time()
  r.text()
  const rule = r.text()
  for (let members = r.u64(); members > 0; members--) r.text()
  const execution = { requestedBy, requesterName, rule, stream: r.text(), streamVersion: r.u64(), substitute: (r.u16(), r.text()) }
  r.end()
  return execution
}

function bytesIn(text: unknown, part: string): Bytes {
  return need(typeof text === 'string' ? fromBase64(text) : null, 'recordForm', { part })
}

/** The order's entry, which stands at `by` under the root, and the payload that it commits to. */
async function proven(crypto: Crypto, by: number, { record, proof }: OrderAnswers, tree: Tree): Promise<[Entry, Bytes]> {
  const bytes = bytesIn(record.entry, 'entry')
  const leaf = await leafHash(crypto, bytes)
  if (!(await includes(crypto, leaf, by, tree.size, proof.path.map(hashOf), tree.root))) throw new Fault('inclusion', { position: by, size: tree.size, leaf: hex(leaf) })
  const entry = decodeEntry(bytes)
  const payload = bytesIn(record.payload, 'payload')
  const digest = hex(await crypto.sha256(concat(bytesIn(record.salt, 'salt'), payload)))
  if (digest !== entry.payloadDigest) throw new Fault('payload', { held: entry.payloadDigest, computed: digest })
  return [entry, payload]
}

/** Throws a Fault unless the order removed the payload of the event with this entry, and `data` is what is left of it. */
export async function checkRedaction(crypto: Crypto, entry: Entry, data: unknown, by: number, order: OrderAnswers, tree: Tree): Promise<Redaction> {
  const [ordering, payload] = await proven(crypto, by, order, tree)
  const about = ordering.position === by && by > entry.position && ordering.stream === `redaction/${entry.position}`
  if (!about || typeName(ordering.type) !== 'redaction.approved') throw new Fault('noOrder', { by })
  const said = readApproved(payload)
  if (said.stream !== entry.stream || said.streamVersion !== entry.streamVersion) throw new Fault('noOrder', { by })
  if (said.requestedBy === ordering.actor.account) throw new Fault('oneAccount', { by, account: said.requestedBy })
  if (!holdsContent(need(fromBase64(said.substitute), 'noOrder', { by }), data)) throw new Fault('content')
  return { by, askedBy: said.requesterName, approvedBy: ordering.actor.name, at: ordering.recorded, rule: said.rule }
}
