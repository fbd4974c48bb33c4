import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { beyond, frameOf, lane, plannedAt, seen, stepped, ticks, uncovered } from '@/model/gantt'
import { isOffered, mayAnswer, prepared, presetOf, type Subject } from '@/model/project_forms'
import { choicesOf, filterOf, lined, matches, rangeOf, sorted, totals } from '@/model/project_list'
import { addDecimals, figures, moneyIn, percentOf } from '@/model/project_money'
import { investmentMonths } from '@/model/project_months'
import { columns, isLate, needSums, waited } from '@/model/project_needs'
import type { NeedRow, ProjectRow, ScheduleRow } from '@/model/project_rows'
import { missingFields, missingMaterials, projectRules, speaksOfProjects, titleIn } from '@/model/project_rules'
import { fieldsOf } from '@/model/schema'
import { startedPercent, worstFirst, type StartGauge } from '@/model/start_ratio'

const rulesOf = (name: string) => projectRules(readFileSync(new URL(`../../regimes/${name}.toml`, import.meta.url), 'utf8'))
const s6 = rulesOf('S6')
const s8 = rulesOf('S8')
const s9 = rulesOf('S9')

type Some = Omit<Partial<ProjectRow>, 'profile' | 'investment' | 'days' | 'people'> & { profile?: Partial<ProjectRow['profile']>; investment?: Partial<ProjectRow['investment']>; days?: Partial<ProjectRow['days']>; people?: Partial<ProjectRow['people']> }
function project(more: Some = {}): ProjectRow {
  return {
    ledger: 'l', item: 'p1', year: 2018, number: '1', title: '芯片封装线', status: 'acknowledged', started: false, lead: 'ha',
    units: [{ unit: 'ha', name: '洪山区', role: 'lead' }, { unit: 'jxw', name: '市经信委', role: 'responsible' }],
    plans: [], libraries: [], passages: [], procedures: [], materials: [], problems: [], needs: { requested: 0, granted: 0, declined: 0 }, lacks: [], doubts: [], version: 3, changed_at: '2018-04-02T01:00:00Z', changed_position: 9, ...more,
    profile: { funds: [], qualifies: [], ...more.profile }, investment: { unit: '万元', year_booked: '0', done: '0', bookings: [], ...more.investment },
    days: { adjustments: 0, ...more.days }, people: { procedures_team: [], commitments: [], ...more.people },
  }
}
const money = (unit: string, total: string, more: Partial<ProjectRow['investment']> = {}) => ({ unit, total, ...more })

describe('money', () => {
  it('adds up without losing a digit', () => {
    expect(addDecimals(['0.1', '0.2', undefined, '-0.3'])).toBe('0')
    expect(addDecimals(['12345678901234567890.000000001', '1'])).toBe('12345678901234567891.000000001')
  })
  it('turns units into each other both ways', () => {
    expect(moneyIn('12', '亿元', '万元')).toBe('120000')
    expect(moneyIn('5', '万元', '亿元')).toBe('0.0005')
    expect(moneyIn('1', '亿美元', '万元')).toBeUndefined()
  })
  it('rounds percentages half up, and has none of nothing', () => {
    expect(percentOf('2', '3')).toBe('66.7')
    expect(percentOf('1', '8', 0)).toBe('13')
    expect(percentOf('0.00055', '1', 2)).toBe('0.06')
    expect(percentOf('1', '0')).toBeUndefined()
  })
  it('writes digits in threes', () => expect([figures('1234567.5'), figures('-1000'), figures(undefined)]).toEqual(['1,234,567.5', '-1,000', '—']))
})

