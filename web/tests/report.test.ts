import { describe, expect, it } from 'vitest'
import { compareDecimals } from '@/model/decimal'
import { hasAcknowledged, isOffered, offeredOf } from '@/model/item_actions'
import { landing, mayRead, offered } from '@/model/navigation'
import { periodToReport } from '@/model/periods'
import { told } from '@/model/refusal'
import * as form from '@/model/report_form'
import type { ItemRow, ReportRow } from '@/model/rows'
import { RpcError } from '@/rpc/errors'
import { t, word } from '@/i18n'
import { explained, sentenceOf } from '@/i18n/explained'

function entry(more: Partial<form.PrefillItem> = {}): form.PrefillItem {
  return {
    item: 'a', number: '1', title: '道路', units: ['fgw'], acknowledged: true, may_report: true, scheduled_percent: '50',
    last: { period: '2014-05', percent: '45.5', progress: '五月进展', problems: '征地慢', measures: '每周调度', next_measures: '六月开标', actuals: [{ indicator: '里程', value: '6', unit: '公里' }] },
    reported: false, targets: [{ indicator: '里程', unit: '公里', value: '12.6', comparator: '>=' }, { indicator: '投资', unit: '亿元', value: '3', comparator: '>=' }],
    entry: { item: 'a', percent: '45.5', progress: '', problems: '征地慢', measures: '每周调度', actuals: [{ indicator: '里程', value: '6', unit: '公里' }] }, ...more,
  }
}
function prefill(entries: form.PrefillItem[], fields = ['percent', 'progress']): form.Prefill {
  return { position: 9, ledger: 'l', unit: 'fgw', period: '2014-06', due: '2014-07-05', fields, owed: true, report: null, entries }
}
const keys = (p: form.Prefill) => form.columnsOf(p).map((c) => c.key)
/** One row as the grid holds it, with some of its cells typed. */
function rowOf(e: form.PrefillItem, typed: Record<string, string> = {}): { columns: form.Column[]; row: string[] } {
  const p = prefill([e])
  const columns = form.columnsOf(p)
  return { columns, row: form.cellsOf(p)[0].map((text, i) => typed[columns[i].key] ?? text) }
}
const faults = (e: form.PrefillItem, typed: Record<string, string>, fields = ['percent', 'progress']) => {
  const { columns, row } = rowOf(e, typed)
  return Object.fromEntries(form.faultsOf(e, columns, row, fields))
}

describe('rule 11: nobody types twice what was reported last month', () => {
  it('has a column for each field and for the item with most targets', () => {
    expect(keys(prefill([entry(), entry({ item: 'b', targets: [] })]))).toEqual(['percent', 'actual0', 'actual1', 'progress', 'achievements', 'problems', 'measures', 'next_measures', 'reasons', 'corrections'])
  })
  it('fills in last month’s figures and words, and an actual under its own target', () => {
    const { columns, row } = rowOf(entry())
    expect(Object.fromEntries(columns.map((c, i) => [c.key, row[i]]))).toMatchObject({ percent: '45.5', actual0: '6', actual1: '', progress: '', problems: '征地慢', measures: '每周调度', next_measures: '' })
  })
  it('tells what the same cell said last month', () => {
    const e = entry()
    const [percent, first, second, progress, achievements] = form.columnsOf(prefill([e])).map((c) => form.lastOf(e, c))
    expect([percent, first, second, progress, achievements]).toEqual(['45.5', '6', undefined, '五月进展', undefined])
  })
  it('shuts the cells of targets that the item has not, and of items that are not acknowledged', () => {
    const [, first] = form.columnsOf(prefill([entry()]))
    expect(form.isOpen(entry({ targets: [] }), first)).toBe(false)
    expect(form.isOpen(entry({ may_report: false }), first)).toBe(false)
    expect(form.isOpen(entry(), first)).toBe(true)
  })
})

