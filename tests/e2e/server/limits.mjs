// At the edges of the contract's limits, and with garbage.
import net from 'node:net'
import { Client, assert, main, refuses, small, WebSocket } from './lib.mjs'

async function closed(socket) {
  return new Promise((resolve) => socket.once('close', (code) => resolve(code)))
}

await main({
  async 'a message of 1 MiB is read, one byte more ends the connection'(server) {
    const { office } = await small(server)
    const call = (pad) => JSON.stringify({ jsonrpc: '2.0', id: 'x', method: 'view.list', params: { view: 'units' }, pad: ' '.repeat(pad) })
    const exact = 1048576 - call(0).length
    const answer = await office.raw(call(exact))
    assert.equal(answer.id, 'x')
    office.socket.send(call(exact + 1))
    assert.equal((await office.closed).code, 1009)
  },

  async 'a batch of 1,000 calls is run, one of 1,001 refused'(server) {
    const { office } = await small(server)
    const batch = (n) => JSON.stringify(Array.from({ length: n }, (_, i) => ({ jsonrpc: '2.0', id: `b${i}`, method: 'view.get', params: { view: 'units', key: 'gov' } })))
    office.socket.send(batch(1000))
    await office.until(() => office.notified.filter((m) => String(m.id).startsWith('b')).length === 1000)
    const refused = await office.raw(batch(1001))
    assert.equal(refused.error.code, 6)
    assert.equal(refused.error.data.limit, 1000)
  },

  async 'a batch of 1,000 notifications has no answer, and what comes after it has one'(server) {
    const { office } = await small(server)
    const one = JSON.stringify(Array.from({ length: 1000 }, () => ({ jsonrpc: '2.0', method: 'view.get', params: { view: 'units', key: 'gov' } })))
    for (let round = 0; round < 3; round++) {
      office.socket.send(one)
      const answer = await office.raw(JSON.stringify({ jsonrpc: '2.0', id: `after-${round}`, method: 'view.list', params: { view: 'units' } }))
      assert.equal(answer.id, `after-${round}`, 'the only answer is that of the call')
      assert.equal(answer.result?.total, 3, JSON.stringify(answer))
    }
  },

  async 'binary frames and garbage end that connection alone'(server) {
    const { office } = await small(server)
    const other = await Client.open(server.ws)
    other.socket.send(Buffer.from([0, 1, 2, 255]))
    assert.equal((await other.closed).code, 1003)
    for (const bytes of ['\0\0\0\0', 'GET / HTTP/9.9\r\n\r\n', `GET / HTTP/1.1\r\nX: ${'a'.repeat(40000)}\r\n\r\n`]) {
      const socket = net.connect(Number(new URL(server.http).port), '127.0.0.1')
      socket.on('error', () => undefined)
      socket.write(bytes)
      await new Promise((resolve) => socket.once('close', resolve).resume())
    }
    assert.equal((await office.call('view.list', { view: 'units' })).total, 3)
  },

  async 'deep nesting and strange text are told, not crashed on'(server) {
    const { office } = await small(server)
    assert.equal((await office.raw(`${'['.repeat(100)}${']'.repeat(100)}`)).error.code, -32700)
    assert.equal((await office.raw('{"jsonrpc":"2.0","id":"s","method":"view.list","params":[1]}')).error.code, -32602)
    await refuses(office.command('item.urge', { item: '../etc', text: 'x' }), -32602)
    await refuses(office.command('item.urge', { item: 'a'.repeat(65), text: 'x' }), -32602)
  },

  async 'a reader that does not read costs bounded memory, and the others nothing'(server) {
    const { office } = await small(server)
    const slow = await Client.login(server.ws, 'audit')
    await slow.call('events.subscribe', { from: 0 })
    slow.socket._socket.pause()
    const text = 'x'.repeat(4000)
    let last
    for (let i = 0; i < 20; i++) {
      const done = await Promise.all(Array.from({ length: 50 }, () => office.command('item.urge', { item: 'i1', text })))
      last = Math.max(...done.map((d) => d.position))
    }
    slow.socket._socket.resume()
    await slow.until(() => slow.notified.some((m) => m.method === 'events.event' && Number(m.params.result.sequence) === last))
    const seen = slow.notified.filter((m) => m.method === 'events.event').map((m) => Number(m.params.result.sequence))
    assert.deepEqual(seen, Array.from({ length: last + 1 }, (_, i) => i))
  }
})
