// Projects through the page, against the built program: the library and its totals, a project's panel with what may be done
// to it, the wall chart with its baseline, start ratios that follow a start, and needs asked, granted and declined.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { City, day, month, root, year } from './city.mjs'
import { by, Client, fill, openPage, until } from './lib.mjs'
import { Skip } from './skip.mjs'

let founded = null
async function city(t) {
  if (!t.program) throw new Skip('it needs the built program')
  founded ??= City.found(t.program).then(peopled)
  return founded
}
export async function close() {
  await (await founded?.catch(() => null))?.close()
}

const kUnits = { jxw: ['市经济和信息化委', 'department'], gtj: ['市国土规划局', 'department'], hy: ['汉阳区', 'district'] }
const kAccounts = { 'ec-clerk': 'ec', 'gtj-clerk': 'gtj', 'hy-clerk': 'hy' }
const kSecret = 'a-secret-for-tests'

async function peopled(here) {
  here.run(['regime', 'adopt', join(root, 'regimes/S6.toml'), '--id', 'S6', '--server', here.base, '--login', 'supervision'])
  const office = await here.client('supervision')
  for (const [unit, [name, kind]] of Object.entries(kUnits)) await office.give('unit.register', { unit, name, kind, confirmed: true })
  for (const [name, unit] of Object.entries(kAccounts)) here.run(['account', 'open', name, '--role', 'unit_clerk', '--unit', unit, '--secret-stdin', '--server', here.base, '--login', 'admin'], `${kSecret}\n`)
  return here
}

const titles = { 1: '芯片封装线', 2: '冷链物流园', 3: '街区改造' }
/** Three signed projects of two districts, of which the first should have begun a month ago. */
async function projects(here) {
  const { ledger, holder } = await here.ledger(0, { regime: 'S6', title: `项目台账${here.made + 1}` })
  const party = (unit, name) => ({ unit, name, role: 'lead', inferred: false, collective: false, members: [] })
  const items = []
  for (const [n, district, total] of [[1, 'ec', '12'], [2, 'hy', '3.5'], [3, 'ec', '0.6']]) {
    const units = [district === 'ec' ? party('ec', '鄂城区') : party('hy', '汉阳区')]
    const item = await here.item(ledger, n, { title: titles[n], text: titles[n], units, project_kind: '招商引资项目' })
    const clerk = await here.client(`${district}-clerk`)
    await clerk.give('item.profile', { item, owner: '某公司', region: district, sector: '工业', industry: '工业', total_investment: { value: total, unit: '亿元' }, year_investment: { value: '4000', unit: '万元' }, signed_on: `${year}-01-01`, ...(n === 1 ? { start: day(-30), finish: `${year + 1}-06-30` } : {}) })
    await clerk.give('item.acknowledge', { item })
    items.push(item)
  }
  return { ledger, items, holder }
}

async function at(t, name, path, viewport) {
  const here = await city(t)
  return openPage({ ...t, base: here.base }, here.who(name), path, viewport)
}
const shown = (page, selector, hasText) => page.locator(selector, { hasText }).first().waitFor()
const text = async (page, testid) => (await page.locator(by(testid)).first().innerText()).trim()

async function choose(page, testid, option) {
  await page.locator(`${by(testid)} .el-select__wrapper, .el-select${by(testid)} .el-select__wrapper`).first().click()
  await page.locator('.el-select-dropdown__item:visible', { hasText: option }).first().click()
  await page.keyboard.press('Escape')
  await page.locator('.el-select-dropdown:visible').first().waitFor({ state: 'detached' })
}
async function dated(page, testid, value) {
  const input = page.locator(`${by(testid)} input`).first()
  await input.fill(value)
  await input.press('Enter')
}
/** The dialog's command is sent and recorded, and the dialog is gone. */
async function settle(page) {
  await page.click(`${by('command-dialog')} ${by('command-submit')}`)
  await page.locator(`${by('command-dialog')} ${by('command-done')}`).waitFor()
  await page.locator('.act-dialog .el-dialog__headerbtn:visible').click()
  await page.locator(by('command-dialog')).waitFor({ state: 'detached' })
}

