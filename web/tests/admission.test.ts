import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { changedFields, figuresFault, figuresTyped, sizeText } from '@/model/admission/filing'
import { actsOn, countRegions, countStages, inOrder, looksAt, matches, noFilter, stageOf, stagesOf, waitingDays, type Who } from '@/model/admission/pipeline'
import type { AdmissionMaterial, AdmissionRow, StatisticRow } from '@/model/admission/rows'
import { admissionRules, askedDocuments, caseFor, checklist, judged, type Facts } from '@/model/admission/rules'
import { byRegion, csv, listLines, monthLines, monthsOf, periodsOf, totals } from '@/model/admission/statistics'
import { valueText } from '@/model/format'
import { addDecimals, compareQuantities, inUnit, negated, quantityOf, sumDecimals } from '@/model/quantity'
import type { UnitRow } from '@/model/rows'

const rules = admissionRules(readFileSync(new URL('../../regimes/S3.toml', import.meta.url), 'utf8'))!
const facts = (more: Partial<Facts> = {}): Facts => ({ industry: '零售业', entity: '法人单位', procedure: 'monthly', situation: 'newly_opened', figures: [], expected: [], qualifications: [], ...more })
const figure = (key: string, value: string, unit = '万元') => ({ key, value, unit })
const row = (more: Partial<AdmissionRow> = {}): AdmissionRow => ({
  admission: 'a1', ledger: 'l', enterprise: 'e1', name: '鄂城商贸', code: '91420700', region: 'ec', industry: '零售业', entity: '法人单位', admission_class: 'retail', procedure: 'monthly', situation: 'newly_opened',
  qualifications: [], figures: [], expected: [], reasons: [], state: 'filed', level: '区统计局', at_level_since: '2014-03-10T02:00:00Z', passed: 1, returns: 0, missing: [], complete: true, materials: [], steps: [],
  filed_at: '2014-03-01T02:00:00Z', filed_by: '甲', misreported: [], version: 3, ...more,
})

describe('quantities', () => {
  it('converts exactly within one kind, and not across kinds', () => {
    expect(inUnit({ value: '0.2', unit: '亿元' }, '万元')).toBe('2000')
    expect(inUnit({ value: '1999.5', unit: '万元' }, '亿元')).toBe('0.19995')
    expect(inUnit({ value: '50', unit: '人' }, '万元')).toBeNull()
    expect(inUnit({ value: '50', unit: '家' }, '家')).toBe('50')
  })

  it('compares and adds without floating point', () => {
    expect(compareQuantities({ value: '0.2', unit: '亿元' }, quantityOf('2000万元')!)).toBe(0)
    expect(compareQuantities({ value: '1999.99', unit: '万元' }, quantityOf('0.2亿元')!)).toBeLessThan(0)
    expect(compareQuantities({ value: '1', unit: '人' }, { value: '1', unit: '万元' })).toBeNaN()
    expect(sumDecimals(['0.1', '0.2', '-0.35'])).toBe('-0.05')
    expect([addDecimals('1.50', '2.5'), addDecimals('-1', '1'), sumDecimals([]), negated('0.0'), negated('2'), negated('-2')]).toEqual(['4', '0', '0', '0.0', '-2', '2'])
  })

  it('reads a number with its unit', () => {
    expect([quantityOf('5000万元'), quantityOf('12.5 亿元'), quantityOf('万元'), quantityOf('5')]).toEqual([{ value: '5000', unit: '万元' }, { value: '12.5', unit: '亿元' }, null, null])
  })
})