describe('regime', () => {
  it('names tiers, batches, classes, needs and levels as the text does', () => {
    expect(titleIn(s6.tiers, 'new_start')).toBe('新开工项目')
    expect(titleIn(s9.batches, 'speed_up')).toBe('加快建设')
    expect(s9.reserves.map((r) => r.title)).toEqual(['概念策划', '初包装', '精包装'])
    expect(s6.supports[0]).toEqual({ key: 'land', title: '土地指标', unit: '亩' })
    expect(s9.levels.map((l) => l.days)).toEqual([15, 15, undefined])
    expect(s8.sectors).toContain('农牧林水')
    expect(titleIn(s6.tiers, 'unheard')).toBe('unheard')
  })
  it('tells regimes that speak of projects from others', () => {
    const text = (name: string) => readFileSync(new URL(`../../regimes/${name}.toml`, import.meta.url), 'utf8')
    expect(['S6', 'S8', 'S9', 'S7', 'S3'].filter((n) => speaksOfProjects(text(n)))).toEqual(['S6', 'S8', 'S9'])
    expect([speaksOfProjects('# [projects]'), speaksOfProjects(undefined)]).toEqual([false, false])
  })
  it('lists the fields that are not filled, those of the phase only where it is in it', () => {
    const full = project({ batch: 'reserve', profile: { owner: 'o', site: 's', content: 'c', total_investment: { value: '2', unit: '亿元' }, year_investment: { value: '1', unit: '亿元' }, done_before: { value: '0', unit: '亿元' } }, days: { start: '2018-01-01' } })
    expect(missingFields(s9, full, null).map((m) => m.name)).toEqual(['建设年限', '项目推进工作进度', '资金来源'])
    expect(missingFields(s9, { ...full, batch: 'complete' }, null).map((m) => m.name)).toContain('当年计划达到形象进度')
  })
  it('takes any of the documents that will do, and tells what is asked in principle apart', () => {
    const held = ['列入年度重点建设项目的报告', '项目可行性研究报告'].map((material) => ({ material, document: { title: material } }))
    expect(missingMaterials(s9, project({ batch: 'complete', materials: held }))).toEqual([{ name: '项目批准文件', inPrinciple: true }, { name: '项目法人证明' }])
    expect(missingMaterials(s9, project())).toEqual([])
  })
})

describe('library', () => {
  const rows = [
    project({ item: 'a', number: '10', tier: 'planned', profile: { region: 'ha', signed_on: '2018-02-01' }, investment: money('亿元', '12', { year_planned: '2', year_booked: '1.5', year_percent: '75' }) }),
    project({ item: 'b', number: '2', tier: 'continuing', started: true, libraries: ['plan', 'signed_projects'], profile: { region: 'hy', signed_on: '2017-12-31' }, investment: money('万元', '3000', { year_planned: '1000', year_booked: '100' }) }),
    project({ item: 'c', number: '3', tier: 'continuing', status: 'cancelled', investment: money('万元', '99999') }),
    project({ item: 'd', number: '4', lacks: ['commitment'] }),
  ]
  const name = (k: string) => k
  it('adds up in one unit, without what was cancelled', () => {
    expect(totals(rows)).toEqual({ count: 3, started: 1, total: '123000', planned: '21000', booked: '15100', percent: '71.9' })
    expect(totals([rows[3]]).percent).toBeUndefined()
  })
  it('puts a project at a bound into the range above it', () => {
    expect([rows[1], rows[0], rows[3], project({ investment: money('万元', '2999.99') })].map(rangeOf)).toEqual(['r1', 'r5', 'none', 'r0'])
  })
  it('filters by what the address says', () => {
    const found = (query: Record<string, string>) => rows.filter((r) => matches(r, filterOf(query))).map((r) => r.item)
    expect(found({ tier: 'continuing,none' })).toEqual(['b', 'c', 'd'])
    expect(found({ tier: 'continuing', region: 'hy' })).toEqual(['b'])
    expect(found({ library: 'signed_projects' })).toEqual(['b'])
    expect(found({ signed: 'earlier' })).toEqual(['b'])
    expect(found({ signed: 'this_year', started: 'no' })).toEqual(['a'])
    expect(found({ lacking: 'yes' })).toEqual(['d'])
    expect(found({ search: '芯片 洪山' })).toHaveLength(4)
    expect(found({ search: '芯片 汉阳' })).toEqual([])
  })
  it('sorts by number as people count, and by money across units', () => {
    expect(sorted(rows, { by: 'number', descending: false }).map((r) => r.item)).toEqual(['b', 'c', 'd', 'a'])
    expect(sorted(rows, { by: 'total', descending: true }).map((r) => r.item)).toEqual(['a', 'c', 'b', 'd'])
  })
  it('groups in the regime’s order, what is not said last, and folds', () => {
    const lines = lined(rows, 'tier', s6, new Set(['tier planned']), name)
    expect(lines.map((l) => (l.kind === 'group' ? `${l.group} ${l.totals.count}` : l.row.item))).toEqual(['continuing 1', 'b', 'c', 'planned 1', 'none 1', 'd'])
    expect(choicesOf(rows, 'tier', s6, name)).toEqual([{ key: 'continuing', count: 2 }, { key: 'planned', count: 1 }, { key: 'none', count: 1 }])
  })
})

