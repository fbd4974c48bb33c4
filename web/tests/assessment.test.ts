import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { confirmBar } from '@/components/assessment/acts'
import { unitListText } from '@/model/assessment/event_text'
import { isHolder, leads, ownStatement, provides, type Office } from '@/model/assessment/office'
import { timesDecimal } from '@/model/assessment/points'
import { barsOf, byAward, columnsOf, comparable, compared, groupsOf, inTime, isScaled, isTied, positionsOf, rankingLines, stepsOf, summed, targetLines, usualOther } from '@/model/assessment/ranking'
import { textBefore } from '@/model/assessment/regime_then'
import type { AssessedIndicator, AssessmentRow, IndicatorScoreRow, RankedScore, RankingRow } from '@/model/assessment/rows'
import { pruned } from '@/model/schema'
import { chooseScheme, countsProjects, filedIn, isOfGroup, schemesOf } from '@/model/assessment/scheme'

const kRegimes = new URL('../../regimes/', import.meta.url)
const text = (name: string) => readFileSync(new URL(name, kRegimes), 'utf8')
const score = (indicator: string, points: string, more: Partial<RankedScore> = {}): RankedScore => ({ indicator, name: indicator, weight: '40', unit_of_measure: '亿元', points, exempt: false, from: [], explanation: '', ...more })
const ranked = (unit: string, rank: number, more: Partial<RankingRow> = {}): RankingRow => ({
  assessment: 'a', ledger: 'l', group: 'towns', group_title: '镇、街道', unit, rank, given: '0', scores: [], explanation: '', from: [], barred: [], missed: [], low: false, awards: [], position: 9, concluded_at: '', ...more,
})
const assessment = (more: Partial<AssessmentRow> = {}): AssessmentRow => ({
  assessment: 'a', ledger: 'l', regime: 'S5', scheme_title: '考核', title: '年终', occasion: 'year_end', state: 'concluded', groups: [{ key: 'towns', name: '镇、街道' }, { key: 'departments', name: '区直部门' }], units: [], indicators: [], missing: 0,
  given: [], barred: [], awards: [], owed: [], statements: [], applied: [], former: [], opened_at: '2014-01-01', opened_by: '', version: 1, ...more,
})

describe('schemes', () => {
  it('are read from every regime that has one', () => {
    const found = Object.fromEntries(readdirSync(kRegimes).filter((f) => f.endsWith('.toml')).map((f) => [f, schemesOf(text(f))] as const).filter(([, s]) => s.length))
    expect(Object.keys(found)).toContain('S5.toml')
    for (const schemes of Object.values(found)) for (const s of schemes) {
      expect(s.title && s.groups.length && s.indicators.length).toBeTruthy()
      for (const i of s.indicators) expect([i.name !== '', Number.isFinite(Number(i.weight)), i.unit !== '']).toEqual([true, true, true])
    }
  })

  it('say who gives figures, who is exempt, what is counted by project, and which awards are judged', () => {
    const [scheme] = schemesOf(text('S5.toml'))
    const funds = scheme.indicators.find((i) => i.key === 'funds')!
    expect([funds.providers, funds.exempt, funds.total]).toEqual([['区发改局', '区财政局'], ['区发改局', '区财政局'], { value: '16.2', unit: '亿元' }])
    const starts = scheme.indicators.find((i) => i.key === 'new_starts')!
    expect([countsProjects(starts), filedIn(starts), countsProjects(funds), filedIn(funds)]).toEqual([true, '亿元', false, '亿元'])
    expect(scheme.awards.filter((a) => a.by === 'judged').map((a) => a.criterion)).toContain('投资规模较大')
    expect(scheme.awards.find((a) => a.key === 'investment')).toMatchObject({ by: 'completion', least: 2, most: 3, together: true, prize: { value: '2', unit: '万元' } })
    expect(scheme.times.map((x) => x.month)).toEqual([7, 12])
    expect(isOfGroup({ groups: ['towns'] }, 'departments')).toBe(false)
    expect(schemesOf('title = "x"')).toEqual([])
  })

  it('of several, the one that the title names', () => {
    const many = schemesOf('[[assessment]]\nkey = "q"\ntitle = "季讲评"\n[[assessment]]\nkey = "y"\ntitle = "年度考核"\n')
    expect(chooseScheme(many, '2018年二季度季讲评')?.key).toBe('q')
    expect(chooseScheme(many, 'y')?.key).toBe('y')
    expect(chooseScheme(many, '季讲评和年度考核')).toBeNull()
    expect(chooseScheme(many.slice(0, 1), '什么都行')?.key).toBe('q')
    expect(chooseScheme([], '')).toBeNull()
  })

  it('are of the text under which the assessment was opened', () => {
    const regime = { digest: 'c', amended: [{ position: 20, digest: 'b' }, { position: 30, digest: 'c' }] }
    expect([textBefore(regime, 'c'), textBefore(regime, 'b'), textBefore(regime, 'a'), textBefore(regime, undefined), textBefore({ digest: 'a', amended: [] }, 'x')]).toEqual([null, 29, 19, null, null])
  })
})

