/** An event whose texts were removed by law holds with its order, and with nothing else. The bytes are made here from docs/formats. */
import { describe, expect, it } from 'vitest'
import { base64, concat, hex, utf8, type Bytes } from '@/verify/bytes'
import { softwareCrypto } from '@/verify/crypto'
import { checkEvent, type RecordAnswer } from '@/verify/event'
import { verifyHistory, type Call, type EventResult } from '@/verify/history'
import { leafHash, nodeHash } from '@/verify/tree'

const crypto = await softwareCrypto()
const salt = new Uint8Array(16).fill(7)
const kStart = Date.UTC(2014, 2, 5, 4)

function number(value: number, width: number): Bytes {
  const all = new DataView(new ArrayBuffer(8))
  all.setBigInt64(0, BigInt(value), true)
  return new Uint8Array(all.buffer, 0, width)
}
const text = (value: string) => concat(number(utf8(value).length, 8), utf8(value))
const bytes = (...values: number[]) => Uint8Array.of(...values)

interface Header {
  position: number
  stream: string
  version: number
  type: number
  account: string
}

async function entryOf(h: Header, payload: Bytes): Promise<Bytes> {
  const digest = hex(await crypto.sha256(concat(salt, payload)))
  const actor = concat(bytes(5), text(h.account), bytes(0, 0), text('李一'), text('supervisor'))
  const head = concat(bytes(1, 14), number(h.position, 8), text(h.stream), number(h.version, 8), number(h.type, 2), number(1, 2), number(kStart + h.position, 8), number(kStart, 8))
  return concat(head, actor, text('018f3c3e-7b2a-7c11-8a51-0f1e2d3c4b5a'), text('unit.rename'), text(''), bytes(0, 0), text(digest))
}

const renamed = (name: string) => concat(bytes(1, 2), text(name), number(0, 8))
const kLeft = '〔依法删除〕'
const kExecution = { requestedBy: 'zhang', stream: 'unit/u1', version: 1, substitute: base64(renamed(kLeft)) }

function approved(e: typeof kExecution): Bytes {
  const members = concat(number(1, 8), text('/name'))
  return concat(bytes(1, 1, 1, 10), text(e.requestedBy), text('张三'), number(kStart, 8), text('个人信息'), text('第四十七条'), members, text(e.stream), number(e.version, 8), number(1, 2), text(e.substitute))
}

/** A log of two records: the event, and what is said to have ordered it. */
async function world(execution: Partial<typeof kExecution> = {}, order: Partial<Header> = {}) {
  const payloads = [renamed('某人'), approved({ ...kExecution, ...execution })]
  const entries = [
    await entryOf({ position: 0, stream: 'unit/u1', version: 1, type: 103, account: 'li' }, payloads[0]),
    await entryOf({ position: 1, stream: 'redaction/0', version: 1, type: 922, account: 'li', ...order }, payloads[1]),
  ]
  const leaves = [await leafHash(crypto, entries[0]), await leafHash(crypto, entries[1])]
  const tree = { size: 2, root: await nodeHash(crypto, leaves[0], leaves[1]) }
  const proof = (position: number) => ({ position, size: 2, path: [base64(leaves[1 - position])] })
  const whole = (position: number): RecordAnswer => ({ position, entry: base64(entries[position]), salt: base64(salt), payload: base64(payloads[position]) })
  const bare: RecordAnswer = { position: 0, entry: base64(entries[0]), redacted_by: 1 }
  return { tree, proof, whole, bare }
}

const shown = {
  sequence: '0'.repeat(20), subject: 'unit/u1', streamversion: 1, time: '2014-03-05T04:00:00.000Z', effectivetime: '2014-03-05T04:00:00.000Z', authid: 'li', actorname: '李一', actorrole: 'supervisor', authtype: 'user',
  command: 'unit.rename', commandid: '018f3c3e-7b2a-7c11-8a51-0f1e2d3c4b5a', type: 'taizhang.unit.renamed.v1', redactedby: '1', data: { name: kLeft, aliases: [] },
}

