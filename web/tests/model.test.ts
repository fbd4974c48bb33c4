import { describe, expect, it } from 'vitest'
import { endOfSecond, parseAsOf } from '@/model/as_of'
import * as format from '@/model/format'
import { segments } from '@/model/highlight'
import { grouped, matches, noFilter, select } from '@/model/ledger_view'
import { applyDelta, applySnapshot, emptyTable, fromRows } from '@/model/live_table'
import type { ItemRow, Keyed, TrailRow } from '@/model/rows'
import { conflictEntries, fieldHistory, plainType, positionOf } from '@/model/trail'
import { latestByUnit } from '@/model/progress'
import { inSight, lineAt, scrollTo, tops } from '@/model/window'
import { fieldsOf, initial, pruned, type OpenRpc } from '@/model/schema'
import { mayIssue } from '@/model/roles'

function item(more: Partial<ItemRow> = {}): ItemRow {
  return {
    ledger: 'l', item: 'a', number: '1', chapter: '一', title: '道路', text: '修路 18 公里', units: [], status: 'entered', lamp: 'grey', targets: [],
    progress: [], milestones: [], problems: [], version: 1, changed_at: '2014-01-01T00:00:00Z', changed_position: 1, ...more,
  }
}
const keyed = (row: ItemRow, position = row.changed_position): Keyed<ItemRow> => ({ key: `${row.ledger}/${row.item}`, position, row })

describe('segments', () => {
  it('counts characters, not UTF-16 units', () => {
    expect(segments('𠮷市增长18%。', [{ at: [2, 7] }])).toEqual([{ text: '𠮷市' }, { text: '增长18%', target: 0 }, { text: '。' }])
  })
  it('marks nothing outside the text, of a revised text for instance', () => {
    expect(segments('短文', [{ at: [1, 9] }])).toEqual([{ text: '短文' }])
  })
  it('keeps the text whole where places overlap or are missing', () => {
    const parts = segments('完成投资320亿元', [{ at: [0, 9] }, { at: [4, 9] }, {}])
    expect(parts.map((p) => p.text).join('')).toBe('完成投资320亿元')
    expect(parts.filter((p) => p.target !== undefined)).toHaveLength(1)
  })
  it('numbers the targets as the row does, whatever their order in the text', () => {
    expect(segments('甲乙', [{ at: [1, 2] }, { at: [0, 1] }]).map((p) => p.target)).toEqual([1, 0])
  })
})

describe('live table', () => {
  it('applies upserts and removals, and tells which fields changed', () => {
    const before = fromRows(5, [keyed(item()), keyed(item({ item: 'b' }))])
    const { table, changed } = applyDelta(before, { position: 9, upserts: [keyed(item({ percent: '42.5', changed_position: 9 }))], removals: ['l/b'] })
    expect([...table.rows.keys()]).toEqual(['l/a'])
    expect(table.position).toBe(9)
    expect(changed.get('l/a')).toEqual(new Set(['percent', 'changed_position']))
    expect(before.rows.size).toBe(2)
  })
  it('never lets an older row replace a newer one', () => {
    const before = fromRows(9, [keyed(item({ title: '新', changed_position: 9 }))])
    const { table } = applyDelta(before, { position: 7, upserts: [keyed(item({ title: '旧', changed_position: 7 }))], removals: [] })
    expect(table.rows.get('l/a')!.row.title).toBe('新')
    expect(table.position).toBe(9)
  })
  it('marks nothing in the first snapshot, and what differs in the one after a reconnection', () => {
    const first = applySnapshot(emptyTable<ItemRow>(), 3, [keyed(item())])
    expect(first.changed.size).toBe(0)
    const second = applySnapshot(first.table, 4, [keyed(item({ lamp: 'red' }))])
    expect(second.changed.get('l/a')).toEqual(new Set(['lamp']))
  })
})

describe('ledger view', () => {
  const rows = [
    keyed(item({ item: 'c', number: '10', chapter: '二', lamp: 'red', percent: '9.5' })),
    keyed(item({ item: 'a', number: '9', units: [{ unit: 'gq', name: '各区', role: 'lead', members: ['dq'] }], percent: '10' })),
    keyed(item({ item: 'b', number: '2', chapter: '九', title: '绿化', responsible_person: { name: '吴若溪' } })),
  ]
  it('sorts numbers as numbers', () => {
    expect(select(rows, noFilter(), { by: 'number', descending: false }).map((r) => r.row.number)).toEqual(['2', '9', '10'])
    expect(select(rows, noFilter(), { by: 'percent', descending: true }).map((r) => r.row.item)).toEqual(['a', 'c', 'b'])
  })
  it('searches every word in titles, texts, units and people', () => {
    expect(select(rows, { ...noFilter(), search: '绿化 吴若' }, { by: 'number', descending: false })).toHaveLength(1)
    expect(select(rows, { ...noFilter(), search: '绿化 各区' }, { by: 'number', descending: false })).toHaveLength(0)
  })
  it('finds a collective by any of its members', () => {
    expect(matches(rows[1].row, { ...noFilter(), units: ['dq'] })).toBe(true)
    expect(matches(rows[0].row, { ...noFilter(), units: ['dq'] })).toBe(false)
  })
  it('groups in the order of the chapters, unknown ones last, and folds', () => {
    const lines = grouped(rows, [{ no: '一', title: '甲' }, { no: '二', title: '乙' }], new Set(['二']))
    expect(lines.map((l) => l.key)).toEqual(['chapter 一', 'l/a', 'chapter 二', 'chapter 九', 'l/b'])
    expect(lines[2]).toMatchObject({ items: 1, lamps: { red: 1 }, collapsed: true })
  })
})