describe('a ranking', () => {
  const rows = [ranked('u3', 0), ranked('u2', 1, { total: '80' }), ranked('u1', 1, { total: '80' }), ranked('d1', 1, { group: 'departments', group_title: '区直部门' })]

  it('stands by group in the scheme’s order, by rank within it, without a rank last', () => {
    expect(groupsOf(assessment(), rows).map((g) => [g.key, g.rows.map((r) => r.unit)])).toEqual([['towns', ['u1', 'u2', 'u3']], ['departments', ['d1']]])
    expect(groupsOf(undefined, rows).map((g) => g.title)).toEqual(['镇、街道', '区直部门'])
  })

  it('marks those who share a rank, and nobody who has none', () => {
    const towns = groupsOf(assessment(), rows)[0].rows
    expect(towns.map((r) => isTied(r, towns))).toEqual([true, true, false])
    expect(isTied(ranked('x', 0), [ranked('x', 0), ranked('y', 0)])).toBe(false)
  })

  it('S5.4: tells where the total is not the sum of its parts', () => {
    const whole = ranked('u', 1, { total: '75.50', given: '-0.5', scores: [score('a', '40'), score('b', '36'), score('c', '0', { exempt: true })] })
    expect(isScaled(whole)).toBe(false)
    expect(isScaled({ ...whole, total: '94.37' })).toBe(true)
    expect(isScaled({ ...whole, total: undefined })).toBe(false)
  })

  it('becomes bars of points by indicator, the given points last, what nobody has left out', () => {
    const one = ranked('u1', 1, { given: '-1.5', scores: [score('a', '36.5'), score('b', '0'), score('c', '5', { exempt: true })] })
    expect(barsOf([one, ranked('u2', 2, { scores: [score('a', '30')] }), ranked('u3', 0)], '加减分')).toEqual({ units: ['u1', 'u2'], series: [{ name: 'a', indicator: 'a', data: [36.5, 30] }, { name: '加减分', indicator: '', data: [-1.5, 0] }] })
    expect(columnsOf([one]).map((c) => [c.indicator, c.counts])).toEqual([['a', true], ['b', true], ['c', false]])
    expect(columnsOf([one, ranked('u2', 2, { scores: [score('c', '1')] })])[2].counts).toBe(true)
  })

  it('goes to a spreadsheet as it is shown', () => {
    const one = ranked('u1', 1, { total: '90', given: '-1', scores: [score('a', '36'), score('b', '0', { exempt: true })], awards: [{ award: 'c', name: '综合奖', grounds: '', judged: false }], barred: ['迟报'] })
    const say = { head: ['名次', '单位', '总分'] as [string, string, string], given: '加减分', awards: '奖项', remarks: '备注', exempt: '不参加' }
    expect(rankingLines({ key: 'g', title: '', rows: [one, ranked('u2', 0, { scores: [score('a', '0', { exempt: true })] })] }, (u) => u, say)).toEqual([['名次', '单位', '总分', 'a', '加减分', '奖项', '备注'], ['1', 'u1', '90', '36', '-1', '综合奖', '迟报'], ['', 'u2', '', '不参加', '0', '', '']])
  })

  it('is told step by step', () => {
    expect(stepsOf('目标2亿元；完成1.8亿元；得分＝权重40×完成1.8÷目标2＝36.00')).toEqual(['目标2亿元', '完成1.8亿元', '得分＝权重40×完成1.8÷目标2＝36.00'])
    expect(stepsOf(undefined)).toEqual([])
  })

  it('S9.7: stands beside that of the other half of the year', () => {
    const july = [ranked('u1', 2, { total: '70.5' }), ranked('u2', 1, { total: '80' }), ranked('gone', 3, { total: '60' })]
    const december = [ranked('u1', 1, { total: '90.25' }), ranked('u2', 0), ranked('new', 2, { total: '88' })]
    expect(compared(july, december).map((c) => [c.unit, c.places, c.points])).toEqual([['u1', 1, '19.75'], ['new', null, null], ['u2', null, null], ['gone', null, null]])
    expect(compared([ranked('u', 1, { group: 'towns' })], [ranked('u', 2, { group: 'departments' })])[0].places).toBeNull()
    const [one, mid, older, other, open] = [assessment(), assessment({ assessment: 'm', occasion: 'mid_year' }), assessment({ assessment: 'o', ledger: 'l0', opened_at: '2013-01-01' }), assessment({ assessment: 'x', scheme_title: '别的' }), assessment({ assessment: 'n', state: 'open' })]
    expect(comparable([one, older, mid, other, open], one).map((a) => a.assessment)).toEqual(['m', 'o'])
    expect(usualOther([one, older, mid], one)?.assessment).toBe('m')
    expect(usualOther([one, older], one)).toBeUndefined()
    expect(inTime([mid, older, one], (l) => (l === 'l' ? 2014 : 2013)).map((a) => a.assessment)).toEqual(['a', 'm', 'o'])
  })

  it('groups awards and adds up their prizes', () => {
    const award = (unit: string, value?: string) => ({ award: 'c', name: '综合奖', unit, grounds: '', judged: false, position: 1, ...(value ? { prize: { value, unit: '万元' } } : {}) })
    expect(byAward([award('a', '5'), award('b', '5.5')])).toMatchObject([{ award: 'c', prizes: '10.5万元', given: [{ unit: 'a' }, { unit: 'b' }] }])
    expect(byAward([award('a')])[0].prizes).toBe('')
  })
})