describe('the rules of admission', () => {
  it('are read from the regime, in the document’s order', () => {
    expect(rules.classes.map((c) => c.key)).toEqual(['industry', 'wholesale', 'retail', 'lodging', 'construction', 'estate', 'services', 'residents_services'])
    expect(rules.levels.map((l) => l.role)).toEqual(['collects', 'reviews', 'reviews', 'reviews', 'approves'])
    expect(rules.procedures.map((p) => [p.key, p.cases.length])).toEqual([['monthly', 4], ['yearly', 3]])
    expect([rules.own_figures_only, rules.measures.length, rules.violations.length, rules.list_feeds.length]).toEqual([true, 3, 4, 2])
    expect(admissionRules('title = "x"')).toBeNull()
    expect(admissionRules(undefined)).toBeNull()
  })

  it('S3.1: a figure is held against its threshold in its unit; one of several is enough', () => {
    expect(judged(rules, facts({ figures: [figure('年主营业务收入', '499.99')] })).met).toBe(false)
    expect(judged(rules, facts({ figures: [figure('年主营业务收入', '0.05', '亿元')] })).met).toBe(true)
    const services = judged(rules, facts({ industry: '教育', figures: [figure('年营业收入', '10'), figure('从业人员', '50', '人')] }))
    expect(services.lines.map((l) => [l.what, l.asked, l.told, l.met])).toEqual([['从业人员', '50人', '50人', true], ['年营业收入', '1000万元', '10万元', false], ['', '法人单位', '法人单位', true]])
    expect(services.met).toBe(true)
  })

  it('S3.1: the qualification and the kind of entity are needed besides', () => {
    const told = facts({ industry: '建筑业', qualifications: ['建筑业企业资质证书'] })
    expect(judged(rules, told).met).toBe(true)
    expect(judged(rules, { ...told, entity: '产业活动单位' }).met).toBe(false)
    expect(judged(rules, { ...told, qualifications: ['别的证书'] }).met).toBe(false)
    expect(judged(rules, facts({ industry: '采矿' }))).toEqual({ lines: [], met: false })
  })

  it('S3.2: what is expected counts only where the procedure’s case says so', () => {
    const hoped = { figures: [figure('年营业收入', '100')], expected: [figure('年营业收入', '1200')] }
    expect(judged(rules, facts({ industry: '教育', ...hoped })).met).toBe(true)
    expect(judged(rules, facts({ industry: '教育', procedure: 'yearly', situation: 'grown', ...hoped })).met).toBe(false)
    expect(caseFor(rules, facts({ industry: '零售业', situation: 'grown' }))).toBeUndefined()
  })

  it('S3.3: what is asked depends on class, procedure, entity and situation; alternatives count as a whole', () => {
    const held = (material: string, more: Partial<AdmissionMaterial> = {}): AdmissionMaterial => ({ material, title: material, at: '', by: '', ...more })
    const list = (of: Partial<Facts>, materials: AdmissionMaterial[] = []) => checklist(rules, facts(of), materials)
    expect(list({ industry: '工业', situation: 'grown', procedure: 'yearly' }).map((c) => c.material.name)).not.toContain('建设项目批复或备案文件')
    expect(list({ industry: '工业' }).map((c) => c.material.name)).toContain('建设项目批复或备案文件')
    const papers = (materials: AdmissionMaterial[]) => list({}, materials).find((c) => c.material.name === '单位证照')!
    expect(papers([held('工商执照'), held('税务登记证')]).there).toBe(false)
    expect(papers([held('工商执照'), held('税务登记证'), held('组织机构代码证')])).toMatchObject({ there: true, have: 1 })
    expect(papers([held('统一社会信用代码')]).there).toBe(true)
    const copies = list({ entity: '产业活动单位' }, [held('商品销售和库存（E204-3表）', { period: '2014-01' })]).find((c) => c.material.copies === 3)!
    expect([copies.have, copies.there]).toEqual([1, false])
    expect(askedDocuments(list({}))).toContain('最近1个季度利润表')
  })
})

