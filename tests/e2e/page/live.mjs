// What one browser changes, the other sees without reloading.
import assert from 'node:assert/strict'
import { act, by, Client, fill, itemPath, nextReport, openPage, relay, login, browser, row, setMonth } from './lib.mjs'

/** Fails the check if the page is loaded again from here on. */
async function notReloaded(page) {
  await page.evaluate(() => (window.unreloaded = true))
  return async () => assert.equal(await page.evaluate(() => window.unreloaded), true, 'the page was reloaded')
}

async function reportProgress(t, clerk, item) {
  const { period, percent } = nextReport(item, clerk.session.unit)
  const page = await openPage(t, 'clerk', itemPath(item.ledger, item.item))
  await act(page, 'item.report_progress')
  await setMonth(page, 'report-period', period)
  await fill(page, 'report-percent', percent)
  await fill(page, 'report-progress', `按计划推进 ${percent}`)
  await page.click(by('report-submit'))
  await page.waitForSelector(by('command-done'))
  return { page, percent }
}

async function revise(page, title, reason) {
  await act(page, 'item.revise')
  await fill(page, 'revise-title', title)
  await fill(page, 'revise-reason', reason)
  await page.click(by('revise-submit'))
}

export const checks = {
  async 'who else looks at an item, and who edits it, until the page is left'(t) {
    const clerk = await Client.open(t, 'clerk')
    const item = await clerk.ownItem()
    const path = itemPath(item.ledger, item.item)
    const watcher = await openPage(t, 'supervision', path)
    const other = await openPage(t, 'clerk', path)
    await watcher.waitForSelector(by('presence-looking'))
    await act(other, 'item.report_progress')
    await watcher.waitForSelector(by('presence-editing'))
    assert.match(await watcher.textContent(by('presence-editing')), /正在编辑/)
    await other.goto('about:blank')
    await watcher.waitForSelector(by('presence-editing'), { state: 'detached' })
    assert.equal(await watcher.locator(by('presence-looking')).count(), 0)
  },

  async 'a progress report by one browser appears in the other: table, lamp, feed, open item'(t) {
    const clerk = await Client.open(t, 'clerk')
    const item = await clerk.ownItem()
    const watcher = await openPage(t, 'supervision', itemPath(item.ledger, item.item))
    await watcher.waitForSelector(row(item.item))
    const still = await notReloaded(watcher)
    const { percent } = await reportProgress(t, clerk, item)
    // an item of several units shows what the server makes of their figures, not the one that was just reported
    const { row: now } = await clerk.call('view.get', { view: 'current_ledger', key: `${item.ledger}/${item.item}` })
    assert.equal(Number(now.progress.filter((p) => p.unit === clerk.session.unit).at(-1).percent), Number(percent))
    await watcher.locator(`${row(item.item)}[data-version="${now.version}"] ${by('percent')}`, { hasText: `${now.percent}%` }).waitFor()
    await watcher.locator(`${by('value-percent')} ${by('percent')}`, { hasText: `${now.percent}%` }).waitFor()
    await watcher.locator(`${row(item.item)}.marked`).waitFor()
    await watcher.locator(by('feed-entry'), { hasText: `${percent}%` }).first().waitFor()
    await still()
  },

  async 'a revision shows its reason, old and new in the other browser’s timeline and field history'(t) {
    const clerk = await Client.open(t, 'clerk')
    const item = await clerk.ownItem()
    const title = `改名 ${Date.now()}`
    const watcher = await openPage(t, 'auditor', itemPath(item.ledger, item.item))
    await watcher.click(by('fact-title'))
    const before = await watcher.locator(`${by('history-title')} ${by('history-entry')}`).count()
    const still = await notReloaded(watcher)
    const office = await openPage(t, 'supervision', itemPath(item.ledger, item.item))
    await revise(office, title, '会议定名')
    await office.waitForSelector(by('command-done'))
    await watcher.locator(`${row(item.item)} ${by('row-title')}`, { hasText: title }).waitFor()
    const newest = watcher.locator(`${by('history-title')} ${by('history-entry')}`).first()
    await newest.locator('ins', { hasText: title }).waitFor()
    const text = await newest.innerText()
    assert.ok(text.includes(item.title), `the old title is told: ${text}`)
    assert.ok(text.includes('会议定名'), `the reason is told: ${text}`)
    assert.equal(await watcher.locator(`${by('history-title')} ${by('history-entry')}`).count(), before + 1)
    await watcher.getByRole('tab').nth(1).click()
    await watcher.locator(`${by('timeline-entry')}[data-type="item.revised"]`, { hasText: '会议定名' }).first().waitFor()
    await still()
  },

  async 'what changed while the connection was broken is there when it stands again'(t) {
    const clerk = await Client.open(t, 'clerk')
    const item = await clerk.ownItem(1)
    const line = await relay(t)
    const watcher = await browser(t)
    await login(watcher, line.base, 'auditor', itemPath(item.ledger, item.item))
    await watcher.waitForSelector(row(item.item))
    const still = await notReloaded(watcher)
    line.cut()
    await watcher.waitForSelector(`${by('connection')}[data-state="waiting"]`)
    const title = `断线期间 ${Date.now()}`
    const office = await openPage(t, 'supervision', itemPath(item.ledger, item.item))
    await revise(office, title, '断线核对')
    await office.waitForSelector(by('command-done'))
    assert.equal(await watcher.locator(by('row-title'), { hasText: title }).count(), 0)
    line.mend()
    await watcher.locator(`${row(item.item)} ${by('row-title')}`, { hasText: title }).waitFor()
    await watcher.locator(by('feed-entry'), { hasText: title }).first().waitFor()
    await still()
  },

  async 'a stale form is refused with what changed since, and can be submitted on top'(t) {
    const clerk = await Client.open(t, 'clerk')
    const item = await clerk.ownItem()
    const first = await openPage(t, 'supervision', itemPath(item.ledger, item.item))
    await act(first, 'item.revise')
    await fill(first, 'revise-goal', `目标 ${Date.now()}`)
    await fill(first, 'revise-reason', '先看到旧版')
    const second = await openPage(t, 'supervision', itemPath(item.ledger, item.item))
    const title = `抢先 ${Date.now()}`
    await revise(second, title, '抢先修订')
    await second.waitForSelector(by('command-done'))
    await first.click(by('revise-submit'))
    await first.waitForSelector(by('conflict'))
    assert.ok((await first.locator(by('conflict')).innerText()).includes(title), 'the conflict tells the other change')
    await first.click(by('submit-on-top'))
    await first.waitForSelector(by('command-done'))
    await second.locator(`${row(item.item)} ${by('row-title')}`, { hasText: title }).waitFor()
  },
}
