// TLS as it is served and believed, who may listen where, and sessions that end.
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import https from 'node:https'
import net from 'node:net'
import { join } from 'node:path'
import tls from 'node:tls'
import { Client, assert, item, main, mustRun, program, refuses, run, secret, small } from './lib.mjs'

function openssl(...args) {
  const done = spawnSync('openssl', args, { encoding: 'utf8' })
  assert.equal(done.status, 0, `openssl ${args.join(' ')}: ${done.stderr}`)
}

/** A CA, and what it signs for this machine: name.crt and name.key. */
class Authority {
  constructor(dir) {
    this.dir = dir
    this.file = this.path('ca.crt')
    openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=Test CA', '-keyout', this.path('ca.key'), '-out', this.file)
  }
  path(name) {
    return join(this.dir, name)
  }
  issue(name, days = 2) {
    writeFileSync(this.path('san'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n')
    openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', `/CN=${name}`, '-keyout', this.path(`${name}.key`), '-out', this.path('csr'))
    openssl('x509', '-req', '-in', this.path('csr'), '-CA', this.file, '-CAkey', this.path('ca.key'), '-CAcreateserial', '-days', String(days), '-extfile', this.path('san'), '-out', this.path(`${name}.crt`))
    chmodSync(this.path(`${name}.key`), 0o600)
    return { cert: this.path(`${name}.crt`), key: this.path(`${name}.key`) }
  }
}

const port = (server) => Number(new URL(server.http).port)

function get(server, ca, path) {
  return new Promise((resolve, reject) => {
    https.get(`${server.http}${path}`, { ca, agent: false }, (response) => {
      let body = ''
      response.on('data', (data) => (body += data)).on('end', () => resolve({ headers: response.headers, status: response.statusCode, body }))
    }).on('error', reject)
  })
}

/** The name on the certificate that a new connection is given; or why there is none. */
function handshake(server, options) {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ port: port(server), host: '127.0.0.1', ...options }, () => {
      resolve({ name: socket.getPeerCertificate().subject.CN, protocol: socket.getProtocol() })
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

async function until(found, what, milliseconds = 30000) {
  for (const end = Date.now() + milliseconds; Date.now() < end; ) {
    if (await found()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`waited in vain until ${what}`)
}

function refusesToServe(server, args, ...said) {
  const done = run(['serve', '--data', server.data, ...args])
  assert.equal(done.code, 1, done.err)
  for (const text of said) assert.match(done.err, text)
}

async function stalledHandshakes(server, audit) {
  const sockets = Array.from({ length: 500 }, (_, i) => {
    const socket = net.connect(port(server), '127.0.0.1')
    socket.on('error', () => undefined)
    if (i % 2) socket.write(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01])) // the beginning of a hello
    return new Promise((resolve) => socket.resume().once('close', resolve))
  })
  assert.equal((await audit.call('view.list', { view: 'units' })).total, 3)
  await Promise.all(sockets)
}

await main({
  async 'other machines are let in only with TLS and an administrator'(server) {
    const ca = new Authority(server.dir)
    const { cert, key } = ca.issue('one')
    refusesToServe(server, ['--listen', '0.0.0.0:0'], /--tls-cert FILE --tls-key FILE/, /account open NAME --role account_admin/)
    refusesToServe(server, ['--listen', '0.0.0.0:0', '--tls-cert', cert, '--tls-key', key], /missing: an administrator/)
    server.account('admin', 'account_admin')
    refusesToServe(server, ['--listen', '0.0.0.0:0'], /missing: a certificate[^,]*; or/)
    refusesToServe(server, ['--listen', '127.0.0.1:0', '--tls-cert', cert], /name the key with --tls-key/)
    const other = ca.issue('other')
    refusesToServe(server, ['--tls-cert', cert, '--tls-key', other.key], /belongs to another certificate/)
    refusesToServe(server, ['--tls-cert', ca.issue('old', 0).cert, '--tls-key', ca.path('old.key')], /expired at/)
    chmodSync(key, 0o644)
    refusesToServe(server, ['--tls-cert', cert, '--tls-key', key], /one\.key/)
    chmodSync(key, 0o600)
    writeFileSync(ca.path('broken.crt'), 'no certificate')
    refusesToServe(server, ['--tls-cert', ca.path('broken.crt'), '--tls-key', key], /cannot use the certificate/)
    await server.start(['--listen', '0.0.0.0:0', '--tls-cert', cert, '--tls-key', key])
    assert.match(server.http, /^https:/)
  },

  async 'TLS: page, protocol and command line; certificates that change; handshakes that stall'(server) {
    const authority = new Authority(server.dir)
    const { cert, key } = authority.issue('first')
    const ca = readFileSync(authority.file)
    const config = join(server.dir, 'server.toml')
    writeFileSync(config, `tls_cert = "${cert}"\ntls_key = "${key}"\n[limits]\nhandshake_timeout = "2s"\n`)
    process.env.NODE_EXTRA_CA_CERTS = authority.file
    const open = Client.open
    Client.open = (url, options = {}) => open(url, { ca, ...options })
    try {
      server.more = ['--config', config]
      const { office } = await small(server)
      await office.command('item.enter', item('i2', 'L', { text: `新增就业1.8万人。${'长'.repeat(15000)}` }))
      const audit = await Client.login(server.ws, 'audit')
      await audit.call('events.subscribe', { from: 0 })
      await audit.until(() => audit.notified.some((m) => JSON.stringify(m).includes('长'.repeat(15000))))
      const batch = Array.from({ length: 500 }, (_, i) => ({ jsonrpc: '2.0', id: `b${i}`, method: 'view.list', params: { view: 'current_ledger' } }))
      audit.socket.send(JSON.stringify(batch.slice(0, 60))) // some megabytes, over TLS
      await audit.until(() => audit.notified.filter((m) => String(m.id).startsWith('b')).length === 60)

      const health = await get(server, ca, '/healthz')
      assert.equal(health.status, 200)
      assert.match(health.headers['strict-transport-security'], /max-age=\d{7}/)
      const policy = health.headers['content-security-policy']
      assert.match(policy, /script-src 'self';/)
      assert.doesNotMatch(policy.match(/script-src[^;]*/)[0], /unsafe/)
      assert.match((await get(server, ca, '/metrics')).body, /taizhang_certificate_expires_seconds \d+/)
      assert.equal((await handshake(server, { ca })).protocol, 'TLSv1.3')
      assert.equal((await handshake(server, { ca, maxVersion: 'TLSv1.2' })).protocol, 'TLSv1.2')
      await assert.rejects(handshake(server, { ca, maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }))
      await assert.rejects(handshake(server, { ca, maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA256' }))

      const list = ['account', 'list', '--server', server.http, '--login', 'admin', '--secret-stdin']
      assert.match(mustRun([...list, '--ca', authority.file], `${secret}\n`), /office/)
      const stranger = run(list, `${secret}\n`)
      assert.equal(stranger.code, 1)
      assert.match(stranger.err, /is not trusted: .*--ca FILE/)
      const named = run([...list.map((arg) => (arg === server.http ? server.http.replace('127.0.0.1', '127.0.0.2') : arg)), '--ca', authority.file], `${secret}\n`)
      assert.match(named.err, /is not trusted|cannot connect/)

      await stalledHandshakes(server, audit)

      const next = authority.issue('second')
      renameSync(next.key, key)
      renameSync(next.cert, cert)
      server.child.kill('SIGHUP')
      await until(() => /certificate as it is now/.test(server.log), 'the new certificate is used')
      assert.equal((await handshake(server, { ca })).name, 'second')
      copyFileSync(authority.file, cert) // does not go with the key
      server.child.kill('SIGHUP')
      await until(() => /stays in use/.test(server.log), 'the wrong pair is told')
      assert.match(server.log, /belongs to another certificate/)
      assert.equal((await handshake(server, { ca })).name, 'second')
      const third = authority.issue('third')
      renameSync(third.key, key)
      renameSync(third.cert, cert)
      await until(async () => (await handshake(server, { ca })).name === 'third', 'a changed file is seen without a signal')
      assert.equal((await audit.call('view.list', { view: 'units' })).total, 3, 'the connection from before goes on')
    } finally {
      Client.open = open
    }
  },

  async 'sessions end at once, on every connection'(server) {
    const { admin } = await small(server)
    const first = await Client.login(server.ws, 'fgw-clerk')
    const { token } = await first.call('auth.login', { account: 'fgw-clerk', secret })
    const second = await Client.open(server.ws)
    await second.call('auth.token', { token })
    await second.call('events.subscribe', { from: 0 })
    const args = ['--server', server.http, '--login', 'admin', '--secret-stdin']
    const listed = mustRun(['account', 'sessions', 'fgw-clerk', ...args], `${secret}\n`)
    assert.equal(listed.trim().split('\n').length, 2, listed)
    assert.match(mustRun(['account', 'end-sessions', 'fgw-clerk', '--reason', '账号借出', ...args], `${secret}\n`), /have ended: position \d+/)
    await second.until(() => second.notified.some((m) => m.method === 'subscription.ended' && m.params.error.code === 4))
    for (const client of [first, second]) await refuses(client.call('view.list', { view: 'units' }), 4)
    await refuses((await Client.open(server.ws)).call('auth.token', { token }), 4)
    const again = await Client.login(server.ws, 'fgw-clerk')
    await refuses(again.call('account.sessions', { account: 'admin' }), 5)
    const { position } = await again.call('auth.logout_everywhere')
    await refuses(again.call('view.list', { view: 'units' }), 4)
    const trail = await admin.call('view.list', { view: 'account_trail', filter: { stream: 'account/fgw-clerk' }, at_least: position })
    assert.equal(trail.rows.filter((r) => r.row.type === 'account.sessions_revoked').length, 2)
    assert.ok(program)
    await server.kill()  // what was refused is written at the end, too
    assert.match(mustRun(['account', 'refusals', '--data', server.data]), /not_allowed +1 x +fgw-clerk +from 127\.0\.0\.1 +account\.sessions/)
  }
})
