// The supervision office's pages: a proposal confirmed here is an order there; nothing can be done in the past; a
// bulletin is drawn up, worked on, issued and recomputed. A check is skipped where the server has nothing of the kind.
import assert from 'node:assert/strict'
import { by, Client, openPage } from './lib.mjs'
import { Skip } from './skip.mjs'

const kSizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 }, wall: { width: 3840, height: 2160 } }
const kPages = ['#/supervision', '#/supervision/rectifications', '#/supervision/measures', '#/supervision/inspections', '#/supervision/items', '#/calendar', '#/burden', '#/reviews/meetings', '#/reviews/steps', '#/reviews/standings', '#/bulletins', '#/bulletins/new', '#/forms', '#/regimes']

async function rows(t, view, wanted) {
  const client = await Client.open(t, 'supervision')
  const found = (await client.list(view, {}).catch(() => [])).filter(wanted)
  if (!found.length) throw new Skip(`nothing of the kind in the view ${view} of this server`)
  return found
}

/** Nothing sticks out sideways at any width. */
function layout(size) {
  return async (t) => {
    const page = await openPage(t, 'supervision', '#/calendar', kSizes[size])
    for (const path of kPages) {
      await page.goto(new URL(path, t.base).href)
      await page.locator('.page h1').waitFor()
      await page.locator(by('loading')).first().waitFor({ state: 'detached' })
      const wider = await page.evaluate(() => [document.documentElement.scrollWidth - innerWidth, document.querySelector('.page').scrollWidth - document.querySelector('.page').clientWidth])
      assert.ok(wider.every((w) => w <= 0), `${path} is ${wider} wider than the window`)
    }
  }
}

export const checks = {
  async 'S1_7_a proposal to rectify, confirmed in one browser, is an order in the other'(t) {
    const [proposal] = await rows(t, 'accountability', (m) => m.state === 'proposed' && m.measure === 'rectification' && m.deadline)
    const watcher = await openPage(t, 'auditor', '#/supervision/rectifications')
    await watcher.locator(by('counters')).waitFor()
    const office = await openPage(t, 'supervision', '#/supervision')
    await office.locator(`${by('proposal')}[data-id="${proposal.accountability}"] ${by('agree')}`).click()
    await office.click(by('act-submit'))
    await office.waitForSelector(by('command-done'))
    await watcher.locator(by('rectification'), { hasText: proposal.grounds }).first().waitFor()
    await office.locator(`${by('proposal')}[data-id="${proposal.accountability}"]`).waitFor({ state: 'detached' })
  },

  async 'rule 6: a proposal is not dismissed without a reason'(t) {
    await rows(t, 'accountability', (m) => m.state === 'proposed' && m.subject.startsWith('unit/') && m.measure !== 'inquiry')
    const page = await openPage(t, 'supervision', '#/supervision')
    await page.locator(by('dismiss')).first().click()
    await page.click(by('act-submit'))
    await page.locator(`${by('act-findings')} .el-form-item__error`).waitFor()
    assert.equal(await page.locator(by('command-done')).count(), 0)
  },

  async 'nothing can be done in the past'(t) {
    const [{ ordered_at }] = await rows(t, 'rectifications', (r) => r.state === 'open')
    const page = await openPage(t, 'supervision', `#/supervision/rectifications?as_of=${encodeURIComponent(ordered_at)}`)
    await page.waitForSelector(by('past'))
    for (const id of ['order', 'extend', 'withdraw', 'accept']) assert.equal(await page.locator(by(id)).count(), 0, id)
  },

  async 'what is over is shown on demand only'(t) {
    const [over] = await rows(t, 'rectifications', (r) => r.state === 'accepted')
    const page = await openPage(t, 'supervision', '#/supervision/rectifications')
    const one = page.locator(`${by('rectification')}[data-id="${over.rectification}"]`)
    await page.locator(by('rectification')).first().waitFor()
    assert.equal(await one.count(), 0)
    await page.check(by('show-finished'))
    await one.waitFor()
  },

  async 'the calendar opens on a month in which something is due'(t) {
    const due = await rows(t, 'calendar', () => true)
    const page = await openPage(t, 'supervision', '#/calendar?shape=month')
    const day = page.locator(`${by('month-grid')} .day:not(.other) .sum`).first()
    await day.waitFor()
    const [, year, month] = (await page.locator(by('month')).innerText()).match(/(\d{4})\D+(\d{1,2})/)
    assert.ok(due.some((d) => d.due.startsWith(`${year}-${month.padStart(2, '0')}`)))
  },

  async 'rule 8: a bulletin that was worked on says so, and differs from what is recomputed in that line only'(t) {
    await rows(t, 'current_ledger', (i) => i.percent !== undefined)
    const page = await openPage(t, 'supervision', '#/bulletins/new')
    await page.click(by('draw-up'))
    await page.locator(by('block')).first().waitFor()
    await page.click(by('insert-paragraph'))
    await page.locator(`${by('block')} textarea:visible`).first().fill('这一段是印发前加的。')
    await page.locator(by('edited'), { hasText: '修改' }).waitFor()
    await page.click(by('issue'))
    await page.click(`${by('bulletin-detail')} ${by('recompute')}`)
    await page.locator(`${by('recomputed')}[data-same="false"]`).waitFor()
    assert.deepEqual(await page.locator(`${by('recomputed')} .diff .issued`).allInnerTexts().then((all) => all.map((x) => x.replace(/\s|−/g, ''))), ['这一段是印发前加的。'])
    assert.equal(await page.locator(`${by('recomputed')} .diff li.recomputed`).count(), 0)
  },

  'the supervision pages fit a phone': layout('phone'),
  'the supervision pages fit a desktop': layout('desktop'),
  'the supervision pages fit a wall': layout('wall'),
}
