// The mock's projects: a ledger of signed projects under S6, with their schedules, needs and start ratios. Invented.
import { readFileSync } from 'node:fs'

export const views = ['project_library', 'project_schedule', 'project_needs']
export const methods = { 'projects.start_ratio': startRatio }

const ledger = 'projects-2014'
const holder = { account: 'holder', name: '陈望川', unit: 'fgw' }
const kRegions = ['dqu', 'xhq', 'nsq']
const kIndustries = [['工业', 'gxw'], ['服务业', 'swj'], ['基础设施', 'zjj'], ['科技', 'gxw'], ['金融', 'czj']]
const kWhat = ['封装测试线', '冷链物流园', '数据中心', '新材料产业园', '智能装备基地', '城市综合体', '生物医药园', '光伏组件厂', '轨道配套车间', '文旅度假区']
const kNames = ['东湖', '青石', '清河', '北环', '南湖', '凤凰', '望江', '金沙', '石桥', '云台', '白马', '长岭']

/** The same every time. */
function chance(seed) {
  let state = seed
  return (below) => ((state = (state * 1103515245 + 12345) % 2147483648), Math.floor((state / 2147483648) * below))
}
const pad = (n) => String(n).padStart(2, '0')

function project(n, dice) {
  const [industry, department] = kIndustries[dice(5)]
  const region = kRegions[dice(3)]
  const earlier = dice(3) === 0
  const total = (3 + dice(400)) / 10
  const planned = Math.max(1, Math.round(total * (10 + dice(40)))) * 100
  const startMonth = 1 + dice(12)
  const start = `${earlier ? 2013 : 2014}-${pad(startMonth)}-07`
  const started = start < '2014-08-01' && dice(4) > 0
  const months = started ? Array.from({ length: 7 }, (_, i) => i + 1).filter((m) => earlier || m >= startMonth) : []
  const bookings = months.map((m, i) => ({ unit: region, period: `2014-${pad(m)}`, amount: { value: String(Math.round((planned / 14) * (0.5 + dice(10) / 10))), unit: '万元' }, position: 9000 + i, ...(dice(9) === 0 ? { corrected: true } : {}) }))
  const booked = bookings.reduce((sum, b) => sum + Number(b.amount.value), 0)
  const finish = `${2015 + dice(3)}-${pad(3 + dice(9))}-30`
  const signed = `${earlier ? 2013 : 2014}-${pad(1 + dice(Math.max(1, startMonth)))}-18`
  const met = total >= 1
  const lead = region
  return {
    ledger, item: `pj${n}`, year: 2014, number: String(n), title: `${kNames[dice(12)]}${kWhat[dice(10)]}${n > 120 ? `${n}期` : ''}`, kind: '招商引资项目', stage: started ? '开工' : dice(2) ? '前期工作' : '签约', status: 'acknowledged',
    units: [{ unit: lead, name: { dqu: '东渠区政府', xhq: '西河区政府', nsq: '南山区政府' }[lead], role: 'lead' }, { unit: department, name: department, role: 'responsible' }], lead,
    ...(met ? { project_class: '亿元以上招商引资项目' } : {}), tier: earlier && started ? 'continuing' : start.startsWith('2014') ? 'new_start' : 'preliminary',
    plans: [{ year: 2014, applied_at: '2013-11-12T02:10:00Z', tier: earlier ? 'continuing' : 'new_start' }], libraries: met ? ['signed_projects', 'plan'] : ['signed_projects'],
    passages: [{ library: 'signed_projects', entered_at: '2013-11-20T02:00:00Z' }, ...(met ? [{ library: 'plan', entered_at: '2014-01-08T02:00:00Z', document: '2014年招商引资项目计划' }] : [])],
    profile: {
      owner: `${kNames[dice(12)]}投资公司`, site: '产业园区', region, sector: industry, industry, content: '厂房、研发楼及配套', total_investment: { value: String(total), unit: '亿元' }, year_investment: { value: String(planned), unit: '万元' },
      funds: [{ source: '自筹', amount: { value: String(total), unit: '亿元' }, secured: dice(2) === 0 }], signed_on: signed,
      qualifies: [met ? { project_class: '亿元以上招商引资项目', met: true, clause: 'S6.1', reason: `${industry}总投资${total}亿元，达到1亿元的标准（S6.1）` } : { project_class: '', met: false, reason: `${industry}总投资${total}亿元，不到1亿元（S6.1）` }],
      ...(met ? { routed: { department, district: region } } : {}),
    },
    investment: { unit: '万元', total: String(Math.round(total * 10000)), year_planned: String(planned), year_booked: String(booked), done: String(booked), year_percent: ((booked * 100) / planned).toFixed(2), bookings },
    days: { start, finish, first_start: start, first_finish: finish, ...(started ? { started_on: start.replace(/-07$/, `-${pad(5 + dice(20))}`) } : {}), adjustments: dice(4) === 0 ? 1 : 0 },
    started,
    people: { leader: { name: '周听松' }, person: { name: '吴若溪' }, paired_leader: dice(3) ? { person: 'p4', name: '许知行' } : undefined, procedures_team: dice(2) ? [{ department: 'gtj', person: { name: '何用地' } }, { department: 'hbj', person: { name: '沈砚秋' } }] : [], commitments: dice(2) ? [{ unit: region, by: { name: '区长' }, signed_on: '2014-02-12', text: '年内开工，完成年度投资计划' }] : [] },
    procedures: [], materials: [], needs: { requested: 0, granted: 0, declined: 0 }, lacks: dice(3) ? [] : ['commitment', 'service_officer'], doubts: [],
    problems: dice(5) ? [] : [{ id: '用地', text: '用地指标不足，红线内两户未签约', state: 'escalated', level: 'office', steps: [{ at: '2014-05-06T02:00:00Z', by: '吴若溪', position: 9100 }, { to: 'office', at: '2014-05-21T02:00:00Z', by: '吴若溪', position: 9140 }], next_level_after: '2014-08-05' }],
  }
}