describe('S1_4 the check while it is typed', () => {
  it('asks for what the regime requires', () => {
    expect(faults(entry(), { percent: '50' })).toEqual({ progress: 'required' })
    expect(faults(entry(), { percent: '50', progress: '开标' }, ['percent', 'progress', 'next_measures'])).toEqual({ next_measures: 'required' })
    expect(faults(entry(), { percent: '50', progress: '开标' }, ['percent', 'progress', 'actuals'])).toEqual({})
    expect(faults(entry(), { percent: '50', progress: '开标', actual0: '' }, ['percent', 'progress', 'actuals'])).toEqual({ actual0: 'required' })
    expect(faults(entry({ targets: [] }), { percent: '50', progress: '开标' }, ['actuals'])).toEqual({})
  })
  it('S1_2 takes a percent from 0 to 100 only', () => {
    expect(faults(entry(), { percent: '100.01', progress: 'x' })).toEqual({ percent: 'range' })
    expect(faults(entry(), { percent: '-1', progress: 'x' })).toEqual({ percent: 'range' })
    expect(faults(entry(), { percent: '四十', progress: 'x' })).toEqual({ percent: 'decimal' })
    expect(faults(entry(), { percent: '100', progress: 'x' })).toEqual({})
  })
  it('S7_3 wants reasons and corrections of what is behind schedule, and nothing at the schedule itself', () => {
    expect(faults(entry(), { percent: '49.99', progress: 'x' })).toEqual({ reasons: 'behind', corrections: 'behind' })
    expect(faults(entry(), { percent: '49.99', progress: 'x', reasons: 'y' })).toEqual({ corrections: 'behind' })
    expect(faults(entry(), { percent: '50.00', progress: 'x' })).toEqual({})
  })
  it('S7_3 wants reasons where the percent is lower than last month', () => {
    const e = entry({ last: { period: '2014-05', percent: '60' } })
    expect(faults(e, { percent: '55', progress: 'x' })).toEqual({ reasons: 'lower' })
    expect(faults(e, { percent: '60', progress: 'x' })).toEqual({})
  })
  it('S7_3 does not ask again why a figure is behind that was reported and explained', () => {
    const e = entry({ reported: true, entry: { item: 'a', percent: '40', progress: '已报', actuals: [] } })
    expect(faults(e, { percent: '40.0' })).toEqual({})
    expect(faults(e, { percent: '41' })).toEqual({ reasons: 'behind', corrections: 'behind' })
  })
  it('marks the cells that have become required', () => {
    const { columns, row } = rowOf(entry(), { percent: '10' })
    expect(['percent', 'progress', 'reasons', 'corrections', 'problems'].map((k) => form.requiredNow(entry(), columns, row, [], k))).toEqual([true, true, true, true, false])
  })
  it('asks nothing of an item that takes no report', () => {
    expect(faults(entry({ may_report: false, acknowledged: false }), { percent: '' })).toEqual({})
  })
  it('compares decimals as they are written', () => {
    expect(compareDecimals('0.30', '0.3')).toBe(0)
    expect(compareDecimals('9007199254740993', '9007199254740992')).toBe(1)
    expect(compareDecimals('-1', '0')).toBe(-1)
    expect(compareDecimals('x', '1')).toBeNaN()
  })
})

describe('what is typed or pasted', () => {
  const column = (kind: form.Column['kind']): form.Column => ({ key: 'k', kind })
  it('becomes a plain figure', () => {
    expect(form.normal(column('percent'), ' ４２．５％ ')).toBe('42.5')
    expect(form.normal(column('figure'), '1,234,567.8')).toBe('1234567.8')
    expect(form.normal(column('figure'), '1,23')).toBe('1,23')
  })
  it('keeps its lines and loses blanks at their ends', () => {
    expect(form.normal(column('text'), '甲 \r\n乙\n\n')).toBe('甲\n乙')
  })
})

describe('S1_4 one submission', () => {
  const p = prefill([entry(), entry({ item: 'b', may_report: false }), entry({ item: 'c', reported: true, entry: { item: 'c', percent: '50', progress: '已报', actuals: [] } }), entry({ item: 'd', reported: true, entry: { item: 'd', percent: '50', progress: '已报', actuals: [] } })])
  const columns = form.columnsOf(p)
  const at = (key: string) => columns.findIndex((c) => c.key === key)
  const cells = form.cellsOf(p).map((row, r) => row.map((text, i) => (r === 0 && i === at('progress') ? '六月开标' : r === 0 && i === at('actual1') ? '2.5' : r === 3 && i === at('percent') ? '60' : text)))
  const sent = form.submissionOf(p, columns, cells)

  it('says what is new or changed, and names what was reported already and stands', () => {
    expect(sent.items).toEqual(['c'])
    expect(sent.entries.map((e) => e.item)).toEqual(['a', 'd'])
    expect(sent.rows).toEqual([0, 3])
  })
  it('covers what was reported before it came to rest', () => {
    const rest = prefill([entry({ reported: true, may_report: false })])
    expect(form.submissionOf(rest, form.columnsOf(rest), form.cellsOf(rest))).toEqual({ items: ['a'], entries: [], rows: [] })
  })
  it('leaves out what is empty and gives every actual its target’s indicator and measure', () => {
    expect(sent.entries[0]).toEqual({ item: 'a', percent: '45.5', progress: '六月开标', problems: '征地慢', measures: '每周调度', actuals: [{ indicator: '里程', value: '6', unit: '公里' }, { indicator: '投资', value: '2.5', unit: '亿元' }] })
  })
  it('brings the server’s refusal to its cell', () => {
    expect(form.placeOf('/entries/1/reasons', sent, columns, p)).toEqual({ row: 3, column: at('reasons') })
    expect(form.placeOf('/entries/0/actuals/1/value', sent, columns, p)).toEqual({ row: 0, column: at('actual1') })
    expect(form.placeOf('/entries/0/actuals', sent, columns, p)).toEqual({ row: 0, column: at('actual0') })
    expect(form.placeOf('/entries/0/item', sent, columns, p)).toEqual({ row: 0, column: null })
    expect(form.placeOf('/summary', sent, columns, p)).toBeNull()
    expect(form.placeOf('/entries/7/reasons', sent, columns, p)).toBeNull()
  })
  it('keeps a draft of what differs, and lays it over whatever is filled in later', () => {
    const draft = form.draftOf(p, columns, cells, { summary: '', reason: '', saved: 't' })
    expect(draft.cells).toEqual({ a: { progress: '六月开标', actual1: '2.5' }, d: { percent: '60' } })
    expect(form.withDraft(p, columns, draft)).toEqual(cells)
    const fewer = prefill([p.entries[3]])
    expect(form.withDraft(fewer, form.columnsOf(fewer), draft)[0][0]).toBe('60')
    expect(form.isEmptyDraft(draft)).toBe(false)
    expect(form.isEmptyDraft(form.draftOf(p, columns, form.cellsOf(p), { summary: '', reason: '', saved: 't' }))).toBe(true)
  })
})

