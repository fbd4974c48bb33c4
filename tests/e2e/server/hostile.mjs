// Clients that mean harm, against one server, while somebody works on it: whatever they do, his calls are answered, and
// what was refused is counted by its reason.
import net from 'node:net'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import zlib from 'node:zlib'
import { Client, assert, main, refuses, secret, small } from './lib.mjs'

const config = `
allowed_origins = ["https://dash.example.gov"]
[limits]
request_timeout = "2s"
handshake_timeout = "2s"
idle_timeout = "8s"
access_log_every = "1s"
calls_per_second = 20000
calls_saved_up = 20000
`

function port(server) {
  return Number(new URL(server.http).port)
}

/** A bare connection that collects what comes and knows when it was closed. */
function connect(server, bytes = '') {
  const socket = net.connect(port(server), '127.0.0.1')
  socket.received = Buffer.alloc(0)
  socket.on('data', (data) => (socket.received = Buffer.concat([socket.received, data])))
  socket.on('error', () => undefined)
  socket.ended = new Promise((resolve) => socket.once('close', resolve))
  if (bytes) socket.write(bytes)
  return socket
}

function upgrade(more = '') {
  return `GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n${more}\r\n`
}

async function until(found, what, milliseconds = 30000) {
  for (const end = Date.now() + milliseconds; Date.now() < end; ) {
    const value = await found()
    if (value) return value
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`waited in vain until ${what}`)
}

/** Upgraded, with the answer's head; what comes after it is frames. */
async function raw(server, more = '') {
  const socket = connect(server, upgrade(more))
  const end = () => socket.received.indexOf('\r\n\r\n')
  await until(() => end() >= 0, 'the upgrade was answered')
  socket.head = socket.received.subarray(0, end()).toString()
  socket.received = socket.received.subarray(end() + 4)
  assert.match(socket.head, /^HTTP\/1.1 101 /)
  return socket
}

/** A frame's head as a client sends it, masked with zeros; `size` need not be that of the payload. */
function head(first, size) {
  const length = Buffer.alloc(9)
  length[0] = 0x80 | 127
  length.writeBigUInt64BE(BigInt(size), 1)
  return Buffer.concat([Buffer.from([first]), length, Buffer.alloc(4)])
}

function frame(first, payload) {
  return Buffer.concat([head(first, payload.length), payload])
}

async function closeCode(socket) {
  await until(() => socket.received.length >= 4, 'a close frame came')
  assert.equal(socket.received[0], 0x88)
  return socket.received.readUInt16BE(2)
}

async function metric(server, reason) {
  const text = await (await fetch(`${server.http}/metrics`)).text()
  const found = text.match(new RegExp(`taizhang_refusals_total\\{reason="${reason}"\\} (\\d+)`))
  assert.ok(found, `${reason} is in /metrics`)
  return Number(found[1])
}

/** Somebody's work goes on while `attack` runs, and after it. */
async function besides(office, attack) {
  let over = false
  const running = attack().finally(() => (over = true))
  running.catch(() => undefined) // told below
  do {
    assert.equal((await office.call('view.list', { view: 'units' })).total, 3)
    await office.command('item.urge', { item: 'i1', text: '请加快办理。' })
  } while (!over)
  await running
}

/** A zip file of one part, as large unpacked as you like. */
function bomb(name, size) {
  const data = Buffer.alloc(size)
  const packed = zlib.deflateRawSync(data, { level: 9 })
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0), fields.writeUInt16LE(8, 4), fields.writeUInt32LE(zlib.crc32 ? zlib.crc32(data) : 0, 10)
  fields.writeUInt32LE(packed.length, 14), fields.writeUInt32LE(size, 18), fields.writeUInt16LE(name.length, 22)
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed])
  const central = Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), fields, Buffer.alloc(14), Buffer.from(name)])
  const end = Buffer.alloc(18)
  end.writeUInt16LE(1, 4), end.writeUInt16LE(1, 6), end.writeUInt32LE(central.length, 8), end.writeUInt32LE(local.length, 12)
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end])
}

