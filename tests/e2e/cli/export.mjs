// What leaves the ledger for other programs: nothing that somebody wrote is run as a formula, or obeyed by a terminal.
import { assert, item, main, mustRun, secret, small } from '../server/lib.mjs'

const titles = { formula: '=1+1', plus: '+1', at: '@SUM(A1)', tab: '\t=1', command: "-2+3+cmd|' /C calc'!A0", dash: '-见附件', wide: '＝1+1', number: '-12.5', text: '新增就业' }

await main({
  async 'a spreadsheet gets text as text and numbers as numbers'(server) {
    const { office } = await small(server)
    const names = Object.keys(titles)
    for (const [i, name] of names.entries()) await office.command('item.enter', item(name, 'L', { number: String(i + 2), title: titles[name] }))
    await server.kill()
    const table = mustRun(['export', 'current_ledger', '--format', 'csv', '--data', server.data])
    for (const name of names) {
      const guarded = name === 'number' || name === 'text' ? titles[name] : `'${titles[name]}`
      assert.ok(table.includes(`,${guarded},`) || table.includes(`,"${guarded}",`), `${name}: ${guarded}`)
    }
  },

  async 'a terminal obeys nothing of a reason'(server) {
    const { office } = await small(server)
    await office.command('item.urge', { item: 'i1', text: 'x', reason: '清屏\u001b[2J\n0 伪造的一行\u009b31m' })
    await server.kill()
    const shown = mustRun(['replay', '--data', server.data, '--type', 'item.urged'])
    assert.equal(shown.trim().split('\n').length, 1)
    assert.ok(shown.includes('清屏\\u001b[2J\\u000a0 伪造的一行\\u009b31m'), shown)
    const exact = JSON.parse(mustRun(['replay', '--json', '--data', server.data, '--type', 'item.urged']))
    assert.equal(exact.reason, '清屏\u001b[2J\n0 伪造的一行\u009b31m')
  },

  async 'what changed between two moments is told row by row, from a directory and from a server'(server) {
    const { office, position } = await small(server)
    await office.command('item.revise', { item: 'i1', title: '改过的题目', reason: '更正' })
    const last = await office.command('item.enter', item('i9', 'L', { number: '9', title: '\u001b[2J' }))
    const asked = ['diff', 'current_ledger', '--from', String(position), '--to', String(last.position)]
    const told = mustRun([...asked, '--server', server.http, '--login', 'office', '--secret-stdin'], `${secret}\n`)
    assert.match(told, /^~ L\/i1$/m)
    assert.match(told, /^ {4}title: .+ -> 改过的题目$/m)
    assert.match(told, /^\+ L\/i9$/m)
    await server.kill()
    assert.equal(mustRun([...asked, '--data', server.data]), told)
    const rows = mustRun([...asked, '--json', '--filter', 'number=9', '--data', server.data]).trim().split('\n').map((line) => JSON.parse(line))
    assert.deepEqual(rows.map((row) => [row.key, row.change, row.after.row.title]), [['L/i9', 'added', '\u001b[2J']])
    assert.equal(mustRun(['diff', 'current_ledger', '--from', '0', '--to', '0', '--data', server.data]), '')
  }
})
