// Texts of an event are removed by law: gone from every file, also when the process is killed at once; and verifiers, bundles,
// backups and restores hold and say so.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { assert, Client, main, mustRun, refuses, root, run, secret, small } from '../server/lib.mjs'
import { verifyBundle } from './bundle-verifier.mjs'

const kRemoved = '〔依法删除〕'
const kRule = '个人信息保护法第四十七条'

function* files(directory) {
  for (const name of readdirSync(directory)) {
    const path = join(directory, name)
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) yield* files(path)
    else yield path
  }
}

/** The files that hold a piece of the text. What compresses it may cut it up, so short pieces are looked for. */
function holding(directory, text) {
  const pieces = [...Array(Math.floor(text.length / 12)).keys()].map((i) => Buffer.from(text.slice(12 * i, 12 * i + 12)))
  const found = []
  for (const path of files(directory)) {
    let bytes = Buffer.alloc(0)
    try {
      bytes = readFileSync(path)
    } catch {
      continue // it went meanwhile, as it should
    }
    if (pieces.some((piece) => bytes.includes(piece))) found.push(path.slice(directory.length + 1))
  }
  return found
}

async function until(holds, what) {
  const deadline = Date.now() + 60000
  for (let last = holds(); last.length > 0; last = holds()) {
    assert.ok(Date.now() < deadline, `${what}: ${last}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Random, so that nothing else is like it and little of it can be compressed. */
const newText = () => randomBytes(900).toString('base64')

async function ledger(server) {
  const { office } = await small(server, { office: 'supervision', boss: 'approver' })
  const names = { boss: await Client.login(server.ws, 'boss'), office }
  const urge = async (text) => (await office.command('item.urge', { item: 'i1', text })).position
  return { ...names, urge }
}

const ask = (office, position) => office.command('redaction.request', { redaction: String(position), rule: kRule, members: ['/text'], reason: '当事人申请' })
const approve = (boss, position) => boss.command('redaction.approve', { redaction: String(position), reason: '同意' })

await main({
  async 'the text is gone from every file of the log and the views, and the event stays'(server) {
    const { boss, office, urge } = await ledger(server)
    const text = newText()
    const position = await urge(text)
    for (let i = 0; i < 30; i++) await urge(`请抓紧（第${i}次）`)
    assert.ok(holding(join(server.data, 'log'), text).length > 0)
    await server.kill()
    await server.start()
    const after = { office: await Client.login(server.ws, 'office'), boss: await Client.login(server.ws, 'boss'), audit: await Client.login(server.ws, 'audit') }
    assert.ok(holding(join(server.data, 'log'), text).some((name) => name.endsWith('.sst')), 'it is in a sorted file')

    await ask(after.office, position)
    await refuses(approve(after.office, position), 5)
    const { position: by } = await approve(after.boss, position)
    await until(() => holding(server.data, text), 'files that still hold the text')

    const record = await after.audit.call('log.record', { position })
    assert.equal(record.redacted_by, by)
    assert.equal(record.payload ?? null, null)
    assert.equal(record.salt ?? null, null)
    assert.equal(record.event.data.text, kRemoved)
    const { events } = await after.audit.call('events.read', { from: position, limit: 1 })
    assert.equal(events[0].data.text, kRemoved)
    assert.equal((await after.audit.call('log.record', { position: position + 1 })).event.data.text, '请抓紧（第0次）')

    const outside = run(['verify', '--server', server.http, '--secret-stdin', '--json', '--login', 'audit'], `${secret}\n`)
    assert.equal(outside.code, 0, outside.err)
    assert.deepEqual(JSON.parse(outside.out).redacted.map((r) => [r.position, r.by, r.requested_by, r.approved_by, r.rule]), [[position, by, 'office', 'boss', kRule]])
    await server.kill()

    const told = mustRun(['verify', '--data', server.data])
    assert.match(told, new RegExp(`redacted +1 records, each by an approved order\n +position ${position}: redacted by .* on .* under ${kRule} \\(position ${by}\\)`))
    assert.match(told, /views +\d+ equal/)
    const key = JSON.parse(mustRun(['verify', '--data', server.data, '--json', '--no-views']))
    assert.equal(key.redacted.length, 1)

    const out = join(server.dir, 'bundle')
    const sizes = { whole: [], part: ['--to', String(position)], item: ['--item', 'i1'] }
    for (const more of Object.values(sizes)) {
      mustRun(['bundle', '--data', server.data, '-o', out, '--force', ...more])
      const lines = readFileSync(out, 'utf8')
      assert.match(mustRun(['verify', '--bundle', out]), /redacted +1 records/)
      const own = JSON.parse(lines.slice(0, lines.indexOf('\n'))).keys[0]
      assert.ok(verifyBundle(lines, own) > 0)
      const judged = spawnSync('/usr/bin/python3', ['-B', join(root, 'tests/independent/verify.py'), 'bundle', out, '--key', own], { encoding: 'utf8' })
      assert.equal(judged.status, 0, judged.stdout + judged.stderr)
      assert.ok(!lines.includes(text))
      const cut = lines.split('\n').filter((line) => !line.includes('taizhang.redaction.approved')).join('\n')
      assert.throws(() => verifyBundle(cut, own))
    }
  },

  async 'killed right after the answer, the next start removes it before it listens'(server) {
    let { boss, office, urge } = await ledger(server)
    let missed = 0
    for (let attempt = 0; attempt < 6 && missed === 0; attempt++) {
      const text = newText()
      const position = await urge(text)
      await ask(office, position)
      const answer = approve(boss, position)
      await answer
      await server.kill('SIGKILL')
      missed = holding(join(server.data, 'log'), text).length // 0: the purge was faster
      await server.start()
      assert.deepEqual(holding(join(server.data, 'log'), text), [])
      boss = await Client.login(server.ws, 'boss')
      office = await Client.login(server.ws, 'office')
      urge = async (words) => (await office.command('item.urge', { item: 'i1', text: words })).position
      await until(() => holding(server.data, text), 'views that still hold the text')
    }
    assert.ok(missed > 0, 'the process was killed in between at least once')
    await server.kill()
    mustRun(['verify', '--data', server.data])
  },

  async 'a backup is emptied of it, and gives back what is left'(server) {
    const { urge } = await ledger(server)
    const text = newText()
    const position = await urge(text)
    await urge('请抓紧')
    await server.kill()
    const backup = join(server.dir, 'backup')
    mustRun(['backup', backup, '--data', server.data])
    assert.ok(holding(backup, text).length > 0)
    await server.start()
    await ask(await Client.login(server.ws, 'office'), position)
    const { position: by } = await approve(await Client.login(server.ws, 'boss'), position)
    const audit = await Client.login(server.ws, 'audit')
    while ((await audit.call('log.checkpoint')).size <= by) await new Promise((resolve) => setTimeout(resolve, 20))
    const done = run(['backup', backup, '--server', server.http, '--login', 'audit', '--secret-stdin'], `${secret}\n`)
    assert.equal(done.code, 0, done.err)
    assert.match(done.out, /1 older events were redacted since/)
    assert.deepEqual(holding(backup, text), [])
    await server.kill()
    mustRun(['backup', backup, '--data', server.data])

    const early = run(['restore', backup, '--data', join(server.dir, 'early'), '--to', String(position)])
    assert.equal(early.code, 1)
    assert.match(early.err, new RegExp(`restore up to position ${by} `))
    const restored = join(server.dir, 'restored')
    assert.match(mustRun(['restore', backup, '--data', restored]), /1 of them were redacted/)
    assert.match(mustRun(['verify', '--data', restored]), /redacted +1 records/)
    assert.deepEqual(holding(restored, text), [])
  }
})
