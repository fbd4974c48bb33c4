// Drafts of bulletins, forms, checks of regimes and exports, as far as the page needs them to be looked at.
import { Refusal } from '../world.mjs'
import { dayOf } from './rows.mjs'

const itemsAt = (world, ledger, at) => world.views.current_ledger.list(at, (r) => r.ledger === ledger).map((r) => r.row).sort((a, b) => Number(a.number) - Number(b.number))
const table = (text, head, rows) => ({ kind: 'table', text, rows: [head, ...rows].map((cells) => ({ cells: cells.map(String) })) })
const para = (text) => ({ kind: 'paragraph', text, rows: [] })
const heading = (text) => ({ kind: 'heading', text, rows: [] })

export function draftText(b) {
  return [b.title, b.number, b.addressed_to, ...b.body.flatMap((x) => [x.text, ...(x.rows ?? []).map((r) => r.cells.join('\t'))]), b.signed_by, b.dated].filter(Boolean).join('\n')
}

function draft(world, p) {
  const at = p.at ?? world.position
  if (p.kind === 'minutes') return minutes(world, p, at)
  const items = itemsAt(world, p.ledger, at)
  const reported = items.filter((i) => i.percent !== undefined)
  const red = items.filter((i) => i.lamp === 'red')
  const mean = (reported.reduce((a, i) => a + Number(i.percent), 0) / Math.max(1, reported.length)).toFixed(1)
  const month = p.period ? `${Number(p.period.slice(5))}月` : p.kind === 'weekly' ? '本周' : '本期'
  const body = [
    para(`现将${month}重点工作台账落实情况通报如下。`),
    heading('一、总体情况'),
    para(`全部任务${items.length}项，已报账${reported.length}项，平均进度${mean}%，其中红灯${red.length}项。`),
    heading('二、欠进度事项'),
    table('欠进度事项', ['序号', '工作任务', '牵头单位', '进度（%）', '序时（%）'], red.slice(0, 8).map((i) => [i.number, i.title, i.units[0].name, i.percent, i.scheduled_percent])),
    heading('三、有关要求'),
    para('欠进度单位要写明原因和改进措施，限期整改；逾期未整改到位的，按制度通报批评并问责。'),
  ]
  return { kind: p.kind, title: `2014年${month}重点工作落实情况通报`, number: '青政督〔2014〕7号', ledger: p.ledger, from: p.from ?? (p.period && `${p.period}-01`), until: p.until ?? (p.period && `${p.period}-30`), stands_on: at, addressed_to: '各区政府、各街道办事处，市直各部门：', body, signed_by: '市政府督查室', dated: dayOf(world), edited: false }
}

function minutes(world, p, at) {
  const r = world.views.reviews.get(p.review)?.row
  if (!r || r.state !== 'held') throw new Refusal(3, '/review: it was not held, so there is nothing to tell of it', { clause: 'S1.9', path: '/review' })
  const body = [para(`${r.held_on}，${r.title}。${r.summary}`), heading('点评意见'), ...r.remarks.map((x, i) => para(`${i + 1}．${x.by.name}：${x.text}`))]
  return { kind: 'minutes', title: `${r.title}工作纪要`, number: '青政纪〔2014〕3号', ledger: r.ledger, review: p.review, stands_on: at, addressed_to: '', body, signed_by: '市重点项目办', dated: dayOf(world), edited: false }
}

function recompute(world, p) {
  const b = world.views.bulletins.get(p.bulletin)?.row
  if (!b) throw new Refusal(2, `there is no bulletin '${p.bulletin}'`)
  const again = draft(world, { kind: b.kind, ledger: b.ledger, review: b.review, from: b.from, until: b.until, period: b.kind === 'monthly' ? b.from?.slice(0, 7) : undefined, at: b.stands_on })
  const issued = draftText(b)
  const text = draftText({ ...again, dated: b.dated })
  return { digest_holds: true, stands_on: b.stands_on, same: issued === text, edited: b.edited, issued_text: issued, recomputed_text: text }
}

// ---- forms ---------------------------------------------------------------------------------------------------------