function schedule(p, dice) {
  const plan = (since, due, start, more = {}) => ({ since, due, ...(start ? { start } : {}), by: '吴若溪', position: 8000, ...more })
  const { start, finish, started_on } = p.days
  const moved = p.days.adjustments > 0
  const later = (day, months) => { const [y, m, d] = day.split('-').map(Number); const at = y * 12 + m - 1 + months; return `${Math.floor(at / 12)}-${pad((at % 12) + 1)}-${pad(d)}` }
  const now = moved ? later(start, 2) : start
  const rows = [{ milestone: '', name: p.title, plans: [plan('2013-11-12T02:10:00Z', finish, start), ...(moved ? [plan('2014-04-20T02:00:00Z', finish, now, { adjusted: true, reason: '汛期顺延' })] : [])], start: now, due: finish, first_start: start, first_due: finish, ...(started_on ? { started_on } : {}), missed: [] }]
  const node = (milestone, name, first, due, reached) => rows.push({ milestone, name, plans: [plan('2013-11-12T02:10:00Z', first), ...(first === due ? [] : [plan('2014-04-20T02:00:00Z', due, undefined, { adjusted: true })])], due, first_due: first, ...(reached ? { reached_on: reached, late_days: Math.round((Date.parse(reached) - Date.parse(due)) / 864e5) } : {}), missed: reached || due >= '2014-08-01' ? [] : [due] })
  node('qq', '前期工作', later(start, -3), later(now, -3), dice(3) || started_on ? later(now, -3).replace(/-07$/, '-11') : undefined)
  node('kg', '开工', start, now, started_on)
  node('fd', '主体封顶', later(start, 8), later(now, 8))
  return rows.map((r) => ({ ledger, item: p.item, status: p.status, version: 3, ...r }))
}

