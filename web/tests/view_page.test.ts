import { effectScope, nextTick, reactive, ref } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const connection = reactive({ call: vi.fn() })
const feed = reactive({ events: [] as { sequence: string }[] })
vi.mock('@/stores/connection', () => ({ useConnection: () => connection }))
vi.mock('@/stores/feed', () => ({ useFeed: () => feed }))
const { useTotals, useViewPage } = await import('@/stores/view_page')

/** A view of so many rows, read a thousand at a time. */
const kRows = 2500
function list(_: string, p: { limit: number; cursor?: string }) {
  const from = Number(p.cursor ?? 0)
  const rows = Array.from({ length: Math.min(p.limit, kRows - from) }, (_, i) => ({ key: String(from + i), row: from + i }))
  return Promise.resolve({ position: 7, time: '2014-03-31T16:00:00Z', rows, total: kRows, next_cursor: from + rows.length < kRows ? String(from + rows.length) : undefined })
}
const scopes: ReturnType<typeof effectScope>[] = []
function within<T>(make: () => T): T {
  const scope = effectScope()
  scopes.push(scope)
  return scope.run(make)!
}
const happens = async (position: number) => {
  feed.events = [{ sequence: String(position) }]
  await nextTick()
}

beforeEach(() => {
  vi.useFakeTimers()
  connection.call.mockReset().mockImplementation(list)
  feed.events = []
})
afterEach(() => {
  for (const scope of scopes.splice(0)) scope.stop()
  vi.useRealTimers()
})

it('holds the first rows, tells how many there are, and takes more a thousand at a time', async () => {
  const page = within(() => useViewPage<number>(900))
  page.show('calendar', { state: 'late' }, 'due', null)
  await vi.waitFor(() => expect(page.rows.value).toHaveLength(900))
  expect([page.total.value, page.position.value]).toEqual([kRows, 7])
  page.more()
  await vi.waitFor(() => expect(page.rows.value).toHaveLength(kRows))
  expect(page.rows.value.at(-1)).toBe(kRows - 1)
  expect(connection.call.mock.calls.map(([, p]) => [p.limit, p.cursor])).toEqual([[900, undefined], [1000, undefined], [1000, '1000'], [700, '2000']])
})

it('looks again once for many events, at the newest of them, and never in the past', async () => {
  const page = within(() => useViewPage<number>(10))
  page.show('calendar', {}, 'due', null)
  const then = within(() => useViewPage<number>(10))
  then.show('calendar', {}, 'due', 5)
  await vi.waitFor(() => expect(then.rows.value).toHaveLength(10))
  connection.call.mockClear()
  for (const position of [11, 12, 13]) await happens(position)
  await vi.advanceTimersByTimeAsync(1000)
  expect(connection.call.mock.calls.map(([, p]) => [p.at_least, p.as_of])).toEqual([[13, undefined]])
  scopes.splice(0).forEach((scope) => scope.stop())
  await happens(14)
  await vi.advanceTimersByTimeAsync(1000)
  expect(connection.call).toHaveBeenCalledTimes(1)
})

it('shows the answer to the last question only, and why there is none', async () => {
  let answer: (page: unknown) => void = () => undefined
  connection.call.mockImplementationOnce(() => new Promise((r) => (answer = r)))
  const page = within(() => useViewPage<number>(10))
  page.show('calendar', { state: 'late' }, 'due', null)
  page.show('calendar', { state: 'missed' }, 'due', null)
  await vi.waitFor(() => expect(page.total.value).toBe(kRows))
  answer({ position: 1, rows: [], total: 0 })
  await nextTick()
  expect(page.total.value).toBe(kRows)
  connection.call.mockRejectedValueOnce(Object.assign(new Error('gone'), { code: 4 }))
  page.again()
  await vi.waitFor(() => expect(page.error.value).not.toBeNull())
  expect(page.rows.value).toHaveLength(10)
})

it('counts what each question finds, again when the question changes', async () => {
  const ledger = ref('a')
  const totals = within(() => useTotals(() => ({ late: { view: 'calendar', filter: { ledger: ledger.value } } }), ref(null)))
  await vi.waitFor(() => expect(totals.value).toEqual({ late: kRows }))
  ledger.value = 'b'
  await nextTick()
  expect(connection.call.mock.calls.map(([, p]) => [p.filter.ledger, p.limit])).toEqual([['a', 1], ['b', 1]])
})