const leaf = (title, source, kind = 'text', unit) => ({ title, source, kind, unit })
const people = [leaf('责任领导', 'responsible_leader'), leaf('责任人', 'responsible_person')]
const money = (t) => ({ title: '省外资金（亿元）', children: [leaf(t, 'target', 'number', '亿元')] })
const signed = (t, own) => ({ title: '亿元以上新签约项目（个）', children: [leaf(t, own, 'number', '个'), leaf('其中50亿以上', own, 'number', '个'), leaf('其中10亿以上', own, 'number', '个')] })
const begun = (t, own) => ({ title: '亿元以上新开工项目（个）', children: [leaf(t, own, 'number', '个'), leaf('其中5亿以上', own, 'number', '个')] })
const block = (title, t, own) => ({ title, children: [money(t), signed(t, own), begun(t, own)] })
const kForms = [
  { id: '表一', title: '2014年“四上”在库龙头企业培育情况一览表(表一)', columns: [leaf('序号', 'sequence', 'number'), leaf('企业名称', 'title'), leaf('责任部门', 'units'), ...people, leaf('备注', 'value')], lines: 6 },
  { id: '表二', title: '2014年度“四上”企业预入库一览表（表二）', columns: [leaf('序号', 'sequence', 'number'), leaf('单位名称', 'title'), leaf('所属区乡镇街', 'value'), leaf('责任单位', 'units'), ...people, leaf('要求入库时间', 'deadline', 'date'), leaf('备注', 'value')], lines: 0 },
  { id: '表三', title: '2014年招商引资项目一览表（表三）', note: '单位：亿元、个', columns: [leaf('序号', 'sequence', 'number'), leaf('单位名称', 'units'), block('全年目标任务', '目标', 'target'), block('一季度完成情况', '完成数', 'actual'), block('二季度任务', '目标', 'target'), ...people], lines: 5 },
  { id: '表四', title: '2014年市政重点工程推进情况一览表（表四）', columns: [leaf('序号', 'sequence', 'number'), leaf('项目名称', 'title'), leaf('2014年计划完成投资', 'target', 'number', '亿元'), leaf('建设进度', 'progress'), leaf('存在问题', 'problems'), leaf('责任单位', 'units'), leaf('工作措施', 'measures'), leaf('时间节点', 'deadline', 'date'), leaf('进展情况', 'status')], lines: 9 },
  { id: '表五', title: '全市突出环保督察问题整改任务一览表（表五）', columns: [leaf('序号', 'sequence', 'number'), leaf('存在问题', 'text'), leaf('整改要求', 'goal'), leaf('整改进展情况', 'progress'), leaf('责任单位', 'units'), leaf('完成时限', 'deadline', 'date'), leaf('备注', 'value')], lines: 3 },
]

const depth = (c) => 1 + Math.max(0, ...(c.children ?? []).map(depth))
const leavesOf = (columns) => columns.flatMap((c) => (c.children ? leavesOf(c.children) : [c]))

function head(columns, rows, row = 0, from = 0, out = []) {
  let column = from
  for (const c of columns) {
    const width = c.children ? leavesOf(c.children).length : 1
    out.push({ row, column, rows: c.children ? 1 : rows - row, columns: width, title: c.title })
    if (c.children) head(c.children, rows, row + 1, column, out)
    column += width
  }
  return out
}

function cell(column, row, i) {
  const numbers = { target: (i * 7 + column.title.length) % 40, actual: (i * 5 + 3) % 20 }
  const of = { sequence: i + 1, title: row.title, text: row.text, units: row.units.map((u) => u.name).join('、'), responsible_leader: row.responsible_leader?.name, responsible_person: row.responsible_person?.name, deadline: row.deadline, progress: row.progress_text, problems: row.problems_text, measures: row.measures_text, status: '办理中', goal: '按期整改到位', ...numbers }
  return String(of[column.source] ?? '')
}

function form(world, p) {
  const f = kForms.find((x) => x.id === p.form)
  if (!f) throw new Refusal(2, `the ledger's regime has no form '${p.form}'`, { path: '/form' })
  const at = world.positionAt(p.as_of)
  const rows = Math.max(...f.columns.map(depth))
  const columns = leavesOf(f.columns)
  const items = itemsAt(world, p.ledger, at).slice(0, f.lines)
  return { position: at, id: f.id, title: f.title, note: f.note, head_rows: rows, head: head(f.columns, rows).sort((a, b) => a.row - b.row || a.column - b.column), columns, rows: items.map((r, i) => ({ item: r.item, cells: columns.map((c) => cell(c, r, i)) })) }
}

function check(_, p) {
  const faults = []
  const of = (key) => new RegExp(`^${key} = "([^"]*)"`, 'm').exec(p.text)?.[1] ?? ''
  const count = (name) => p.text.split('\n').filter((l) => l.startsWith(`[[${name}]]`)).length
  p.text.split('\n').forEach((line, i) => {
    if (/^\s*(#.*)?$|^\s*\[/.test(line) || /^\s*[\w-]+\s*=\s*\S|^\s*[{}\]"]/.test(line)) return
    faults.push({ line: i + 1, key: line.trim().split(/\s/)[0], message: `expected key = value or a table, got "${line.trim()}"` })
  })
  if (!/^\s*title\s*=/m.test(p.text)) faults.push({ line: 1, key: 'title', message: 'is required and missing: the regime\'s title' })
  return { faults, ...(faults.length ? {} : { summary: { title: of('title'), system: of('system'), steps: count('step'), forms: count('form'), bulletins: count('bulletin'), project_kinds: count('project_kind') } }) }
}

function exported(world, p) {
  const text = p.what === 'bulletin' ? draftText(world.views.bulletins.get(p.bulletin).row) : JSON.stringify(p)
  return { name: `${p.bulletin ?? p.form ?? p.what}.${p.format}`, type: 'application/octet-stream', base64: Buffer.from(text).toString('base64') }
}

export const methods = {
  'bulletin.draft': (world, p) => ({ position: p.at ?? world.position, bulletin: draft(world, p) }),
  'bulletin.recompute': recompute,
  'forms.list': (world, p) => ({ forms: p.ledger === 'city-2014' ? kForms.map(({ id, title, lines }) => ({ id, title, lines })) : [] }),
  'forms.get': form,
  'regime.check': check,
  'export.file': exported,
}