describe('latestByUnit', () => {
  it('takes each unit’s latest month, a repeated month as told last', () => {
    const of = (unit: string, period: string, percent: string) => ({ unit, period, percent, position: 0 })
    const all = [of('a', '2014-02', '10'), of('b', '2014-01', '5'), of('a', '2014-01', '4'), of('b', '2014-01', '6')]
    expect(latestByUnit(all).map((p) => [p.unit, p.percent])).toEqual([['a', '10'], ['b', '6']])
  })
})

describe('window', () => {
  const top = tops([10, 20, 10, 20, 10])
  it('finds the line at an offset', () => {
    expect([0, 9, 10, 29, 30, 69, 1e6, -5].map((y) => lineAt(top, y))).toEqual([0, 0, 1, 1, 2, 4, 4, 0])
  })
  it('shows what is in sight and a few spare, never outside the list', () => {
    expect(inSight(top, 30, 10, 1)).toEqual({ first: 1, end: 5 })
    expect(inSight(top, 0, 1e6, 3)).toEqual({ first: 0, end: 5 })
    expect(inSight(tops([]), 0, 100, 3)).toEqual({ first: 0, end: 0 })
  })
  it('is bounded by the sight, not by the list', () => {
    const many = tops(new Array(10_000).fill(50))
    const { first, end } = inSight(many, 250_000, 800, 6)
    expect(end - first).toBeLessThan(32)
  })
  it('scrolls no further than needed', () => {
    expect(scrollTo(top, 0, 30, 20)).toBe(0)
    expect(scrollTo(top, 4, 0, 30)).toBe(40)
    expect(scrollTo(top, 1, 5, 30)).toBe(5)
  })
})

describe('format', () => {
  it('writes times in the ledger’s zone', () => {
    expect(format.dateTime('2014-12-31T16:30:00Z')).toBe('2015-01-01 00:30:00')
    expect(format.zoned('2014-03-05 09:30:00')).toBe('2014-03-05T09:30:00+08:00')
  })
  it('never invents a percentage', () => {
    expect(format.percent(undefined)).toBe('—')
    expect(format.percent('42.50')).toBe('42.5%')
    expect(format.percent('100')).toBe('100%')
    expect(format.percent('12.345678901234567890123')).toBe('12.345678901234567890123%')
  })
  it('reads full-width digits', () => expect(format.normalDecimal(' ４２．５％')).toBe('42.5'))
  it('knows a decimal', () => expect(['42.5', '-1', '1e3', '', '4.'].map(format.isDecimal)).toEqual([true, true, false, false, false]))
  it('numbers chapters as printed', () => expect([1, 10, 12, 20, 34, '附'].map(format.chineseNumber)).toEqual(['一', '十', '十二', '二十', '三十四', '附']))
  it('writes changed values as people do', () => {
    expect(format.valueText([{ indicator: '投资', comparator: '>=', value: '320', unit: '亿元', at: [1, 2] }])).toBe('投资 ≥ 320 亿元')
    expect(format.valueText([{ unit: 'a', name: '市发改委', role: 'lead' }, { person: 'p', name: '林雨禾' }], () => '牵头')).toBe('市发改委（牵头）；林雨禾')
    expect([null, [], '', 0, false].map((v) => format.valueText(v))).toEqual(['—', '—', '—', '0', 'false'])
  })
  it('groups positions', () => expect(format.position(1234567)).toBe('1,234,567'))
})