export const checks = {
  async 'S6_1 the library tells as what projects qualify and why, adds up, filters and groups'(t) {
    const here = await city(t)
    const { ledger, items } = await projects(here)
    const page = await at(t, 'holder', `#/projects/${ledger}`)
    await page.waitForSelector(by('project-row'))
    assert.deepEqual(await Promise.all(['total-count', 'total-investment', 'total-percent', 'total-started'].map((id) => text(page, id))), ['3', '16.1', '0%', '0'])
    assert.deepEqual(await page.locator(by('project-group')).evaluateAll((all) => all.map((g) => g.dataset.group).sort()), ['ec', 'hy'])
    await shown(page, by('why'), '达到1亿元')
    await page.click(by('more-filters'))
    await choose(page, 'filter-class', '亿元以上招商引资项目')
    await until(page, () => document.querySelectorAll('[data-testid="project-row"]').length === 2)
    await choose(page, 'filter-region', '汉阳区')
    await until(page, () => document.querySelectorAll('[data-testid="project-row"]').length === 1)
    assert.equal(await text(page, 'total-investment'), '3.5')
    assert.match(page.url(), /region=hy/)
    await page.click(by('clear-filters'))
    await page.locator('[data-index][tabindex="0"]').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForSelector(by('project-panel'))
    assert.equal(await page.getAttribute(by('project-panel'), 'data-item'), items[0])
    await page.keyboard.press('Escape')
    await page.locator(by('project-panel')).waitFor({ state: 'detached' })
  },

  async 'S6_1 S6_2 S6_3 from the panel a project is transferred, given its tier, entered into the plan and signed for'(t) {
    const here = await city(t)
    const { ledger, items } = await projects(here)
    const page = await at(t, 'holder', `#/projects/${ledger}?item=${items[0]}`)
    await page.click(by('do-item.route'))
    await choose(page, 'param-department', '市经济和信息化委')
    await settle(page)
    await shown(page, by('part-profile'), '流转至市经济和信息化委、鄂城区')
    await page.click(by('do-item.set_tier'))
    const [key, tier] = day(-30).startsWith(String(year)) ? ['new_start', '新开工项目'] : ['continuing', '续建项目']
    await choose(page, 'param-tier', tier)
    await settle(page)
    await shown(page, by('part-plan'), tier)
    await page.click(by('do-item.enter_library'))
    await choose(page, 'param-library', '年度计划')
    await settle(page)
    await shown(page, by('passage'), '年度计划')
    await page.click(by('do-item.sign_commitment'))
    await choose(page, 'param-unit', '鄂城区')
    await fill(page, 'param-by.name', '区长')
    await dated(page, 'param-signed_on', day())
    await fill(page, 'param-text', '年内开工')
    await settle(page)
    await shown(page, by('commitment'), '区长')
    const row = (await (await here.client('holder')).list('project_library', { ledger })).find((r) => r.item === items[0])
    assert.deepEqual([row.tier, row.libraries, row.people.commitments[0].unit, row.profile.routed.department], [key, ['plan'], 'ec', 'jxw'])
  },

  async 'S9_7 a unit books the month’s investment once, and the chart follows'(t) {
    const here = await city(t)
    const { ledger, items } = await projects(here)
    const page = await at(t, 'ec-clerk', `#/projects/${ledger}?item=${items[0]}`)
    await shown(page, by('invest-empty'))
    assert.equal(await page.locator(by('do-item.set_tier')).count(), 0)
    await page.click(by('do-item.book_investment'))
    await fill(page, 'param-amount.value', '0.1')
    await choose(page, 'param-amount.unit', '亿元')
    await settle(page)
    await shown(page, by('invest-year'), '0.1 亿元')
    await shown(page, by('invest-year'), '25%')
    await page.waitForSelector(`${by('part-investment')} canvas`)
    await shown(page, by('bookings'), month)
    await page.click(by('do-item.book_investment'))
    await fill(page, 'param-amount.value', '5')
    await page.click(`${by('command-dialog')} ${by('command-submit')}`)
    await page.locator(`${by('command-dialog')} ${by('error')}`).waitFor()
  },

  async 'S6_4 the wall chart shows what is late with its days, beside the plan of a past day; as a list too'(t) {
    const here = await city(t)
    const { ledger, items } = await projects(here)
    const page = await at(t, 'holder', `#/wall/${ledger}?zoom=all`)
    const lane = page.locator(`${by('lane')}[data-item="${items[0]}"]`)
    await lane.waitFor()
    assert.equal(await page.locator(by('lane')).count(), 1)
    assert.match(await lane.locator(by('lane-late')).innerText(), /滞后 30 天/)
    await lane.locator(by('bar-base')).waitFor()
    await lane.locator(by('bar-late')).waitFor()
    await page.waitForSelector(by('today-line'))
    await dated(page, 'baseline', day(-1))
    await lane.locator(by('bar-base')).waitFor({ state: 'detached' })
    await page.click(by('base-first'))
    await lane.locator(by('bar-base')).waitFor()

    const clerk = await here.client('ec-clerk')
    await clerk.give('item.plan_milestone', { item: items[0], milestone: 'kg', name: '开工', due: day(7) })
    await lane.locator(by('mark')).waitFor()
    const { position } = await clerk.give('item.reach_milestone', { item: items[0], milestone: 'kg', reached_on: day() })
    await lane.locator(by('lane-late')).waitFor({ state: 'detached' })
    await page.goto(new URL(`#/wall/${ledger}?zoom=all&as_of=${position - 1}`, here.base).href)
    await page.waitForSelector(by('past'))
    await lane.locator(by('lane-late')).waitFor()
    await page.goto(new URL(`#/wall/${ledger}?zoom=all`, here.base).href)
    await lane.locator(by('lane-late')).waitFor({ state: 'detached' })
    await page.click(by('shape-list'))
    await shown(page, by('listed-lane'), '早 7 天')
  },

  async 'S6_7 start ratios stand at their aims, and lead to what has not started'(t) {
    const here = await city(t)
    const { ledger, items } = await projects(here)
    const page = await at(t, 'holder', `#/starts/${ledger}`)
    const gauge = page.locator(`${by('start-gauge')}[data-when="this_year"]`)
    await gauge.getByText('0%', { exact: true }).waitFor()
    assert.equal(await page.locator(by('start-gauge')).count(), 2)
    const clerk = await here.client('ec-clerk')
    await clerk.give('item.profile', { item: items[0], started_on: day() })
    await gauge.getByText('33.3%', { exact: true }).waitFor()
    const list = page.locator(`${by('start-list')}[data-when="this_year"]`)
    await list.locator(`${by('start-group')}[data-key="hy"]`).click()
    await shown(page, by('start-waiting'), titles[2])
    await page.click(by('start-library'))
    await until(page, () => document.querySelectorAll('[data-testid="project-row"]').length === 1)
    await page.waitForSelector(`${by('project-row')}[data-item="${items[1]}"]`)
  },

  async 'S6_8 what a project needs is asked for in its panel, granted by whoever was asked and declined by the holder'(t) {
    const here = await city(t)
    const { ledger, items } = await projects(here)
    const page = await at(t, 'ec-clerk', `#/projects/${ledger}?item=${items[0]}`)
    for (const [support, kind, words, value] of [['用地', '土地指标', '新增建设用地', '120'], ['贴息', '资金', '贷款贴息', '']]) {
      await page.click(by('do-item.request_support'))
      await fill(page, 'param-support', support)
      await choose(page, 'param-kind', kind)
      await fill(page, 'param-text', words)
      if (value) {
        await fill(page, 'param-amount.value', value)
        await fill(page, 'param-amount.unit', '亩')
        await choose(page, 'param-from', '市国土规划局')
      }
      await settle(page)
      await shown(page, by('part-needs'), words)
    }
    assert.equal(await page.locator(by('grant')).count(), 0)

    const asked = await at(t, 'gtj-clerk', `#/needs/${ledger}`)
    const land = asked.locator(`${by('need')}[data-support="用地"]`)
    await land.waitFor()
    assert.equal(await asked.locator(by('grant')).count(), 1)
    await land.locator(by('grant')).click()
    await fill(asked, 'param-text', '列入本季度指标')
    await fill(asked, 'param-amount.value', '100')
    await settle(asked)
    await asked.locator(`${by('column-granted')} ${by('need')}`, { hasText: '100 亩' }).waitFor()

    const holder = await at(t, 'holder', `#/needs/${ledger}`)
    await holder.locator(`${by('need')}[data-support="贴息"]`).locator(by('decline')).click()
    await fill(holder, 'param-findings', '不符合贴息条件')
    await settle(holder)
    await asked.locator(`${by('column-declined')} ${by('need')}`, { hasText: '不符合贴息条件' }).waitFor()
    const rows = await (await Client.open({ base: here.base, after: (f) => t.after(f) }, here.who('holder'))).list('project_needs', { ledger })
    assert.deepEqual(rows.map((r) => [r.support, r.state]).sort(), [['用地', 'granted'], ['贴息', 'declined']])
  },

  async 'the pages for projects hold in a phone, on a desk and on a wall: nothing sticks out, no label covers another'(t) {
    const here = await city(t)
    const { ledger, items } = await projects(here)
    const clerk = await here.client('ec-clerk')
    for (let n = 1; n <= 6; n++) await clerk.give('item.plan_milestone', { item: items[0], milestone: `m${n}`, name: `第${n}阶段完成`, due: day(n * 3) })
    for (const viewport of [{ width: 390, height: 844 }, { width: 1440, height: 900 }, { width: 3840, height: 2160 }]) {
      const page = await at(t, 'holder', `#/projects/${ledger}?item=${items[0]}`, viewport)
      await page.waitForSelector(by('project-panel'))
      for (const [path, there] of [[null, 'part-materials'], ['projects', 'project-row'], ['wall', viewport.width < 720 ? 'listed-lane' : 'lane'], ['starts', 'start-gauge'], ['needs', 'empty']]) {
        if (path) await page.goto(new URL(`#/${path}/${ledger}`, here.base).href)
        await page.waitForSelector(by(there))
        const found = await page.evaluate(() => {
          const box = (e) => e.getBoundingClientRect()
          const covering = (all) => all.map(box).sort((a, b) => a.left - b.left).filter((b, i, list) => i && list[i - 1].right > b.left + 0.5).length
          return {
            wider: Math.max(0, document.documentElement.scrollWidth - innerWidth),
            labels: [...document.querySelectorAll('[data-testid="lane"]')].reduce((sum, lane) => sum + covering([...lane.querySelectorAll('.text')]), 0),
            cells: [...document.querySelectorAll('[data-testid="project-row"] > *')].filter((c) => box(c).right > box(c.parentElement).right + 1 || box(c).bottom > box(c.parentElement).bottom + 1).length,
          }
        })
        assert.deepEqual(found, { wider: 0, labels: 0, cells: 0 }, `${path ?? 'panel'} at ${viewport.width}`)
      }
    }
  },
}
