// A list of projects through the page, against the built program: saved from one ledger, told row by row before it goes into the
// next one, and once there, nothing more to do.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { City, root, year } from './city.mjs'
import { by, openPage } from './lib.mjs'
import { Skip } from './skip.mjs'

let founded = null
async function city(t) {
  if (!t.program) throw new Skip('it needs the built program')
  founded ??= City.found(t.program).then((here) => {
    here.run(['regime', 'adopt', join(root, 'regimes/S8.toml'), '--server', here.base, '--login', 'supervision'])
    return here
  })
  return founded
}
export async function close() {
  await (await founded?.catch(() => null))?.close()
}

async function ledgers(here) {
  const from = await here.ledger(0, { regime: 'S8', title: `包联项目${here.made + 1}` })
  const to = await here.ledger(0, { regime: 'S8', title: `包联项目${here.made + 1}` })
  const item = await here.item(from.ledger, 1, { title: '机床厂', text: '机床厂' })
  await from.holder.give('item.profile', { item, industry: '工业', sector: '工业', total_investment: { value: '1.5', unit: '亿元' }, start: `${year}-05-04`, funds: [], qualifies: [] })
  return { from: from.ledger, to: to.ledger }
}

async function choose(page, file) {
  await page.click(by('sheet-import'))
  await page.locator(by('sheet-file')).setInputFiles(file)
  await page.locator(`${by('sheet-lines')} tbody tr`).first().waitFor()
}

export const checks = {
  async '项目清单: saved as a spreadsheet, checked and written into another ledger, once'(t) {
    const here = await city(t)
    const { from, to } = await ledgers(here)
    const open = (ledger) => openPage({ ...t, base: here.base }, here.who('holder'), `#/projects/${ledger}`)
    const page = await open(from)
    const saved = page.waitForEvent('download')
    await page.click(by('sheet-export'))
    const download = await saved
    assert.match(download.suggestedFilename(), /项目清单\.xlsx$/)
    const file = join(here.dir, 'list.xlsx')
    await download.saveAs(file)

    const other = await open(to)
    await choose(other, file)
    assert.equal(await other.locator(`${by('sheet-lines')} tr[data-fate="enter"]`).count(), 1)
    assert.match(await other.locator(by('sheet-lines')).innerText(), /机床厂[^]*达到认定标准[^]*S8\.1/)
    await other.click(by('sheet-apply'))
    await other.locator(by('sheet-applied')).waitFor()
    assert.match(await other.locator(by('sheet-applied')).innerText(), /写入 1 行，未写入 0 行/)
    if (process.env.SHOTS) await other.screenshot({ path: `${process.env.SHOTS}/sheets.png` })
    await other.locator('.act-dialog .el-button', { hasText: '关闭' }).click()

    await choose(other, file)
    await other.locator(`${by('sheet-lines')} tr[data-fate="same"]`).waitFor()
    assert.equal(await other.locator(by('sheet-nothing')).count(), 1)
    assert.equal(await other.locator(by('sheet-apply')).count(), 0)
  },

  async '项目清单: a file that is no list is refused with what it is'(t) {
    const here = await city(t)
    const { to } = await ledgers(here)
    const page = await openPage({ ...t, base: here.base }, here.who('holder'), `#/projects/${to}`)
    await page.click(by('sheet-import'))
    await page.locator(by('sheet-file')).setInputFiles({ name: '清单.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('%PDF-1.4') })
    await page.locator(`${by('sheet-dialog')} ${by('error')}`).waitFor()
    assert.match(await page.locator(`${by('sheet-dialog')} ${by('error')}`).innerText(), /PDF/)
  },
}
