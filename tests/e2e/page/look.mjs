// Long tables stay bounded; nothing overlaps or runs out of the page at any width; keys and languages work.
import assert from 'node:assert/strict'
import { by, Client, itemPath, openPage, until } from './lib.mjs'
import { Skip } from './skip.mjs'

const kSizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 }, wall: { width: 3840, height: 2160 } }

/** Lines that overlap, cells that stick out, and how far the page is wider than its window. */
function faults() {
  const boxes = [...document.querySelectorAll('[data-testid="item-row"], [data-testid="chapter-row"]')].map((e) => e.getBoundingClientRect()).sort((a, b) => a.top - b.top)
  const overlapping = boxes.filter((b, i) => i && boxes[i - 1].bottom > b.top + 0.5).length
  const sticking = [...document.querySelectorAll('[data-testid="item-row"] > *')].filter((c) => {
    const cell = c.getBoundingClientRect()
    const line = c.parentElement.getBoundingClientRect()
    return cell.width > 0 && (cell.right > line.right + 1 || cell.bottom > line.bottom + 1 || cell.top < line.top - 1)
  }).length
  return { overlapping, sticking, wider: Math.max(0, document.documentElement.scrollWidth - innerWidth) }
}

async function sound(page, where) {
  assert.deepEqual(await page.evaluate(faults), { overlapping: 0, sticking: 0, wider: 0 }, where)
}

function layout(size) {
  return async (t) => {
    const clerk = await Client.open(t, 'clerk')
    const item = await clerk.ownItem()
    const page = await openPage(t, 'supervision', `#/ledger/${item.ledger}`, kSizes[size])
    await page.waitForSelector(by('item-row'))
    await sound(page, 'ledger')
    await page.goto(new URL(itemPath(item.ledger, item.item), t.base).href)
    await page.waitForSelector(by('value-title'))
    await sound(page, 'item')
    for (const name of ['reports', 'accountability', 'audit', 'commands']) {
      await page.goto(new URL(`#/${name}`, t.base).href)
      await page.waitForSelector(`h1`)
      await sound(page, name)
    }
  }
}

export const checks = {
  async 'ten thousand rows: only those in sight are in the document, wherever one scrolls'(t) {
    const clerk = await Client.open(t, 'clerk')
    const large = await clerk.largeLedger()
    if (!large) throw new Skip('no ledger of ten thousand items on this server; name one by LEDGER_LARGE')
    const page = await openPage(t, 'supervision', `#/ledger/${large.ledger}`)
    await page.waitForSelector(by('item-row'))
    const total = Number(await page.getAttribute(by('ledger-table'), 'aria-rowcount'))
    assert.ok(total > 10_000, `the table has ${total} rows`)
    for (const share of [0, 0.25, 0.5, 0.99]) {
      const at = await page.evaluate((s) => {
        const body = document.querySelector('[data-testid="ledger-body"]')
        body.scrollTop = body.scrollHeight * s
        return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(body.getBoundingClientRect().top))))
      }, share)
      const rows = await page.locator(by('item-row')).count()
      assert.ok(rows > 5 && rows < 60, `${rows} rows in the document at ${share}`)
      const covered = await page.evaluate((y) => document.elementFromPoint(200, y + 100)?.closest('[role="row"]') !== null, at)
      assert.ok(covered, `a line is in sight at ${share}`)
    }
    await page.locator('[data-index][tabindex="0"]').first().focus()
    await page.keyboard.press('End')
    await page.waitForSelector(`[data-index="${total - 2}"]`)
    await page.fill(`${by('search')} input, input${by('search')}`, '9999')
    await until(page, () => document.querySelectorAll('[data-testid="item-row"]').length <= 2)
  },

  'nothing overlaps or runs out of the page: phone': layout('phone'),
  'nothing overlaps or runs out of the page: desktop': layout('desktop'),
  'nothing overlaps or runs out of the page: wall': layout('wall'),

  async 'the table and the item are worked with keys alone'(t) {
    const page = await openPage(t, 'supervision')
    await page.waitForSelector(by('item-row'))
    await page.locator('[data-index][tabindex="0"]').first().focus()
    await page.keyboard.press('ArrowDown')
    const item = await page.evaluate(() => document.activeElement.dataset.item)
    await page.keyboard.press('Enter')
    await page.waitForSelector(`${by('item-panel')}[data-item="${item}"]`)
    await until(page, () => document.activeElement?.id === 'item-heading')
    await page.keyboard.press('Escape')
    await until(page, (i) => document.activeElement?.dataset.item === i && !document.querySelector('[data-testid="item-panel"]'), item)
  },

  async 'filters by lamp and search narrow the table and say by how much'(t) {
    const clerk = await Client.open(t, 'clerk')
    const { ledger } = await clerk.ledger()
    const rows = await clerk.list('current_ledger', { ledger })
    const page = await openPage(t, 'auditor', `#/ledger/${ledger}`)
    await page.waitForSelector(by('item-row'))
    await page.click(by('lamp-green'))
    const green = rows.filter((r) => r.lamp === 'green').length
    await page.locator(by('shown-count'), { hasText: new RegExp(`\\b${green} / ${rows.length}`) }).waitFor()
    await page.click(by('filter-clear'))
    await page.locator(by('shown-count'), { hasText: `${rows.length} / ${rows.length}` }).waitFor()
  },

  async 'the language can be switched, and is kept'(t) {
    const page = await openPage(t, 'auditor')
    await page.click(by('language'))
    await page.locator(by('nav-ledger'), { hasText: 'Ledger' }).waitFor()
    await page.reload()
    await page.locator(by('nav-ledger'), { hasText: 'Ledger' }).waitFor()
    assert.equal(await page.getAttribute('html', 'lang'), 'en')
  },

  async 'every lamp is told by a word, not by colour alone'(t) {
    const page = await openPage(t, 'auditor')
    await page.waitForSelector(by('item-row'))
    const silent = await page.evaluate(() => [...document.querySelectorAll('[data-lamp]')].filter((e) => !e.textContent.trim()).length)
    assert.equal(silent, 0)
  },
}
