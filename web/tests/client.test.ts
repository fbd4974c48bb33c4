import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RpcClient, type SocketLike } from '@/rpc/client'
import { Code, fieldOf, RpcError } from '@/rpc/errors'
import { uuid } from '@/rpc/uuid'

class FakeSocket implements SocketLike {
  sent: { id: number; method: string; params: Record<string, unknown> }[] = []
  closed = false
  onopen: (() => void) | null = null
  onclose: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  send(text: string) {
    this.sent.push(JSON.parse(text))
  }
  close() {
    this.closed = true
    this.onclose?.()
  }
  say(message: unknown) {
    this.onmessage?.({ data: JSON.stringify(message) })
  }
  answer(method: string, result: unknown) {
    const call = [...this.sent].reverse().find((c) => c.method === method)!
    this.say({ jsonrpc: '2.0', id: call.id, result })
  }
  calls(method: string) {
    return this.sent.filter((c) => c.method === method)
  }
}

const settle = () => vi.advanceTimersByTimeAsync(0)

describe('RpcClient', () => {
  let sockets: FakeSocket[]
  let client: RpcClient
  beforeEach(() => {
    vi.useFakeTimers()
    sockets = []
    const open = () => (sockets.push(new FakeSocket()), sockets[sockets.length - 1])
    client = new RpcClient({ url: 'ws://x/ws', open, random: () => 1 })
    client.start()
  })
  afterEach(() => {
    client.stop()
    vi.useRealTimers()
  })
  const online = async (n = 0) => {
    sockets[n].onopen!()
    await settle()
  }

  it('holds calls back until the connection stands, then sends them', async () => {
    const answer = client.call('view.list', { view: 'units' })
    expect(sockets[0].sent).toHaveLength(0)
    await online()
    sockets[0].answer('view.list', { rows: [] })
    expect(await answer).toEqual({ rows: [] })
  })

  it('turns an error answer into an RpcError with the field at fault', async () => {
    await online()
    const answer = client.call('item.report_progress', {})
    await settle()
    sockets[0].say({ id: sockets[0].sent[0].id, error: { code: 3, message: 'no', data: { path: '$.actuals[0].value', clause: 'S7.3' } } })
    const error = await answer.catch((e: unknown) => e)
    expect(error).toBeInstanceOf(RpcError)
    expect((error as RpcError).field).toBe('actuals[0].value')
    expect((error as RpcError).data.clause).toBe('S7.3')
  })

  it('fails a call under way with `lost` when the connection breaks, and does not repeat it by itself', async () => {
    await online()
    const answer = client.call('item.revise').catch((e: RpcError) => e.code)
    await settle()
    sockets[0].close()
    expect(await answer).toBe(Code.lost)
    await vi.advanceTimersByTimeAsync(400)
    await online(1)
    expect(sockets[1].calls('item.revise')).toHaveLength(0)
  })

  it('waits longer after each failure, up to a bound, and starts anew after success', async () => {
    for (const pause of [400, 800, 1600]) {
      const count = sockets.length
      sockets[count - 1].close()
      await vi.advanceTimersByTimeAsync(pause - 1)
      expect(sockets).toHaveLength(count)
      await vi.advanceTimersByTimeAsync(1)
      expect(sockets).toHaveLength(count + 1)
    }
    await online(sockets.length - 1)
    sockets[sockets.length - 1].close()
    const count = sockets.length
    await vi.advanceTimersByTimeAsync(400)
    expect(sockets).toHaveLength(count + 1)
  })

  it('opens each subscription again after a reconnection, with parameters asked for anew', async () => {
    let from: string | number = 'now'
    const snapshots: unknown[] = []
    const notices: unknown[] = []
    client.subscribe({ method: 'events.subscribe', params: () => ({ from }), onSnapshot: (s) => snapshots.push(s), onNotice: (_, p) => notices.push(p), onError: () => undefined })
    await online()
    sockets[0].answer('events.subscribe', { subscription: 7, position: 5 })
    sockets[0].say({ method: 'events.event', params: { subscription: 7, result: 'a' } })
    from = 6
    sockets[0].close()
    await vi.advanceTimersByTimeAsync(400)
    await online(1)
    expect(sockets[1].calls('events.subscribe')[0].params).toEqual({ from: 6 })
    sockets[1].answer('events.subscribe', { subscription: 1, position: 9 })
    sockets[1].say({ method: 'events.event', params: { subscription: 7, result: 'of the dead connection' } })
    sockets[1].say({ method: 'events.event', params: { subscription: 1, result: 'b' } })
    expect(snapshots).toHaveLength(2)
    expect(notices.map((n) => (n as { result: string }).result)).toEqual(['a', 'b'])
  })

  it('begins anew where it cannot go on from what it has, after a reconnection and while it stands', async () => {
    let from: number | null = 5
    const errors: RpcError[] = []
    const spec = { params: () => (from === null ? {} : { from }), forget: () => (from = null), onSnapshot: () => undefined, onNotice: () => undefined }
    client.subscribe({ method: 'view.subscribe', ...spec, onError: (e) => errors.push(e) })
    await online()
    const call = () => sockets[0].calls('view.subscribe').at(-1)!
    sockets[0].say({ id: call().id, error: { code: Code.gone, message: 'another epoch' } })
    await settle()
    expect(call().params).toEqual({})
    sockets[0].answer('view.subscribe', { subscription: 's' })
    from = 9
    sockets[0].say({ method: 'subscription.ended', params: { subscription: 's', error: { code: Code.gone, message: 'built anew' } } })
    await settle()
    expect(sockets[0].calls('view.subscribe').map((c) => c.params)).toEqual([{ from: 5 }, {}, {}])
    expect(errors).toEqual([])
  })

  it('tells a subscription that the server ended why, and delivers nothing to it any more', async () => {
    const errors: RpcError[] = []
    const notices: unknown[] = []
    await online()
    client.subscribe({ method: 'view.subscribe', params: () => ({}), onSnapshot: () => undefined, onNotice: (m) => notices.push(m), onError: (e) => errors.push(e) })
    sockets[0].answer('view.subscribe', { subscription: 's' })
    sockets[0].say({ method: 'subscription.ended', params: { subscription: 's', error: { code: 5, message: 'no longer allowed' } } })
    sockets[0].say({ method: 'view.changed', params: { subscription: 's' } })
    expect(errors.map((e) => [e.code, e.message])).toEqual([[5, 'no longer allowed']])
    expect(notices).toEqual([])
  })

  it('delivers a notice that comes in the frame right after the answer', async () => {
    const notices: unknown[] = []
    await online()
    client.subscribe({ method: 'view.subscribe', params: () => ({}), onSnapshot: () => undefined, onNotice: (_, p) => notices.push(p), onError: () => undefined })
    const id = sockets[0].sent[0].id
    sockets[0].say([{ id, result: { subscription: 's' } }, { method: 'view.changed', params: { subscription: 's' } }])
    expect(notices).toHaveLength(1)
  })

  it('ends a subscription on the server even when it is dropped before its answer came', async () => {
    await online()
    const stop = client.subscribe({ method: 'view.subscribe', params: () => ({}), onSnapshot: () => { throw new Error('not wanted any more') }, onNotice: () => undefined, onError: () => undefined })
    stop()
    sockets[0].answer('view.subscribe', { subscription: 3 })
    await settle()
    expect(sockets[0].calls('view.unsubscribe')[0].params).toEqual({ subscription: 3 })
  })

  it('logs in again before anything else is sent on a new connection', async () => {
    const second = new FakeSocket()
    const own = new RpcClient({ url: 'x', open: () => second, onOpen: (call) => call('auth.token', { token: 't' }).then(() => undefined) })
    own.start()
    own.call('view.list').catch(() => undefined)
    second.onopen!()
    await settle()
    expect(second.sent.map((c) => c.method)).toEqual(['auth.token'])
    second.answer('auth.token', {})
    await settle()
    expect(second.sent.map((c) => c.method)).toEqual(['auth.token', 'view.list'])
    own.stop()
  })

  it('takes a connection that answers nothing for dead', async () => {
    await online()
    const answer = client.call('view.list').catch((e: RpcError) => e.code)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(await answer).toBe(Code.lost)
    expect(sockets[0].closed).toBe(true)
  })
})

describe('uuid', () => {
  it('is a version 4 UUID also without a secure origin', () => {
    const insecure = { getRandomValues: <T,>(a: T) => ((a as Uint8Array).fill(255), a) }
    expect(uuid(insecure as never)).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff')
  })
})

describe('fieldOf', () => {
  it.each([['$.percent', 'percent'], ['params.percent', 'percent'], ['/actuals/0/value', 'actuals[0].value'], ['percent', 'percent']])('%s → %s', (path, field) => expect(fieldOf(path)).toBe(field))
})