describe('the pipeline', () => {
  const today = '2014-03-20'
  it('has a stage for each level and each end, and one for a level that the rules have no longer', () => {
    expect(stagesOf(rules, [row({ level: '老的层级' })]).map((s) => s.key).slice(4)).toEqual(['level:国家统计局', 'level:老的层级', 'passed', 'admitted', 'returned', 'rejected', 'removed'])
    expect(stageOf(row())).toBe('level:区统计局')
    expect(stageOf(row({ level: undefined, state: 'passed' }))).toBe('passed')
  })

  it('counts the days that a file has lain where it is, and none after its end', () => {
    expect(waitingDays(row(), today)).toBe(10)
    expect(waitingDays(row({ at_level_since: undefined, state: 'returned', steps: [{ level: 'x', outcome: 'returned', days: 1, at: '2014-03-18T17:00:00Z', by: '' }] }), today)).toBe(1)
    expect(waitingDays(row({ state: 'admitted' }), today)).toBeNull()
    expect(inOrder([row({ admission: 'new', at_level_since: '2014-03-19T02:00:00Z' }), row({ admission: 'end', state: 'rejected' }), row()], today).map((r) => r.admission)).toEqual(['a1', 'new', 'end'])
  })

  it('counts by stage with the longest wait, and by region', () => {
    const rows = [row(), row({ at_level_since: '2014-03-01T02:00:00Z' }), row({ state: 'admitted', level: undefined, region: 'hr' })]
    const counts = countStages(stagesOf(rules, rows), rows, today)
    expect(counts.find((c) => c.stage.key === 'level:区统计局')).toMatchObject({ rows: 2, longest: 19 })
    expect(counts.find((c) => c.stage.key === 'admitted')).toMatchObject({ rows: 1, longest: null })
    expect(countRegions(rows)).toEqual([{ region: 'ec', stages: { 'level:区统计局': 2 }, all: 2 }, { region: 'hr', stages: { admitted: 1 }, all: 1 }])
  })

  it('filters by text, place, industry and what is missing', () => {
    expect(matches(row(), { ...noFilter(), text: ' 商贸 ' })).toBe(true)
    expect(matches(row(), { ...noFilter(), text: '9142' })).toBe(true)
    expect(matches(row(), { ...noFilter(), region: 'hr' })).toBe(false)
    expect(matches(row({ complete: false }), { ...noFilter(), incomplete: true })).toBe(true)
    expect(matches(row({ complete: false, state: 'rejected' }), { ...noFilter(), incomplete: true })).toBe(false)
    expect(matches(row(), { ...noFilter(), mine: true }, () => false)).toBe(false)
  })

  const units: UnitRow[] = [
    { unit: 'ec', name: '鄂城区', kind: 'district' }, { unit: 'hr', name: '华容区', kind: 'district' }, { unit: 'ec-tj', name: '鄂城区统计局', kind: 'department', parent: 'ec', aliases: ['区统计局'] },
    { unit: 'hr-tj', name: '华容区统计局', kind: 'department', parent: 'hr', aliases: ['区统计局'] }, { unit: 'tj', name: '市统计局', kind: 'department' }, { unit: 'e1', name: '鄂城商贸', kind: 'enterprise', parent: 'ec' },
  ]
  const who = (unit: string, ...roles: string[]): Who => ({ unit, roles, may: () => true })

  it('S3.4: each level is looked after by the office of its name in the file’s own place, or the holder', () => {
    expect(looksAt(who('ec-tj', 'unit_clerk'), row(), rules, 'tj', units)).toBe(true)
    expect(looksAt(who('hr-tj', 'unit_clerk'), row(), rules, 'tj', units)).toBe(false)
    expect(looksAt(who('tj', 'ledger_holder'), row(), rules, 'tj', units)).toBe(true)
    const collected = row({ level: rules.levels[0].name })
    expect(looksAt(who('ec', 'unit_clerk'), collected, rules, 'tj', units)).toBe(true)
    expect(looksAt(who('tj', 'ledger_holder'), collected, rules, 'tj', units)).toBe(false)
    expect(looksAt(who('tj', 'unit_clerk'), row({ level: '市统计局' }), rules, 'x', units)).toBe(true)
  })

  it('offers to each only what the state allows', () => {
    const of = (w: Who, r: AdmissionRow) => Object.entries(actsOn(w, r, rules, 'tj', units)).filter(([, on]) => on).map(([name]) => name)
    expect(of(who('ec', 'unit_clerk'), row())).toEqual(['attach'])
    expect(of(who('ec', 'unit_clerk'), row({ state: 'returned', level: undefined }))).toEqual(['attach', 'refile'])
    expect(of(who('tj', 'ledger_holder'), row({ state: 'passed', level: undefined }))).toEqual(['admit'])
    expect(of(who('tj', 'ledger_holder'), row({ state: 'admitted', level: undefined }))).toEqual(['remove', 'find'])
    expect(of(who('e1', 'unit_clerk'), row({ state: 'admitted', level: undefined }))).toEqual(['report'])
    expect(of(who('dcs', 'supervision'), row({ state: 'admitted', level: undefined }))).toEqual(['find'])
    expect(of(who('e1', 'unit_clerk'), row({ state: 'rejected', level: undefined }))).toEqual([])
  })
})

