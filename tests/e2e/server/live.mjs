// Live reading: every event once and in order, views that are told of every change, a clean goodbye.
import { randomBytes } from 'node:crypto'
import net from 'node:net'
import { Client, assert, item, main, refuses, small } from './lib.mjs'

const positions = (client, subscription) =>
  client.notified.filter((m) => m.method === 'events.event' && m.params.subscription === subscription).map((m) => Number(m.params.result.sequence))

await main({
  async 'from the beginning, caught up, then live'(server) {
    const { office } = await small(server)
    const reader = await Client.login(server.ws, 'audit')
    const { subscription, epoch } = await reader.call('events.subscribe', { from: 0 })
    assert.ok(epoch)
    const caught = await reader.until(() => reader.notified.find((m) => m.method === 'events.caught_up'))
    const done = await office.command('item.urge', { item: 'i1', text: '请抓紧' })
    assert.equal(done.position, caught.params.position, 'caught up with everything before this position')
    await reader.until(() => positions(reader, subscription).includes(done.position))
    assert.deepEqual(positions(reader, subscription), Array.from({ length: done.position + 1 }, (_, i) => i))
    await reader.call('events.unsubscribe', { subscription })
    await office.command('item.urge', { item: 'i1', text: '再催' })
    await reader.call('view.list', { view: 'units' })
    assert.equal(positions(reader, subscription).length, done.position + 1)
  },

  async 'only what was asked for'(server) {
    const { office } = await small(server)
    const reader = await Client.login(server.ws, 'audit')
    const { subscription } = await reader.call('events.subscribe', { from: 'now', filter: { streams: ['item/'], types: ['item.revised'] } })
    await office.command('item.urge', { item: 'i1', text: 'x' })
    const done = await office.command('item.revise', { item: 'i1', goal: '就业稳定', reason: '补充目标' })
    await reader.until(() => positions(reader, subscription).length)
    assert.deepEqual(positions(reader, subscription), [done.position])
    const page = await reader.call('events.read', { from: 0, limit: 1000, filter: { actors: ['office'], types: ['item.urged'] } })
    assert.equal(page.events.length, 1)
  },

  async 'a view is told of every change, and ends where a new reader begins'(server) {
    const { office } = await small(server)
    const watcher = await Client.login(server.ws, 'holder')
    const snapshot = await watcher.call('view.subscribe', { view: 'current_ledger', filter: { ledger: 'L' } })
    const rows = new Map(snapshot.rows.map((r) => [r.key, r.row]))
    let last
    for (let i = 2; i <= 30; i++) {
      await office.command('item.enter', item(`i${i}`, 'L', { number: String(i) }))
      last = await office.command('item.revise', { item: `i${i}`, goal: `目标${i}`, reason: '补充' })
    }
    await watcher.until(() => watcher.notified.some((m) => m.method === 'view.changed' && m.params.position >= last.position))
    let seen = snapshot.position
    for (const { params } of watcher.notified.filter((m) => m.method === 'view.changed')) {
      assert.ok(params.position > seen)
      seen = params.position
      for (const { key, row } of params.upserts) rows.set(key, row)
      for (const key of params.removals) rows.delete(key)
    }
    const fresh = await office.call('view.list', { view: 'current_ledger', filter: { ledger: 'L' }, limit: 1000 })
    assert.deepEqual(Object.fromEntries(rows), Object.fromEntries(fresh.rows.map((r) => [r.key, r.row])))
  },

  async 'after a lost connection a view and the events go on where they were, and nobody is present any more'(server) {
    const { office } = await small(server)
    const first = await Client.login(server.ws, 'holder')
    const view = await first.call('view.subscribe', { view: 'current_ledger', filter: { ledger: 'L' } })
    const events = await first.call('events.subscribe', { from: 'now' })
    await first.call('presence.here', { subject: 'item/i1', doing: 'editing' })
    const watching = await office.call('presence.subscribe', { subject: 'item/' })
    assert.deepEqual(watching.at.map((a) => [a.subject, a.here[0].account, a.here[0].doing]), [['item/i1', 'holder', 'editing']])
    first.socket.terminate()
    await office.until(() => office.notified.some((m) => m.method === 'presence.changed' && m.params.at[0].here.length === 0))
    const done = await office.command('item.revise', { item: 'i1', goal: '目标', reason: '补充' })
    const again = await Client.login(server.ws, 'holder')
    const { epoch, version, position } = view
    const resumed = await again.call('view.subscribe', { view: 'current_ledger', filter: { ledger: 'L' }, from: position, epoch, version })
    assert.equal(resumed.rows, undefined)
    const missed = await again.call('events.subscribe', { from: events.position, epoch })
    await again.until(() => again.notified.some((m) => m.method === 'view.changed' && m.params.upserts[0].row.goal === '目标'))
    await again.until(() => positions(again, missed.subscription).includes(done.position))
    await refuses(again.call('view.subscribe', { view: 'current_ledger', from: position, epoch: 'ffffffffffffffff' }), 9, (e) => assert.equal(e.data.epoch, epoch))
    await refuses(again.call('view.subscribe', { view: 'current_ledger', from: position, epoch, version: version + 1 }), 9, (e) => assert.equal(e.data.version, version))
    await refuses(again.call('events.subscribe', { from: done.position + 1000, epoch }), 2)
  },

  async 'two clients at once: one wins, the other is told what changed'(server) {
    const { office } = await small(server)
    const holder = await Client.login(server.ws, 'holder')
    const both = await Promise.allSettled([
      office.command('item.revise', { item: 'i1', title: '甲', reason: '甲', expected_version: 1 }),
      holder.command('item.revise', { item: 'i1', title: '乙', reason: '乙', expected_version: 1 })
    ])
    const refused = both.filter((b) => b.status === 'rejected')
    assert.equal(refused.length, 1)
    assert.equal(refused[0].reason.code, 1)
    assert.equal(refused[0].reason.data.changes.length, 1)
  },

  async 'SIGTERM says goodbye and loses nothing'(server) {
    const { office } = await small(server)
    const pending = Array.from({ length: 200 }, () => office.command('item.urge', { item: 'i1', text: 'x' }).then((d) => d.position, () => undefined))
    const first = await Promise.race(pending)
    assert.ok(first > 0)
    const ended = await server.kill()
    assert.deepEqual(ended, { code: 0, signal: null }, server.log)
    assert.equal((await office.closed).code, 1001)
    const acknowledged = (await Promise.all(pending)).filter((p) => p !== undefined)
    await server.start()
    const reader = await Client.login(server.ws, 'audit')
    const page = await reader.call('events.read', { from: 0, limit: 1000, filter: { types: ['item.urged'] } })
    const there = new Set(page.events.map((e) => Number(e.sequence)))
    for (const position of acknowledged) assert.ok(there.has(position), `${position} was acknowledged`)
  },

  async 'SIGTERM ends the server although a peer never answers the goodbye'(server) {
    await small(server)
    const socket = net.connect(Number(new URL(server.http).port), '127.0.0.1')
    socket.on('error', () => undefined)
    const received = []
    const upgraded = new Promise((resolve) => socket.on('data', (bytes) => {
      received.push(bytes)
      if (Buffer.concat(received).includes('\r\n\r\n')) resolve()
    }))
    socket.write(`GET /ws HTTP/1.1\r\nHost: ${new URL(server.http).host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`)
    await upgraded
    assert.match(Buffer.concat(received).toString('latin1'), /^HTTP\/1\.1 101 /)
    const gone = new Promise((resolve) => socket.once('close', resolve))
    let timer
    const patience = new Promise((resolve) => (timer = setTimeout(resolve, 15000, 'the server still runs')))
    const ended = await Promise.race([server.kill(), patience])
    clearTimeout(timer)
    assert.deepEqual(ended, { code: 0, signal: null }, server.log)
    await gone
    const [head, ...rest] = Buffer.concat(received).toString('latin1').split('\r\n\r\n')
    assert.equal(Buffer.from(rest.join('\r\n\r\n'), 'latin1').readUInt16BE(2), 1001, `the goodbye after ${head}`)
  }
})
