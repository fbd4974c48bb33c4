// A log that lost its synced tail: refused, told, and salvaged only by an operator's order.
import { existsSync, readdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { assert, main, mustRun, run, small } from '../server/lib.mjs'

await main({
  async 'damage is refused at the start, salvage keeps what stands before it'(server) {
    const { office } = await small(server)
    for (let i = 0; i < 20; i++) await office.command('item.urge', { item: 'i1', text: '请抓紧' })
    await server.kill('SIGKILL')
    const log = join(server.data, 'log')
    const size = (name) => statSync(join(log, name)).size
    const wal = readdirSync(log).filter((name) => name.endsWith('.log')).sort((a, b) => size(b) - size(a))[0]
    truncateSync(join(log, wal), size(wal) - 200)
    const refused = run(['replay', '--data', server.data])
    assert.equal(refused.code, 1)
    assert.equal(refused.err.trim().split('\n').length, 1, refused.err)
    assert.match(refused.err, /salvage/)
    const signed = existsSync(join(server.data, 'checkpoint.key'))
    const told = mustRun(['salvage', '--data', server.data])
    assert.match(told, /kept \d+ events/)
    const [, name] = told.match(/the log is called (\S+\/[0-9a-f]{16}) from now on/)
    assert.ok(signed && !existsSync(join(server.data, 'checkpoint.key')), 'the old key is set aside')
    assert.equal(readdirSync(server.data).filter((file) => file.startsWith('checkpoint.key.before-')).length, 1)
    const kept = mustRun(['replay', '--json', '--data', server.data, '--type', 'item.urged']).trim().split('\n').length
    assert.equal(kept, 19)
    mustRun(['rebuild', '--data', server.data])
    assert.equal(run(['salvage', '--data', server.data]).code, 1, 'nothing more to salvage')
    await server.start()
    let answer
    do answer = await fetch(`${server.http}/checkpoint`)
    while (answer.status === 404)
    const checkpoint = await answer.text()
    assert.equal(checkpoint.split('\n')[0], name, 'signed under the new name')
    assert.match(checkpoint, new RegExp(`^— ${name} `, 'm'))
  }
})
