import { describe, expect, it } from 'vitest'
import { grouped, placeOfHit, streamOf, type Hit } from '@/components/search/find'
import { bytes, byNeed, otherParts, type Health, type Projection } from '@/components/operations/health'
import { frameOf, near } from '@/components/trace/ledger_frames'
import { placeOf, sourceOf } from '@/components/trace/objects'
import { changedMembers, changesField, csvCell, density, eventsFilter, filterOf, frameAt, kNoFilter, listChange, oneStream, passes, queryOf, shownMembers, toldPart, traceCsv, trailKeyOf } from '@/model/trace'
import type { ItemRow, TrailRow } from '@/model/rows'

const row = (more: Partial<TrailRow> = {}): TrailRow => ({
  position: 7, stream: 'item/a', version: 2, type: 'item.progress_reported', recorded: '2014-03-05T01:00:00.000Z',
  actor: { account: 'lin', name: '林', unit: 'fgw' }, changes: [{ field: 'progress[1].percent', before: '10', after: '20' }], ...more,
})

describe('the trace', () => {
  it('keeps what is asked for in the address, and nothing else', () => {
    const filter = { ...kNoFilter, of: ' item/ ', types: ['item.urged', 'item.entered'], units: ['fgw'], field: 'percent', since: '2014-01-01 00:00:00' }
    expect(queryOf(filter)).toEqual({ of: 'item/', type: 'item.urged,item.entered', unit: 'fgw', field: 'percent', since: '2014-01-01 00:00:00' })
    expect(filterOf(queryOf(filter))).toEqual({ ...filter, of: 'item/' })
    expect(filterOf({ of: ['x'], type: null })).toEqual(kNoFilter)
  })

  it('asks the server for what the server knows', () => {
    expect(eventsFilter({ ...kNoFilter, of: 'item/ unit/fgw', actor: 'lin，wu', field: 'percent', until: '2014-02-01 08:00:00' })).toEqual({ streams: ['item/', 'unit/fgw'], actors: ['lin', 'wu'], until: '2014-02-01T08:00:00+08:00' })
    expect(eventsFilter(kNoFilter)).toEqual({})
    expect(oneStream({ ...kNoFilter, of: 'item/a' })).toBe('item/a')
    expect(oneStream({ ...kNoFilter, of: 'item/' })).toBeNull()
    expect(oneStream({ ...kNoFilter, of: 'item/a unit/b' })).toBeNull()
    expect(trailKeyOf('item/a', 12)).toBe('item/a/0000000012')
  })

  it('lets a row pass by type, unit, actor, time and field', () => {
    expect(passes(row(), kNoFilter)).toBe(true)
    expect(passes(row(), { ...kNoFilter, types: ['item.urged'] })).toBe(false)
    expect(passes(row(), { ...kNoFilter, units: ['fgw'], actor: 'lin' })).toBe(true)
    expect(passes(row(), { ...kNoFilter, units: ['other'] })).toBe(false)
    expect(passes(row(), { ...kNoFilter, since: '2014-03-05 09:00:00' })).toBe(true)
    expect(passes(row(), { ...kNoFilter, since: '2014-03-05 09:00:01' })).toBe(false)
    expect(passes(row(), { ...kNoFilter, until: '2014-03-05 08:59:59' })).toBe(false)
    expect(changesField(row(), 'percent')).toBe(true)
    expect(changesField(row(), 'progress')).toBe(true)
    expect(changesField(row(), 'cent')).toBe(false)
  })

  it('tells which members two states differ in, and which are worth showing', () => {
    expect([...changedMembers({ a: 1, b: [1], c: 'x' }, { a: 1, b: [2] })].sort()).toEqual(['b', 'c'])
    expect([...changedMembers(null, { a: 1 })]).toEqual(['a'])
    expect(shownMembers([{ title: 't', units: [], open: false, version: 3, note: '' }, { note: 'n', project: { steps: [] } }])).toEqual(['title', 'note'])
  })

  it('tells what went out of a list and what came in', () => {
    expect(listChange([{ a: 1 }, 'x', 'x'], ['x', { a: 2 }])).toEqual({ gone: [{ a: 1 }, 'x'], come: [{ a: 2 }], same: 1 })
    expect(toldPart({ unit: 'u', position: 5, corrected: false, percent: '3' })).toEqual({ unit: 'u', percent: '3' })
  })

  it('finds frames and their density', () => {
    expect(density([0, 1, 9, 10], 2)).toEqual([2, 2])
    expect(density([5, 5], 3)).toEqual([2, 0, 0])
    expect(density([], 2)).toEqual([0, 0])
    expect(frameAt([3, 7, 9], 8)).toBe(1)
    expect(frameAt([3, 7, 9], 1)).toBe(0)
  })

  it('writes tables that no spreadsheet takes for formulas', () => {
    expect(csvCell('=1+1')).toBe("'=1+1")
    expect(csvCell('-12.5')).toBe('-12.5')
    expect(csvCell('a,"b"')).toBe('"a,""b"""')
    expect(csvCell([1])).toBe('[1]')
    const text = traceCsv([row({ reason: '-甲' }), row({ changes: [] })], ['head'], { type: (n) => n, field: (f) => f })
    expect(text.startsWith('\ufeffhead\r\n7,')).toBe(true)
    expect(text.split('\r\n')).toHaveLength(4)
    expect(text).toContain("'-甲,progress[1].percent,10,20")
  })

  it('knows where an object stands and opens', () => {
    expect(sourceOf('item/a')!.key('a', '2014')).toBe('2014/a')
    expect(sourceOf('report/x')).toBeNull()
    expect(placeOf('item/a', '2014', 7)).toEqual({ name: 'ledger', params: { ledger: '2014' }, query: { as_of: '7', item: 'a' } })
    expect(placeOf('item/a')).toBeNull()
  })
})

