/**
 * The history of one stream, event by event, against one checkpoint.
 *
 *   await verifyHistory({ call, crypto, stream: 'item/2014-cz-009', tree, onEvent: (e) => list.push(e) })
 *
 * The list of events is the server's; that it has all of a stream shows in the versions, which count from 1 without gaps.
 */
import type { Params } from '@/rpc/client'
import type { Crypto } from './crypto'
import { checkEvent, problemOf, type EventProblem, type InclusionAnswer, type RecordAnswer, type ShownEvent } from './event'
import type { OrderAnswers, Redaction } from './redaction'
import { saysNothing } from './transient'
import type { Tree } from './tree'

export type Call = <T>(method: string, params: Params) => Promise<T>

export interface EventResult {
  position: number
  version: number
  shown: ShownEvent
  /** `later`: recorded, or redacted, after the checkpoint, so not judged yet. */
  state: 'holds' | 'fails' | 'later'
  problems: EventProblem[]
  leaf?: string
  record?: RecordAnswer
  path?: string[]
  /** Of an event whose texts were removed by law: what the order says, and the order's bytes and proof. */
  redaction?: Redaction
  order?: OrderAnswers
}

export interface HistoryTask {
  call: Call
  crypto: Crypto
  stream: string
  tree: Tree
  onFound: (count: number) => void
  onEvent: (result: EventResult) => void
  stopped: () => boolean
}

const kPage = 500
const kAtOnce = 8

interface EventsPage {
  events: ShownEvent[]
  next: number
  end: number
}

async function eventsOf(task: HistoryTask): Promise<ShownEvent[]> {
  const found: ShownEvent[] = []
  for (let from = 0; !task.stopped(); ) {
    const page = await task.call<EventsPage>('events.read', { from, limit: kPage, filter: { streams: [task.stream] } })
    found.push(...page.events.filter((e) => e.subject === task.stream)) // the filter takes prefixes
    task.onFound(found.length)
    if (page.next <= from || page.next >= page.end) break
    from = page.next
  }
  return found
}

/** Resolves when every event was judged; rejects when the server cannot be asked, which says nothing of the log. */
export async function verifyHistory(task: HistoryTask): Promise<void> {
  const events = await eventsOf(task)
  for (let from = 0; from < events.length && !task.stopped(); from += kAtOnce) {
    const some = events.slice(from, from + kAtOnce)
    const results = await Promise.all(some.map((shown, i) => verifyEvent(task, shown, events[from + i - 1])))
    results.forEach(task.onEvent)
  }
}

async function verifyEvent(task: HistoryTask, shown: ShownEvent, before: ShownEvent | undefined): Promise<EventResult> {
  const result: EventResult = { position: Number(shown.sequence), version: Number(shown.streamversion), shown, state: 'holds', problems: gaps(shown, before) }
  if (result.position >= task.tree.size) result.state = 'later'
  else result.problems.push(...(await proven(task, result).catch(judged)))
  return { ...result, state: result.problems.length ? 'fails' : result.state }
}

/** A record that the server will not give is a fault of the log; a connection that broke is none. */
function judged(thrown: unknown): EventProblem[] {
  if (saysNothing(thrown)) throw thrown
  return problemOf(thrown)
}

function gaps(shown: ShownEvent, before: ShownEvent | undefined): EventProblem[] {
  const problems: EventProblem[] = []
  const version = Number(before?.streamversion ?? 0) + 1
  if (Number(shown.streamversion) !== version) problems.push({ what: 'version', values: { expected: version, found: String(shown.streamversion) } })
  if (before && Number(shown.sequence) <= Number(before.sequence)) problems.push({ what: 'order', values: { before: Number(before.sequence) } })
  return problems
}

async function answersFor(task: HistoryTask, position: number): Promise<OrderAnswers> {
  const record = await task.call<RecordAnswer>('log.record', { position })
  return { record, proof: await task.call<InclusionAnswer>('log.prove_inclusion', { position, size: task.tree.size }) }
}

async function proven(task: HistoryTask, result: EventResult): Promise<EventProblem[]> {
  const { position } = result
  const { record, proof } = await answersFor(task, position)
  result.record = record
  result.path = proof.path
  const by = record.redacted_by
  if (typeof by === 'number' && by >= task.tree.size) {
    result.state = 'later'
    return []
  }
  if (typeof by === 'number') result.order = await answersFor(task, by)
  const checked = await checkEvent(task.crypto, result.shown, position, record, proof, task.tree, result.order)
  result.leaf = checked.leaf
  result.redaction = checked.redaction
  return checked.problems
}
