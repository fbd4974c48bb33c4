// 依法删除 through the page, against the built program: supervision asks from the audit trail, an approver approves on the
// supervision page, and whoever looks on sees the text go and who did it under which rule; nothing sticks out on a phone.
import assert from 'node:assert/strict'
import { City } from './city.mjs'
import { by, fill, openPage } from './lib.mjs'
import { Skip } from './skip.mjs'

const kSecret = '张三，身份证号110101196001013577，困难补助三千元'
const kRemoved = '〔依法删除〕'
const kPhone = { width: 390, height: 844 }

let founded = null
async function city(t) {
  if (!t.program) throw new Skip('it needs the built program')
  founded ??= City.found(t.program)
  return founded
}
export async function close() {
  await (await founded?.catch(() => null))?.close()
}
const at = async (t, name, path, viewport) => openPage({ ...t, base: (await city(t)).base }, (await city(t)).who(name), path, viewport)

/** An item whose text is to go. */
async function entered(t) {
  const here = await city(t)
  const { ledger } = await here.ledger()
  const item = await here.item(ledger, 1, { text: kSecret })
  return { here, ledger, item }
}

async function settle(page) {
  await page.click(by('act-submit'))
  await page.locator(by('command-done')).first().waitFor()
  await page.click(by('act-cancel'))
  await page.locator(by('act-dialog')).waitFor({ state: 'detached' })
}

async function ask(t, item, viewport) {
  const office = await at(t, 'second', `#/audit?stream=item/${item}`, viewport)
  await office.locator(`[data-type="item.entered"] ${by('timeline-redact')}`).click()
  await office.locator(`${by('act-members')} label`, { hasText: '110101196001013577' }).click()
  await fill(office, 'act-rule', '个人信息保护法第四十七条')
  await fill(office, 'act-reason', '当事人申请')
  return office
}

const noWider = async (page) => {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  assert.ok(wider <= 0, `the page is ${wider} wider than the window`)
}

export const checks = {
  async '依法删除: asked for in the trail, approved by another, seen by all'(t) {
    const { ledger, item } = await entered(t)
    const onlooker = await at(t, 'holder', `#/ledger/${ledger}?item=${item}`)
    await onlooker.getByText('110101196001013577').first().waitFor()
    const office = await ask(t, item)
    if (process.env.SHOTS) await office.screenshot({ path: `${process.env.SHOTS}/ask.png` })
    await settle(office)

    await office.goto(new URL('#/supervision/redactions', (await city(t)).base).href)
    await office.locator(by('redaction')).first().waitFor()
    assert.equal(await office.locator(by('redaction-approve')).count(), 0, 'supervision does not approve')
    const boss = await at(t, 'approver', '#/supervision/redactions')
    await boss.locator(by('redaction-approve')).first().click()
    await fill(boss, 'act-reason', '同意')
    if (process.env.SHOTS) await boss.screenshot({ path: `${process.env.SHOTS}/approve.png` })
    await settle(boss)
    await boss.locator(by('redaction')).waitFor({ state: 'detached' })

    await onlooker.getByText('110101196001013577').first().waitFor({ state: 'detached' })
    await onlooker.getByText(kRemoved).first().waitFor()
    await office.goto(new URL(`#/audit?stream=item/${item}`, (await city(t)).base).href)
    const note = office.locator(`[data-type="item.entered"] ${by('removed-by-law')}`)
    await note.waitFor()
    for (const said of ['second', 'approver', '个人信息保护法第四十七条']) assert.match(await note.innerText(), new RegExp(said))
    assert.equal(await office.getByText('110101196001013577').count(), 0)
    if (process.env.SHOTS) await office.screenshot({ path: `${process.env.SHOTS}/trail.png` })
  },

  async '依法删除: on a phone, and turned down with a reason'(t) {
    const { item } = await entered(t)
    const office = await ask(t, item, kPhone)
    await noWider(office)
    if (process.env.SHOTS) await office.screenshot({ path: `${process.env.SHOTS}/ask-phone.png` })
    await settle(office)
    const boss = await at(t, 'approver', '#/supervision/redactions', kPhone)
    await boss.locator(by('redaction-decline')).first().click()
    await boss.click(by('act-submit'))
    await boss.locator(`${by('act-reason')} .el-form-item__error`).waitFor()
    await fill(boss, 'act-reason', '依据不足')
    await settle(boss)
    await boss.locator(by('redaction')).waitFor({ state: 'detached' })
    await boss.click(by('show-finished'))
    await boss.locator(by('redaction'), { hasText: '依据不足' }).waitFor()
    await noWider(boss)
    if (process.env.SHOTS) await boss.screenshot({ path: `${process.env.SHOTS}/declined-phone.png` })
  },
}
