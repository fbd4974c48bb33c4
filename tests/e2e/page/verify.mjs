// An auditor verifies an item's history in the browser: with the right key all holds, with a wrong one nothing is said to;
// what a server changes in its answers is found at its place; a rewritten history is told before anything else.
import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { browser, by, Client, itemPath, login, openPage } from './lib.mjs'
import { Skip } from './skip.mjs'

/** An item of the ledger and the log's key, as an auditor would have it from paper. */
async function subject(t) {
  const client = await Client.open(t, 'auditor')
  const { keys } = await client.call('log.keys', {}).catch(() => {
    throw new Skip('this server signs no checkpoints')
  })
  const { ledger } = await client.ledger()
  const rows = await client.list('current_ledger', { ledger })
  const item = rows.sort((a, b) => b.version - a.version)[0]
  return { client, key: keys[0], ledger, item, first: await eventsOf(client, `item/${item.item}`) }
}

async function eventsOf(client, stream) {
  const found = []
  for (let from = 0; ; ) {
    const page = await client.call('events.read', { from, limit: 1000, filter: { streams: [stream] } })
    found.push(...page.events.filter((e) => e.subject === stream))
    if (page.next <= from || page.next >= page.end) return found
    from = page.next
  }
}

/** A key of the same name that somebody else made. */
function otherKey(key) {
  const name = key.split('+')[0]
  const raw = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  const blob = Buffer.concat([Buffer.of(1), raw])
  const id = createHash('sha256').update(`${name}\n`).update(blob).digest('hex').slice(0, 8)
  return `${name}+${id}+${blob.toString('base64')}`
}

/** Lets every answer of the server pass through `change(method, result)`, as a server that lies would answer. */
async function tampered(page, change) {
  const asked = new Map()
  await page.routeWebSocket(/\/ws$/, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((text) => {
      const { id, method, params } = JSON.parse(text)
      asked.set(id, { method, params })
      server.send(text)
    })
    server.onMessage((text) => {
      const message = JSON.parse(text)
      const call = asked.get(message.id)
      if (call && message.result) change(call.method, message.result, call.params)
      socket.send(JSON.stringify(message))
    })
  })
}

async function verify(page, key) {
  await page.locator(by('verify-log')).waitFor()
  await page.fill(`textarea${by('verify-key')}`, key)
  await page.click(by('verify-run'))
}

const pathTo = (item) => `#/verify/item/${item.item}`
const problems = (page) => page.locator(by('verify-problem')).evaluateAll((all) => all.map((e) => [Number(e.closest('[data-position]').dataset.position), e.dataset.problem]))

async function conclusion(page, tone) {
  await page.locator(`${by('verify-conclusion')}[data-tone="${tone}"]`).waitFor()
  return page.locator(by('verify-conclusion')).innerText()
}