async function problems(w: Awaited<ReturnType<typeof world>>, order: RecordAnswer | null = w.whole(1), data: object = shown.data) {
  const answers = order ? { record: order, proof: w.proof(1) } : undefined
  return (await checkEvent(crypto, { ...shown, data }, 0, w.bare, w.proof(0), w.tree, answers)).problems.map((p) => p.what)
}

describe('a redacted event', () => {
  it('holds with its order, which is told', async () => {
    const w = await world()
    const checked = await checkEvent(crypto, shown, 0, w.bare, w.proof(0), w.tree, { record: w.whole(1), proof: w.proof(1) })
    expect(checked.problems).toEqual([])
    expect(checked.redaction).toEqual({ by: 1, askedBy: '张三', approvedBy: '李一', at: '2014-03-05T04:00:00.001Z', rule: '第四十七条' })
  })
  it('must say so in its readable form', async () => {
    const w = await world()
    const order = { record: w.whole(1), proof: w.proof(1) }
    const { redactedby, ...silent } = shown
    for (const other of [silent, { ...shown, redactedby: '2' }])
      expect((await checkEvent(crypto, other, 0, w.bare, w.proof(0), w.tree, order)).problems).toEqual([expect.objectContaining({ what: 'shown', values: expect.objectContaining({ field: 'redactedby', held: redactedby }) })])
    const plain = { ...shown, data: { name: '某人', aliases: [] } }
    expect((await checkEvent(crypto, plain, 0, w.whole(0), w.proof(0), w.tree)).problems.map((p) => p.values.field)).toEqual(['redactedby'])
  })
  it('does not without one, or with one that is not of it', async () => {
    expect(await problems(await world(), null)).toEqual(['noOrder'])
    expect(await problems(await world({ version: 2 }))).toEqual(['noOrder'])
    expect(await problems(await world({ stream: 'unit/u2' }))).toEqual(['noOrder'])
    expect(await problems(await world({ substitute: '?' }))).toEqual(['noOrder'])
    expect(await problems(await world({}, { stream: 'redaction/1' }))).toEqual(['noOrder'])
    expect(await problems(await world({}, { type: 921 }))).toEqual(['noOrder'])
    expect(await problems(await world({}, { position: 2 }))).toEqual(['noOrder'])
  })
  it('does not when one account did both', async () => {
    expect(await problems(await world({ requestedBy: 'li' }))).toEqual(['oneAccount'])
  })
  it('does not when something else is shown of it than is left, or the order was changed', async () => {
    const w = await world()
    expect(await problems(w, w.whole(1), { name: '某人', aliases: [] })).toEqual(['content'])
    expect(await problems(w, { ...w.whole(1), payload: base64(approved({ ...kExecution, version: 1, requestedBy: 'wang' })) })).toEqual(['payload'])
    expect(await problems(w, { ...w.whole(1), entry: w.whole(0).entry })).toEqual(['inclusion'])
  })
  it('is asked for with its order in a history, and waits for a checkpoint that covers it', async () => {
    const w = await world()
    const judge = async (size: number): Promise<EventResult> => {
      const call = (async (method: string, params: { position: number }) => {
        if (method === 'events.read') return { events: [shown], next: 2, end: 2 }
        if (method === 'log.record') return params.position === 0 ? w.bare : w.whole(1)
        return w.proof(params.position)
      }) as unknown as Call
      const out: EventResult[] = []
      await verifyHistory({ call, crypto, stream: 'unit/u1', tree: { ...w.tree, size }, onFound: () => undefined, onEvent: (e) => out.push(e), stopped: () => false })
      return out[0]
    }
    const found = await judge(2)
    expect([found.state, found.redaction?.rule, found.order?.record.position]).toEqual(['holds', '第四十七条', 1])
    expect((await judge(1)).state).toBe('later')
  })
})
