// 考核 through the page, against the built program: targets decomposed with their difference marked, a figure by its
// provider, the result, and from a score down to the events that it came from; July beside December.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { City, root, year } from './city.mjs'
import { by, fill, openPage } from './lib.mjs'
import { Skip } from './skip.mjs'

const kSecret = 'a-secret-for-tests\n'
const kTowns = { t1: '解放镇', t2: '花山街道', t3: '城关镇' }

/** A district with three towns that are assessed by the scheme of regimes/S5.toml. */
class Campaign extends City {
  async staff() {
    await super.staff()
    const office = await this.client('supervision')
    for (const [unit, name] of Object.entries(kTowns)) await office.give('unit.register', { unit, name, kind: 'town', confirmed: true })
    for (const [unit, name] of [['qtj', '区统计局'], ['qfg', '区发改局'], ['qcz', '区财政局'], ['qsw', '区商务局']]) await office.give('unit.register', { unit, name, kind: 'department', confirmed: true })
    for (const unit of ['qtj', 'qcz', 't3']) this.run(['account', 'open', `${unit}-clerk`, '--role', 'unit_clerk', '--unit', unit, '--secret-stdin', '--server', this.base, '--login', 'admin'], kSecret)
    this.run(['regime', 'adopt', join(root, 'regimes/S5.toml'), '--server', this.base, '--login', 'supervision'])
    const holder = await this.client('holder')
    await holder.give('ledger.open', { ledger: 'campaign', title: `${year}项目年`, year: year - 1, holder: 'stats', regime: 'S5', chapters: [], report_due_day: 5 })
  }

  async open(assessment, occasion, actuals) {
    const office = await this.client('second')
    const towns = Object.keys(kTowns)
    await office.give('assessment.open', { assessment, ledger: 'campaign', regime: 'S5', title: `${year - 1}年考核${occasion === 'mid_year' ? '（半年）' : '（年终）'}`, occasion, units: towns.map((unit) => ({ unit, group: 'towns' })) })
    await office.give('assessment.set_targets', { assessment, indicator: 'investment', unit_of_measure: '亿元', targets: towns.map((unit) => ({ unit, value: '8' })) })
    const clerk = await this.client('qtj-clerk')
    for (const [i, unit] of towns.entries()) if (actuals[i]) await clerk.give('assessment.file_score', { assessment, indicator: 'investment', unit, value: actuals[i], unit_of_measure: '亿元', evidence: [] })
    return office
  }
}

let founded = null
async function city(t) {
  if (!t.program) throw new Skip('it needs the built program')
  founded ??= Campaign.found(t.program)
  return founded
}
export async function close() {
  await (await founded?.catch(() => null))?.close()
}
const at = async (t, name, path, viewport) => openPage({ ...t, base: (await city(t)).base }, (await city(t)).who(name), path, viewport)
const shot = async (page, name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
const text = (page, selector, hasText) => page.locator(selector, { hasText }).first().waitFor()
async function settle(page) {
  await page.click(by('act-submit'))
  await page.locator(`${by('act-dialog')} ${by('command-done')}`).waitFor()
  await page.click(by('act-cancel'))
  await page.locator(by('act-dialog')).waitFor({ state: 'detached' })
}

export const checks = {
  async '考核: targets against the total, a figure by its provider, the ranking down to the events'(t) {
    const here = await city(t)
    const july = await here.open('july', 'mid_year', ['4', '5', '3'])
    await july.give('assessment.conclude', { assessment: 'july' })
    await here.open('year', 'year_end', ['8', '7.2'])

    const office = await at(t, 'second', '#/assessments/year?tab=indicators')
    await text(office, `${by('indicator')}[data-indicator="investment"] ${by('difference')}`, '2')
    await text(office, by('missing'), '1')
    await office.locator(`${by('indicator')}[data-indicator="tax"] ${by('set-targets')}`).click()
    for (const unit of Object.keys(kTowns)) await office.locator(`${by('target-inputs')} [data-unit="${unit}"] input, ${by('target-inputs')} input[data-unit="${unit}"]`).fill('12000')
    await text(office, by('target-sum'), '870')
    await office.click(by('command-submit'))
    await office.locator(`${by('command-dialog')} ${by('command-done')}`).waitFor()
    await office.click(by('command-cancel'))

    const clerk = await at(t, 'qtj-clerk', '#/assessments/year?tab=indicators')
    assert.equal(await clerk.locator(`${by('indicator')}[data-indicator="tax"] ${by('file-score')}`).count(), 0, 'figures of others are not offered')
    await clerk.locator(`${by('indicator')}[data-indicator="investment"] ${by('file-score')}`).click()
    await clerk.locator(`${by('act-unit')} label`, { hasText: kTowns.t3 }).click()
    await fill(clerk, 'act-value', '6')
    await settle(clerk)

    await office.click(by('conclude'))
    await settle(office)
    await text(office, by('assessment-state'), '已公布')
    await office.click(by('tab-ranking'))
    const first = office.locator(by('ranked')).first()
    await first.waitFor()
    assert.equal(await first.getAttribute('data-unit'), 't1')
    await text(office, `${by('compared')}[data-unit="t1"]`, '升 1 位')
    await shot(office, 'ranking')

    await office.locator(`${by('ranked')}[data-unit="t3"] ${by('score')}[data-indicator="investment"]`).click()
    await text(office, by('steps'), '÷')
    await text(office, by('score-detail'), '75.00%')
    await shot(office, 'score')
    const filed = (await (await here.client('second')).list('indicator_scores', { assessment: 'year' })).find((r) => r.indicator === 'investment' && r.unit === 't3')
    await office.locator(`${by('from-event')}[data-position="${filed.figures[0].position}"]`).click()
    await text(office, '.el-dialog', '填报考核数据')
  },

  async '考核: who missed a target states it, and a result is taken back with a reason'(t) {
    const here = await city(t)
    const office = await here.open('taken', 'year_end', ['8', '8', '2'])
    await office.give('assessment.conclude', { assessment: 'taken' })
    const [{ missed }] = (await office.list('ranking', { assessment: 'taken' })).filter((r) => r.unit === 't3')
    const town = await at(t, 't3-clerk', '#/assessments/taken?tab=results')
    if (missed.length) {
      await town.locator(by('file-statement')).first().click()
      await fill(town, 'act-text', '项目开工推迟，未完成投资任务')
      await fill(town, 'act-measures', '三季度集中开工，每周调度')
      await settle(town)
      await text(town, by('made'), '每周调度')
    }
    const page = await at(t, 'second', '#/assessments/taken?tab=results')
    const scores = await office.list('indicator_scores', { assessment: 'taken' })
    await page.click(by('reopen'))
    await fill(page, 'act-because', String(scores[0].figures[0].position))
    await fill(page, 'act-reason', '投资数据有误')
    await settle(page)
    await text(page, by('assessment-state'), '重新核算')
    await text(page, by('former'), '投资数据有误')
    await page.click(by('show-former'))
    await page.locator(by('past')).waitFor()
    await page.locator(by('ranked')).first().waitFor()
    const phone = await at(t, 'second', '#/assessments/july', { width: 390, height: 844 })
    await phone.locator(`${by('ranked')}, ${by('empty')}`).first().waitFor()
    const wider = await phone.evaluate(() => Math.max(...[...document.querySelectorAll('.page')].map((p) => p.scrollWidth - p.clientWidth)))
    assert.ok(wider <= 0, `the page is ${wider} wider than the window`)
  },
}
