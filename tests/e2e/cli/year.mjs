// `taizhang simulate`: the demo's year. The same seed gives the same history, and every rule held all along.
import { join } from 'node:path'
import { assert, main, mustRun, root, run } from '../server/lib.mjs'

const sample = join(root, 'tools/simulate/sample-breakdown.txt')
const lines = (text) => text.trim().split('\n').filter(Boolean).map((l) => JSON.parse(l))
// what chance and the disk decide: epoch, salts (not shown) and nothing else
const told = ({ id, ...event }) => event

await main({
  'a year has late, corrected, extended, returned, verified and closed work'(server) {
    mustRun(['simulate', '--data', server.data, '--document', sample])
    const types = new Set(lines(mustRun(['replay', '--json', '--data', server.data])).map((e) => e.type.split('.').slice(1, 3).join('.')))
    for (const type of ['item.acknowledged', 'item.progress_reported', 'item.progress_corrected', 'item.extension_granted', 'item.extension_refused', 'item.urged', 'report.returned', 'report.accepted', 'item.completion_rejected', 'item.completion_verified', 'item.closed_out']) {
      assert.ok(types.has(type), type)
    }
    const reports = lines(mustRun(['export', 'report_status', '--format', 'json', '--data', server.data]))
    assert.ok(reports.length > 300)
    const history = lines(mustRun(['export', 'accountability_history', '--format', 'json', '--data', server.data]))
    assert.ok(new Set(history.map((h) => h.kind)).has('report_late'))
    const then = lines(mustRun(['export', 'current_ledger', '--format', 'json', '--data', server.data, '--as-of', '2014-03-31T00:00:00+08:00']))
    const now = lines(mustRun(['export', 'current_ledger', '--format', 'json', '--data', server.data]))
    assert.equal(then.length, now.length)
    assert.ok(then.every((row) => row.last_period <= '2014-02'))
    assert.equal(run(['simulate', '--data', server.data, '--document', sample]).code, 1)
  },

  'the same seed plays the same year'(server) {
    const play = (name, seed) => {
      const data = `${server.dir}/${name}`
      mustRun(['simulate', '--data', data, '--document', sample, '--months', '2', '--seed', seed])
      return lines(mustRun(['replay', '--json', '--data', data, '--type', 'item.progress_reported'])).map(told)
    }
    const first = play('first', '7')
    assert.deepEqual(play('second', '7'), first)
    assert.notDeepEqual(play('third', '8'), first)
  }
})