export const checks = {
  async 'an auditor opens an item, enters the key and sees every record of it hold; the report has the proofs'(t) {
    const { key, item, first } = await subject(t)
    const page = await openPage(t, 'auditor', itemPath(item.ledger, item.item))
    await page.click(by('item-verify'))
    assert.equal(await page.inputValue(`textarea${by('verify-key')}`), '', 'no key is there before somebody enters one')
    assert.ok(await page.locator(by('verify-run')).isDisabled(), 'nothing is verified without a key')
    await verify(page, key)
    const said = await conclusion(page, 'good')
    assert.ok(said.includes(String(first.length)), said)
    const states = await page.locator(by('verify-event')).evaluateAll((all) => all.map((e) => e.dataset.state))
    assert.deepEqual(states, first.map(() => 'holds'))
    const [file] = await Promise.all([page.waitForEvent('download'), page.click(by('verify-export'))])
    const report = JSON.parse(readFileSync(await file.path(), 'utf8'))
    assert.equal(report.events.length, first.length)
    assert.ok(report.checkpoint.note.includes('\n— '), 'the signed note is in the report')
    for (const e of report.events) assert.equal(createHash('sha256').update(Buffer.of(0)).update(Buffer.from(e.record.entry, 'base64')).digest('hex'), e.leaf)
  },

  async 'a wrong key is refused and nothing is said to hold; the server’s own key is no proof'(t) {
    const { key, item } = await subject(t)
    const page = await openPage(t, 'auditor', pathTo(item))
    await verify(page, otherKey(key))
    await page.locator(`${by('verify-key-fault')}[data-fault="notSigned"]`).waitFor()
    await verify(page, `${key.slice(0, -4)}AAAA`)
    await page.locator(`${by('verify-key-fault')}[data-fault="keyId"]`).waitFor()
    assert.equal(await page.locator(by('verify-event')).count(), 0)
    assert.equal(await page.getAttribute(by('verify-kept'), 'data-state'), 'none')
    await page.click(by('verify-key-server'))
    await page.locator(by('verify-key-warning')).waitFor()
    await page.click(by('verify-run'))
    await conclusion(page, 'doubtful')
  },

  async 'an answer that was changed on the way is found at its position, and only there'(t) {
    const { key, item, first } = await subject(t)
    const [shown, payload, path, gone] = [first[0], first[1], first[2], first[3]].map((e) => e && Number(e.sequence))
    if (gone === undefined) throw new Skip('no item with four records')
    const page = await browser(t)
    await tampered(page, (method, result, params) => {
      if (method === 'events.read') for (const e of result.events) if (Number(e.sequence) === shown) e.actorname = '某某'
      if (method === 'log.record' && params.position === payload) result.payload = Buffer.concat([Buffer.from(result.payload, 'base64'), Buffer.of(0)]).toString('base64')
      if (method === 'log.prove_inclusion' && params.position === path) result.path[0] = Buffer.alloc(32).toString('base64')
      if (method === 'events.read') result.events = result.events.filter((e) => Number(e.sequence) !== gone)
    })
    await login(page, t.base, 'auditor', pathTo(item))
    await verify(page, key)
    await conclusion(page, 'bad')
    const after = first[4] ? [[Number(first[4].sequence), 'version']] : []
    assert.deepEqual(await problems(page), [[shown, 'shown'], [payload, 'payload'], [path, 'inclusion'], ...after])
  },

  async 'a data member that was changed on the way is found, though record and proof are right'(t) {
    const { key, item, first } = await subject(t)
    const page = await browser(t)
    await tampered(page, (method, result) => {
      if (method === 'events.read') for (const e of result.events) if (e.sequence === first[0].sequence) e.data.title = `${e.data.title}。`
    })
    await login(page, t.base, 'auditor', pathTo(item))
    await verify(page, key)
    await conclusion(page, 'bad')
    assert.deepEqual(await problems(page), [[Number(first[0].sequence), 'content']])
  },

  async 'a visit later is held against the checkpoint of then; another root there raises the notice with both'(t) {
    const { client, key, item } = await subject(t)
    const page = await openPage(t, 'auditor', pathTo(item))
    await verify(page, key)
    await conclusion(page, 'good')
    await page.reload()
    await page.locator(`${by('verify-kept')}:is([data-state="same"], [data-state="longer"])`).waitFor()
    const origin = await page.locator(by('verify-origin')).innerText()
    const older = Math.max(1, Math.floor((await client.call('log.checkpoint', {})).size / 2))
    const { root } = await client.call('log.prove_inclusion', { position: 0, size: older })
    const put = (hex) =>
      page.evaluate(
        ([name, size, rootOf]) => {
          const kept = JSON.parse(localStorage.getItem(name))
          localStorage.setItem(name, JSON.stringify({ ...kept, size, root: rootOf }))
        },
        [`taizhang.verified.${origin}`, older, Buffer.from(hex, 'hex').toString('base64')],
      )
    await put(root)
    await page.reload()
    await page.locator(`${by('verify-kept')}[data-state="longer"]`).waitFor()
    assert.equal(await page.locator(by('verify-broken')).count(), 0)
    const other = 'ab'.repeat(32)
    await put(other)
    await page.reload()
    const told = await page.locator(by('verify-broken-then')).innerText()
    assert.ok(told.includes(other) && told.replaceAll(',', '').includes(String(older)), told)
    const now = await page.locator(by('verify-broken-now')).innerText()
    assert.ok(now.includes(await page.locator(by('verify-root')).innerText()), now)
    await verify(page, key)
    await conclusion(page, 'bad')
    await page.reload()
    await page.locator(by('verify-broken')).waitFor() // verifying again does not make it forgotten
  },

  async 'over plain HTTP from another machine, without WebCrypto, the same holds'(t) {
    const { key, item } = await subject(t)
    const page = await browser(t)
    await page.addInitScript(() => Object.defineProperty(globalThis.crypto, 'subtle', { value: undefined }))
    await login(page, t.base, 'auditor', pathTo(item))
    await verify(page, key)
    await conclusion(page, 'good')
    await page.locator(`${by('verify-way')}[data-way="JavaScript"]`).waitFor({ state: 'attached' })
  },

  async 'verifying fits a phone, in both languages'(t) {
    const { key, item } = await subject(t)
    const page = await openPage(t, 'auditor', pathTo(item), { width: 390, height: 844 })
    await verify(page, key)
    await conclusion(page, 'good')
    const wider = () => page.evaluate(() => [document.documentElement.scrollWidth - innerWidth, document.querySelector('.page').scrollWidth - document.querySelector('.page').clientWidth])
    assert.ok((await wider()).every((w) => w <= 0), `the page is ${await wider()} wider than the window`)
    await page.evaluate(() => localStorage.setItem('taizhang.language', 'en'))
    await page.reload()
    await page.locator('h1', { hasText: 'Verify' }).waitFor()
    await page.locator(by('verify-log')).waitFor()
    assert.ok((await wider()).every((w) => w <= 0), `in English the page is ${await wider()} wider than the window`)
  },

  async 'a bundle is taken from the page and verified offline; of many records part by part'(t) {
    if (!t.program) throw new Skip('it needs the built program')
    const { client, key, item, first } = await subject(t)
    const folder = mkdtempSync(join(tmpdir(), 'taizhang-bundle-'))
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    const verified = (text) => {
      writeFileSync(join(folder, 'a.bundle'), text)
      return spawnSync(t.program, ['verify', '--bundle', join(folder, 'a.bundle'), '--key', key], { encoding: 'utf8' })
    }
    const page = await openPage(t, 'auditor', pathTo(item))
    const [file] = await Promise.all([page.waitForEvent('download'), page.click(by('bundle-take'))])
    const text = readFileSync(await file.path(), 'utf8')
    await page.locator(`${by('bundle-said')}[data-whole="true"][data-files="1"]`).waitFor()
    assert.equal(JSON.parse(text.trim().split('\n').at(-1)).end, first.length)
    assert.equal(verified(text).status, 0, verified(text).stderr)
    assert.notEqual(verified(text.replace('"payload":"', '"payload":"A')).status, 0, 'one that was changed')

    const part = await client.call('log.bundle', {})
    const next = await client.call('log.bundle', { from: part.next, size: part.size })
    assert.equal(next.from, part.to)
    for (const one of [part, next]) assert.equal(verified(one.text).status, 0, one.name)
    const office = await Client.open(t, 'supervision')
    await assert.rejects(office.call('log.bundle', {}), /"code":5/)
  },
}
