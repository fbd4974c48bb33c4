// The whole ledger as of any moment, clearly marked as the past, and read-only.
import assert from 'node:assert/strict'
import { checks as dashboard } from './dashboard.mjs'
import { act, by, Client, fill, itemPath, openPage, row, until } from './lib.mjs'

async function revised(t) {
  const clerk = await Client.open(t, 'clerk')
  const item = await clerk.ownItem()
  const page = await openPage(t, 'supervision', itemPath(item.ledger, item.item))
  const title = `时点 ${Date.now()}`
  await act(page, 'item.revise')
  await fill(page, 'revise-title', title)
  await fill(page, 'revise-reason', '核对时点')
  await page.click(by('revise-submit'))
  await page.waitForSelector(by('command-done'))
  await page.locator(`${row(item.item)} ${by('row-title')}`, { hasText: title }).waitFor()
  return { page, item, title, clerk }
}

const title = (page, item, text) => page.locator(`${row(item.item)} ${by('row-title')}`, { hasText: text })

export const checks = {
  ...dashboard,

  async 'one step back shows the ledger before the last change; now brings it back'(t) {
    const { page, item, title: changed } = await revised(t)
    await page.selectOption(by('time-step'), 'event')
    await page.click(by('time-previous'))
    await page.waitForSelector(by('past'))
    await title(page, item, item.title).waitFor()
    assert.equal(await title(page, item, changed).count(), 0)
    await page.locator(by('item-title'), { hasText: item.title }).waitFor()
    await page.locator(by('act-historical')).waitFor()
    await page.click(by('time-now'))
    await title(page, item, changed).waitFor()
    assert.equal(await page.locator(by('past')).count(), 0)
  },

  async 'the position that is shown is the position that was asked for, and its rows are the server’s'(t) {
    const { page, item, clerk } = await revised(t)
    const [entered] = await clerk.list('audit_trail', { stream: `item/${item.item}` })
    await page.goto(new URL(itemPath(item.ledger, item.item, String(entered.position)), t.base).href)
    await page.locator(by('past'), { hasText: entered.position.toLocaleString('en') }).waitFor()
    const then = await clerk.call('view.get', { view: 'current_ledger', key: `${item.ledger}/${item.item}`, as_of: entered.position })
    await page.locator(by('item-version'), { hasText: String(then.row.version) }).waitFor()
    await title(page, item, then.row.title).waitFor()
    const all = await clerk.call('view.list', { view: 'current_ledger', filter: { ledger: item.ledger }, as_of: entered.position, limit: 1000 })
    await page.locator(by('shown-count'), { hasText: String(all.rows.length) }).waitFor()
  },

  async 'the slider reaches the beginning, before anything was entered'(t) {
    const { page } = await revised(t)
    await page.focus(by('time-slider'))
    await page.keyboard.press('End')
    await page.waitForSelector(by('past'))
    await until(page, () => document.querySelectorAll('[data-testid="item-row"]').length === 0)
    await page.keyboard.press('Home')
    await page.waitForSelector(by('item-row'))
    assert.equal(await page.locator(by('past')).count(), 0)
  },

  async 'a date and time can be typed, and the address keeps it'(t) {
    const { page, item, clerk } = await revised(t)
    const trail = await clerk.list('audit_trail', { stream: `item/${item.item}` })
    const second = trail[1].recorded.slice(0, 19)
    const local = new Date(Date.parse(`${second}Z`) + 8 * 3600e3).toISOString().slice(0, 19).replace('T', ' ')
    const then = await clerk.call('view.get', { view: 'current_ledger', key: `${item.ledger}/${item.item}`, as_of: `${second}.999Z` })
    assert.ok(then.row.version >= 2, 'what is shown as recorded at that second is seen as of that second')
    const input = page.locator(`${by('time-pick')} input, input${by('time-pick')}`).first()
    await input.fill(local)
    await input.press('Enter')
    await page.waitForSelector(by('past'))
    const version = page.locator(`${row(item.item)}[data-version="${then.row.version}"]`)
    await version.waitFor()
    assert.match(page.url(), /as_of=/)
    await page.reload()
    await page.waitForSelector(by('past'))
    await version.waitFor()
  },

  async 'the moment goes along to every page, nothing can be done there, and the way back leads to now'(t) {
    const clerk = await Client.open(t, 'clerk')
    const item = await clerk.ownItem()
    const trail = await clerk.list('audit_trail', { stream: `item/${item.item}` })
    const page = await openPage(t, 'supervision', itemPath(item.ledger, item.item))
    await page.waitForSelector(by('item-row'))
    await page.fill(by('time-position'), String(trail[0].position))
    await page.press(by('time-position'), 'Enter')
    await page.waitForSelector(`${row(item.item)}[data-version="1"]`)
    assert.match(page.url(), new RegExp(`as_of=${trail[0].position}\\b`))
    for (const name of ['supervision', 'calendar']) {
      await page.click(by(`nav-${name}`))
      await page.waitForURL(new RegExp(`#/${name}.*as_of=${trail[0].position}\\b`))
      await page.waitForSelector(by('past'))
      await page.locator(by('shown-position'), { hasText: trail[0].position.toLocaleString('en') }).waitFor()
    }
    await page.goto(new URL(`#/commands?as_of=${trail[0].position}`, t.base).href)
    await page.waitForSelector(`${by('past')}[data-only-now]`)
    await page.waitForSelector(by('empty'))
    await page.click(by('time-now'))
    await page.waitForSelector(by('past'), { state: 'detached' })
    assert.doesNotMatch(page.url(), /as_of/)
  },

  async 'the strip shows when how much was recorded; a drag, a day back and a month back move every row'(t) {
    const clerk = await Client.open(t, 'clerk')
    const { first, last } = await clerk.call('events.timeline', { buckets: 10 })
    const page = await openPage(t, 'supervision')
    await page.waitForSelector(by('item-row'))
    await until(page, () => Number(document.querySelector('[data-testid="time-density"]').dataset.bars) > 5)
    const box = await page.locator(by('time-slider')).boundingBox()
    await page.mouse.move(box.x + box.width * 0.9, box.y + 8)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.5, box.y + 8, { steps: 4 })
    await page.mouse.up()
    await page.waitForSelector(by('past'))
    const at = () => Date.parse(decodeURIComponent(page.url().match(/as_of=([^&]+)/)[1]))
    const dragged = at()
    assert.ok(dragged > Date.parse(first.time) && dragged < Date.parse(last.time), `${new Date(dragged).toISOString()} lies within the log`)
    await page.focus(by('time-slider'))
    await page.keyboard.press('ArrowLeft')
    await page.waitForURL((url) => at() !== dragged && url.hash.includes('as_of'))
    assert.equal(dragged - at(), 24 * 3600e3)
  },
}
