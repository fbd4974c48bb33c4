import { describe, expect, it } from 'vitest'
import { byChapter, byUnit, countsFor, dueThisWeek, endsOf, othersQuery, standing, toneOf, trend, weekOf } from '@/model/dashboard'
import { cardsOf } from '@/model/supervision/board'
import { filterOf, kNoChapter, matches } from '@/model/ledger_view'
import type { DueRow, ItemRow, Lamp } from '@/model/rows'
import type { BoardRow } from '@/model/supervision/rows'

const item = (id: string, more: Partial<ItemRow> = {}): ItemRow =>
  ({ ledger: 'l', item: id, number: 1, title: id, text: '', units: [{ unit: 'a', name: '甲局', role: 'lead' }], status: 'acknowledged', lamp: 'grey', targets: [], progress: [], milestones: [], problems: [], version: 1, changed_at: '', changed_position: 0, ...more })
const told = (id: string, percent: string, scheduled_percent: string, lamp: Lamp, more: Partial<ItemRow> = {}) => item(id, { percent, scheduled_percent, lamp, ...more })

describe('how a group of items stands', () => {
  it('is the average of what was reported against the schedule of those very items', () => {
    const s = standing('k', '组', [told('1', '50', '58.33', 'yellow'), told('2', '33.35', '41.67', 'yellow'), item('3')])
    expect(s).toMatchObject({ items: 3, reported: 2, actual: '41.7', planned: '50.0', ahead: '-8.3', lamps: { yellow: 2, grey: 1 } })
    expect(toneOf(s)).toBe('yellow')
  })
  it('says nothing where nothing was reported', () => {
    const s = standing('k', '组', [item('1')])
    expect([s.actual, s.ahead, toneOf(s)]).toEqual([undefined, undefined, 'grey'])
  })
  it('has the lamp of the item in the middle, however many points a regime puts between them', () => {
    const of = (...lamps: Lamp[]) => toneOf(standing('k', '', lamps.map((lamp, i) => told(String(i), '45', '50', lamp))))
    expect([of('red'), of('yellow'), of('green')]).toEqual(['red', 'yellow', 'green'])
    expect([of('green', 'green', 'red'), of('green', 'yellow', 'red'), of('green', 'red', 'red')]).toEqual(['green', 'yellow', 'red'])
    expect([of('green', 'yellow'), of('green', 'red'), of('green', 'grey', 'grey'), of('grey')]).toEqual(['yellow', 'red', 'green', 'grey'])
  })
  it('leaves out drafts, and what was given up or merged', () => {
    expect(['draft', 'cancelled', 'merged', 'closed_out', 'entered'].map((status) => countsFor(item('1', { status } as Partial<ItemRow>)))).toEqual([false, false, false, true, true])
  })
})

describe('groups', () => {
  it('follows the chapters of the document, and tells of items without one last', () => {
    const rows = [item('1', { chapter: 2 }), item('2', { chapter: 1 }), item('3')]
    expect(byChapter(rows, [{ no: 1, title: '一' }, { no: 2, title: '二' }, { no: 3, title: '三' }]).map((s) => [s.key, s.items])).toEqual([['1', 1], ['2', 1], ['', 1]])
  })
  it('leads from those without a chapter, or of one that the ledger does not have, to just them', () => {
    const rows = [item('1', { chapter: 2 }), item('2'), item('3', { chapter: 9 }), item('4')]
    const chapters = [{ no: 1, title: '一' }, { no: 2, title: '二' }]
    const filter = filterOf(othersQuery(rows, chapters))!
    expect(filter.chapters).toEqual([kNoChapter, '9'])
    expect(rows.filter((r) => matches(r, filter)).map((r) => r.item)).toEqual(['2', '3', '4'])
    expect(matches(rows[0], filterOf({ chapter: '2' })!) && !matches(rows[1], filterOf({ chapter: '2' })!)).toBe(true)
  })
  it('puts the unit furthest behind first; who only helps does not answer', () => {
    const units = (lead: string, supporting: string) => ({ units: [{ unit: lead, name: lead, role: 'lead' as const }, { unit: supporting, name: supporting, role: 'supporting' as const }] })
    const rows = [told('1', '9.5', '50', 'red', units('b', 'z')), told('2', '60', '50', 'green', units('a', 'z')), told('3', '10', '50', 'red', units('c', 'a')), item('4', units('d', 'b'))]
    expect(byUnit(rows, (u) => u).map((s) => s.key)).toEqual(['b', 'c', 'a', 'd'])
    const collective = item('5', { units: [{ unit: 'all', name: '各区', role: 'responsible', members: ['x', 'y'] }] })
    expect(byUnit([collective], (u) => u).map((s) => s.key)).toEqual(['x', 'y'])
  })
})

