// 运行 through the page: operators see every part and rebuild a projection; administrators open and change accounts; an
// auditor finds checkpoints, keys and the commands that make evidence.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { Client, account, browser, by, openPage, until } from './lib.mjs'
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
    await shot(page, 'operations-audit')
  },
}
