// Errors are shown where they belong, in the server's words, and nothing typed is lost.
import assert from 'node:assert/strict'
import { act, browser, by, Client, fill, itemPath, nextReport, openPage, setMonth } from './lib.mjs'

async function reportForm(t) {
  const clerk = await Client.open(t, 'clerk')
  const item = await clerk.ownItem(2)
  const page = await openPage(t, 'clerk', itemPath(item.ledger, item.item))
  await act(page, 'item.report_progress')
  await setMonth(page, 'report-period', nextReport(item, clerk.session.unit).period)
  return page
}

const fieldError = (page, text) => page.locator('.el-form-item__error', { hasText: text })

export const checks = {
  async 'a wrong password is told on the login page'(t) {
    const page = await browser(t)
    await page.goto(t.base)
    await page.fill(by('login-account'), 'nobody')
    await page.fill(by('login-secret'), 'nothing')
    await page.click(by('login-enter'))
    await page.waitForSelector(by('login-error'))
    assert.match(page.url(), /login/)
  },

  async 'what is no number is told at its field, before anything is sent'(t) {
    const page = await reportForm(t)
    await fill(page, 'report-percent', '四十')
    await page.click(by('report-submit'))
    await page.locator('.el-form-item__error').nth(1).waitFor() // percent and progress are both told
    assert.equal(await page.locator(by('error')).count(), 0)
  },

  async 'S7_3 a report behind schedule is refused with its clause and keeps what was typed'(t) {
    const page = await reportForm(t)
    await fill(page, 'report-percent', '0.5')
    await fill(page, 'report-progress', '尚未启动')
    await page.click(by('report-submit'))
    await page.locator(by('error-clause'), { hasText: 'S7.3' }).waitFor()
    assert.equal(await page.locator(`textarea${by('report-progress')}, ${by('report-progress')} textarea`).first().inputValue(), '尚未启动')
    await fill(page, 'report-reasons', '用地未批')
    await fill(page, 'report-corrections', '每周调度')
    await page.click(by('report-submit'))
    await page.waitForSelector(by('command-done'))
  },

  async 'a percentage that the server refuses is told at its field'(t) {
    const page = await reportForm(t)
    await fill(page, 'report-percent', '180')
    await fill(page, 'report-progress', '超出')
    await page.click(by('report-submit'))
    await page.waitForSelector(by('error'))
    await fieldError(page, '180').or(page.locator('.el-form-item.is-error')).first().waitFor()
  },

  async 'a revision without a reason is not sent'(t) {
    const clerk = await Client.open(t, 'clerk')
    const item = await clerk.ownItem()
    const page = await openPage(t, 'supervision', itemPath(item.ledger, item.item))
    await act(page, 'item.revise')
    await fill(page, 'revise-title', '无理由')
    await page.click(by('revise-submit'))
    await page.locator('.el-form-item.is-error').waitFor()
    const now = await clerk.call('view.get', { view: 'current_ledger', key: `${item.ledger}/${item.item}` })
    assert.equal(now.row.version, item.version)
  },

  async 'an auditor reads everything and is offered nothing to change'(t) {
    const clerk = await Client.open(t, 'clerk')
    const item = await clerk.ownItem()
    const page = await openPage(t, 'auditor', itemPath(item.ledger, item.item))
    await page.getByRole('tab').nth(2).click()
    await page.waitForSelector(by('act-none'))
    await page.click(by('nav-audit'))
    await page.locator(by('audit-row')).first().waitFor()
    await page.locator(`${by('audit-row')} button[title*="/"]`).first().click()
    await page.locator(`${by('audit-trail')} ${by('timeline-entry')}`).first().waitFor()
  },

  async 'any other command is a form made from the API document'(t) {
    const clerk = await Client.open(t, 'clerk')
    const item = await clerk.ownItem()
    const page = await openPage(t, 'supervision', itemPath(item.ledger, item.item))
    await act(page, 'item.urge')
    await page.click(by('command-submit'))
    await page.locator(by('error')).or(page.locator('.el-form-item.is-error')).first().waitFor()
    const text = `请尽快补报 ${Date.now()}`
    await page.locator(`${by('param-text')} textarea`).fill(text)
    await page.click(by('command-submit'))
    await page.waitForSelector(by('command-done'))
    await page.locator(by('feed-entry'), { hasText: text }).first().waitFor()
  },
}