describe('the year against its schedule', () => {
  const report = (period: string, percent: string, unit = 'a') => ({ unit, period, percent, position: 0 })
  it('carries on what was reported last, and stops at the last month of which anything is known', () => {
    const rows = [item('1', { last_period: '2014-03', progress: [report('2014-01', '10'), report('2014-03', '30')] }), item('2', { last_period: '2014-01', progress: [report('2014-01', '6')] })]
    const points = trend(rows, 2014)
    expect(points.map((p) => p.actual)).toEqual(['8.0', '8.0', '18.0', ...Array(9).fill(undefined)])
    expect([points[0].planned, points[2].planned, points[11].planned]).toEqual(['8.3', '25.0', '100.0'])
    expect(points.map((p) => p.reported)).toEqual([2, 2, 2, ...Array(9).fill(0)])
  })
  it('takes of several units the average of those named, of half months the later', () => {
    const units = [{ unit: 'a', name: '', role: 'lead' as const }, { unit: 'b', name: '', role: 'responsible' as const }, { unit: 'z', name: '', role: 'supporting' as const }]
    const one = item('1', { units, last_period: '2014-01-2', progress: [report('2014-01-1', '10'), report('2014-01-2', '20'), report('2014-01-2', '40', 'b'), report('2014-01-2', '99', 'nobody')] })
    expect(trend([one], 2014)[0].actual).toBe('30.0')
  })
})

it('knows the week of a day, and what of it is open still', () => {
  expect(weekOf('2014-05-06')).toEqual({ from: '2014-05-05', to: '2014-05-11' })
  expect(weekOf('2014-05-11')).toEqual({ from: '2014-05-05', to: '2014-05-11' })
  const due = (day: string, state = 'open') => ({ due: day, kind: 'report', state, title: day, stream: '' }) as DueRow
  expect(dueThisWeek([due('2014-05-11'), due('2014-05-05'), due('2014-05-12'), due('2014-05-04'), due('2014-05-07', 'done')], '2014-05-06').map((d) => d.due)).toEqual(['2014-05-05', '2014-05-11'])
})

it('shows the cards that stand, red ones first', () => {
  const card = (id: string, measure: string, since: string, more = {}) => ({ kind: 'card', id, measure, since, closed: false, state: 'standing', ...more }) as BoardRow
  const rows = [card('1', 'yellow_card', '2014-01'), card('2', 'yellow_card', '2014-03'), card('3', 'red_card', '2014-02'), card('4', 'red_card', '2014-04', { state: 'lifted' }), card('5', 'red_card', '2014-05', { due: '2015-05-01' })]
  expect(cardsOf(rows, '2015-05-01').map((c) => c.id)).toEqual(['5', '3', '2', '1'])
  expect(cardsOf(rows, '2015-05-02').map((c) => c.id), 'lapsed').toEqual(['3', '2', '1'])
})

it('tells both ends of a ranking and nobody twice', () => {
  expect(endsOf([1, 2, 3, 4], 2)).toEqual({ first: [1, 2, 3, 4], last: [], between: 0 })
  expect(endsOf([1, 2, 3, 4, 5, 6], 2)).toEqual({ first: [1, 2], last: [5, 6], between: 2 })
})
