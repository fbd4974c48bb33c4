// A month's report as a spreadsheet, and what the holder does with it. Against the mock only: it needs a report that is
// owed, one that was returned, and reports that wait; a server with such a year has them at other places.
import assert from 'node:assert/strict'
import { by, Client, openPage, until } from './lib.mjs'
import { Skip } from './skip.mjs'

const cell = (page, row, key) => page.locator(`td[data-row="${row}"][data-key="${key}"]`)
const text = async (page, row, key) => (await cell(page, row, key).locator('.text').innerText()).trim()
const kSizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 }, wall: { width: 3840, height: 2160 } }

/** A month that the clerk's unit owes, on a server that can fill it in. */
async function owed(t) {
  const clerk = await Client.open(t, 'clerk')
  const rows = await clerk.list('report_status', { unit: clerk.session.unit })
  const row = rows.find((r) => ['owed', 'late', 'missed'].includes(r.state))
  if (!row) throw new Skip('the clerk’s unit owes no report on this server')
  return row
}

async function grid(t) {
  const { ledger, period } = await owed(t)
  const page = await openPage(t, 'clerk', `#/report/${ledger}/${period}`)
  await page.waitForSelector(by('grid'))
  return page
}

/** What Ctrl+V brings, whatever the clipboard of the machine that runs this holds. */
async function paste(page, plain, html = '') {
  await page.evaluate(
    ([p, h]) => {
      const data = new DataTransfer()
      data.setData('text/plain', p)
      data.setData('text/html', h)
      document.querySelector('[data-testid="grid-editor"]').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    },
    [plain, html],
  )
}

async function wider(page) {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth))
}

function layout(size) {
  return async (t) => {
    const { ledger, period } = await owed(t)
    const clerk = await openPage(t, 'clerk', `#/report/${ledger}/${period}`, kSizes[size])
    await clerk.waitForSelector(by(size === 'phone' ? 'report-cards' : 'grid'))
    assert.equal(await wider(clerk), 0, 'report')
    for (const path of ['todo', `plans/${ledger}`]) {
      await clerk.goto(new URL(`#/${path}`, t.base).href)
      await clerk.waitForSelector('h1')
      assert.equal(await wider(clerk), 0, path)
    }
    const office = await openPage(t, 'supervision', `#/consolidate/${ledger}/reports`, kSizes[size])
    for (const tab of ['reports', 'activate', 'checks', 'close']) {
      await office.click(by(`consolidate-${tab}`))
      await office.waitForSelector(`${by(`consolidate-${tab}`)}[aria-current="true"]`)
      assert.equal(await wider(office), 0, tab)
    }
  }
}

export const checks = {
  async 'rule 11 a month’s report is filled in from last month’s, pasted into, undone and kept as a draft'(t) {
    const page = await grid(t)
    await cell(page, 0, 'progress').click()
    await paste(page, '"第一行\n第二行"\t成效\r\n丙\t丁\r\n')
    await until(page, () => document.querySelector('td[data-row="1"][data-key="achievements"] .text').innerText === '丁')
    assert.equal(await text(page, 0, 'progress'), '第一行\n第二行')
    await page.keyboard.press('Control+z')
    await until(page, () => document.querySelector('td[data-row="1"][data-key="achievements"] .text').innerText === '')
    await page.keyboard.press('Control+y')
    await cell(page, 0, 'percent').click()
    await page.keyboard.type('99.5')
    await page.keyboard.press('Tab')
    assert.equal(await text(page, 0, 'percent'), '99.5')
    await page.reload()
    await page.waitForSelector(by('report-draft'))
    assert.equal(await text(page, 0, 'percent'), '99.5')
    assert.equal(await text(page, 0, 'progress'), '第一行\n第二行')
  },

  async 'S7_3 behind schedule, reasons and corrections become required in the grid'(t) {
    const page = await grid(t)
    await cell(page, 0, 'percent').click()
    await page.keyboard.type('1')
    await page.keyboard.press('Enter')
    for (const key of ['reasons', 'corrections']) await page.waitForSelector(`td.wrong[data-row="0"][data-key="${key}"]`)
    await page.click(by('report-submit'))
    assert.equal(await page.locator(by('command-done')).count(), 0)
  },

  'the pages of the ledger’s year do not run out of the page: phone': layout('phone'),
  'the pages of the ledger’s year do not run out of the page: desktop': layout('desktop'),
  'the pages of the ledger’s year do not run out of the page: wall': layout('wall'),
}
