// 溯源 through the page: what a field was before and after, kept in the address, taken away with a proof; and the history
// of an item and of a ledger played as a film, each frame the state as of then.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { Client, by, openPage, until } from './lib.mjs'
import { Skip } from './skip.mjs'

/** An item with a history, and its trail, oldest first. */
async function traced(t) {
  const clerk = await Client.open(t, 'clerk')
  const item = await clerk.ownItem()
  const trail = (await clerk.list('audit_trail', { stream: `item/${item.item}` })).sort((a, b) => a.position - b.position)
  return { clerk, item, stream: `item/${item.item}`, trail }
}

const partsOf = (path) => path.match(/[^.[\]/]+/g) ?? []
const count = (page, testid) => page.locator(by(testid)).count()

async function saved(page, testid) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.click(by(testid))])
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
}

async function fits(page, name) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  assert.ok(wide <= 0, `${name} is ${wide} pixels wider than the screen`)
}

async function shot(page, name) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
}

/** The mock knows neither the index nor operators. */
function needs(t) {
  if (!t.program) throw new Skip('it needs the built program')
}

export const checks = {
  async 'whoever traces a field sees what it was before and after, keeps the address, and takes the trail and a proof away'(t) {
    needs(t)
    const { stream, trail } = await traced(t)
    const changed = trail.filter((e) => e.changes.some((c) => partsOf(c.field).includes('percent')))
    const page = await openPage(t, 'supervision', `#/audit?of=${stream}&field=percent`)
    await page.waitForSelector(by('audit-row'))
    assert.equal(await count(page, 'audit-row'), Math.min(50, changed.length))
    const newest = changed.at(-1)
    await page.locator(by('audit-event')).first().click()
    await page.waitForSelector(by('event-card'))
    const shown = await page.locator(by('compare-row')).allInnerTexts()
    const percent = newest.changes.find((c) => partsOf(c.field).includes('percent'))
    assert.equal(shown.length, newest.changes.length)
    assert.ok(shown.some((line) => line.includes(String(percent.after)) && (percent.before === undefined || line.includes(String(percent.before)))), shown.join('\n'))
    assert.match(page.url(), new RegExp(`at=${newest.position}`))
    const table = await saved(page, 'export-csv')
    assert.equal(table.text.charCodeAt(0), 0xfeff)
    assert.ok(table.text.includes(`\r\n${newest.position},`), table.text.slice(0, 400))
    const proof = await saved(page, 'event-proof')
    assert.ok(proof.text.startsWith('c2sp.org/tlog-proof@v1'), proof.text.slice(0, 100))
    await shot(page, 'trace')
    await page.reload()
    await page.waitForSelector(by('event-card'))
    assert.equal(await count(page, 'audit-row'), Math.min(50, changed.length))
  },

  async 'the trail of everything goes back page by page, newest first, within a unit and a period; nothing found is said'(t) {
    needs(t)
    const { clerk } = await traced(t)
    const page = await openPage(t, 'auditor', `#/audit?unit=${clerk.session.unit}&type=item.progress_reported`)
    await page.waitForSelector(by('audit-row'))
    const places = async () => (await page.locator(by('audit-row')).evaluateAll((rows) => rows.map((r) => Number(r.dataset.position))))
    const first = await places()
    await page.click(by('trace-more'))
    await until(page, (n) => document.querySelectorAll('[data-testid="audit-row"]').length > n, first.length)
    const all = await places()
    assert.deepEqual(all, [...new Set(all)].sort((a, b) => b - a), 'newest first, each once')
    await page.goto(new URL('#/audit?actor=nobody-of-this-name', t.base).href)
    await page.waitForSelector(by('empty'))
    await page.setViewportSize({ width: 390, height: 844 })
    await page.click(by('trace-clear'))
    await page.waitForSelector(by('audit-row'))
    await fits(page, 'the trail on a phone')
    await shot(page, 'trace-phone')
  },

  async 'a film shows an item as of each of its events, by keys, by the scrubber and by itself'(t) {
    needs(t)
    const { clerk, item, stream, trail } = await traced(t)
    const page = await openPage(t, 'auditor', `#/film/${stream}`)
    await page.waitForSelector(by('film-state'))
    const frame = async () => Number((await page.textContent(by('film-where'))).match(/第 (\d+) \//)[1])
    assert.match(await page.textContent(by('film-where')), new RegExp(`第 1 / ${trail.length} 帧`))
    await page.keyboard.press('End')
    await until(page, (n) => document.querySelector('[data-testid="film-where"]').textContent.includes(`第 ${n} /`), trail.length)
    const last = trail.at(-1)
    const key = `${item.ledger}/${item.item}`
    const [before, now] = await Promise.all([last.position - 1, last.position].map((as_of) => clerk.call('view.get', { view: 'current_ledger', key, as_of })))
    const differs = (name) => JSON.stringify(before.row?.[name]) !== JSON.stringify(now.row[name]) && !['version', 'changed_at', 'changed_position'].includes(name)
    const marked = Object.keys(now.row).filter(differs).length
    await until(page, (n) => document.querySelectorAll('[data-testid="film-changed"]').length === n, marked)
    await page.keyboard.press('ArrowLeft')
    assert.equal(await frame(), trail.length - 1)
    await page.locator(by('film-scrub')).fill('2')
    assert.equal(await frame(), 3)
    await page.waitForSelector(by('event-card'))
    await page.selectOption(by('film-speed'), '8')
    await page.click(by('film-play'))
    await until(page, () => Number(document.querySelector('[data-testid="film-where"]').textContent.match(/第 (\d+) \//)[1]) >= 5)
    await page.click(by('film-play'))
    const stopped = await frame()
    await page.keyboard.press('ArrowRight')
    assert.equal(await frame(), Math.min(stopped + 1, trail.length))
    await shot(page, 'film')
    await page.setViewportSize({ width: 390, height: 844 })
    await fits(page, 'the film on a phone')
  },

  async 'a film of a ledger shows how many items there were then'(t) {
    needs(t)
    const { clerk, item } = await traced(t)
    const page = await openPage(t, 'supervision', `#/film/ledger/${item.ledger}`)
    await page.waitForSelector(by('film-wall'))
    await page.keyboard.press('End')
    const items = (await clerk.list('current_ledger', { ledger: item.ledger })).length
    await until(page, (n) => document.querySelectorAll('[data-testid="film-wall"] li').length === n, items)
    await shot(page, 'film-ledger')
  },
}