describe('events', () => {
  it('tell lists of units by name, and leave the rest as it is', () => {
    const name = (u: string) => `#${u}`
    expect(unitListText('targets', [{ unit: 't1', value: '2' }, { unit: 't2', value: '3' }], name)).toBe('#t1 2；#t2 3')
    expect(unitListText('standings', [{ unit: 't1', rank: 1, total: '90' }, { unit: 't2', rank: 0 }], name)).toBe('1 #t1 90；— #t2')
    expect(unitListText('awards', [{ unit: 't1', grounds: '第1名' }], name)).toBe('#t1：第1名')
    expect(unitListText('units', [{ unit: 't1', group: 'towns' }], name)).toBe('#t1')
    // responsible units of an item, and anything that is no list of units
    for (const [field, value] of [['units', [{ unit: 't1', role: 'lead' }]], ['targets', [{ indicator: 'x' }]], ['targets', []], ['targets', 'x']] as const) expect(unitListText(field, value, name)).toBeNull()
  })
})

describe('targets and figures', () => {
  const indicator: AssessedIndicator = { indicator: 'i', name: '投资', unit_of_measure: '亿元', weight: '40', judged: false, counted: false, providers: ['区统计局'], targets_in: '亿元', targets: [{ unit: 'u1', value: '2' }], filed: 1, missing: ['u1'] }

  it('S5.1: lists every unit with a target or a figure in the order of the assessed', () => {
    const row = { assessment: 'a', ledger: 'l', indicator: 'i', name: '', unit: 'u3', group: 'towns', figures: [], exempt: false } satisfies IndicatorScoreRow
    const a = assessment({ units: ['u3', 'u2', 'u1'].map((unit) => ({ unit, group: 'towns' })), indicators: [indicator] })
    expect(targetLines(a, 'i', [row, { ...row, indicator: 'other', unit: 'u2' }])).toEqual([
      { unit: 'u3', group: 'towns', target: undefined, row, missing: false },
      { unit: 'u1', group: 'towns', target: '2', row: undefined, missing: true },
    ])
  })

  it('S5.1: the sum is held against the total', () => {
    expect(summed(['10.5', '', '11.6'], '22')).toEqual({ sum: '22.1', difference: '0.1' })
    expect(summed(['10', '12'], '22.00')).toEqual({ sum: '22', difference: null })
    expect(summed(['1'], '2')).toEqual({ sum: '1', difference: '-1' })
    expect(summed([], undefined)).toEqual({ sum: '0', difference: null })
  })

  it('reads positions with anything between, and nothing else', () => {
    expect(positionsOf('12，#13、 14')).toEqual([12, 13, 14])
    expect(positionsOf('12 12')).toEqual([12])
    expect(positionsOf('')).toEqual([])
    expect(positionsOf('12, x')).toBeNull()
  })

  it('multiplies points exactly', () => {
    expect([timesDecimal('-0.5', 3), timesDecimal('2', 4), timesDecimal('0.25', 4), timesDecimal('0.1', 1)]).toEqual(['-1.5', '8', '1', '0.1'])
  })

  it('S5.3: figures are given by whom the regime names, under any of his names, else by the holder', () => {
    const units = [{ unit: 'tj', name: '海州区统计局', kind: 'department', aliases: ['区统计局'] }, { unit: 'dc', name: '督查室', kind: 'department' }, { unit: 'old', name: '旧局', kind: 'department', successor: 'tj' }]
    const who = (unit: string, roles: string[], may = true): Office => ({ unit, roles, holder: 'dc', units, may: () => may })
    expect(provides(who('tj', ['unit_clerk']), indicator)).toBe(true)
    expect(provides(who('tj', ['unit_clerk'], false), indicator)).toBe(false)
    expect(provides(who('dc', ['ledger_holder']), indicator)).toBe(false)
    expect(provides(who('dc', ['ledger_holder']), { providers: [] })).toBe(true)
    expect(isHolder(who('tj', ['ledger_holder']))).toBe(false)
    expect([leads(who('tj', ['supervision']), 'assessment.conclude'), leads(who('tj', ['ledger_holder']), 'assessment.conclude')]).toEqual([true, false])
    expect([ownStatement(who('tj', ['unit_clerk']), 'old'), ownStatement(who('tj', ['unit_clerk']), 'dc')]).toEqual([true, false])
  })

  it('S5.6: a bar by the record is sent with empty grounds and events, which the server fills', () => {
    const names = { unit: (u: string) => u } as Parameters<typeof confirmBar>[2]
    const act = confirmBar(assessment(), { unit: 't1', rule: 'report_late', grounds: '5月迟报，共1次', evidence: [7] }, names)
    expect({ ...act.targets[0].params, ...(pruned(act.params({})) as object | undefined) }).toEqual({ assessment: 'a', expected_version: 1, unit: 't1', rule: 'report_late', grounds: '', evidence: [] })
  })
})
