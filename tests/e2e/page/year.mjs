// A ledger's year through the page, against the built program: what was entered is activated, planned, reported, inspected,
// criticised, toured, closed; its rules are amended and its forms read back. Each check has a ledger of its own in a small
// city of this very year (city.mjs), so that what is asked within days can be asked.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { City, day, lastMonth, month, root, year } from './city.mjs'
import { by, fill, openPage } from './lib.mjs'
import { Skip } from './skip.mjs'

let founded = null
async function city(t) {
  if (!t.program) throw new Skip('it needs the built program')
  founded ??= City.found(t.program)
  return founded
}
export async function close() {
  await (await founded?.catch(() => null))?.close()
}

/** The page of somebody in that city. */
async function at(t, name, path) {
  const here = await city(t)
  return openPage({ ...t, base: here.base }, here.who(name), path)
}

const kSettings = ['goals', 'responsibility', 'schedule', 'standards', 'measures']
const cell = (page, row, key) => page.locator(`td[data-row="${row}"][data-key="${key}"]`)
const shown = (page, selector, hasText) => page.locator(selector, { hasText }).first().waitFor()
const recorded = (page) => page.locator(by('command-done')).first().waitFor()

async function write(page, row, key, text) {
  await cell(page, row, key).click()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
  await cell(page, row, key).getByText(text, { exact: true }).first().waitFor()
}

async function choose(page, testid, option) {
  await page.locator(`${by(testid)} .el-select__wrapper, .el-select${by(testid)} .el-select__wrapper`).first().click()
  await page.locator('.el-select-dropdown__item:visible', { hasText: option }).first().click()
}

/** No list of choices covers the page. */
const folded = (page) => page.locator('.el-select-dropdown:visible').first().waitFor({ state: 'detached' })

/** A name that is typed where persons are chosen. */
async function person(page, testid, name) {
  await page.locator(`${by(testid)} input`).first().fill(name)
  await page.keyboard.press('Enter')
  await shown(page, `${by(testid)} .el-tag`, name)
  await page.keyboard.press('Tab')
  await folded(page)
}

/** The dialog's act is sent and recorded, and the dialog is gone. */
async function settle(page) {
  await page.click(by('act-submit'))
  await recorded(page)
  await page.click(by('act-cancel'))
  await page.locator(by('act-dialog')).waitFor({ state: 'detached' })
}

async function downloaded(page, testid) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.click(by(testid))])
  return { name: file.suggestedFilename(), path: await file.path() }
}

async function fileReport(page, { progress }) {
  await page.waitForSelector(by('grid'))
  await write(page, 0, 'percent', '100')
  for (const key of ['achievements', 'problems', 'next_measures']) await write(page, 0, key, '没有')
  await write(page, 0, 'progress', progress)
  await fill(page, 'report-summary', '本月报账')
  await page.click(by('report-submit'))
  await page.waitForSelector(by('report-closed'))
}

