import { describe, expect, it } from 'vitest'
import { faults, initialValues, named, newId, type Act } from '@/components/supervision/act'
import { chineseDate } from '@/components/documents/chinese_date'
import { counterQuestions, needsApproval, standings, unitStandings } from '@/model/supervision/board'
import { addColumn, addRow, changeKind, emptyBlock, insertBlock, isEdited, lineDiff, moveBlock, pasteCells, removeBlock, removeColumn, removeRow, setCell, tidied } from '@/model/supervision/blocks'
import { burdenTable } from '@/model/supervision/burden'
import { addDays, addMonths, dayShown, daysBetween, lastDayOf, weekday } from '@/model/supervision/days'
import { chosen, countKinds, dayList, daysOf, monthGrid, monthToShow, noDueFilter } from '@/model/supervision/due_calendar'
import { headRows, isWhole } from '@/model/supervision/form_head'
import { projectKinds } from '@/model/supervision/regime_text'
import type { Block, BoardRow, Bulletin, BurdenRow, DueRow, MeasureRow, RectificationRow, SupervisedItem } from '@/model/supervision/rows'

const due = (day: string, more: Partial<DueRow> = {}): DueRow => ({ due: day, kind: 'report', state: 'open', title: day, stream: 'report/x', was_late: false, reminded: [], ...more })

describe('days', () => {
  it('adds days and months over the ends of months and years', () => {
    expect(addDays('2014-02-28', 1)).toBe('2014-03-01')
    expect(addDays('2016-02-28', 1)).toBe('2016-02-29')
    expect(addMonths('2014-12', 1)).toBe('2015-01')
    expect(addMonths('2014-01', -1)).toBe('2013-12')
    expect(lastDayOf('2014-02')).toBe('2014-02-28')
    expect(daysBetween('2014-07-20', '2014-08-01')).toBe(12)
    expect(weekday('2014-08-01')).toBe(4)
  })

  it('counts from today while live, from the moment as of it, and from the newest event of a log that stands still', () => {
    const now = Date.parse('2026-11-22T02:00:00Z')
    expect(dayShown('2026-11-20T02:00:00Z', true, now)).toBe('2026-11-22')
    expect(dayShown('2026-11-20T02:00:00Z', false, now)).toBe('2026-11-20')
    expect(dayShown('2014-08-01T02:00:00Z', true, now)).toBe('2014-08-01')
    expect(dayShown('2027-03-01T02:00:00Z', true, now)).toBe('2027-03-01')
    expect(dayShown(null, true, now)).toBe('2026-11-22')
  })

  it('takes the day in the ledger’s zone', () => {
    expect(dayShown('2014-07-31T17:00:00Z', false, 0)).toBe('2014-08-01')
  })
})

