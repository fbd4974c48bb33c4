/** One event: what the page shows of it, against the record and its place in a tree whose root somebody has signed. */
import { fromBase64, hex, concat, type Bytes } from './bytes'
import { holdsContent } from './content'
import type { Crypto } from './crypto'
import { decodeEntry, type Entry } from './entry'
import { Fault, need, type FaultValues } from './fault'
import { hashOf } from './note'
import { checkRedaction, type OrderAnswers, type Redaction } from './redaction'
import { includes, leafHash, type Tree } from './tree'
import { typeName } from './types'

/** A CloudEvent as docs/formats/record.md has it. */
export type ShownEvent = Record<string, unknown> & { subject: string; data?: unknown }

/** Answer of `log.record`. */
export interface RecordAnswer {
  position: number
  entry: string
  /** Of a redacted record neither is there, but the position of the event that ordered it. */
  salt?: string
  payload?: string
  redacted_by?: number | null
}

/** Answer of `log.prove_inclusion`. */
export interface InclusionAnswer {
  position: number
  size: number
  path: string[]
}

export interface EventProblem {
  what: string
  values: FaultValues
}

type Member = [shown: string, held: string | number | undefined]

/** All that the readable form takes from the entry, and from who removed its texts. */
function members(entry: Entry, redactedBy: number | null | undefined): Member[] {
  return [
    ['sequence', String(entry.position).padStart(20, '0')],
    ['subject', entry.stream],
    ['streamversion', entry.streamVersion],
    ['time', entry.recorded],
    ['effectivetime', entry.effective],
    ['authid', entry.actor.account],
    ['actorname', entry.actor.name],
    ['actorrole', entry.actor.role],
    ['actorunit', entry.actor.unit],
    ['actorperson', entry.actor.person],
    ['authtype', entry.actor.role === 'system' ? 'system' : 'user'],
    ['command', entry.command],
    ['commandid', entry.commandId],
    ['reason', entry.reason || undefined],
    ['correlationid', entry.correlation],
    ['causationid', entry.causation === undefined ? undefined : String(entry.causation)],
    ['redactedby', typeof redactedBy === 'number' ? String(redactedBy) : undefined],
  ]
}

function differences(entry: Entry, shown: ShownEvent, redactedBy: number | null | undefined): EventProblem[] {
  const name = typeName(entry.type) ?? String(entry.type)
  const all: Member[] = [...members(entry, redactedBy), ['type', `taizhang.${name}.v${entry.schema}`]]
  const differ = all.filter(([member, held]) => shown[member] !== held)
  return differ.map(([member, held]) => ({ what: 'shown', values: { field: member, shown: say(shown[member]), held: say(held) } }))
}

function say(value: unknown): string {
  return value === undefined || value === '' ? '—' : String(value)
}

export interface CheckedEvent {
  /** The hash that was computed from the entry. */
  leaf?: string
  /** Of an event whose texts were removed by law, as it was proven. */
  redaction?: Redaction
  problems: EventProblem[]
}

/**
 * Everything that does not hold, not only the first of it. `position` is where the event is shown to stand; `order`, what
 * is at `record.redacted_by`.
 */
export async function checkEvent(crypto: Crypto, shown: ShownEvent, position: number, record: RecordAnswer, proof: InclusionAnswer, tree: Tree, order?: OrderAnswers): Promise<CheckedEvent> {
  let redaction: Redaction | undefined
  const problems: EventProblem[] = []
  const attempt = async (check: () => Promise<EventProblem[]>) => problems.push(...(await check().catch(problemOf)))
  let leaf: Bytes | undefined
  await attempt(async () => {
    const bytes = bytesIn(record.entry, 'entry')
    leaf = await leafHash(crypto, bytes)
    const entry = decodeEntry(bytes)
    const differ = differences(entry, shown, record.redacted_by)
    if (typeof record.redacted_by !== 'number') return [...differ, ...(await payloadProblems(crypto, entry, record, shown))]
    problems.push(...differ)
    redaction = await checkRedaction(crypto, entry, shown.data, record.redacted_by, need(order, 'noOrder', { by: record.redacted_by }), tree)
    return []
  })
  await attempt(async () => {
    if (!leaf) return []
    const path = proof.path.map(hashOf)
    const holds = await includes(crypto, leaf, position, tree.size, path, tree.root)
    return holds ? [] : [{ what: 'inclusion', values: { position, size: tree.size, leaf: hex(leaf) } }]
  })
  return { leaf: leaf && hex(leaf), redaction, problems }
}

async function payloadProblems(crypto: Crypto, entry: Entry, record: RecordAnswer, shown: ShownEvent): Promise<EventProblem[]> {
  const payload = bytesIn(record.payload, 'payload')
  const digest = hex(await crypto.sha256(concat(bytesIn(record.salt, 'salt'), payload)))
  if (digest !== entry.payloadDigest) return [{ what: 'payload', values: { held: entry.payloadDigest, computed: digest } }]
  return holdsContent(payload, shown.data) ? [] : [{ what: 'content', values: {} }]
}

function bytesIn(text: unknown, part: string): Bytes {
  return need(typeof text === 'string' ? fromBase64(text) : null, 'recordForm', { part })
}

/** Any failure as a problem; what is no Fault is told in the words that it came with. */
export function problemOf(thrown: unknown): EventProblem[] {
  if (thrown instanceof Fault) return [{ what: thrown.what, values: thrown.values }]
  return [{ what: 'unanswered', values: { message: thrown instanceof Error ? thrown.message : String(thrown) } }]
}
