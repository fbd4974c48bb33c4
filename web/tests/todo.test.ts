import { describe, expect, it } from 'vitest'
import { nextId, yearLater } from '@/model/carrying'
import { usualLedger } from '@/model/ledger_view'
import { besidePeriod, periodShown, periodsOf, periodToJudge, periodToReport } from '@/model/periods'
import type { DueRow, LedgerRow, PlanRow, ReportRow } from '@/model/rows'
import { todosOf, urgencyOf, type Sources } from '@/model/todo'

const due = (more: Partial<DueRow>): DueRow => ({ due: '2014-08-05', kind: 'deadline', state: 'open', title: '道路', stream: 'item/a', ledger: 'l', item: 'a', unit: 'fgw', ...more })
const none: Sources = { due: [], reports: [], plans: [], rectifications: [], measures: [] }
const todos = (from: Partial<Sources>) => todosOf({ ...none, ...from }, '2014-08-01', (item) => (item === 'a' ? '道路' : undefined))

describe('待办', () => {
  it('sorts what is overdue first, then what was returned, then by day', () => {
    const found = todos({
      due: [due({ due: '2014-12-31', stream: 'item/late-year' }), due({ due: '2014-08-06', stream: 'item/soon' }), due({ due: '2014-07-01', state: 'late', stream: 'item/over' }), due({ due: '2014-03-31', state: 'missed', kind: 'milestone', milestone: 'q1' })],
      reports: [{ ledger: 'l', period: '2014-06', unit: 'fgw', state: 'returned', reason: '补完成数' } as ReportRow],
    })
    expect(found.map((t) => [t.urgency, t.kind])).toEqual([['overdue', 'milestone'], ['overdue', 'deadline'], ['returned', 'report'], ['soon', 'deadline'], ['later', 'deadline']])
  })
  it('leaves out what is done or no longer asked for', () => {
    expect(todos({ due: [due({ state: 'done' }), due({ state: 'dropped' })] })).toEqual([])
  })
  it('tells a returned report once, with the findings, and leads to the month’s grid', () => {
    const report = { ledger: 'l', period: '2014-06', unit: 'fgw', state: 'returned', reason: '补完成数' } as ReportRow
    const [one, ...rest] = todos({ reports: [report], due: [due({ kind: 'report', state: 'late', period: '2014-06', item: undefined })] })
    expect(rest).toEqual([])
    expect(one).toMatchObject({ urgency: 'returned', words: '补完成数', place: { page: 'report', ledger: 'l', period: '2014-06' } })
  })
  it('S7_2 leads a returned plan to its form under the item’s title', () => {
    expect(todos({ plans: [{ ledger: 'l', item: 'a', unit: 'fgw', state: 'returned', findings: '细化时限' } as PlanRow] })[0]).toMatchObject({ title: '道路', words: '细化时限', place: { page: 'plans', item: 'a' } })
    expect(todos({ plans: [{ ledger: 'l', item: 'a', unit: 'fgw', state: 'filed' } as PlanRow] })).toEqual([])
  })
  it('S1_7 tells an order once, with its demand and why the last report was refused', () => {
    const order = { rectification: 'r1', item: 'a', demand: '补齐手续', state: 'open', deadline: '2014-08-15', rejections: [{ findings: '缺用地批复' }] }
    const row = due({ kind: 'rectification', due: '2014-08-15', stream: 'rectification/r1' })
    expect(todos({ due: [row], rectifications: [order] })).toMatchObject([{ words: '补齐手续\n缺用地批复', place: { command: 'rectification.report', fixed: { rectification: 'r1' } } }])
    expect(todos({ rectifications: [{ ...order, overdue: true }] })).toMatchObject([{ urgency: 'overdue', title: '补齐手续' }])
    expect(todos({ rectifications: [{ ...order, state: 'reported' }] })).toEqual([])
  })
  it('asks for a statement until it is made, and offers a reconsideration of what stands, once', () => {
    const measure = { accountability: 'm', measure: 'statement', state: 'approved', grounds: '连续落后' }
    expect(todos({ measures: [measure] })).toMatchObject([{ kind: 'statement', place: { command: 'accountability.make_statement' } }])
    expect(todos({ measures: [{ ...measure, state: 'carried_out' }] })).toMatchObject([{ kind: 'measure', place: { command: 'accountability.request_reconsideration' } }])
    expect(todos({ measures: [{ ...measure, measure: 'criticism', reconsideration: {} }] })).toEqual([])
    expect(todos({ measures: [{ ...measure, state: 'proposed' }, { ...measure, state: 'dismissed' }] })).toEqual([])
  })
  it('rule 10: offers a reconsideration until the last day on which it may be asked for', () => {
    const measure = { accountability: 'm', measure: 'yellow_card', state: 'carried_out', grounds: '逾期未整改' }
    expect(todos({ measures: [{ ...measure, reconsider_until: '2014-08-01' }] })).toMatchObject([{ kind: 'measure', due: '2014-08-01', urgency: 'later' }])
    expect(todos({ measures: [{ ...measure, reconsider_until: '2014-07-31' }] })).toEqual([])
    expect(todos({ measures: [{ ...measure, measure: 'statement', state: 'approved', reconsider_until: '2014-07-31' }] })).toMatchObject([{ kind: 'statement' }])
  })
  it('counts the last day itself as in time', () => {
    expect(['2014-07-31', '2014-08-01', '2014-08-08', '2014-08-09'].map((d) => urgencyOf(d, '2014-08-01'))).toEqual(['overdue', 'soon', 'soon', 'later'])
  })
})