describe('calendar', () => {
  it('lays a month out in whole weeks, Monday first', () => {
    const weeks = monthGrid('2014-08', [due('2014-08-05'), due('2014-07-28')])
    expect(weeks.map((w) => w.length)).toEqual([7, 7, 7, 7, 7])
    expect(weeks[0][0].day).toBe('2014-07-28')
    expect(weeks[0][0].inMonth).toBe(false)
    expect(weeks[0][0].rows).toHaveLength(1)
    expect(weeks[4][6].day).toBe('2014-08-31')
    expect(weeks[1][1].rows.map((r) => r.due)).toEqual(['2014-08-05'])
  })

  it('has four weeks where February begins on a Monday, six where a month spans so many', () => {
    expect(monthGrid('2027-02', [])).toHaveLength(4)
    expect(monthGrid('2014-03', [])).toHaveLength(6)
  })

  it('opens on today’s month between the first thing that is due and the last, else on the nearer end', () => {
    const at = (day: string) => monthToShow('2014-02-10', '2014-10-05', day)
    expect(['2014-06-30', '2013-01-01', '2014-10-31', '2026-11-22'].map(at)).toEqual(['2014-06', '2014-02', '2014-10', '2014-10'])
    expect(monthToShow(undefined, undefined, '2014-08-01')).toBe('2014-08')
  })

  it('asks for every day of a month', () => {
    expect(daysOf('2014-08')).toHaveLength(31)
    expect([daysOf('2016-02')[0], daysOf('2016-02')[28], daysOf('2016-02').length]).toEqual(['2016-02-01', '2016-02-29', 29])
  })

  it('lists the days of one month in order, the most urgent first in each', () => {
    const days = dayList('2014-08', [due('2014-08-12'), due('2014-08-05', { state: 'done' }), due('2014-08-05', { state: 'late' }), due('2014-09-01')])
    expect(days.map((d) => d.day)).toEqual(['2014-08-05', '2014-08-12'])
    expect(days[0].rows.map((r) => r.state)).toEqual(['late', 'done'])
  })

  it('filters by unit (also by who answers for it today), ledger, kind, and what is finished', () => {
    const rows = [due('2014-08-01', { unit: 'a', answers: 'b' }), due('2014-08-02', { unit: 'c', kind: 'review' }), due('2014-08-03', { unit: 'b', state: 'dropped', ledger: 'l' })]
    expect(chosen(rows, { ...noDueFilter(), units: ['b'] }).map((r) => r.due)).toEqual(['2014-08-01', '2014-08-03'])
    expect(chosen(rows, { ...noDueFilter(), kinds: ['review'] })).toHaveLength(1)
    expect(chosen(rows, { ...noDueFilter(), ledgers: ['l'] })).toHaveLength(1)
    expect(chosen(rows, { ...noDueFilter(), finished: false })).toHaveLength(2)
  })

  it('counts the kinds of a full day, each with its most urgent state', () => {
    expect(countKinds([due('2014-08-05'), due('2014-08-05', { state: 'late' }), due('2014-08-05', { kind: 'plan' })])).toEqual([
      { kind: 'report', count: 2, state: 'late' },
      { kind: 'plan', count: 1, state: 'open' },
    ])
  })
})

const para = (text: string): Block => ({ kind: 'paragraph', text, rows: [] })
const bulletin = (body: Block[]): Bulletin => ({ kind: 'monthly', title: '通报', stands_on: 7, addressed_to: '各区：', body, signed_by: '督查室', dated: '2014-08-01', edited: false })

describe('block editor', () => {
  it('inserts, moves and removes without touching the list it was given', () => {
    const body = [para('a'), para('b')]
    expect(insertBlock(body, 1, 'heading').map((b) => b.kind)).toEqual(['paragraph', 'heading', 'paragraph'])
    expect(moveBlock(body, 0, 1).map((b) => b.text)).toEqual(['b', 'a'])
    expect(moveBlock(body, 0, -1)).toBe(body)
    expect(moveBlock(body, 1, 1)).toBe(body)
    expect(removeBlock(body, 0).map((b) => b.text)).toEqual(['b'])
    expect(body.map((b) => b.text)).toEqual(['a', 'b'])
  })

  it('keeps the words when a block changes its kind', () => {
    const table = setCell(setCell({ ...emptyBlock('table'), text: '表' }, 0, 0, '甲'), 1, 1, '1')
    expect(changeKind(table, 'paragraph')).toEqual(para('表\n甲\t\n\t1'))
    expect(changeKind(para('标题'), 'table').text).toBe('标题')
  })

  it('keeps tables rectangular while rows and columns come and go', () => {
    const table = addColumn(addRow(emptyBlock('table'), 1), 1)
    expect(table.rows.map((r) => r.cells.length)).toEqual([3, 3, 3])
    expect(removeColumn(removeRow(table, 0), 0).rows.map((r) => r.cells.length)).toEqual([2, 2])
    const single: Block = { kind: 'table', text: '', rows: [{ cells: ['x'] }] }
    expect(removeRow(single, 0)).toBe(single)
    expect(removeColumn(single, 0)).toBe(single)
  })

  it('pastes a spreadsheet’s cells, growing the table as it must', () => {
    const pasted = pasteCells(emptyBlock('table'), 1, 1, '1\t2\r\n3\t4\r\n')
    expect(pasted.rows.map((r) => r.cells)).toEqual([['', '', ''], ['', '1', '2'], ['', '3', '4']])
  })

  it('marks as edited what has other words than the draft, and nothing else', () => {
    const draft = bulletin([para('a'), { kind: 'table', text: '', rows: [{ cells: ['x'] }] }])
    expect(isEdited(JSON.parse(JSON.stringify(draft)), draft)).toBe(false)
    expect(isEdited({ ...draft, number: '' }, draft)).toBe(false)
    expect(isEdited({ ...draft, title: '别的' }, draft)).toBe(true)
    expect(isEdited({ ...draft, body: [draft.body[1], draft.body[0]] }, draft)).toBe(true)
    expect(isEdited(draft, { ...draft, edited: true })).toBe(true)
  })

  it('leaves out what nobody filled', () => {
    expect(tidied([para(' '), para(' a '), { kind: 'table', text: '', rows: [{ cells: ['', ' '] }, { cells: ['x', ''] }] }])).toEqual([para('a'), { kind: 'table', text: '', rows: [{ cells: ['x', ''] }] }])
  })

  it('shows which lines differ between what was issued and what is recomputed', () => {
    expect(lineDiff('a\nb\nc', 'a\nx\nc')).toEqual([
      { kind: 'same', text: 'a' },
      { kind: 'issued', text: 'b' },
      { kind: 'recomputed', text: 'x' },
      { kind: 'same', text: 'c' },
    ])
    expect(lineDiff('a', 'a\nb').map((l) => l.kind)).toEqual(['same', 'recomputed'])
  })
})

