// 运行 through the page: operators see every part and rebuild a projection; administrators open and change accounts; an
// auditor finds checkpoints, keys and the commands that make evidence.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Client, account, barriers, browser, by, openPage, until } from './lib.mjs'
import { Skip } from './skip.mjs'

/** Accounts to try have one secret. Who reads no ledger has no ledger in the bar. */
async function enter(t, name, path, secret = account('auditor').secret) {
  const page = await browser(t)
  await page.goto(new URL(path, t.base).href)
  await page.fill(by('login-account'), name)
  await page.fill(by('login-secret'), secret)
  await page.click(by('login-enter'))
  await page.waitForSelector(by('who'))
  return page
}
async function shot(page, name) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
}

/** Sixty lines of today stand in the answer about what was refused; all else is as the server answers. */
async function refusing(page) {
  const asked = new Set()
  await page.routeWebSocket(/\/ws$/, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((text) => {
      const message = JSON.parse(text)
      if (message.params?.view === 'access_log') asked.add(message.id)
      server.send(text)
    })
    server.onMessage((text) => {
      const message = JSON.parse(text)
      if (!asked.has(message.id) || !message.result) return socket.send(text)
      const day = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)
      const why = ['wrong_secret', 'throttled', 'not_allowed']
      const row = (i) => ({ day, account: 'clerk-1', address: `10.0.0.${1 + (i % 2)}`, method: 'auth.login', why: why[i % 3], count: 3, first_at: `${day}T00:00:00.000Z`, last_at: `${day}T00:01:00.000Z`, position: 100 + i })
      message.result.rows = Array.from({ length: 60 }, (_, i) => ({ key: `${day}/${String(i).padStart(10, '0')}`, position: 100 + i, row: row(i) }))
      socket.send(JSON.stringify(message))
    })
  })
}

/** The mock knows neither the index nor operators. */
function needs(t) {
  if (!t.program) throw new Skip('it needs the built program')
}