describe('S1_5 carrying over', () => {
  const to = { ledger: 'city-2015', year: 2015 }
  it('names the rest after the item, with the next year in it, and never as something that is there', () => {
    expect(nextId('2014-cz-009', 2014, to, new Set())).toBe('2015-cz-009')
    expect(nextId('t00001', 2014, to, new Set())).toBe('city-2015-t00001')
    expect(nextId('t00001', 2014, to, new Set(['city-2015-t00001']))).toBe('city-2015-t00001-2')
    expect(nextId('x'.repeat(64), 2014, to, new Set()).length).toBe(64)
  })
  it('moves a deadline by a year', () => {
    expect(yearLater('2014-12-31')).toBe('2015-12-31')
    expect(yearLater('2016-02-29')).toBe('2017-02-28')
    expect(yearLater('2015-02-28')).toBe('2016-02-28')
  })
})

describe('months', () => {
  it('of a year are twelve', () => {
    expect(periodsOf(2014)).toHaveLength(12)
  })
  it('S8_6 are told in halves where reports are of halves', () => {
    const row = (period: string, state: ReportRow['state']): ReportRow => ({ ledger: 'l', period, unit: 'u', state })
    expect(periodsOf(2018, [row('2018-01-1', 'accepted')])).toHaveLength(24)
    expect(besidePeriod('2018-01-1', -1)).toBe('2017-12-2')
    expect(besidePeriod('2018-12-2', 1)).toBe('2019-01-1')
    expect(besidePeriod('2018-03-1', 1)).toBe('2018-03-2')
    expect(besidePeriod('2018-03-2', -1)).toBe('2018-03-1')
    expect(besidePeriod('2018-03', -1)).toBe('2018-02')
    expect(periodToReport(2018, [row('2018-03-2', 'accepted')], '2018-04-01')).toBe('2018-04-1')
    expect(periodToReport(2018, [row('2018-12-2', 'accepted')], '2019-01-01')).toBe('2018-12-2')
    expect(periodShown('2018-03-2', ['上半月', '下半月'])).toBe('2018-03 下半月')
    expect(periodShown('2018-03', ['上半月', '下半月'])).toBe('2018-03')
  })
  it('S1_4 opens the earliest month in which a report waits', () => {
    const row = (period: string, state: ReportRow['state']): ReportRow => ({ ledger: 'l', period, unit: 'u', state })
    expect(periodToJudge(2014, [row('2014-07', 'owed'), row('2014-06', 'submitted'), row('2014-05', 'submitted')], '2014-08-01')).toBe('2014-05')
    expect(periodToJudge(2014, [row('2014-07', 'owed')], '2014-08-01')).toBe('2014-07')
    expect(periodToJudge(2014, [], '2014-08-01')).toBe('2014-07')
  })
})

describe('the ledger that is shown to who named none', () => {
  const ledger = (id: string, more: Partial<LedgerRow>): LedgerRow => ({ ledger: id, title: '', year: 2014, holder: 'zfb', status: 'open', chapters: [], ...more })
  it('is the newest under way, not next year’s drafts and not a closed one', () => {
    const drafts = ledger('2015', { year: 2015, statuses: [{ status: 'draft', items: 3 }] })
    expect(usualLedger([drafts, ledger('2014', { statuses: [{ status: 'acknowledged', items: 3 }] })])?.ledger).toBe('2014')
    expect(usualLedger([drafts, ledger('2013', { status: 'closed' })])?.ledger).toBe('2015')
    expect(usualLedger([])).toBeUndefined()
  })
})