describe('the month to report', () => {
  const row = (period: string, state: ReportRow['state']): ReportRow => ({ ledger: 'l', period, unit: 'u', state })
  it('is the earliest that is owed or returned, else the next one, within the ledger’s year', () => {
    expect(periodToReport(2014, [row('2014-07', 'owed'), row('2014-06', 'returned')], '2014-08-01')).toBe('2014-06')
    expect(periodToReport(2014, [row('2014-02', 'missed'), row('2014-05', 'missed'), row('2014-06', 'accepted')], '2014-08-01')).toBe('2014-05')
    expect(periodToReport(2014, [row('2014-02', 'missed'), row('2014-07', 'owed')], '2014-08-01')).toBe('2014-07')
    expect(periodToReport(2014, [row('2014-05', 'accepted')], '2014-08-01')).toBe('2014-06')
    expect(periodToReport(2014, [row('2014-12', 'accepted')], '2015-01-09')).toBe('2014-12')
    expect(periodToReport(2014, [], '2014-01-09')).toBe('2014-01')
    expect(periodToReport(2014, [], '2014-05-09')).toBe('2014-04')
  })
})

describe('what is offered on an item', () => {
  const item = (more: Partial<ItemRow>): ItemRow => ({
    ledger: 'l', item: 'a', number: '1', title: '道路', text: '', units: [{ unit: 'fgw', name: '', role: 'lead' }, { unit: 'gq', name: '', role: 'responsible', collective: true, members: ['dqu'] }],
    status: 'acknowledged', acknowledged: ['fgw'], lamp: 'grey', targets: [], progress: [], milestones: [], problems: [], version: 1, changed_at: '', changed_position: 1, ...more,
  })
  const clerk = { roles: ['unit_clerk'], unit: 'fgw' }
  const office = { roles: ['supervision'], unit: 'dcs' }
  it('follows its state', () => {
    expect(isOffered('item.activate', item({ status: 'draft' }), office)).toBe(true)
    expect(isOffered('item.activate', item({}), office)).toBe(false)
    expect(isOffered('item.verify_completion', item({}), office)).toBe(false)
    expect(isOffered('item.verify_completion', item({ status: 'completion_claimed' }), office)).toBe(true)
    expect(isOffered('item.resume', item({ status: 'suspended' }), office)).toBe(true)
    expect(isOffered('item.urge', item({ status: 'suspended' }), office)).toBe(false)
    expect(isOffered('item.archive', item({ status: 'carried_over' }), office)).toBe(true)
    expect(isOffered('item.archive', item({ status: 'closed_out', year: { archived: true } }), office)).toBe(false)
    expect(isOffered('item.grant_extension', item({ extension: { to: '2014-09-30', state: 'requested' } }), office)).toBe(true)
    expect(isOffered('item.grant_extension', item({}), office)).toBe(false)
  })
  it('S7_5 counts every member of a collective, and asks each to acknowledge for itself', () => {
    const member = { roles: ['unit_clerk'], unit: 'dqu' }
    expect(hasAcknowledged(item({}), 'dqu')).toBe(false)
    expect(isOffered('item.acknowledge', item({}), member)).toBe(true)
    expect(isOffered('item.acknowledge', item({}), clerk)).toBe(false)
    expect(isOffered('item.report_progress', item({}), member)).toBe(false)
    expect(isOffered('item.report_progress', item({}), clerk)).toBe(true)
  })
  it('gives the lead’s business to the lead alone, and nothing to strangers', () => {
    expect(isOffered('item.claim_completion', item({ acknowledged: ['fgw', 'dqu'] }), { roles: ['unit_leader'], unit: 'dqu' })).toBe(false)
    expect(isOffered('item.claim_completion', item({}), { roles: ['unit_leader'], unit: 'fgw' })).toBe(true)
    expect(isOffered('item.raise_problem', item({}), { roles: ['unit_clerk'], unit: 'xxx' })).toBe(false)
  })
  it('S1_5 offers nothing but archiving in a closed ledger', () => {
    const all = [{ name: 'item.revise' }, { name: 'item.archive' }]
    expect(offeredOf(all, item({ status: 'closed_out' }), office, false)).toEqual([{ name: 'item.archive' }])
    expect(offeredOf(all, item({}), office, true)).toEqual([{ name: 'item.revise' }])
  })
})

