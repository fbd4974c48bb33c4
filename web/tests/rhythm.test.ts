import { describe, expect, it } from 'vitest'
import { faults, initialValues } from '@/components/supervision/act'
import { canKeep, deedsOf, deedsWithin, keepRhythm } from '@/components/supervision/keep_rhythm'
import { chosen, isOverdue, noDueFilter } from '@/model/supervision/due_calendar'
import type { DueRow } from '@/model/supervision/rows'

const row = (more: Partial<DueRow> = {}): DueRow => ({
  due: '2018-03-20', kind: 'rhythm', state: 'open', title: '月调度会', stream: 'ledger/2018', ledger: '2018', was_late: false, reminded: [],
  rhythm: { occasion: '2018-03', begins: '2018-03-01', who: '领导小组办公室', produces: ['红黄牌预警'], by: [] }, ...more,
})

describe('rhythms', () => {
  it('are kept from their first day on, also when they were missed, and once', () => {
    expect(canKeep(row(), '2018-02-28')).toBe(false)
    expect(canKeep(row(), '2018-03-01')).toBe(true)
    expect(canKeep(row({ state: 'missed' }), '2018-04-02')).toBe(true)
    expect(canKeep(row({ state: 'done' }), '2018-04-02')).toBe(false)
    expect(canKeep(row({ state: 'dropped' }), '2018-04-02')).toBe(false)
    expect(canKeep({ ...row(), kind: 'report', rhythm: undefined }, '2018-04-02')).toBe(false)
  })

  it('that were missed are overdue, and are chosen like other kinds', () => {
    expect(isOverdue(row({ state: 'missed' }))).toBe(true)
    expect(chosen([row()], { ...noDueFilter(), kinds: ['rhythm'] })).toHaveLength(1)
    expect(chosen([row()], { ...noDueFilter(), kinds: ['report'] })).toHaveLength(0)
  })

  it('name what was issued and held in their days, the latest first', () => {
    const deeds = ['2018-02-20', '2018-03-05', '2018-03-19', '2018-03-25'].map((on) => ({ stream: `bulletin/${on}`, on, label: on }))
    expect(deedsWithin(deeds, '2018-03-01', '2018-03-20').map((d) => d.on)).toEqual(['2018-03-19', '2018-03-05'])
  })

  it('are sent with the day, the words and what they were done with', () => {
    const act = keepRhythm(row(), '2018-03-15', [{ stream: 'review/v1', on: '2018-03-14', label: '调度会' }])
    expect(act.targets[0].params).toEqual({ ledger: '2018', rhythm: '月调度会', occasion: '2018-03' })
    const values = { ...initialValues(act), text: ' 已开 ', by: ['review/v1'] }
    expect(act.params(values)).toEqual({ on: '2018-03-15', text: '已开', by: ['review/v1'] })
    expect(faults(act, values)).toEqual({})
    expect(Object.keys(faults(act, initialValues(act)))).toEqual(['text'])
    expect(faults(act, { ...values, on: '2018-03-16' }).on).toBe('cal.notYet')
    expect(faults(act, { ...values, on: '2018-02-28' }).on).toBe('cal.beforeBegin')
    expect(initialValues(keepRhythm(row(), '2018-04-02', [])).on).toBe('2018-04-02')
  })

  it('ask the views of the ledger for what was done, and leave out what was withdrawn', async () => {
    const asked: string[] = []
    const rows: Record<string, unknown[]> = {
      bulletins: [{ bulletin: 'b1', kind: 'weekly', title: '周报', state: 'issued', dated: '2018-03-05' }, { bulletin: 'b2', kind: 'weekly', title: '旧', state: 'withdrawn', dated: '2018-03-06' }],
      reviews: [{ review: 'v1', kind: 'dispatch', title: '调度', state: 'held', on: '2018-03-13', held_on: '2018-03-14' }],
      inspections: [],
    }
    const list = async <Row,>(view: string, params: Record<string, unknown>) => {
      asked.push(`${view} ${JSON.stringify(params.filter)}`)
      return rows[view] as Row[]
    }
    const deeds = await deedsOf('2018', list)
    expect(deeds.map((d) => [d.stream, d.on])).toEqual([['bulletin/b1', '2018-03-05'], ['review/v1', '2018-03-14']])
    expect(asked).toContain('reviews {"ledger":"2018","state":"held"}')
  })
})