describe('figures by month', () => {
  const admitted = (admission: string, more: Partial<AdmissionRow> = {}) => row({ admission, state: 'admitted', level: undefined, from: '2014-02', admitted_on: '2014-02-10', ...more })
  const told = (admission: string, period: string, more: Partial<StatisticRow> = {}): StatisticRow => ({ ledger: 'l', period, admission, enterprise: 'e', name: 'n', region: 'ec', figures: [figure('年营业收入', '100')], first: [], late: false, position: 7, reported_at: '', reported_by: '', corrections: [], misreported: [], ...more })

  it('S3.5: are owed from the month of admission to that of removal', () => {
    expect(monthsOf(admitted('a'), '2014-04')).toEqual(['2014-04', '2014-03', '2014-02'])
    expect(monthsOf(admitted('a', { state: 'removed', removed_on: '2014-03-02' }), '2014-04')).toEqual(['2014-03', '2014-02'])
    expect(monthsOf(row(), '2014-04')).toEqual([])
    expect(periodsOf([admitted('a')], [told('b', '2014-01')], '2014-03')).toEqual(['2014-03', '2014-02', '2014-01'])
  })

  it('are counted as reported, late, corrected, missing, and added up in the unit of the rules', () => {
    const correction = { position: 9, corrects: 7, figures: [], at: '', by: '' }
    const statistics = [told('a', '2014-03', { late: true, corrections: [correction] }), told('b', '2014-03', { figures: [figure('年营业收入', '0.5', '亿元'), figure('从业人员', '3', '人')], misreported: ['late'] }), told('a', '2014-02')]
    const lines = monthLines([admitted('a'), admitted('b', { region: 'hr' }), admitted('c'), row({ admission: 'd' })], statistics, '2014-03')
    expect(totals(lines, rules.measures)).toEqual({
      owed: 3, reported: 2, in_time: 1, late: 1, corrected: 1, misreported: 1, missing: 1,
      sums: [{ key: '年营业收入', unit: '万元', value: '5100', left_out: 0 }, { key: '从业人员', unit: '人', value: '3', left_out: 0 }],
    })
    expect([...byRegion(lines)].map(([region, of]) => [region, of.length])).toEqual([['ec', 2], ['hr', 1]])
  })

  it('leave out of the sum what does not convert, and say so', () => {
    const lines = monthLines([admitted('a'), admitted('b')], [told('a', '2014-03'), told('b', '2014-03', { figures: [figure('年营业收入', '5', '万美元')] })], '2014-03')
    expect(totals(lines, rules.measures).sums).toEqual([{ key: '年营业收入', unit: '万元', value: '100', left_out: 1 }])
  })
})

describe('the list of a year', () => {
  const say = { unit: (id: string | undefined) => id ?? '', of: (_: string, key: string) => key }
  it('S3.6: is written by place, numbered within it', () => {
    const one = { admission: 'a', ledger: 'l', enterprise: 'e', name: '甲，"乙"', code: '914207001234567890', admission_class: 'retail', procedure: 'monthly', situation: 'grown' as const, admitted_on: '2014-02-10', from: '2014-02' }
    const lines = listLines([{ year: 2014, region: 'ec', admitted: 2, removed: 1, enterprises: [one, { ...one, removed_on: '2014-05-01' }] }], say)
    expect(lines.map((l) => [l[0], l[1], l[10]])).toEqual([['ec', '1', ''], ['ec', '2', '2014-05-01']])
    const text = csv(lines)
    expect(text.startsWith('\ufeffec,1,"甲，""乙""",')).toBe(true)
    expect(text.split('\r\n')).toHaveLength(3)
  })

  it('keeps a spreadsheet from taking a cell for a formula, and a code for a number', () => {
    expect(csv([['=1+1', '-5', '@x', 'a,b', '914207001234567890']])).toBe('\ufeff\'=1+1,-5,\'@x,"a,b",914207001234567890\t\r\n')
  })
})

describe('what is filled in', () => {
  it('becomes plain decimals; what is empty is left out', () => {
    expect(figuresTyped([figure(' 收入 ', '１２．５'), figure('人', ' ')])).toEqual([figure('收入', '12.5')])
    expect(figuresFault([figure('', '5')])).toBe('adm.needName')
    expect(figuresFault([figure('a', 'x')])).toBe('adm.needNumber')
    expect(figuresFault([figure('a', '5', '')])).toBe('adm.needUnit')
    expect(figuresFault([figure('a', '5')])).toBeUndefined()
  })

  it('filed again, names only what is another', () => {
    const before = row({ figures: [figure('a', '1'), figure('b', '2')] })
    expect(changedFields(before, before)).toEqual({})
    expect(changedFields(before, { ...before, situation: 'grown', figures: [figure('a', '1'), figure('b', '3')], qualifications: ['x'] })).toEqual({ situation: 'grown', figures: [figure('b', '3')], qualifications: ['x'] })
  })

  it('says sizes as people do', () => {
    expect([sizeText(512), sizeText(2048), sizeText(5 * 1024 * 1024)]).toEqual(['512 B', '2.0 KB', '5.0 MB'])
  })
})

describe('values of a change', () => {
  it('figures, amounts and what is missing are written as people do', () => {
    expect(valueText([figure('年营业收入', '120.5'), { value: '5', unit: '万元' }])).toBe('年营业收入 120.5万元；5万元')
    expect(valueText({ material: '利润表', required: true, reason: '缺少利润表' })).toBe('缺少利润表')
    expect(valueText({ unit: 'u1', value: '2' })).toBe('unit: u1, value: 2')
  })
})
