// Long tables stay bounded; nothing overlaps or runs out of any page at any width, or keeps anybody out; keys and languages work.
import assert from 'node:assert/strict'
import { barriers, by, Client, itemPath, login, openPage, settled, until } from './lib.mjs'
import { Skip } from './skip.mjs'

const kSizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 }, wall: { width: 3840, height: 2160 } }

/** The main pages of whoever sees all of them; `{ledger}` and `{unit}` are put in. */
const kPages = ['dashboard/{ledger}', 'reports/{ledger}', 'plans/{ledger}', 'consolidate/{ledger}', 'accountability/unit/{unit}', 'supervision/overdue', 'calendar', 'reviews', 'bulletins', 'forms/{ledger}', 'regimes', 'burden', 'projects', 'starts', 'needs', 'admissions', 'wall', 'assessments', 'audit', 'film/item/{item}', 'search', 'verify', 'commands']
/** Of who runs the system and looks after accounts. */
const kOfAuditors = ['operations/accounts', 'access', 'operations', 'sessions']
/** On a wall. */
const kOnWalls = [...kPages.slice(0, 6), 'wall', 'screen/{ledger}']

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

async function sound(page, where, size) {
  assert.deepEqual(await page.evaluate(faults), { overlapping: 0, sticking: 0, wider: 0 }, where)
  // roles, labels and contrast are the same at every width
  if (size === 'desktop') assert.deepEqual(await barriers(page), [], where)
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${size}-${where.replace(/[^\w-].*/, '')}.png` })
}

function layout(size) {
  return async (t) => {
    const clerk = await Client.open(t, 'clerk')
    const item = await clerk.ownItem()
    const page = await openPage(t, 'supervision', `#/ledger/${item.ledger}`, kSizes[size])
    await page.waitForSelector(by('item-row'))
    await sound(page, 'ledger', size)
    await page.goto(new URL(itemPath(item.ledger, item.item), t.base).href)
    await page.waitForSelector(by('value-title'))
    await sound(page, 'item', size)
    const each = async (paths) => {
      for (const path of paths) {
        await page.evaluate(() => document.querySelectorAll('main > *').forEach((e) => (e.dataset.left = '')))
        await page.goto(new URL(`#/${path.replace('{ledger}', item.ledger).replace('{unit}', clerk.session.unit).replace('{item}', item.item)}`, t.base).href)
        await page.waitForSelector('main > :not([data-left]) h1')  // and no longer the page before
        await settled(page)
        await sound(page, path.replaceAll('/', '-').replace(/-\{.*/, ''), size)
      }
    }
    await each(size === 'wall' ? kOnWalls : kPages)
    if (size === 'wall' || !t.program) return
    await page.click(by('logout'))
    await page.waitForSelector(by('login-enter'))
    await login(page, t.base, 'auditor')
    await each(kOfAuditors)
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

  async 'the first key leads past the bar to the content, and the pages of a clerk keep nobody out'(t) {
    const page = await openPage(t, 'clerk', '#/todo')
    await page.waitForSelector('main h1')
    await settled(page)
    assert.deepEqual(await barriers(page), [], 'todo')
    await page.reload()
    await page.waitForSelector('main h1')
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), 'skip')
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'MAIN')
    await page.click(by('nav-report'))
    await page.waitForSelector('main h1')
    await settled(page)
    assert.deepEqual(await barriers(page), [], 'report')
    await page.click(by('logout'))
    await page.waitForSelector(by('login-enter'))
    assert.deepEqual(await barriers(page), [], 'login')
  },

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
