// 查找 through the page: words of anything that is recorded are found from anywhere and open where they stand.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { Client, by, openPage, until } from './lib.mjs'
import { Skip } from './skip.mjs'

async function shot(page, name) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
}

/** Asked until it is found: the index follows the views, a little later. */
async function found(client, text) {
  for (const end = Date.now() + 45_000; Date.now() < end; ) {
    const answer = await client.call('search.find', { text })
    if (answer.hits.length) return answer.hits
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(`${text} was not found`)
}

/** The mock knows neither the index nor operators. */
function needs(t) {
  if (!t.program) throw new Skip('it needs the built program')
}

export const checks = {
  async 'words of an item are found by / from any page, and open the item'(t) {
    needs(t)
    const client = await Client.open(t, 'supervision')
    const { ledger } = await client.ledger()
    const item = (await client.list('current_ledger', { ledger })).find((r) => r.title.length >= 4)
    await found(client, item.title.slice(0, 4))
    const page = await openPage(t, 'supervision', '#/calendar')
    await page.waitForSelector('h1')
    await page.keyboard.press('/')
    await page.keyboard.type(item.title.slice(0, 4))
    await page.keyboard.press('Enter')
    const hit = page.locator(`${by('search-hit')}[data-key="${item.ledger}/${item.item}"][data-kind="item"]`)
    await hit.waitFor()
    assert.ok((await hit.locator('mark').allInnerTexts()).join('').includes(item.title.slice(0, 4)))
    await shot(page, 'search')
    await hit.locator(by('search-open')).click()
    await page.waitForSelector(`${by('item-panel')}[data-item="${item.item}"]`)
  },

  async 'what was just said is found too, by part of a word; what nobody said is not, and that is told'(t) {
    needs(t)
    const client = await Client.open(t, 'supervision')
    const clerk = await Client.open(t, 'clerk')
    const item = await clerk.ownItem()
    const word = `碧螺${randomUUID().slice(0, 6)}`
    await client.call('item.urge', { item: item.item, text: `请于${word}前办结`, reason: `催办缘由${word}`, command_id: randomUUID() })
    const hits = await found(client, `由${word}`)
    assert.equal(hits[0].stream, `item/${item.item}`)
    const page = await openPage(t, 'supervision', `#/search?q=${encodeURIComponent(word)}`)
    await page.locator(`${by('search-group')}[data-kind="change"] mark`).first().waitFor()
    await page.fill(by('search-text'), '绝无此词语')
    await page.click(by('search-go'))
    await page.waitForSelector(by('empty'))
    await page.setViewportSize({ width: 390, height: 844 })
    await until(page, () => document.documentElement.scrollWidth <= document.documentElement.clientWidth)
    await shot(page, 'search-phone')
  },

  async 'of one kind more is shown page by page'(t) {
    needs(t)
    const client = await Client.open(t, 'supervision')
    const [report] = await client.list('progress', { ledger: (await client.ledger()).ledger })
    const word = report.progress.slice(0, 2)
    await found(client, word)
    const page = await openPage(t, 'supervision', `#/search?q=${encodeURIComponent(word)}&kind=report`)
    await page.locator(by('search-hit')).first().waitFor()
    const first = await page.locator(by('search-hit')).count()
    if (first < 20) return
    await page.click(by('search-next'))
    await until(page, (n) => document.querySelectorAll('[data-testid="search-hit"]').length > n, first)
    const keys = await page.locator(by('search-hit')).evaluateAll((all) => all.map((one) => one.dataset.key))
    assert.equal(new Set(keys).size, keys.length, 'each once')
  },
}
