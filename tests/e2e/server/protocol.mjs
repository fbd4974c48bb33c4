// The contract as a client sees it: discovery, login, commands, refusals with their codes, reading, time travel.
import { Client, assert, item, main, mustRun, program, randomUUID, refuses, run, small, WebSocket } from './lib.mjs'

async function get(url, path, options) {
  const answer = await fetch(`${url}${path}`, options)
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() }
}

await main({
  async 'discovery and health need no login'(server) {
    server.account('admin', 'account_admin')
    await server.start()
    const client = await Client.open(server.ws)
    const api = await client.call('rpc.discover')
    assert.match(api.openrpc, /^1\./)
    const names = api.methods.map((m) => m.name)
    for (const name of ['auth.login', 'item.report_progress', 'events.subscribe', 'view.list', 'view.subscribe']) assert.ok(names.includes(name), name)
    assert.ok(api.methods.every((m) => m.params.every((p) => p.schema)))
    const health = await get(server.http, '/healthz')
    assert.equal(health.status, 200)
    assert.equal(typeof JSON.parse(health.text), 'object')
    const metrics = await get(server.http, '/metrics')
    assert.match(metrics.type, /openmetrics/)
    assert.ok(metrics.text.endsWith('# EOF\n'))
    assert.equal((await get(server.http, '/nothing')).status, 404)
    assert.equal((await get(server.http, '/../../etc/passwd')).status, 404)
    assert.equal((await get(server.http, '/', { method: 'POST', body: 'x' })).status, 405)
    assert.equal((await get(server.http, '/ws')).status, 426)
    assert.match((await get(server.http, '/')).type, /text\/html/)
  },

  async 'every error has the code of the contract'(server) {
    const { office, admin, year } = await small(server)
    const nobody = await Client.open(server.ws)
    assert.equal((await nobody.raw('{"jsonrpc":')).error.code, -32700)
    assert.equal((await nobody.raw('{"jsonrpc":"1.0","id":"x","method":"a"}')).error.code, -32600)
    assert.equal((await nobody.raw('[]')).error.code, -32600)
    await refuses(nobody.call('item.no_such'), -32601)
    await refuses(nobody.call('view.list', { view: 'units' }), 4)
    await refuses(nobody.call('auth.login', { account: 'office', secret: 'wrong-secret' }), 4)
    await refuses(office.command('item.urge', { item: 'i1', text: 7 }), -32602, (e) => assert.equal(e.data.path, '/text'))
    await refuses(office.command('item.urge', { item: 'i1', text: 'x', colour: 'red' }), -32602, (e) => assert.equal(e.data.path, '/colour'))
    await refuses(office.call('item.urge', { item: 'i1', text: 'x' }), -32602, (e) => assert.equal(e.data.path, '/command_id'))
    await refuses(office.command('item.urge', { item: 'none', text: 'x' }), 2)
    await refuses(office.call('view.list', { view: 'no_such' }), 2)
    await refuses(admin.command('item.urge', { item: 'i1', text: 'x' }), 5)
    const clerk = await Client.login(server.ws, 'fgw-clerk')
    await clerk.command('item.acknowledge', { item: 'i1' })
    const behind = { item: 'i1', period: `${year}-06`, percent: '10', progress: '起步' }
    await refuses(clerk.command('item.report_progress', behind), 3, (e) => assert.equal(e.data.clause, 'S7.3'))
    await refuses(office.command('item.revise', { item: 'i1', title: '新', expected_version: 1, reason: '改' }), 1, (e) => {
      assert.equal(e.data.version, 2)
      assert.equal(e.data.changes[0].type, 'item.acknowledged')
    })
    await refuses(office.command('item.urge', { item: 'i1', text: 'x', reason: '字'.repeat(4001) }), 6)
    await office.command('item.urge', { item: 'i1', text: 'x', reason: '字'.repeat(4000) })
  },

  async 'the same command id twice has one effect and one answer'(server) {
    const { office } = await small(server)
    const id = randomUUID()
    const first = await office.call('item.urge', { item: 'i1', text: '请抓紧', command_id: id })
    const again = await office.call('item.urge', { item: 'i1', text: '请抓紧', command_id: id })
    assert.equal(first.duplicate, false)
    assert.deepEqual({ ...again, duplicate: false }, first)
    assert.equal(again.duplicate, true)
    const [one, two] = await Promise.all([1, 2].map(() => office.call('item.urge', { item: 'i1', text: '再催', command_id: '018f3c3e-7b2a-7c11-8a51-0f1e2d3c4b5a' })))
    assert.equal(one.position, two.position)
    await refuses(office.call('item.acknowledge', { item: 'i1', command_id: id }), 1)
  },

  async 'what is written is read at once, and as it was before'(server) {
    const { office, position } = await small(server)
    const before = await office.call('view.list', { view: 'current_ledger', filter: { ledger: 'L' }, at_least: position })
    assert.equal(before.rows.length, 1)
    const done = await office.command('item.revise', { item: 'i1', title: '新增城镇就业', reason: '与报告表述一致', expected_version: 1 })
    const after = await office.call('view.list', { view: 'current_ledger', filter: { ledger: 'L' }, at_least: done.position })
    assert.equal(after.rows[0].row.title, '新增城镇就业')
    assert.ok(after.position >= done.position)
    const then = await office.call('view.list', { view: 'current_ledger', filter: { ledger: 'L' }, as_of: done.position - 1 })
    assert.equal(then.rows[0].row.title, '新增就业')
    const early = await office.call('view.get', { view: 'current_ledger', key: 'L/i1', as_of: 0 })
    assert.equal(early.row, null)
    const trail = await office.call('view.list', { view: 'audit_trail', filter: { stream: 'item/i1' }, at_least: done.position })
    const change = trail.rows.at(-1).row.changes.find((c) => c.field === 'title')
    assert.deepEqual([change.before, change.after], ['新增就业', '新增城镇就业'])
    assert.equal(trail.rows.at(-1).row.reason, '与报告表述一致')
  },

  async 'three powers are apart'(server) {
    const { admin } = await small(server)
    await refuses(admin.command('account.open', { account: 'both', name: 'x', roles: ['account_admin', 'auditor'] }), 3)
    await refuses(admin.command('account.grant_role', { account: 'ops', role: 'auditor' }), 3)
    await refuses(admin.command('account.grant_role', { account: 'admin', role: 'supervision' }), 3)
    const auditor = await Client.login(server.ws, 'audit')
    await refuses(auditor.command('item.urge', { item: 'i1', text: 'x' }), 5)
    assert.ok((await auditor.call('view.list', { view: 'accounts' })).rows.length > 4)
    const ops = await Client.login(server.ws, 'ops')
    await refuses(ops.call('view.list', { view: 'current_ledger' }), 5)
    assert.equal(typeof (await ops.call('system.health')), 'object')
    // who may not act learns nothing from trying: neither the version nor whether there is such an item
    for (const params of [{ item: 'i1', expected_version: 0 }, { item: 'none', expected_version: 0 }, { item: 'none' }]) {
      await refuses(ops.command('item.urge', { text: 'x', ...params }), 5, (e) => assert.deepEqual([e.data.version, e.data.changes], [undefined, undefined]))
    }
    const clerk = await Client.login(server.ws, 'fgw-clerk')
    await refuses(clerk.call('view.list', { view: 'accounts' }), 5)
    await admin.command('account.close', { account: 'fgw-clerk' })
    await assert.rejects(clerk.call('view.list', { view: 'units' }))
  },

  async 'a token logs in again until it is revoked'(server) {
    await small(server)
    const first = await Client.open(server.ws)
    const { token } = await first.call('auth.login', { account: 'audit', secret: 'a-secret-for-tests' })
    const second = await Client.open(server.ws)
    assert.equal((await second.call('auth.token', { token })).account, 'audit')
    await second.call('auth.logout')
    await refuses((await Client.open(server.ws)).call('auth.token', { token }), 4)
  },

  async 'guessing secrets is slowed down'(server) {
    await small(server)
    const client = await Client.open(server.ws)
    let throttled
    for (let i = 0; i < 12 && !throttled; i++) {
      await client.call('auth.login', { account: 'audit', secret: `guess-number-${i}` }).catch((e) => (throttled = e.code === 7 ? e : undefined))
    }
    assert.ok(throttled.data.retry_after_ms > 0)
  },

  async 'a batch is answered as a batch'(server) {
    const { office } = await small(server)
    const ids = [101, 102, 103]
    const promises = ids.map((id) => new Promise((resolve, reject) => office.waiting.set(id, { resolve, reject })))
    office.socket.send(JSON.stringify(ids.map((id) => ({ jsonrpc: '2.0', id, method: 'view.list', params: { view: 'units' } }))))
    for (const page of await Promise.all(promises)) assert.equal(page.rows.length, 3)
  },

  async 'pages from elsewhere may not connect'(server) {
    await small(server)
    await assert.rejects(Client.open(server.ws, { origin: 'http://evil.example' }), /403/)
    const own = await Client.open(server.ws, { origin: server.http })
    await own.call('rpc.discover')
  },

  async 'the command line reads the same history, also through the server'(server) {
    const { office } = await small(server)
    await office.command('item.revise', { item: 'i1', title: '改名', reason: '更正' })
    const env = { ...process.env, TAIZHANG_SECRET: 'a-secret-for-tests' }
    const { spawnSync } = await import('node:child_process')
    const live = spawnSync(program, ['replay', '--json', '--server', server.http, '--login', 'audit'], { env, encoding: 'utf8' })
    assert.equal(live.status, 0, live.stderr)
    const busy = run(['replay', '--data', server.data])
    assert.equal(busy.code, 1)
    assert.equal(busy.err.trim().split('\n').length, 1, busy.err)
    assert.deepEqual(await server.kill(), { code: 0, signal: null })
    const offline = mustRun(['replay', '--json', '--data', server.data])
    assert.equal(offline, live.stdout)
    const events = offline.trim().split('\n').map((line) => JSON.parse(line))
    events.forEach((event, position) => {
      assert.equal(event.specversion, '1.0')
      assert.equal(event.sequence, String(position).padStart(20, '0'))
      assert.match(event.id, new RegExp(`^[0-9a-f]{16}-${position}$`))
    })
    assert.equal(events.at(-1).type, 'taizhang.item.revised.v1')
    const only = mustRun(['replay', '--json', '--data', server.data, '--type', 'item.revised', '--stream', 'item/'])
    assert.equal(only.trim().split('\n').length, 1)
    const audit = mustRun(['audit', 'i1', '--field', 'title', '--json', '--data', server.data]).trim().split('\n').map((l) => JSON.parse(l))
    assert.equal(audit.at(-1).changes[0].after, '改名')
    const digests = mustRun(['rebuild', '--data', server.data])
    assert.equal(mustRun(['rebuild', '--data', server.data]), digests)
    assert.equal(run(['no-such-command']).code, 2)
    for (const command of [['replay'], ['audit', 'i1'], ['export', 'units'], ['account', 'list'], ['rebuild']]) {
      const nowhere = run(command)
      assert.equal(nowhere.code, 2, `${command} without --data and --server: ${nowhere.err}`)
      assert.match(nowhere.err, /--data/)
    }
    assert.equal(run(['replay', '--data', server.data, '--server', server.http, '--login', 'audit']).code, 2)
    assert.equal(run(['replay', '--server', server.http]).code, 2)
    assert.equal(run(['replay', '--data', `${server.dir}/nowhere`]).code, 1)
  }
})