describe('investment by month', () => {
  it('adds up units and goes no further than the last booking', () => {
    const booking = (unit: string, period: string, value: string, of = '万元') => ({ unit, period, amount: { value, unit: of }, position: 1 })
    const months = investmentMonths({ unit: '万元', year_booked: '', done: '', bookings: [booking('ha', '2018-03', '0.02', '亿元'), booking('ha', '2018-01', '100'), booking('jxw', '2018-03', '50')] }, 2018, '万元')
    expect(months).toHaveLength(12)
    expect(months.slice(0, 4).map((m) => [m.booked, m.cumulative])).toEqual([['100', '100'], [undefined, '100'], ['250', '350'], [undefined, undefined]])
  })
})

describe('wall chart', () => {
  const plan = (since: string, due: string, start?: string) => ({ since, due, ...(start ? { start } : {}), by: 'x', position: 1 })
  const row = (more: Partial<ScheduleRow>): ScheduleRow => ({ ledger: 'l', item: 'p1', milestone: 'kg', name: '开工', plans: [], missed: [], status: 'acknowledged', version: 1, ...more })
  const kg = row({ plans: [plan('2018-01-10T01:00:00Z', '2018-03-07'), plan('2018-03-20T16:30:00Z', '2018-06-07')], due: '2018-06-07', first_due: '2018-03-07' })
  const span = row({ milestone: '', name: '芯片封装线', plans: [plan('2018-01-10T01:00:00Z', '2019-06-30', '2018-03-07')], start: '2018-06-07', due: '2019-12-31', first_start: '2018-03-07', first_due: '2019-06-30' })

  it('finds the plan of a day in the ledger’s zone', () => {
    expect(plannedAt(kg, '2018-01-09')).toBeNull()
    expect(plannedAt(kg, '2018-03-20')?.due).toBe('2018-03-07')
    expect(plannedAt(kg, '2018-03-21')?.due).toBe('2018-06-07')
  })
  it('shows the baseline beside what is planned now, and what is late with its days', () => {
    const late = lane(project(), [span, kg], '2018-02-01', '2018-06-17')
    expect([late.base, late.now]).toEqual([{ from: '2018-03-07', to: '2019-06-30' }, { from: '2018-06-07', to: '2019-12-31', started: false, finished: false }])
    expect(late.lateStart).toEqual({ from: '2018-06-07', to: '2018-06-17', days: 10 })
    expect(late.marks[0]).toMatchObject({ state: 'overdue', day: '2018-06-07', base: '2018-03-07', late: 10 })
    expect([late.late, late.done, late.overrun]).toEqual([10, null, null])
    expect(lane(project(), [span, kg], '2018-01-01', '2018-06-17').base).toBeNull()
  })
  it('shows what was reached on its day, as long after its plan as the server says', () => {
    const started = lane(project(), [{ ...span, started_on: '2018-06-20' }, { ...kg, reached_on: '2018-06-20', late_days: 13 }], 'first', '2018-07-01')
    expect(started.marks[0]).toMatchObject({ state: 'reached', day: '2018-06-20', late: 13 })
    expect(started.done).toEqual({ from: '2018-06-20', to: '2018-07-01', days: 11 })
    expect([started.lateStart, started.late]).toEqual([null, 0])
  })
  it('calls nothing late that was completed, cancelled or has still time', () => {
    expect(lane(project({ status: 'cancelled' }), [{ ...kg, status: 'cancelled' }, span], 'first', '2020-06-17')).toMatchObject({ late: 0, overrun: null, marks: [{ state: 'dropped' }] })
    expect(lane(project(), [{ ...span, started_on: '2018-06-01', reached_on: '2020-01-10' }], 'first', '2020-06-17')).toMatchObject({ late: 0, overrun: null, now: { to: '2020-01-10', finished: true }, done: { to: '2020-01-10' } })
    expect(lane(project(), [{ ...span, started_on: '2018-06-01' }], 'first', '2020-01-02').overrun).toEqual({ from: '2019-12-31', to: '2020-01-02', days: 2 })
    expect(lane(project(), [kg], 'first', '2018-06-07').late).toBe(0)
  })
  it('frames a year, a quarter and everything, and cuts bars at its ends', () => {
    const one = lane(project(), [span, kg], 'first', '2018-06-17')
    expect(frameOf('all', '2018-06-17', [one])).toEqual({ from: '2018-03-01', to: '2019-12-31' })
    expect(frameOf('quarter', '2018-06-17', [])).toEqual({ from: '2018-04-01', to: '2018-06-30' })
    expect([stepped('quarter', '2018-11-17', 1), stepped('year', '2018-06-17', -1)]).toEqual(['2019-02-01', '2017-06-01'])
    const year = frameOf('year', '2019-06-17', [])
    expect(seen(year, '2018-06-07', '2019-12-31')).toEqual({ left: 0, width: 1, before: true, after: false })
    expect(seen(year, '2019-01-01', '2019-01-01')!.width).toBeCloseTo(1 / 365)
    expect(seen(year, '2018-06-07', '2018-12-31')).toBeNull()
    expect(beyond(frameOf('year', '2016-06-17', []), one)).toEqual({ side: 'after', day: '2018-03-07' })
  })
  it('heads a year with months, a quarter with half months, many years with years, and leaves no gap', () => {
    const kinds = (f: { from: string; to: string }) => ticks(f).map((t) => t.kind)
    expect(kinds(frameOf('year', '2018-05-01', []))).toEqual(Array(12).fill('month'))
    expect(kinds(frameOf('quarter', '2018-05-01', []))).toEqual(Array(6).fill('half'))
    expect(kinds({ from: '2014-03-01', to: '2020-06-30' })).toEqual(Array(7).fill('year'))
    const all = ticks({ from: '2017-02-01', to: '2019-06-30' })
    expect([all[0].day, all[0].at]).toEqual(['2017-01-01', 0])
    expect(all.reduce((sum, t) => sum + t.width, 0)).toBeCloseTo(1)
  })
  it('writes only labels that cover none before them', () => {
    expect(uncovered([{ at: 10, width: 10 }, { at: 19, width: 10 }, { at: 25, width: 10 }], 1)).toEqual([true, false, true])
  })
})

