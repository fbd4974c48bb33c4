// The leaders' page and the wall screen: every figure is the length of the list it opens to, and follows what happens.
import assert from 'node:assert/strict'
import { by, Client, nextReport, openPage, relay, browser, login, until } from './lib.mjs'

const counts = (row) => !['draft', 'cancelled', 'merged'].includes(row.status)
/** The average of what was reported, to a tenth. */
const average = (rows) => {
  const told = rows.filter((r) => counts(r) && r.percent !== undefined).map((r) => Math.round(Number(r.percent) * 100))
  return (Math.floor(told.reduce((a, b) => a + b, 0) / (10 * told.length) + 0.5) / 10).toFixed(1)
}
const figure = (page, key) => page.locator(`${by(`fact-${key}`)} b`)

/** Panels of which something is cut off, parts that overlap, and how far the page is larger than its window. */
function faults() {
  const boxes = [...document.querySelectorAll('.screen > *, .view > *')].map((e) => e.getBoundingClientRect()).filter((b) => b.width)
  const inside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
  const overlapping = boxes.filter((a, i) => boxes.some((b, j) => i < j && meet(a, b) && !inside(a, b) && !inside(b, a))).length
  const cut = [...document.querySelectorAll('.panel .content')].filter((e) => e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2).map((e) => e.parentElement.dataset.testid)
  const small = [...document.querySelectorAll('.screen .content *')].filter((e) => e.childElementCount === 0 && e.textContent.trim() && e.getBoundingClientRect().width > 2 && parseFloat(getComputedStyle(e).fontSize) < innerHeight / 65).map((e) => `${e.tagName} ${e.className} ${e.textContent.slice(0, 10)} ${getComputedStyle(e).fontSize}`).slice(0, 3)
  return { overlapping, cut, small, wider: document.documentElement.scrollWidth - innerWidth, taller: document.documentElement.scrollHeight - innerHeight }
}

function wall(width, height) {
  return async (t) => {
    const { ledger } = await (await Client.open(t, 'supervision')).ledger()
    const page = await openPage(t, 'supervision', '#/dashboard', { width, height })
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.goto(new URL(`#/screen/${ledger}`, t.base).href)
    await page.waitForSelector(by('standing'))
    assert.match(await page.locator(by('screen-clock')).innerText(), /^\d\d:\d\d$/)
    await page.waitForSelector(`${by('connection')}[data-state="online"]`)
    const pages = await page.locator(`${by('screen-at')} i`).count()
    assert.ok(pages >= 3, `${pages} pages`)
    for (let i = 0; i < pages; i++) {
      await page.waitForSelector(`${by('screen-at')}[data-at="${i}"]`)
      await until(page, () => !document.querySelector('.turn-enter-active, .turn-leave-active, [aria-busy="true"]'))
      assert.deepEqual(await page.evaluate(faults), { overlapping: 0, cut: [], small: [], wider: 0, taller: 0 }, `page ${i}`)
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/screen-${height}-${i}.png` })
      await page.keyboard.press('ArrowRight')
    }
    await page.waitForSelector(`${by('screen-at')}[data-at="0"]`)
  }
}

export const checks = {
  async 'every figure of the overview is the length of the list that it opens to'(t) {
    const client = await Client.open(t, 'supervision')
    const { ledger } = await client.ledger()
    const rows = await client.list('current_ledger', { ledger })
    const page = await openPage(t, 'supervision', `#/dashboard/${ledger}`)
    await page.waitForSelector(by('standing'))
    assert.equal(await figure(page, 'items').innerText(), String(rows.filter(counts).length))
    assert.equal(await figure(page, 'actual').innerText(), average(rows))
    await page.waitForSelector(`${by('panel-trend')} canvas`)
    const told = await page.locator(`${by('panel-trend')} ${by('chart')}`).getAttribute('aria-label')
    assert.ok(told.includes(average(rows)), `the last month of the line is today's average: ${told}`)
    for (const lamp of ['green', 'yellow']) {
      const many = rows.filter((r) => r.lamp === lamp).length
      assert.equal(await page.locator(`${by(`lamp-total-${lamp}`)} b`).innerText(), String(many))
      await page.click(by(`lamp-total-${lamp}`))
      await page.locator(by('shown-count'), { hasText: new RegExp(`\\b${many} / ${rows.length}`) }).waitFor()
      await page.goBack()
      await page.waitForSelector(by('standing'))
    }
    const unit = page.locator(`${by('panel-chapters')} ${by('standing')}`).first()
    const chapter = await unit.getAttribute('data-key')
    const named = rows.filter((r) => counts(r) && String(r.chapter ?? '') === chapter).length
    await unit.click()
    await page.locator(by('shown-count'), { hasText: new RegExp(`\\b${named} / ${rows.length}`) }).waitFor()
    await page.goBack()
    await page.click(by('fact-items'))
    await page.locator(by('shown-count'), { hasText: new RegExp(`\\b${rows.filter(counts).length} / ${rows.length}`) }).waitFor()
  },

  async 'a report changes the overview where it stands, and says so when the connection breaks'(t) {
    const clerk = await Client.open(t, 'clerk')
    const item = await clerk.ownItem()
    const line = await relay(t)
    const page = await browser(t)
    await login(page, line.base, 'supervision', `#/dashboard/${item.ledger}`)
    await page.waitForSelector(by('standing'))
    await page.evaluate(() => (window.unreloaded = true))
    const { period } = nextReport(item, clerk.session.unit)
    const { position } = await clerk.call('item.report_progress', { item: item.item, period, percent: '100', progress: '提前完成。', command_id: crypto.randomUUID() })
    clerk.seen = position
    const after = average(await clerk.list('current_ledger', { ledger: item.ledger }))
    await figure(page, 'actual').filter({ hasText: after }).waitFor()
    await page.locator(`${by('news')}[data-position="${position}"]`).waitFor()
    line.cut()
    await page.waitForSelector(by('stale'))
    line.mend()
    await page.waitForSelector(by('stale'), { state: 'detached' })
    assert.equal(await page.evaluate(() => window.unreloaded), true)
  },

  'the wall screen shows all of its pages at 1920 × 1080, nothing cut off': wall(1920, 1080),
  'the wall screen shows all of its pages at 3840 × 2160, nothing cut off': wall(3840, 2160),
}
