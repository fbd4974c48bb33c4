// `taizhang import`: what it reads, what it enters, what it refuses, and that doing it twice is doing it once.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, assert, main, mustRun, root, run, small } from '../server/lib.mjs'

const sample = join(root, 'tools/simulate/sample-breakdown.txt')
const rows = (data, view, ...more) => mustRun(['export', view, '--format', 'json', '--data', data, ...more]).trim().split('\n').filter(Boolean).map((l) => JSON.parse(l))

await main({
  'a dry run needs no data and enters nothing'(server) {
    const read = JSON.parse(mustRun(['import', sample, '--dry-run', '--json']))
    assert.deepEqual(Object.keys(read), ['document', 'chapters', 'items', 'doubts'])
    assert.equal(read.chapters.length, 9)
    assert.deepEqual(read.items.map((i) => i.no), Array.from({ length: 34 }, (_, i) => i + 1))
    const jobs = read.items[25]
    assert.deepEqual(jobs.targets.map((t) => [t.indicator, t.comparator, t.value, t.unit]), [['新增就业', '>=', '1.8', '万人']])
    const [begin, end] = jobs.targets[0].at
    assert.equal([...jobs.text].slice(begin, end).join(''), '1.8')
    assert.equal(existsSync(server.data), false)
    assert.match(mustRun(['import', sample, '--dry-run']), /nothing was entered/)
  },

  'an import into nothing opens the ledger, and a second one adds nothing'(server) {
    const first = JSON.parse(mustRun(['import', sample, '--json', '--data', server.data]))
    assert.equal(first.entered.items, 34)
    const ledger = first.entered.ledger
    assert.match(ledger, /^2014-/)
    const again = JSON.parse(mustRun(['import', sample, '--json', '--data', server.data]))
    assert.deepEqual([again.entered.ledger, again.entered.items, again.entered.units], [ledger, 0, 0])
    const items = rows(server.data, 'current_ledger', '--filter', `ledger=${ledger}`)
    assert.equal(items.length, 34)
    assert.ok(items.every((i) => i.units.filter((u) => u.role === 'lead').length === 1))
    const units = rows(server.data, 'units')
    assert.ok(units.every((u) => u.confirmed === false))
    const names = units.map((u) => u.name)
    assert.equal(new Set(names).size, names.length, 'the same unit under 市 and without it is one unit')
    const lawOffices = units.filter((u) => [u.name, ...u.aliases].includes('法制办'))
    assert.equal(lawOffices.length, 1)
  },

  async 'an import through a running server is seen by who watches'(server) {
    await small(server)
    const watcher = await Client.login(server.ws, 'audit')
    await watcher.call('view.subscribe', { view: 'ledgers' })
    process.env.TAIZHANG_SECRET = 'a-secret-for-tests'
    const done = spawnSync(process.argv[2], ['import', sample, '--json', '--server', server.http, '--login', 'office'], { encoding: 'utf8' })
    assert.equal(done.status, 0, done.stderr)
    const { ledger } = JSON.parse(done.stdout).entered
    await watcher.until(() => watcher.notified.some((m) => m.method === 'view.changed' && m.params.upserts.some((u) => u.key === ledger)))
  },

  'GB18030 is recognised'(server) {
    const file = `${server.dir}/gb.txt`
    const coded = spawnSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030', sample])
    writeFileSync(file, coded.stdout)
    const read = JSON.parse(mustRun(['import', file, '--dry-run', '--json']))
    assert.equal(read.document.encoding, 'GB18030')
    assert.equal(read.items.length, 34)
  },

  'what cannot be read is told in one line, with exit code 1'(server) {
    const text = readFileSync(sample)
    const cases = { empty: '', blank: ' \n\n', binary: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]), zip: Buffer.from('PK\x03\x04....'), prose: '今天天气很好。\n', huge: Buffer.alloc(50 << 20, text) }
    for (const [name, bytes] of Object.entries(cases)) {
      const file = `${server.dir}/${name}.txt`
      writeFileSync(file, bytes)
      const done = run(['import', file, '--dry-run'])
      assert.equal(done.code, 1, name)
      assert.equal(done.err.trim().split('\n').length, 1, `${name}: ${done.err}`)
      assert.ok(done.err.includes(file), `${name} tells the file: ${done.err}`)
    }
    assert.equal(run(['import', `${server.dir}/none.txt`, '--dry-run']).code, 1)
    assert.equal(run(['import']).code, 2)
    assert.equal(run(['import', sample]).code, 2)
    const nowhere = run(['import', sample, '--data', server.data, '--ledger', 'no-such'])
    assert.equal(nowhere.code, 1)
    assert.match(nowhere.err, /no-such/)
  }
})