describe('needs', () => {
  const need = (more: Partial<NeedRow> = {}): NeedRow => ({ ledger: 'l', item: 'p1', support: '用地', item_title: '芯片封装线', kind: 'land', kind_title: '土地指标', text: '需新增用地', from: 'gtj', answers: 'gtj', state: 'requested', requested_at: '2018-04-02T17:00:00Z', requested_by: 'x', position: 1, ...more })
  const rows = [
    need({ amount: { value: '120', unit: '亩' }, needed_by: '2018-06-01' }),
    need({ support: 'b', state: 'granted', amount: { value: '80.5', unit: '亩' }, granted: { value: '60', unit: '亩' }, answered_at: '2018-04-20T01:00:00Z' }),
    need({ support: 'c', kind: 'funds', requested_at: '2018-03-01T01:00:00Z' }),
  ]
  it('counts days in the ledger’s zone, up to the answer or today', () => {
    expect([waited(rows[0], '2018-04-13'), waited(rows[1], '2018-12-01')]).toEqual([10, 17])
    expect([isLate(rows[0], '2018-06-01'), isLate(rows[0], '2018-06-02'), isLate(need({ state: 'granted', late: true }), '2018-01-01')]).toEqual([false, true, true])
  })
  it('has what waits longest first, and adds up what was asked and granted in each unit', () => {
    expect(columns(rows).requested.map((r) => r.support)).toEqual(['c', '用地'])
    const land = needSums(rows, (r) => r.kind, '2018-06-12').find((s) => s.key === 'land')!
    expect(land).toMatchObject({ counts: { requested: 1, granted: 1, declined: 0, dropped: 0 }, longest: 70, average: 70, late: 1, amounts: [{ unit: '亩', asked: '200.5', granted: '60' }] })
  })
  it('lets those answer whose unit was asked, and the office; nobody twice', () => {
    const clerk = (unit: string) => ({ roles: ['unit_clerk'], unit })
    expect([mayAnswer(rows[0], clerk('gtj')), mayAnswer(rows[0], clerk('ha')), mayAnswer(rows[0], { roles: ['ledger_holder'], unit: 'fgw' }), mayAnswer(rows[1], clerk('gtj'))]).toEqual([true, false, true, false])
  })
})

