import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Code, RpcError } from '@/rpc/errors'

const call = vi.fn()
vi.mock('@/stores/connection', () => ({ useConnection: () => ({ call }) }))
const time = { past: false }
vi.mock('@/stores/time', () => ({ useTime: () => time }))
const { base64Of, useSending } = await import('@/components/sheets/exchange')
type Checked = import('@/components/sheets/exchange').Checked

function checked(): Checked {
  const line = (name: string, commands: number[], fate: 'enter' | 'refuse' = 'enter') => ({ at: '清单!A2', name, fate, says: [], commands })
  return {
    position: 7,
    counts: { enter: 2, change: 0, same: 0, refuse: 1, units: 0 },
    lines: [line('a', [0, 1]), line('b', [], 'refuse'), line('c', [2])],
    says: [],
    commands: [1, 2, 3].map((n) => ({ method: 'item.enter', params: { command_id: `id-${n}` } })),
  }
}

beforeEach(() => {
  call.mockReset()
  time.past = false
})

describe('a list that is sent', () => {
  it('goes line by line under the ids that the server gave, and tells where it ended', async () => {
    call.mockImplementation(async (_method: string, params: { command_id: string }) => ({ position: Number(params.command_id.slice(3)) }))
    const sending = useSending()
    await sending.send(checked())
    expect(call.mock.calls.map(([, params]) => params.command_id)).toEqual(['id-1', 'id-2', 'id-3'])
    expect(sending.outcomes.value.map((one) => one.line.name)).toEqual(['a', 'c'])
    expect(sending.failed.value).toEqual([])
    expect(sending.last.value).toBe(3)
  })
  it('leaves out the rest of a line that was refused, and goes on with the next', async () => {
    call.mockImplementation(async (_method: string, params: { command_id: string }) => {
      if (params.command_id === 'id-1') throw new RpcError(3, 'refused')
      return { position: 9 }
    })
    const sending = useSending()
    await sending.send(checked())
    expect(call).toHaveBeenCalledTimes(2)
    expect(sending.failed.value.map((one) => one.line.name)).toEqual(['a'])
    expect(sending.last.value).toBe(9)
  })
  it('stops where the connection is lost', async () => {
    call.mockRejectedValue(new RpcError(-1, 'lost'))
    const sending = useSending()
    await sending.send(checked())
    expect(call).toHaveBeenCalledTimes(1)
    expect(sending.busy.value).toBe(false)
  })
})

describe('while the page shows the past', () => {
  it('sends nothing, and says once why', async () => {
    time.past = true
    const sending = useSending()
    await sending.send(checked())
    expect(call).not.toHaveBeenCalled()
    expect(sending.outcomes.value.map((one) => one.error?.code)).toEqual([Code.past])
  })
  it('stops in the middle of a line when the page goes there', async () => {
    call.mockImplementation(async () => ((time.past = true), { position: 4 }))
    const sending = useSending()
    await sending.send(checked())
    expect(call).toHaveBeenCalledTimes(1)
    expect(sending.failed.value.map((one) => [one.line.name, one.error?.code])).toEqual([['a', Code.past]])
    expect(sending.last.value).toBe(4)
  })
})

describe('a file', () => {
  it('is told in base64, also a large one', async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 256)
    const text = atob(await base64Of(new Blob([bytes])))
    expect(text.length).toBe(bytes.length)
    expect(text.charCodeAt(99_999)).toBe(99_999 % 256)
  })
})
