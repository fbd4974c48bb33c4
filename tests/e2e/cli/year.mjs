// `taizhang simulate`: the demo's year. The same seed gives the same history, and every rule held all along.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assert, main, mustRun, root, run } from '../server/lib.mjs'

const sample = join(root, 'tools/simulate/sample-breakdown.txt')
const rules = ['--regime', join(root, 'regimes/key-work.toml'), '--calendar', join(root, 'regimes/working-days.toml')]
const lines = (text) => text.trim().split('\n').filter(Boolean).map((l) => JSON.parse(l))
// what chance and the disk decide: epoch, salts (not shown) and nothing else
const told = ({ id, ...event }) => event

await main({
  'a year has late, corrected, extended, returned, verified and closed work'(server) {
    mustRun(['simulate', '--data', server.data, '--document', sample, ...rules])
    const types = new Set(lines(mustRun(['replay', '--json', '--data', server.data])).map((e) => e.type.split('.').slice(1, 3).join('.')))
    for (const type of ['item.acknowledged', 'item.progress_reported', 'item.progress_corrected', 'item.extension_granted', 'item.extension_refused', 'item.urged', 'report.returned', 'report.accepted', 'report.fell_due', 'report.came_late', 'report.missed', 'item.activated', 'item.plan_filed', 'item.plan_missed', 'ledger.consolidated', 'ledger.checked', 'accountability.proposed', 'accountability.confirmed', 'accountability.dismissed', 'accountability.referred', 'rectification.ordered', 'rectification.fell_overdue', 'inspection.held', 'review.minutes_issued', 'bulletin.published', 'item.completion_rejected', 'item.completion_verified', 'item.closed_out']) {
      assert.ok(types.has(type), type)
    }
    const reports = lines(mustRun(['export', 'report_status', '--format', 'json', '--data', server.data]))
    assert.ok(reports.length > 300)
    const own = lines(mustRun(['export', 'ledgers', '--format', 'json', '--data', server.data])).filter((l) => l.parent).map((l) => l.ledger)
    const handedIn = new Set(reports.filter((r) => r.unit === 'd-liangzihu' && r.submitted_at && !own.includes(r.ledger)).map((r) => r.period))
    assert.ok(handedIn.has('2014-11') && !handedIn.has('2014-12'), 'December is left to the visitor')
    const left = lines(mustRun(['export', 'accountability', '--format', 'json', '--data', server.data, '--filter', 'state=proposed']))
    assert.ok(left.length > 0, 'what came up at the end of the year is left to be decided')
    const history = lines(mustRun(['export', 'accountability_history', '--format', 'json', '--data', server.data]))
    assert.ok(new Set(history.map((h) => h.kind)).has('report_late'))
    const city = (rows) => rows.filter((row) => !own.includes(row.ledger))
    const then = city(lines(mustRun(['export', 'current_ledger', '--format', 'json', '--data', server.data, '--as-of', '2014-03-31T00:00:00+08:00'])))
    const now = city(lines(mustRun(['export', 'current_ledger', '--format', 'json', '--data', server.data])))
    assert.equal(then.length, now.length)
    assert.ok(then.every((row) => row.last_period <= '2014-02'))
    assert.equal(run(['simulate', '--data', server.data, '--document', sample]).code, 1)
    const forms = join(server.dir, 'forms.xlsx')
    mustRun(['export', '--forms', '--ledger', now[0].ledger, '--data', server.data, '--output', forms])
    const read = mustRun(['import', forms, '--ledger', now[0].ledger, '--data', server.data])
    assert.match(read, /entered 0 items and 0 units, changed 0/, 'what was exported is what stands in the ledger')
  },

  'a year without rules is played as well'(server) {
    mustRun(['simulate', '--data', server.data, '--document', sample, '--months', '3'])
    const types = new Set(lines(mustRun(['replay', '--json', '--data', server.data])).map((e) => e.type.split('.')[1]))
    assert.ok(types.has('report') && !types.has('accountability'))
  },

  'the same seed plays the same year'(server) {
    const play = (name, seed) => {
      const data = `${server.dir}/${name}`
      mustRun(['simulate', '--data', data, '--document', sample, ...rules, '--months', '2', '--seed', seed])
      return lines(mustRun(['replay', '--json', '--data', data, '--type', 'item.progress_reported'])).map(told)
    }
    const first = play('first', '7')
    assert.deepEqual(play('second', '7'), first)
    assert.notDeepEqual(play('third', '8'), first)
  },

  'a year that is not over is played as far as it has come, and no further'(server) {
    const year = new Date().getFullYear()
    const file = `${server.dir}/this-year.txt`
    const data = (name) => `${server.dir}/${name}`
    const play = (to, ...more) => run(['simulate', '--data', data(to), '--document', file, ...more])
    writeFileSync(file, readFileSync(sample, 'utf8').replaceAll('2014', String(year)))
    const refused = play('whole')
    assert.equal(refused.code, 1)
    assert.equal(refused.err.trim().split('\n').length, 1, refused.err)
    assert.match(refused.err, /older document/)
    assert.equal(existsSync(data('whole')), false)
    const fewer = refused.err.match(/--months (\d+)/)?.[1]
    if (fewer) {
      assert.equal(play('part', '--months', fewer).code, 0)
      assert.equal(play('more', '--months', String(Number(fewer) + 1)).code, 1)
      const now = Date.now()
      assert.ok(lines(mustRun(['replay', '--json', '--data', data('part')])).every((e) => Date.parse(e.time) <= now))
    }
    writeFileSync(file, readFileSync(sample, 'utf8').replaceAll('2014', String(year + 1)))
    assert.match(play('next', '--months', '1').err, /older document/)
  },

  'rule 8: the circulars of a city that is played up to now are what its views say, every one'(server) {
    const city = ['--regimes', join(root, 'regimes'), '--items', '12', '--bureaus', '11', '--projects', '8', '--enterprises', '5']
    mustRun(['simulate', '--data', server.data, '--from', '2014', '--months', '3', '--drafts', ...city])
    const circulars = lines(mustRun(['export', 'bulletins', '--format', 'json', '--data', server.data]))
    assert.ok(circulars.some((b) => b.kind === 'weekly') && circulars.some((b) => b.kind === 'monthly'))
    assert.deepEqual(circulars.filter((b) => b.edited).map((b) => b.title), [])
  }
})
