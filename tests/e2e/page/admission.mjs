// 企业入库 through the page, against the built program: a shop is filed by its district, returned, mended, passed level by
// level, admitted; it reports and corrects its own figures; what is late is found; the list of the year has it.
import assert from 'node:assert/strict'
import { by, fill, openPage, until } from './lib.mjs'
import { day, month, year } from './city.mjs'
import { Register, levels } from './register.mjs'
import { Skip } from './skip.mjs'

const kPhone = { width: 390, height: 844 }
let founded = null
async function city(t) {
  if (!t.program) throw new Skip('it needs the built program')
  founded ??= Register.found(t.program)
  return founded
}
export async function close() {
  await (await founded?.catch(() => null))?.close()
}
const at = async (t, name, path, viewport) => openPage({ ...t, base: (await city(t)).base }, (await city(t)).who(name), path, viewport)
const shot = async (page, name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
const text = (page, selector, hasText) => page.locator(selector, { hasText }).first().waitFor()

async function choose(page, testid, option) {
  await page.locator(`${by(testid)} .el-select__wrapper, .el-select${by(testid)} .el-select__wrapper`).first().click()
  await page.locator('.el-select-dropdown__item:visible', { hasText: option }).first().click()
}
/** A form of its own. */
async function send(page) {
  await page.click(by('command-submit'))
  await page.locator(`${by('command-dialog')} ${by('command-done')}`).waitFor()
  await page.click(by('command-cancel'))
  await page.locator(by('command-dialog')).waitFor({ state: 'detached' })
}
/** A short form with one text. */
async function settle(page) {
  await page.click(by('act-submit'))
  await page.locator(`${by('act-dialog')} ${by('command-done')}`).waitFor()
  await page.click(by('act-cancel'))
  await page.locator(by('act-dialog')).waitFor({ state: 'detached' })
}
const state = (page, words) => text(page, by('file-state'), words)
const noWider = async (page) => {
  const wider = await page.evaluate(() => Math.max(document.documentElement.scrollWidth - innerWidth, ...[...document.querySelectorAll('.page')].map((p) => p.scrollWidth - p.clientWidth)))
  assert.ok(wider <= 0, `the page is ${wider} wider than the window`)
}

/** The district fills in the file of a shop; what it says of itself is judged while it is typed. */
async function file(t) {
  const page = await at(t, 'ec-clerk', '#/admissions')
  await page.click(by('file-admission'))
  await choose(page, 'file-enterprise', '鄂城鸿泰百货有限公司')
  await fill(page, 'file-code', '91420704MA49K0001X')
  await choose(page, 'file-industry', '零售业')
  await page.locator(by('command-dialog')).getByText('法人单位', { exact: true }).first().click()
  await fill(page, 'file-opened', `${year}-03-18`)
  await page.keyboard.press('Enter')
  const revenue = page.locator(`${by('file-figures')} input[aria-label$="年主营业务收入"]`)
  await revenue.fill('460')
  await text(page, by('eligible'), '不符合')
  await page.click(by('command-submit'))
  await page.locator(`${by('error')}[data-code="3"]`).waitFor()
  await revenue.fill('860')
  await text(page, by('eligible'), '符合“限额以上零售业”')
  await shot(page, 'filing')
  await send(page)
  await state(page, '审核中')
  return page
}

async function attach(page, name, title) {
  await page.locator(by('material'), { hasText: name }).getByRole('button').first().click()
  await page.locator(by('material-file')).setInputFiles({ name: `${title}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(title) })
  await text(page, by('material-digest'), 'SHA-256')
  await send(page)
}

export const checks = {
  async '企业入库: filed, returned, mended, passed level by level, admitted'(t) {
    const here = await city(t)
    const district = await file(t)
    const id = await district.locator(by('file-panel')).getAttribute('data-id')
    await district.click(by('pass'))
    await district.click(by('act-submit'))
    await text(district, by('error'), 'S3.3')
    await district.click(by('act-cancel'))
    await attach(district, '调查单位月度审核登记表', '登记表')
    await here.attach(id, 'ec', '统一社会信用代码', '最近1个月增值税纳税申报表')
    await attach(district, '利润表', '八月利润表')
    await until(district, () => document.querySelectorAll('[data-testid="material"][data-there="false"]').length === 0)
    await district.click(by('pass'))
    await settle(district)
    await text(district, by('steps'), levels[1])

    const office = await at(t, 'ec-stats-clerk', `#/admissions/pipeline?file=${id}`)
    await office.click(by('return'))
    await fill(office, 'act-findings', '利润表无单位公章')
    await settle(office)
    await state(office, '已退回')
    await text(district, by('file-panel'), '利润表无单位公章')
    await district.click(by('refile'))
    await district.locator(`${by('file-figures')} input[aria-label$="年主营业务收入"]`).fill('872.5')
    await send(district)
    await here.pass(id, 'ec', 5)

    const holder = await at(t, 'holder', '#/admissions')
    await holder.locator(`${by('stage')}[data-stage="passed"]`, { hasText: '1' }).click()
    await holder.locator(`${by('file-card')}[data-id="${id}"]`).click()
    assert.equal(await holder.locator(`${by('step')}[data-outcome="passed"]`).count(), 6)
    assert.equal(await holder.locator(`${by('step')}[data-outcome="returned"]`).count(), 1)
    await holder.click(by('admit'))
    await settle(holder)
    await state(holder, '已入库')
    await holder.click(by('file-trail'))
    await text(holder, by('timeline'), '补正重报')
    await shot(holder, 'admitted')

    await holder.goto(new URL('#/admissions/list', here.base).href)
    await text(holder, by('new-enterprise'), '鄂城鸿泰百货有限公司')
    const [saved] = await Promise.all([holder.waitForEvent('download'), holder.click(by('list-csv'))])
    assert.match(saved.suggestedFilename(), new RegExp(`${year}.*\\.csv$`))
    await shot(holder, 'list')
  },

  async '先进库后有数: its own figures, corrected with a reason, found late'(t) {
    const here = await city(t)
    const from = `${year}-01`
    await here.file('figures', 'e8')
    await here.complete('figures', 'ec')
    await here.pass('figures', 'ec', 5)
    await here.admit('figures', from)
    const district = await at(t, 'ec-clerk', '#/admissions/pipeline?file=figures')
    await state(district, '已入库')
    assert.equal(await district.locator(by('report-statistic')).count(), 0, 'nobody reports in its stead')

    const shop = await at(t, 'e8-clerk', '#/admissions/pipeline?file=figures')
    await shop.click(by('report-statistic'))
    await choose(shop, 'statistic-period', from)
    await shop.locator(`${by('statistic-figures')} input[data-key="年营业收入"], ${by('statistic-figures')} [data-key="年营业收入"] input`).first().fill('71.5')
    await send(shop)
    const january = shop.locator(`${by('month')}[data-period="${from}"]`)
    await january.getByText('71.5').waitFor()
    if (month > `${year}-02`) await january.getByText('迟报', { exact: true }).waitFor()
    await january.locator(by('correct-statistic')).click()
    await shop.locator(`${by('statistic-figures')} input[data-key="年营业收入"], ${by('statistic-figures')} [data-key="年营业收入"] input`).first().fill('75')
    await shop.click(by('command-submit'))
    await fill(shop, 'statistic-reason', '漏计网上销售')
    await send(shop)
    await january.getByText('漏计网上销售').waitFor()

    const watch = await at(t, 'second', `#/admissions/statistics?period=${from}`)
    await text(watch, by('month-lines'), '更正 1 次')
    await text(watch, by('month-regions'), '鄂城区')
    await shot(watch, 'statistics')
    await watch.goto(new URL('#/admissions/pipeline?file=figures', here.base).href)
    await watch.locator(`${by('month')}[data-period="${from}"] ${by('find-misreporting')}`).click()
    await watch.locator(`${by('act-kind')} label`, { hasText: '虚报' }).click()
    await fill(watch, 'act-findings', '与纳税申报表不符')
    await settle(watch)
    await text(watch, by('misreported'), '虚报')
    await text(shop, by('misreported'), '与纳税申报表不符')
  },

  async '企业入库: on a phone nothing sticks out, and the past is read only'(t) {
    const here = await city(t)
    await here.file('phone', 'e6')
    for (const path of ['', '?show=list', '?show=regions', '/pipeline?file=phone', '/statistics', '/list']) {
      const page = await at(t, 'ec-clerk', `#/admissions${path}`, kPhone)
      await page.locator(`${by('stages')}:visible, ${by('file-panel')}, ${by('months')}, ${by('new-list')}, ${by('empty')}`).first().waitFor()
      await noWider(page)
      await page.close()
    }
    const past = await at(t, 'ec-clerk', `#/admissions/pipeline?file=phone&as_of=${encodeURIComponent(`${day()}T23:59:59+08:00`)}`)
    await past.locator(by('past')).waitFor()
    await past.locator(by('file-panel')).waitFor()
    assert.equal(await past.locator(by('file-acts')).count(), 0)
  },
}