describe('form head', () => {
  const cells = [
    { row: 0, column: 0, rows: 2, columns: 1, title: '序号' },
    { row: 1, column: 2, rows: 1, columns: 1, title: '完成数' },
    { row: 0, column: 1, rows: 1, columns: 2, title: '全年' },
    { row: 1, column: 1, rows: 1, columns: 1, title: '目标' },
  ]
  it('S2_2_groups the cells of the head by row, left to right', () => {
    expect(headRows(cells, 2).map((r) => r.map((c) => c.title))).toEqual([['序号', '全年'], ['目标', '完成数']])
  })
  it('tells a head that leaves a gap, overlaps or sticks out', () => {
    expect(isWhole(cells, 2, 3)).toBe(true)
    expect(isWhole(cells.slice(1), 2, 3)).toBe(false)
    expect(isWhole([...cells, cells[0]], 2, 3)).toBe(false)
    expect(isWhole(cells, 2, 2)).toBe(false)
  })
})

describe('board', () => {
  const row = (kind: BoardRow['kind'], more: Partial<BoardRow> = {}): BoardRow => ({ kind, id: '1', stream: 'x/1', closed: false, state: 'open', items: [], title: '', text: '', since: '', changed_at: '', overdue: false, ...more })
  it('counts what is open, and cards only while they stand', () => {
    const rows: BoardRow[] = [
      row('proposal'), row('proposal', { closed: true }), row('rectification', { overdue: true }), row('rectification'), row('overdue', { overdue: true }),
      row('card', { state: 'standing', measure: 'yellow_card' }), row('card', { state: 'agreed', measure: 'red_card' }), row('card', { state: 'standing', measure: 'red_card' }), row('card', { state: 'lifted', measure: 'red_card', closed: true }),
      row('reconsideration'), row('listing', { state: 'standing' }),
    ]
    const fits = (r: object, filter: Record<string, unknown>) => Object.entries(filter).every(([field, v]) => [v].flat().includes((r as Record<string, unknown>)[field]))
    const c = Object.fromEntries(Object.entries(counterQuestions({ ledger: '2014' })).map(([key, q]) => [key, rows.filter((r) => fits({ ledger: '2014', ...r }, q.filter)).length]))
    expect(c).toEqual({ proposals: 1, rectifications: 1, late: 1, overdue: 1, reconsiderations: 1, inspections: 0, listed: 1 })
  })

  it('rule 10: persons and inquiries need an approver', () => {
    expect(needsApproval({ measure: 'summons', subject: 'person/p1' })).toBe(true)
    expect(needsApproval({ measure: 'inquiry', subject: 'unit/a' })).toBe(true)
    expect(needsApproval({ measure: 'red_card', subject: 'unit/a' })).toBe(false)
  })

  it('orders units by what stands against them', () => {
    const m = (unit: string, measure: MeasureRow['measure'], state: MeasureRow['state'] = 'carried_out', until?: string) => ({ unit, measure, state, until }) as MeasureRow
    const r = (unit: string, overdue: boolean, state: RectificationRow['state'] = 'open') => ({ unit, overdue, state }) as RectificationRow
    const found = unitStandings([m('a', 'yellow_card'), m('b', 'red_card'), m('c', 'red_card', 'lifted'), m('g', 'red_card', 'carried_out', '2014-06-29'), m('d', 'criticism')], [r('a', true), r('e', false), r('f', true, 'accepted')], '2014-06-30')
    expect(found.map((u) => u.unit)).toEqual(['b', 'a', 'd', 'e'])
    expect(found[1]).toMatchObject({ yellow: 1, overdue: 1, open: 1 })
  })

  it('S4_5_standings take the lead unit’s projects only, and steps of the half-year', () => {
    const item = (unit: string, percent: string | undefined, more: Partial<SupervisedItem> = {}) => ({ units: [{ unit, name: unit, role: 'lead' }], percent, lamp: 'green', status: 'acknowledged', project: { kind: '招商', steps_reached: [] }, ...more }) as unknown as SupervisedItem
    const reached = { kind: '招商', steps_reached: [{ step: '签约', reached_on: '2014-06-30' }, { step: '落地', reached_on: '2014-07-01' }] }
    const rows = standings([item('a', '40'), item('a', '50.1', { lamp: 'red' }), item('b', '60', { project: reached }), item('c', '99', { project: undefined }), item('d', undefined)], '2014-01-01', '2014-06-30')
    expect(rows.map((r) => [r.unit, r.percent, r.projects, r.steps, r.red])).toEqual([['b', 60, 1, 1, 0], ['a', 45.1, 2, 0, 1], ['d', null, 1, 0, 0]])
  })
})

