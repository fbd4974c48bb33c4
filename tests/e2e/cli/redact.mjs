// Removal by law as users see it: asked for and approved from the command line by two people, told in every history, gone from
// every row of the past, and from what a page that was looking on still shows.
import { assert, Client, item, main, mustRun, run, secret, small } from '../server/lib.mjs'

const kRemoved = '〔依法删除〕'
const kRule = '个人信息保护法第四十七条'
const kSecret = '张三，身份证号110101196001013577，困难补助'

/** An item with the secret in it, an approver, and the positions. */
async function ledger(server) {
  const { office } = await small(server, { office: 'supervision', boss: 'approver' })
  const { position } = await office.command('item.enter', item('i2', 'L', { number: '2', text: kSecret }))
  await office.command('item.urge', { item: 'i2', text: '请抓紧' })
  return { office, position }
}

const as = (server, login, args) => run([...args, '--server', server.http, '--login', login, '--secret-stdin'], `${secret}\n`)
function done(outcome) {
  assert.equal(outcome.code, 0, outcome.err)
  return outcome.out
}

await main({
  async 'one asks, another approves, and everybody sees who removed what under which rule'(server) {
    const { office, position } = await ledger(server)
    const at = ['--position', String(position)]
    const watcher = await Client.login(server.ws, 'audit')
    const snapshot = await watcher.call('view.subscribe', { view: 'current_ledger', filter: { ledger: 'L' } })
    assert.ok(JSON.stringify(snapshot).includes(kSecret))

    done(as(server, 'office', ['redact', 'request', ...at, '--member', '/text', '--rule', kRule, '--reason', '当事人申请']))
    assert.match(done(as(server, 'boss', ['redact', 'list'])), new RegExp(`^${position} +requested +/text +${kRule} .*当事人申请`))
    const own = as(server, 'office', ['redact', 'approve', ...at, '--reason', '同意'])
    assert.equal(own.code, 1)
    const by = Number(done(as(server, 'boss', ['redact', 'approve', ...at, '--reason', '同意'])).match(/position (\d+)/)[1])

    await watcher.until(() => watcher.notified.find((n) => n.method === 'view.changed' && n.params.upserts.some((u) => u.row.item === 'i2' && u.row.text === kRemoved)))
    const { events } = await watcher.call('events.read', { from: position, limit: 1 })
    assert.equal(events[0].data.text, kRemoved)
    assert.equal(events[0].redactedby, String(by))
    for (const view of ['current_ledger', 'audit_trail']) {
      for (const as_of of [position, by - 1, by]) {
        const page = await watcher.call('view.list', { view, as_of, limit: 1000 })
        assert.ok(!JSON.stringify(page).includes('110101196001013577'), `${view} as of ${as_of}`)
      }
    }
    assert.equal(done(as(server, 'boss', ['redact', 'list'])), '')
    assert.match(done(as(server, 'boss', ['redact', 'list', '--all'])), /approved .* boss 同意/)
    const told = new RegExp(`redacted by office \\(office\\) and boss \\(boss\\) on \\S+ under ${kRule}: \\["/text"\\] \\(event #${by}\\)`)
    assert.match(done(as(server, 'audit', ['audit', 'i2'])), told)
    const exported = done(as(server, 'office', ['export', 'current_ledger']))
    assert.ok(exported.includes(kRemoved) && !exported.includes('110101196001013577'))
    const replayed = done(as(server, 'audit', ['audit', `redaction/${position}`]))
    assert.match(replayed, /redaction.requested[^]*redaction.approved/)

    await office.command('item.revise', { item: 'i2', goal: '办结', reason: '补充' })
    const [row] = (await watcher.call('view.list', { view: 'current_ledger', filter: { item: 'i2' } })).rows
    assert.equal(row.row.text, kRemoved)
    await server.kill()
    assert.match(mustRun(['verify', '--data', server.data]), /redacted +1 records/)
    assert.ok(!mustRun(['replay', '--data', server.data, '--json']).includes('110101196001013577'))
  },

  async 'a request that is turned down removes nothing'(server) {
    const { position } = await ledger(server)
    const at = ['--position', String(position)]
    done(as(server, 'office', ['redact', 'request', ...at, '--member', '/text', '--rule', kRule, '--reason', '当事人申请']))
    done(as(server, 'boss', ['redact', 'decline', ...at, '--reason', '依据不足']))
    assert.equal(as(server, 'boss', ['redact', 'approve', ...at, '--reason', '同意']).code, 1)
    const wrong = as(server, 'office', ['redact', 'request', ...at, '--member', '/units/0/unit', '--rule', kRule, '--reason', '申请'])
    assert.equal(wrong.code, 1)
    assert.match(wrong.err, /\/members\/0/)
    const audit = await Client.login(server.ws, 'audit')
    assert.equal((await audit.call('events.read', { from: position, limit: 1 })).events[0].data.text, kSecret)
  }
})