export const checks = {
  async 'S1_1 a draft that lacks fixings is listed with what it lacks, mended and activated'(t) {
    const here = await city(t)
    const { ledger } = await here.ledger()
    const item = await here.item(ledger, 1, { deadline: undefined, rewards: undefined, responsible_leader: undefined, responsible_person: undefined })
    const page = await at(t, 'holder', `#/consolidate/${ledger}/activate`)
    const draft = page.locator(`${by('draft')}[data-item="${item}"]`)
    await draft.waitFor()
    const lacks = async () => (await draft.locator(by('lacks')).evaluateAll((all) => all.map((x) => x.dataset.fixing))).sort()
    assert.deepEqual(await lacks(), ['deadline', 'responsibility', 'rewards'])
    assert.ok(await page.locator(by('activate-all')).isDisabled())

    await draft.locator(by('mend-item.revise')).click()
    await fill(page, 'revise-rewards', '纳入年度目标考核')
    await fill(page, 'revise-reason', '补定奖惩')
    await page.click(by('revise-submit'))
    await draft.locator('[data-fixing="rewards"]').waitFor({ state: 'detached' })
    await draft.locator(by('mend-item.assign_people')).click()
    await fill(page, 'param-responsible_leader.name', '张甲')
    await fill(page, 'param-responsible_person.name', '李乙')
    await page.click(by('command-submit'))
    await draft.locator('[data-fixing="responsibility"]').waitFor({ state: 'detached' })
    await draft.locator(by('mend-item.grant_extension')).click()
    const to = page.locator(`${by('param-to')} input`).first()
    await to.fill(`${year}-12-31`)
    await to.press('Enter')
    await fill(page, 'param-reason', '补定时限')
    await page.click(by('command-submit'))
    await draft.locator(by('activate')).click()
    await draft.waitFor({ state: 'detached' })
    const [row] = await (await here.client('holder')).list('current_ledger', { ledger })
    assert.deepEqual([row.status, row.deadline, row.missing_fixings], ['entered', `${year}-12-31`, []])
  },

  async 'S7_2 a plan is filed, returned with findings, filed again and approved'(t) {
    const here = await city(t)
    const { ledger, items } = await here.ledger(1)
    const clerk = await at(t, 'clerk', `#/plans/${ledger}/${items[0]}`)
    for (const f of kSettings) await fill(clerk, `plan-${f}`, `${f}：按月推进`)
    await clerk.click(by('plan-submit'))
    const state = (page, wanted) => page.locator(`${by('plan-line')}[data-state="${wanted}"]`).waitFor()
    await state(clerk, 'filed')

    const office = await at(t, 'supervision', `#/plans/${ledger}/${items[0]}?unit=fgw`)
    await state(office, 'filed')
    await office.click(by('plan-return'))
    await office.locator(`${by('plan-judge')} [role=alert]`).waitFor()
    await fill(office, 'plan-words', '时限没有分到月')
    await office.click(by('plan-return'))
    await state(office, 'returned')

    await shown(clerk, by('plan-findings'), '时限没有分到月')
    await fill(clerk, 'plan-schedule', '每月十二分之一')
    await clerk.click(by('plan-submit'))
    await state(clerk, 'filed')
    await state(office, 'filed')
    await shown(office, 'dd', '每月十二分之一')
    await office.click(by('plan-approve'))
    await state(office, 'approved')
    await state(clerk, 'approved')
  },

  async 'S1_4 a report that is returned is mended with a reason, accepted, and the month consolidated'(t) {
    const here = await city(t)
    const { ledger } = await here.ledger(1, { year: Number(lastMonth.slice(0, 4)) })
    const clerk = await at(t, 'clerk', `#/report/${ledger}/${lastMonth}`)
    await fileReport(clerk, { progress: '开工12个' })
    const holder = await at(t, 'holder', `#/consolidate/${ledger}/reports?period=${lastMonth}&unit=fgw`)
    await shown(holder, by('report-entry'), '开工12个')
    await fill(holder, 'findings', '请写明投资额')
    await holder.click(by('return'))
    await holder.locator('[data-state="returned"]').waitFor()

    await clerk.reload()
    await shown(clerk, by('report-returned'), '请写明投资额')
    await write(clerk, 0, 'progress', '开工12个，投资3亿元')
    await clerk.click(by('report-submit'))
    await clerk.locator('.foot [role=alert]').waitFor()
    await fill(clerk, 'report-reason', '按退回意见补投资额')
    await clerk.click(by('report-submit'))
    await clerk.waitForSelector(by('report-closed'))

    await shown(holder, by('report-entry'), '投资3亿元')
    await holder.click(by('accept'))
    await holder.locator('[data-state="accepted"]').waitFor()
    await holder.click(by('to-consolidate'))
    await fill(holder, 'consolidate-summary', '应报1家，已报1家')
    await holder.click(by('consolidate-submit'))
    await shown(holder, '.told', '应报1家')
    const [row] = (await (await here.client('holder')).list('ledgers')).filter((l) => l.ledger === ledger)
    assert.deepEqual([row.consolidations[0].reported, row.consolidations[0].missing], [['fgw'], []])
  },

  async 'S1_6 an inspection is held, its finding ordered to be mended, reported and accepted'(t) {
    const here = await city(t)
    const { ledger, items } = await here.ledger(1)
    const office = await at(t, 'supervision', `#/supervision/inspections?ledger=${ledger}`)
    await office.click(by('schedule-inspection'))
    await fill(office, 'act-title', '投资进度抽查')
    await choose(office, 'act-units', '市发改委')
    await office.keyboard.press('Tab')
    await folded(office)
    await person(office, 'act-inspectors', '王督')
    await settle(office)
    await office.click(by('hold'))
    await fill(office, 'act-summary', '查了台账和现场')
    await settle(office)
    await office.click(by('record-finding'))
    await choose(office, 'act-item', '事项1')
    await fill(office, 'act-text', '入库资料不全')
    await settle(office)
    await shown(office, by('finding'), '入库资料不全')
    await office.click(by('order-from-finding'))
    await fill(office, 'act-demand', '十五日内补齐入库资料')
    await settle(office)
    await office.locator(by('order-from-finding')).waitFor({ state: 'detached' })

    const clerk = await at(t, 'clerk', `#/supervision/rectifications?ledger=${ledger}`)
    await clerk.click(by('report-rectification'))
    await fill(clerk, 'act-result', '资料已补齐')
    await settle(clerk)
    await office.click(by('tab-rectifications'))
    await shown(office, by('rectification'), '资料已补齐')
    await office.click(by('accept'))
    await fill(office, 'act-findings', '现场核实')
    await settle(office)
    const [row] = await (await here.client('supervision')).list('rectifications', { ledger })
    assert.deepEqual([row.state, row.item, row.finding], ['accepted', items[0], 'f1'])
  },

  async 'S1_7 a statement is proposed, confirmed and made; its reconsideration is asked and decided'(t) {
    const here = await city(t)
    const { ledger } = await here.ledger(1)
    const office = await at(t, 'supervision', `#/supervision?ledger=${ledger}`)
    await office.click(by('propose'))
    await office.locator(`${by('act-measure')} input[value="statement"]`).check()
    await choose(office, 'act-subject', '市发改委')
    await fill(office, 'act-grounds', '连续两月落后')
    await settle(office)
    const second = await at(t, 'second', `#/supervision?ledger=${ledger}`)
    await second.locator(by('proposal'), { hasText: '连续两月落后' }).locator(by('agree')).click()
    await settle(second)
    await second.click(by('tab-measures'))
    await second.locator(by('measure'), { hasText: '连续两月落后' }).locator(by('carry-out')).click()
    await fill(second, 'act-text', '市发改委在调度会上作了表态')
    await settle(second)

    const leader = await at(t, 'leader', `#/supervision/measures?ledger=${ledger}`)
    await leader.click(by('ask-reconsideration'))
    await fill(leader, 'act-grounds', '用地批复月底才到')
    await settle(leader)
    const approver = await at(t, 'approver', `#/supervision/reconsiderations?ledger=${ledger}`)
    await shown(approver, by('measure'), '用地批复月底才到')
    await approver.click(by('decide'))
    await approver.locator(`${by('act-ruling')} input[value="revoked"]`).check()
    await fill(approver, 'act-findings', '批复确实晚到')
    await settle(approver)
    await approver.locator(by('decide')).waitFor({ state: 'detached' })
    const [row] = await (await here.client('supervision')).list('accountability', { ledger })
    assert.deepEqual([row.state, row.reconsideration.ruling, row.on], ['revoked', 'revoked', day()])
  },

  async 'S4_2 a tour is scheduled with its host and objects, remarked on, and its minutes issued and saved'(t) {
    const here = await city(t)
    const { ledger, items } = await here.ledger(2)
    const page = await at(t, 'projects', `#/reviews/meetings?ledger=${ledger}`)
    await page.click(by('schedule-review'))
    await fill(page, 'act-title', '鄂城区拉练')
    await choose(page, 'act-host', '鄂城区')
    for (const title of ['事项2', '事项1']) await choose(page, 'add-object', title)
    await settle(page)
    await page.locator(by('review'), { hasText: '鄂城区拉练' }).locator('a').click()
    assert.deepEqual(await page.locator(by('review-object')).count(), 2)
    await page.click(by('hold-review'))
    await fill(page, 'act-summary', '看了两个项目')
    await settle(page)
    await page.locator(by('review-object')).first().getByRole('button').click()
    await person(page, 'act-by', '赵市长')
    await fill(page, 'act-text', '年底前必须开工')
    await settle(page)
    await shown(page, by('review-object'), '年底前必须开工')
    await page.click(by('make-minutes'))
    await page.click(by('draw-up'))
    await shown(page, '.preview', '年底前必须开工')
    await page.click(by('issue'))
    await page.waitForSelector(by('bulletin-detail'))
    const file = await downloaded(page, 'download-docx')
    assert.match(file.name, /\.docx$/)
    assert.equal(readFileSync(file.path).subarray(0, 2).toString(), 'PK')
    const [row] = await (await here.client('projects')).list('reviews', { ledger })
    assert.deepEqual([row.state, row.host, row.objects.map((o) => o.item), row.remarks[0].item], ['held', 'ec', [items[1], items[0]], items[1]])
    const [minutes] = (await (await here.client('projects')).list('bulletins')).filter((b) => b.bulletin === row.minutes)
    assert.equal(minutes.review, row.review)
  },

  async 'S1_5 a year with open items is not closed; they are carried over, and then it is'(t) {
    const here = await city(t)
    const { ledger, items } = await here.ledger(2)
    const { ledger: next } = await here.ledger(0, { year: year + 1, title: '明年台账' })
    const page = await at(t, 'holder', `#/consolidate/${ledger}/close`)
    await fill(page, 'close-summary', '全年完成')
    await page.click(by('close-submit'))
    await page.locator(`${by('close-form')} ${by('error')}`).waitFor()
    assert.equal(await page.locator(by('open-item')).count(), 2)
    await page.locator(by('carry-all')).check()
    await choose(page, 'carry-to', '明年台账')
    await fill(page, 'carry-reason', '跨年建设')
    await page.click(by('carry-submit'))
    await page.locator(by('open-item')).first().waitFor({ state: 'detached' })
    await page.click(by('close-submit'))
    await shown(page, '.notice', '全年完成')
    const client = await here.client('holder')
    const [row] = (await client.list('ledgers')).filter((l) => l.ledger === ledger)
    assert.deepEqual([row.status, row.closing_summary], ['closed', '全年完成'])
    const carried = await client.list('current_ledger', { ledger: next })
    assert.deepEqual(carried.map((r) => [r.year.carried_from, r.deadline]).sort(), items.map((i) => [i, `${year + 1}-12-31`]))
  },

  async 'rule 7: a regime’s text with a fault is told line by line; amended with a reason, the ledger goes on under it'(t) {
    const here = await city(t)
    here.run(['regime', 'adopt', join(root, 'regimes/key-work.toml'), '--id', 'own', '--server', here.base, '--login', 'supervision'])
    const { ledger } = await here.ledger(1, { regime: 'own' })
    const page = await at(t, 'supervision', '#/regimes/own')
    const text = page.locator(by('regime-text'))
    await page.click(by('amend'))
    const before = await text.inputValue()
    const line = before.split('\n').findIndex((l) => l.startsWith('grace_days')) + 1
    await text.fill(before.replace(/^grace_days = 10/m, 'grace_dayz = 10'))
    await page.click(by('check'))
    await shown(page, by('checked'), 'grace_dayz')
    await shown(page, `${by('checked')} li`, String(line))
    assert.equal(await page.locator('.numbers .fault').innerText().then((x) => x.trim()), String(line))
    assert.match(await text.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd)), /^grace_dayz/)
    assert.ok(await page.locator(by('send')).isDisabled())

    await text.fill(before.replace('fields = ["percent", "progress", "achievements", "problems", "next_measures"]', 'fields = ["percent", "progress"]'))
    await page.click(by('check'))
    await page.locator(`${by('checked')}.fine`).waitFor()
    await page.click(by('send'))
    await page.click(by('act-submit'))
    await page.locator(`${by('act-reason')} .el-form-item__error`).waitFor()
    await fill(page, 'act-reason', '减轻填报负担')
    await settle(page)
    await shown(page, '.amended', '减轻填报负担')
    const clerk = await at(t, 'clerk', `#/report/${ledger}/${month}`)
    await clerk.waitForSelector(by('grid'))
    await write(clerk, 0, 'percent', '100')
    await write(clerk, 0, 'progress', '开工12个')
    await fill(clerk, 'report-summary', '本月报账')
    await clerk.click(by('report-submit'))
    await clerk.waitForSelector(by('report-closed'))
  },

  async 'S2_1 form four is saved as a spreadsheet, and reading it back changes nothing'(t) {
    const here = await city(t)
    const { ledger } = await here.ledger()
    const target = { indicator: '年度计划完成投资', comparator: '>=', value: '12000', unit: '万元', stretch: false, at: [] }
    await here.item(ledger, 1, { title: '滨湖路改造', form: '表四', targets: [target], fields: [{ name: '进展情况', value: '完成路基' }], measures: '倒排工期' })
    const page = await at(t, 'holder', `#/forms/${ledger}/表四`)
    await shown(page, by('form-row'), '滨湖路改造')
    await shown(page, by('form-row'), '12000')
    await shown(page, by('form-row'), '完成路基')
    const file = await downloaded(page, 'download-xlsx')
    assert.match(file.name, /\.xlsx$/)
    const read = here.run(['import', here.keep(file), '--ledger', ledger, '--server', here.base, '--login', 'holder'])
    assert.match(read, /entered 0 items and 0 units, changed 0/)
  },
}