describe('commands on a project', () => {
  const subject = (more: Some = {}, needs: NeedRow[] = []): Subject => ({ row: project(more), rules: s9, needs, schedule: [] })
  const say = (_: string, name: string) => `<${name}>`
  const lead = { roles: ['unit_clerk'], unit: 'ha' }
  const party = { roles: ['unit_clerk'], unit: 'jxw' }
  const holder = { roles: ['ledger_holder'], unit: 'fgw' }

  it('offers what the project’s state and the reader’s part allow', () => {
    expect([isOffered('item.profile', subject(), lead), isOffered('item.profile', subject(), party), isOffered('item.profile', subject(), holder)]).toEqual([true, false, true])
    expect([isOffered('item.book_investment', subject(), party), isOffered('item.book_investment', subject(), { ...party, unit: 'else' })]).toEqual([true, false])
    expect([isOffered('item.book_investment', subject({ status: 'draft' }), party), isOffered('item.leave_library', subject(), holder)]).toEqual([false, false])
    expect([isOffered('item.leave_library', subject({ status: 'closed_out', libraries: ['plan'] }), holder), isOffered('item.enter_library', subject({ status: 'closed_out' }), holder)]).toEqual([true, false])
    expect([isOffered('item.set_tier', subject(), holder), isOffered('item.set_batch', subject(), holder)]).toEqual([false, true])
  })
  it('has the regime’s keys chosen by their words, and money in units of money', () => {
    const method = { name: 'item.apply_plan', params: [{ name: 'item', schema: {} }, { name: 'tier', schema: { type: 'string' } }, { name: 'batch', schema: { type: 'string' } }, { name: 'year_investment', schema: {} }, { name: 'qualifies', schema: {} }] }
    const fields = fieldsOf(prepared(method, subject(), say), { methods: [] }, ['item'])
    expect(fields.map((f) => [f.name, f.kind])).toEqual([['batch', 'choice'], ['year_investment', 'group']])
    expect(fields[0].choices).toEqual(['promote_start', 'speed_up', 'complete', 'reserve'])
    expect(fields[0].labels).toMatchObject({ speed_up: '加快建设' })
    const leave = fieldsOf(prepared({ name: 'item.leave_library', params: [{ name: 'library', schema: { enum: ['plan', 'reserve'] } }] }, subject({ libraries: ['reserve'] }), say), { methods: [] })
    expect([leave[0].choices, leave[0].labels]).toEqual([['reserve'], { reserve: '<reserve>' }])
  })
  it('fills in what is known, the open problem and the level after the one it lies with', () => {
    const problem = { id: 'q', text: '用地', state: 'open' as const, level: 'unit', steps: [] }
    expect(presetOf('item.escalate_problem', subject({ problems: [problem] }), '2018-04')).toEqual({ problem: 'q', to: 'office' })
    expect(presetOf('item.escalate_problem', subject({ problems: [{ ...problem, level: 'leading_group' }] }), '2018-04')).toEqual({ problem: 'q', to: '' })
    expect(presetOf('item.profile', subject({ profile: { owner: '某公司' }, days: { start: '2018-05-01' } }), '2018-04')).toEqual({ owner: '某公司', start: '2018-05-01' })
    expect(presetOf('item.book_investment', subject(), '2018-04')).toEqual({ period: '2018-04', amount: { value: '', unit: '万元' } })
  })
})

describe('start ratios', () => {
  const gauge = (name: string, started: number, total: number, needed: number): StartGauge => ({ key: name, name, started, total, needed, lacking: Math.max(0, needed - started), met: total ? started >= needed : null, reason: '', waiting: [] })
  it('writes a share exactly, and puts those that lack most first', () => {
    expect([startedPercent(gauge('a', 2, 3, 2)), startedPercent(gauge('b', 0, 0, 0))]).toEqual(['66.7%', '—'])
    expect(worstFirst([gauge('met', 2, 3, 2), gauge('none', 0, 0, 0), gauge('one', 1, 3, 2), gauge('two', 2, 6, 4)]).map((g) => g.name)).toEqual(['two', 'one', 'met', 'none'])
  })
})