describe('burden', () => {
  it('sums by unit and month; a month without a row is no zero', () => {
    const row = (unit: string, period: string, fields: number) => ({ unit, period, fields }) as BurdenRow
    const table = burdenTable([row('a', '2014-02', 3), row('b', '2014-01', 9), row('a', '2014-01', 2)], 'fields')
    expect(table).toEqual({ periods: ['2014-01', '2014-02'], units: [{ unit: 'b', cells: [9, null], sum: 9 }, { unit: 'a', cells: [2, 3], sum: 5 }], sums: [11, 3], most: 9 })
  })
})

describe('regime text', () => {
  it('S4_1_reads the steps of each kind of project, over lines and past comments', () => {
    const text = 'title = "x"\n[[project_kind]]\nname = "招商" # S4.1\nsteps = [\n  "跟踪", # 一\n  "对接 # 二",\n]\n[[project_kind]]\nname = "拆迁"\nsteps = ["评估"]\n[tours]\nname = "no"\n'
    expect(projectKinds(text)).toEqual([{ name: '招商', steps: ['跟踪', '对接 # 二'] }, { name: '拆迁', steps: ['评估'] }])
    expect(projectKinds('')).toEqual([])
  })
})

describe('acts', () => {
  const act: Act = {
    title: '', method: 'x.y', submit: 'act.submit', targets: [], params: () => ({}),
    fields: [
      { name: 'text', label: 'sup.note', kind: 'long', required: true, max: 3 },
      { name: 'units', label: 'sup.unit', kind: 'units', required: true },
      { name: 'until', label: 'sup.until', kind: 'date', required: true, shown: (v) => v.text === 'a' },
    ],
  }
  it('names what is missing or too long, and asks for nothing that is not shown', () => {
    const values = initialValues(act)
    expect(values).toEqual({ text: '', units: [], until: '' })
    expect(faults(act, values)).toEqual({ text: 'act.needText', units: 'sup.needChoice' })
    expect(faults(act, { text: 'abcd', units: ['u'], until: '' })).toEqual({ text: 'sup.tooLong' })
    expect(faults(act, { text: 'a', units: ['u'], until: '' })).toEqual({ until: 'sup.needChoice' })
  })
  it('makes ids that the grammar allows and that do not repeat', () => {
    const id = newId('rect', '2014-08-01')
    expect(id).toMatch(/^rect-20140801-[0-9a-f]{8}$/)
    expect(newId('rect', '2014-08-01')).not.toBe(id)
  })
  it('takes a person by id, or a typed name', () => {
    expect(named('p1', [{ person: 'p1', name: '周' }])).toEqual({ person: 'p1', name: '周' })
    expect(named(' 某人 ', [])).toEqual({ name: '某人' })
  })
  it('writes a date as documents do', () => {
    expect(chineseDate('2014-07-05')).toBe('2014年7月5日')
    expect(chineseDate(undefined)).toBe('')
  })
})