describe('the film of a ledger', () => {
  const whole = (item: string) => ({ ledger: 'l', item, number: 3, title: '修路', lamp: 'red', percent: '40', status: 'entered', text: '很长', progress: [{}], units: [{}] }) as unknown as ItemRow
  const page = { position: 9, rows: [{ key: 'l/a', position: 4, row: whole('a') }, { key: 'l/b', position: 7, row: whole('b') }], next_cursor: 'c' }
  it('keeps of an item what is drawn, and marks what was written within the frame', () => {
    const frame = frameOf(page, 7)
    expect(frame.rows.get('l/a')).toEqual({ key: 'l/a', item: 'a', number: 3, title: '修路', lamp: 'red', percent: '40', status: 'entered' })
    expect([frame.changed, frame.cut]).toEqual([['l/b'], true])
    expect(frameOf(null, 0)).toEqual({ rows: new Map(), changed: [], cut: false })
  })
  it('lets go of the frames that were left behind', () => {
    const all = new Map(Array.from({ length: 400 }, (_, i) => [i, frameOf(null, 0)]))
    const kept = [...near(all, 200).keys()]
    expect([kept[0], kept.length, kept[kept.length - 1]]).toEqual([185, 31, 215])
  })
})

describe('search', () => {
  const hit = (more: Partial<Hit>): Hit => ({ kind: 'item', view: 'current_ledger', key: 'L/a', position: 1, title: [], snippet: [], score: 1, ...more })
  it('groups hits and opens each where it stands', () => {
    expect(grouped([hit({ key: '1' }), hit({ kind: 'unit', key: 'u' }), hit({ key: '2' })]).map(([k, l]) => [k, l.length])).toEqual([['item', 2], ['unit', 1]])
    expect(placeOfHit(hit({ ledger: 'L', item: 'a' }))).toEqual({ name: 'ledger', params: { ledger: 'L' }, query: { item: 'a' } })
    expect(placeOfHit(hit({ kind: 'change', stream: 'item/a' }))).toEqual({ name: 'audit', query: { stream: 'item/a' } })
    expect(streamOf(hit({ kind: 'order', key: 'r1', item: 'a' }))).toBe('rectification/r1')
    expect(streamOf(hit({ kind: 'report', ledger: 'L', item: 'a' }))).toBe('item/a')
    expect(streamOf(hit({ kind: 'sheet', ledger: 'L', period: '2014-01', unit: 'u' }))).toBe('report/L.2014-01.u')
  })
})

describe('operations', () => {
  it('shows parts of health that it does not know, flat', () => {
    const health = { status: 'ok', log: {}, bus: { queued: 3, endpoints: ['a', 'b'], gone: null }, replica: null } as unknown as Health
    expect(otherParts(health)).toEqual([{ name: 'bus', facts: [['queued', '3'], ['endpoints.1', 'a'], ['endpoints.2', 'b']] }])
    expect([bytes(512), bytes(1536), bytes(5 * 1024 ** 3)]).toEqual(['512 B', '1.5 KB', '5.0 GB'])
  })
  it('puts first what needs somebody', () => {
    const view = (name: string, state: Projection['state'], lag: number): Projection => ({ view: name, version: 1, applied: 1, lag, state })
    expect([view('a', 'live', 0), view('b', 'live', 9), view('c', 'building', 0), view('d', 'stopped', 0)].sort(byNeed).map((v) => v.view)).toEqual(['d', 'c', 'b', 'a'])
  })
})