const attacks = {
  async 'request heads that never end'(server) {
    const sockets = Array.from({ length: 100 }, () => connect(server, 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: '))
    const drip = setInterval(() => sockets.forEach((socket) => socket.writable && socket.write('x')), 100)
    await Promise.all(sockets.map((socket) => socket.ended)).finally(() => clearInterval(drip))
    assert.ok((await metric(server, 'request_timeout')) >= 100)
  },
  async 'bodies that never come'(server) {
    const sockets = Array.from({ length: 50 }, () => connect(server, 'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4000\r\n\r\nx'))
    await Promise.all(sockets.map((socket) => socket.ended))
  },
  async 'bodies and heads that are too large'(server) {
    const body = connect(server, `POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\n\r\n`)
    const large = connect(server, `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'a'.repeat(40000)}\r\n\r\n`)
    await Promise.all([body.ended, large.ended])
    assert.match(body.received.toString(), /^HTTP\/1.1 413 /)
    assert.match(large.received.toString(), /^HTTP\/1.1 431 /)
    assert.ok((await metric(server, 'body_too_large')) >= 1 && (await metric(server, 'header_too_large')) >= 1)
  },
  async 'thousands of connections that say nothing'(server) {
    const sockets = Array.from({ length: 3000 }, () => connect(server))
    await Promise.all(sockets.map((socket) => socket.ended))
  },
  async 'frames that are announced and hardly come'(server) {
    const sockets = await Promise.all(Array.from({ length: 50 }, () => raw(server)))
    sockets.forEach((socket) => socket.write(head(0x81, 10000)))
    const drip = setInterval(() => sockets.forEach((socket) => socket.write('x')), 100)
    await new Promise((resolve) => setTimeout(resolve, 1000)).finally(() => clearInterval(drip))
    const before = await metric(server, 'silent_peer')
    await Promise.all(sockets.map((socket) => socket.ended)) // a peer that answers no ping is dropped
    assert.ok((await metric(server, 'silent_peer')) >= before + 50)
  },
  async 'frames larger than any limit'(server) {
    for (const size of [16385, 2 ** 31, Number.MAX_SAFE_INTEGER]) {
      const socket = await raw(server)
      socket.write(head(0x81, size))
      assert.equal(await closeCode(socket), 1009, `${size} bytes before a login`)
      socket.destroy()
    }
    assert.ok((await metric(server, 'message_too_large')) >= 3)
  },
  async 'fragments without end'(server) {
    const socket = await raw(server)
    socket.write(frame(0x01, Buffer.alloc(1000, 0x20)))
    for (let i = 0; i < 100 && socket.writable; i++) socket.write(frame(0x00, Buffer.alloc(1000, 0x20)))
    assert.equal(await closeCode(socket), 1009)
    socket.destroy()
  },
  async 'text that is no UTF-8, and frames that are none'(server) {
    for (const [bytes, code] of [[frame(0x81, Buffer.from([0xc3, 0x28])), 1007], [frame(0x81, Buffer.from([0xed, 0xa0, 0x80])), 1007],
      [frame(0xc1, Buffer.from('compressed')), 1002], [frame(0x83, Buffer.alloc(0)), 1002], [Buffer.from([0x81, 0x01, 0x41]), 1002]]) {
      const socket = await raw(server)
      socket.write(bytes)
      assert.equal(await closeCode(socket), code, bytes.toString('hex'))
      socket.destroy()
    }
    assert.ok((await metric(server, 'bad_frame')) >= 5)
  },
  async 'compression, which nobody is offered'(server) {
    const socket = await raw(server, 'Sec-WebSocket-Extensions: permessage-deflate\r\n')
    assert.doesNotMatch(socket.head, /extensions/i)
    socket.destroy()
  },
  async 'JSON as deep as it is long'(server) {
    const client = await Client.login(server.ws, 'audit')
    for (const open of ['[', '{"a":']) {
      const answer = await client.raw(open.repeat(Math.floor(1000000 / open.length)))
      assert.equal(answer.error.code, -32700)
    }
    assert.equal((await client.call('view.list', { view: 'units' })).total, 3)
    await client.close()
  },
  async 'files that unpack to more than they may'(server) {
    const client = await Client.login(server.ws, 'office')
    for (const name of ['xl/workbook.xml', '[Content_Types].xml']) {
      const base64 = bomb(name, 64 << 20).toString('base64')
      await assert.rejects(client.call('import.check', { what: 'projects', ledger: 'L', name: 'x.xlsx', base64 }), (error) => [6, -32602, 3].includes(error.code))
    }
    await client.close()
  },
  async 'names and pages from elsewhere'(server) {
    const host = connect(server, 'GET /metrics HTTP/1.1\r\nHost: rebound.example:80\r\n\r\n')
    const page = connect(server, upgrade('Origin: https://elsewhere.example\r\n'))
    await Promise.all([host.ended, page.ended])
    assert.match(host.received.toString(), /^HTTP\/1.1 421 /)
    assert.match(page.received.toString(), /^HTTP\/1.1 403 /)
    const allowed = await raw(server, 'Origin: https://dash.example.gov\r\n')
    allowed.destroy()
    assert.ok((await metric(server, 'foreign_host')) >= 1 && (await metric(server, 'foreign_origin')) >= 1)
  },
  async 'one account that calls without end'(server) {
    const client = await Client.login(server.ws, 'audit')
    let waits = 0
    const ask = () => client.call('import.check', {}).catch((error) => {
      assert.ok([7, -32602].includes(error.code), error.message) // it costs before its parameters are looked at
      waits += error.code === 7 && error.data.retry_after_ms > 0
    })
    await Promise.all(Array.from({ length: 50 }, ask))
    assert.ok(waits > 0, 'error 7 says when to go on')
    assert.ok((await metric(server, 'calls_too_fast')) > 0)
    await client.close()
  },
  async 'secrets that are guessed'(server) {
    const client = await Client.open(server.ws)
    for (let i = 0; i < 8; i++) await assert.rejects(client.call('auth.login', { account: 'jxw-clerk', secret: `guess number ${i}` }))
    await refuses(client.call('auth.login', { account: 'jxw-clerk', secret }), 7)
    await refuses(client.call('auth.login', { account: 'a-secret-typed-as-a-name', secret }), 4)
    await client.close()
    const audit = await Client.login(server.ws, 'audit')
    const rows = await until(async () => {
      const { rows } = await audit.call('view.list', { view: 'access_log' })
      return rows.some((r) => r.row.why === 'throttled') && rows.some((r) => r.row.why === 'unknown_account') && rows.map((r) => r.row)
    }, 'the access log tells of it')
    const wrong = rows.filter((row) => row.why === 'wrong_secret' && row.account === 'jxw-clerk')
    assert.equal(wrong.reduce((sum, row) => sum + row.count, 0), 5)
    assert.equal(wrong[0].address, '127.0.0.1')
    assert.ok(rows.some((row) => row.why === 'foreign_origin'))
    assert.ok(!JSON.stringify(rows).includes('typed-as-a-name'))
    await audit.close()
  }
}

await main({
  async 'whatever hostile clients do, others are served'(server) {
    const file = join(server.dir, 'server.toml')
    writeFileSync(file, config)
    server.more = ['--config', file]
    const { office } = await small(server)
    for (const [name, attack] of Object.entries(attacks)) {
      await besides(office, () => attack(server)).catch((error) => {
        throw new Error(`${name}: ${error.stack}`)
      })
      console.log(`        ${name}`)
    }
    await refuses(office.call('view.list', { view: 'access_log' }), 5)
    const { row } = (await office.call('view.list', { view: 'units' })).rows[0]
    assert.ok(row)
  }
})