const kKinds = [['land', '土地指标', '亩', '新增建设用地指标'], ['funds', '资金', '万元', '贷款贴息'], ['utilities', '水电气', null, '双回路供电接入'], ['labour', '人力', '人', '焊工招聘'], ['environment', '环境容量', null, '排污总量指标']]
function needs(p, dice) {
  if (dice(3)) return []
  const [kind, kind_title, unit, text] = kKinds[dice(5)]
  const from = { land: 'gtj', funds: 'czj', utilities: 'zjj', labour: 'rsj', environment: 'hbj' }[kind]
  const state = ['requested', 'requested', 'granted', 'granted', 'declined'][dice(5)]
  const amount = unit && { value: String(20 + dice(200)), unit }
  const answered = state !== 'requested' && { answered_at: `2014-0${5 + dice(3)}-1${dice(9)}T03:00:00Z`, answered_by: '何用地', answer: state === 'granted' ? '列入三季度安排' : '不在规划区内', ...(amount && state === 'granted' ? { granted: amount } : {}) }
  p.needs[state]++
  return [{ ledger, item: p.item, support: 'n1', item_title: p.title, region: p.profile.region, kind, kind_title, text, ...(amount ? { amount } : {}), needed_by: `2014-0${6 + dice(4)}-30`, from, answers: from, state, requested_at: `2014-0${2 + dice(3)}-1${dice(9)}T02:00:00Z`, requested_by: '吴若溪', requesting: p.lead, position: 9200, late: false, ...answered }]
}

export function seed(world, { large = 0 } = {}) {
  const text = readFileSync(new URL('../../regimes/S6.toml', import.meta.url), 'utf8')
  const title = /^title = "([^"]*)"/m.exec(text)[1]
  world.append({ stream: 'regime/S6', type: 'regime.adopted', data: { title }, actor: holder, time: '2014-01-06T01:00:00Z', rows: [['regimes', 'S6', { regime: 'S6', title, system: 'S6', text, digest: '', adopted_at: '2014-01-06T01:00:00Z', amended: [], repealed: false }]] })
  world.append({ stream: `ledger/${ledger}`, type: 'ledger.opened', data: { title: '2014 年招商引资项目' }, actor: holder, time: '2014-01-06T01:10:00Z', rows: [['ledgers', ledger, { ledger, title: '2014 年招商引资项目', year: 2014, holder: 'fgw', status: 'open', chapters: [], items: 48, regime: 'S6' }]] })
  const dice = chance(7)
  for (let n = 1; n <= (large ? 2400 : 48); n++) {
    const p = project(n, dice)
    const wanted = needs(p, dice)
    const rows = [...schedule(p, dice).map((r) => ['project_schedule', `${ledger}/${p.item}/${r.milestone}`, r]), ...wanted.map((r) => ['project_needs', `${ledger}/${p.item}/${r.support}`, r]), ['project_library', `${ledger}/${p.item}`, p]]
    world.append({ stream: `item/${p.item}`, type: 'item.profiled', data: { owner: p.profile.owner }, actor: holder, time: '2014-01-08T02:00:00Z', rows })
  }
}

/** As the server counts them: signed, not cancelled; by region, industry or lead unit. */
function startRatio(world, p) {
  const position = world.positionAt(p.as_of)
  const rows = world.views.project_library.list(position, (r) => r.ledger === p.ledger).map((r) => r.row)
  const gauge = (key, name, list, n, d) => {
    const started = list.filter((r) => r.started).length
    const needed = Math.ceil((list.length * n) / d)
    return { key, name, started, total: list.length, needed, lacking: Math.max(0, needed - started), met: list.length ? started >= needed : null, reason: `${list.length}个中开工${started}个，应不少于${needed}个`, waiting: list.filter((r) => !r.started).map((r) => r.item) }
  }
  const keyOf = { region: (r) => r.profile.region ?? '', industry: (r) => r.profile.industry ?? '', unit: (r) => r.lead ?? '' }[p.by]
  const nameOf = (key) => (p.by === 'industry' ? key : (world.views.units.get(key)?.row.name ?? key))
  const ratio = (name, when, n, d) => {
    const list = rows.filter((r) => (when === 'earlier') === (Number(r.profile.signed_on.slice(0, 4)) < r.year))
    const keys = keyOf ? [...new Set(list.map(keyOf))].sort() : []
    return { name, when, numerator: n, denominator: d, clause: 'S6.7', all: gauge('', '', list, n, d), groups: keys.map((k) => gauge(k, nameOf(k), list.filter((r) => keyOf(r) === k), n, d)) }
  }
  return { position, ledger: p.ledger, year: 2014, by: p.by ?? null, ratios: rows.length ? [ratio('往年招商引资项目开工率', 'earlier', 2, 3), ratio('当年招商引资项目开工率', 'this_year', 1, 3)] : [] }
}