describe('refusals in the reader’s language', () => {
  const key = (code: number, message: string, data = {}) => told(new RpcError(code, message, data))?.key
  it('are told by what the server said, else by the code', () => {
    expect(key(3, '/reasons: 5% is behind the schedule of 50% for 2014-06; state the reasons', { clause: 'S7.3' })).toBe('refused.behind')
    expect(key(3, "report 'x' was submitted already and accepted; it can", { clause: 'S1.4' })).toBe('refused.reportAccepted')
    expect(key(3, 'something new', { clause: 'S1.5' })).toBeUndefined()
    expect(key(-32602, '/percent: expected a decimal such as 42.5, got "x"')).toBe('invalid.percent')
    expect(key(5, 'unit_clerk may not ledger.close')).toBe('notAllowed')
    expect(key(-1, 'connection lost')).toBeUndefined()
  })
  it('are told by what is said of one thing only, before what is said of many', () => {
    expect(key(3, 'whoever proposed a measure does not confirm it; leave it to a colleague')).toBe('no.ownProposal')
    expect(key(3, 'whoever filed a plan does not judge it; leave it to another account')).toBe('refused.ownWork')
    expect(key(3, 'reconsideration is asked for already; it is to be decided by 2014-08-01')).toBe('no.askedAlready')
    expect(key(3, 'an extension to 2014-08-01 is asked for already; wait until it is granted')).toBe('refused.extensionAsked')
    expect(key(3, "rectification 'r' is open: the unit has reported no finished result yet (rectification.report)")).toBe('no.notFinished')
    expect(key(3, "/item: 'fgw' is none of the responsible units of item 'a'")).toBe('refused.notConcerned')
  })
  it('say the time to wait, the field, and what the clause says where it is not the sentence itself', () => {
    expect(told(new RpcError(7, 'busy', { retry_after_ms: 1500 }))).toMatchObject({ key: 'busy', values: { s: '2' } })
    const behind = explained(new RpcError(3, 'x is behind the schedule', { path: '/entries/3/reasons', clause: 'S7.3' }))
    expect(behind).toMatchObject({ field: expect.stringContaining('4'), sentence: t('refused.behind'), rule: word('clause', 'S7.3') })
    const unknown = explained(new RpcError(3, 'something new', { clause: 'S1.5' }))
    expect(unknown).toMatchObject({ sentence: word('clause', 'S1.5'), rule: undefined })
    expect(explained(new RpcError(3, 'something new', {})).sentence).toBe(t('refused.other'))
    expect(sentenceOf(new RpcError(-1, 'connection lost', {}))).toBe('connection lost')
  })
})

describe('where one lands', () => {
  it('is a page that one may read', () => {
    expect(landing(['unit_clerk'])).toBe('/todo')
    expect(landing(['account_admin'])).toBe('/operations/accounts')
    expect(landing(['auditor'])).toBe('/dashboard')
    expect(landing(['operations'])).toBe('/operations')
    expect(landing([])).toBe('/')
    expect(mayRead(['operations'])).toBe(false)
    expect(mayRead(['approver'])).toBe(true)
  })
  it('offers in the bar what is one’s work, and the rest under one menu', () => {
    const entries = [{ name: 'a', label: 'nav.todo' as const, roles: ['x'], main: ['x'] }, { name: 'b', label: 'nav.ledger' as const }]
    expect(offered(entries, ['x'])).toEqual({ main: [entries[0]], more: [entries[1]] })
    expect(offered(entries, ['y'])).toEqual({ main: [], more: [entries[1]] })
  })
})