describe('trail', () => {
  const entry = (position: number, type: string, field: string, before?: unknown, after?: unknown): TrailRow => ({
    position, stream: 'item/a', version: position, type, recorded: '', actor: { account: 'x', name: 'x' }, changes: [{ field, before, after }],
  })
  it('gives a field’s history, newest first', () => {
    const trail = [entry(1, 'item.entered', 'title', undefined, '甲'), entry(2, 'item.revised', 'text'), entry(3, 'item.revised', 'title', '甲', '乙')]
    expect(fieldHistory('title', trail).map((h) => h.entry.position)).toEqual([3, 1])
  })
  it('does not take a longer name for a shorter one', () => {
    expect(fieldHistory('progress_text', [entry(1, 'x', 'progress')])).toHaveLength(1)
    expect(fieldHistory('text', [entry(1, 'x', 'text_digest')])).toHaveLength(0)
    expect(fieldHistory('targets', [entry(1, 'x', 'targets[0].value')])).toHaveLength(1)
  })
  it('shows the causes of a derived field only where it is not told itself', () => {
    expect(fieldHistory('lamp', [entry(1, 'x', 'percent')])).toHaveLength(1)
    expect(fieldHistory('lamp', [entry(1, 'x', 'percent'), entry(2, 'x', 'lamp')]).map((h) => h.change.field)).toEqual(['lamp'])
  })
  it('keeps the text of a report apart from the list of problems', () => {
    expect(fieldHistory('problems', [entry(1, 'item.progress_reported', 'problems'), entry(2, 'item.problem_raised', 'problems')])).toHaveLength(1)
  })
  it('reads the wire names', () => {
    expect(plainType('taizhang.item.progress_reported.v1')).toBe('item.progress_reported')
    expect(positionOf({ id: 'a1-7', sequence: '00000000000000000042' })).toBe(42)
    expect(positionOf({ id: 'a1-7' })).toBe(7)
  })
  it('tells a conflict by the trail where it knows the event, else by the data that the server sent', () => {
    const told = [{ position: 3, type: 'item.revised', actor: '顾南乔', data: { title: '乙', goal: null } }]
    expect(conflictEntries(told)[0]).toMatchObject({ actor: { name: '顾南乔' }, changes: [{ field: 'title', after: '乙' }] })
    expect(conflictEntries(told)[0].changes[0]).not.toHaveProperty('before')
    expect(conflictEntries(told, [entry(3, 'item.revised', 'title', '甲', '乙')])[0].changes[0].before).toBe('甲')
    expect(conflictEntries(undefined)).toEqual([])
  })
})

describe('schema', () => {
  const doc: OpenRpc = {
    components: { schemas: { Target: { type: 'object', required: ['value'], properties: { value: { type: 'string', format: 'decimal' }, stretch: { type: 'boolean' } } } } },
    methods: [
      {
        name: 'item.set_target',
        params: [
          { name: 'unit', schema: { type: 'string', 'x-id-of': 'unit' } },
          { name: 'item', required: true, schema: { type: 'string' } },
          { name: 'target', required: true, schema: { $ref: '#/components/schemas/Target' } },
          { name: 'due', schema: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] } },
          { name: 'command_id', required: true, schema: { type: 'string' } },
          { name: 'reason', required: true, schema: { type: 'string' } },
        ],
      },
    ],
  }
  it('makes a form’s fields, following references, without what the page fills itself', () => {
    const fields = fieldsOf(doc.methods[0], doc, ['item'])
    expect(fields.map((f) => [f.name, f.kind, f.required])).toEqual([['unit', 'reference', false], ['target', 'group', true], ['due', 'date', false], ['reason', 'long', true]])
    expect(fields[1].fields!.map((f) => [f.name, f.kind])).toEqual([['value', 'decimal'], ['stretch', 'flag']])
  })
  it('starts a required flag with false, but not within a group that may be left out', () => {
    const flag = { name: 'stretch', kind: 'flag' as const, required: true }
    const group = { name: 'target', kind: 'group' as const, required: true, fields: [flag] }
    expect(pruned({ target: initial(group) })).toEqual({ target: { stretch: false } })
    expect(pruned({ target: initial({ ...group, required: false }) })).toBeUndefined()
  })
  it('leaves out what was not filled in, at any depth', () => {
    expect(pruned({ a: '', b: [{ c: '' }, { c: 'x', d: false }], e: {} })).toEqual({ b: [{ c: 'x', d: false }] })
  })
  it('offers a command to the roles that the document names', () => {
    const method = { name: 'item.revise', params: [], 'x-roles': ['supervision'] }
    expect(mayIssue(method, ['supervision'])).toBe(true)
    expect(mayIssue(method, ['ledger_holder'])).toBe(false)
    expect(mayIssue({ name: 'item.revise', params: [] }, ['auditor'])).toBe(false)
  })
})

describe('as of', () => {
  it('is a position, a time, or now', () => {
    expect([parseAsOf('120'), parseAsOf('2014-03-05T00:00:00Z'), parseAsOf('later'), parseAsOf(undefined)]).toEqual([120, '2014-03-05T00:00:00Z', null, null])
    expect(endOfSecond(0)).toBe('1970-01-01T00:00:00.999Z')
    expect(format.dateTime(endOfSecond(0))).toBe('1970-01-01 08:00:00')
  })
})