export const checks = {
  async 'an operator sees how every part is, and rebuilds a projection while it is read'(t) {
    needs(t)
    const page = await enter(t, 'operations', '#/operations')
    await page.waitForSelector(by('ops-state'))
    for (const part of ['writer', 'views', 'disk', 'checkpoint', 'keeper']) assert.equal(await page.locator(by(`ops-${part}`)).count(), 1, part)
    await shot(page, 'operations')
    await page.click(by('tab-projections'))
    await page.click(by('rebuild-units'))
    await page.click(by('rebuild-yes'))
    await until(page, () => document.querySelector('[data-testid="projection-units"]')?.className === 'live')
    assert.equal(await page.locator(by('error')).count(), 0)
    await shot(page, 'operations-projections')
  },

  async 'an administrator opens an account, grants a role and sets a secret; whoever has it logs in'(t) {
    needs(t)
    const page = await enter(t, 'admin', '#/operations/accounts')
    const name = `try-${randomUUID().slice(0, 6)}`
    await page.click(by('account-open'))
    await page.locator(`${by('act-dialog')} input[type="text"]`).nth(0).fill(name)
    await page.locator(`${by('act-dialog')} input[type="text"]`).nth(1).fill('试用账号')
    await page.locator(`${by('act-dialog')} [role="radiogroup"]`).getByText('督查室', { exact: true }).click()
    await page.click(by('act-submit'))
    await page.waitForSelector(by('command-done'))
    await page.click(by('act-cancel'))
    await page.fill(by('accounts-filter'), name)
    await page.click(by(`secret-${name}`))
    await page.fill(by('secret-text'), 'correct horse')
    await page.click(by('secret-submit'))
    await page.waitForSelector(by('secret-done'))
    await shot(page, 'operations-accounts')
    const client = await Client.open(t, { name, secret: 'correct horse' })
    assert.deepEqual(client.session.roles, ['supervision'])
  },

  async 'an auditor finds the checkpoint, the keys, and the commands for evidence'(t) {
    needs(t)
    const page = await openPage(t, 'auditor', '#/operations/audit')
    await page.waitForSelector(by('checkpoint-size'))
    await page.fill(by('bundle-item'), '2014-009')
    const lines = await page.locator(by('command-line')).allInnerTexts()
    assert.ok(lines.some((line) => line.includes('--item 2014-009')), lines.join('\n'))
    await page.goto(new URL('#/operations/accounts', t.base).href)
    await page.waitForSelector(by('accounts'))
    assert.equal(await page.locator(by('account-open')).count(), 0, 'an auditor changes no accounts')
    assert.equal(await page.locator('[data-testid^="sessions-"]').count(), 0, 'and ends no logins')
    await shot(page, 'operations-audit')
  },

  async 'the own logins are listed and ended one by one; an administrator ends all, and the page asks to log in again'(t) {
    needs(t)
    const client = await Client.open(t, { name: 'approver', secret: account('auditor').secret })
    const other = await enter(t, 'approver', '#/sessions')
    await other.waitForSelector(by('session'))
    assert.equal(await other.locator(by('session')).count(), 2)
    await other.click(by('session-end'))
    await other.click(by('session-sure'))
    await other.waitForSelector(by('session-ended'))
    assert.equal(await other.locator(by('session')).count(), 1)
    await assert.rejects(client.call('auth.sessions', {}), /"code":4/)
    const page = await enter(t, 'admin', '#/operations/accounts?account=approver')
    await page.click(by('logins-approver'))
    await page.locator(`${by('sessions-dialog')} ${by('session')}`).first().waitFor()
    await shot(page, 'operations-sessions')
    await page.click(by('sessions-end-all'))
    await page.locator(`${by('act-dialog')} textarea`).fill('密码可能泄露')
    await page.click(by('act-submit'))
    await page.waitForSelector(by('command-done'))
    await other.waitForSelector(by('login-enter'))
  },

  async 'what was refused is drawn by day, filtered, listed by pages and taken away'(t) {
    needs(t)
    const page = await browser(t)
    await refusing(page)
    await page.goto(new URL('#/access', t.base).href)
    await page.fill(by('login-account'), 'admin')
    await page.fill(by('login-secret'), account('auditor').secret)
    await page.click(by('login-enter'))
    await page.locator(by('access-total'), { hasText: '共 180 次，60 条' }).waitFor()
    await page.locator(`${by('access-page')} ${by('chart')} canvas`).waitFor()
    assert.equal(await page.locator(by('access-row')).count(), 50)
    await page.click(by('access-next'))
    await until(page, () => document.querySelectorAll('[data-testid="access-row"]').length === 10)
    await page.selectOption(by('access-why'), 'throttled')
    await page.fill(by('access-address'), '10.0.0.2')
    await page.locator(by('access-total'), { hasText: '共 30 次，10 条' }).waitFor()
    const [file] = await Promise.all([page.waitForEvent('download'), page.click(by('access-export'))])
    assert.equal(readFileSync(await file.path(), 'utf8').trim().split('\r\n').length, 11)
    await shot(page, 'access')
    assert.deepEqual(await barriers(page), [])
    await page.setViewportSize({ width: 390, height: 844 })
    await until(page, () => document.documentElement.scrollWidth <= innerWidth)
    await shot(page, 'access-phone')
    await page.locator(by('access-row')).first().getByRole('link').click()
    await page.waitForSelector(by('account-clerk-1'))
    assert.equal(await page.inputValue(by('accounts-filter')), 'clerk-1')
  },

  async 'a read-only copy says that it is one, how far behind, since when cut off, and where the ledger is'(t) {
    const page = await browser(t)
    const replica = { state: 'following', leader: 'https://ledger.example.gov/', behind: 0, logins: '' }
    await page.route('**/healthz', (route) => route.fulfill({ json: { status: 'ok', replica } }))
    const told = async (more, text) => {
      Object.assign(replica, more)
      await page.goto(t.base)
      await page.locator(`${by('replica')}[data-state="${replica.state}"]`, { hasText: text }).waitFor()
    }
    await told({}, '只读副本')
    assert.equal(await page.getAttribute(by('replica-leader'), 'href'), 'https://ledger.example.gov/')
    await told({ state: 'catching_up', behind: 1200 }, '1200')
    await told({ state: 'cut_off', since: '2026-11-22T08:00:00.000Z' }, '自 2026-11-22 16:00:00 起与主库失去联系')
    await told({ state: 'refused', position: 77, leader: 'tcp://10.0.0.1:5550', logins: 'late' }, '77')
    assert.equal(await page.locator(by('replica-leader')).count(), 0, 'what is no page is no link')
    assert.deepEqual(await barriers(page), [])
    await shot(page, 'replica')
  },
}
