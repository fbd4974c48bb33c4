// The bus of a running server, read by the independent consumer in Python.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Client, assert, main, mustRun, root, small } from './lib.mjs'

function endpoints(log) {
  const found = log.match(/bus: events (\S+), records (\S+), replay (\S+)/)
  assert.ok(found, log)
  return { events: found[1], replay: found[3] }
}

await main({
  async 'a consumer in another language gets every event, past and live'(server) {
    await small(server)
    await server.kill()
    await server.start(['--bus', 'tcp://127.0.0.1:*'])
    const at = endpoints(server.log)
    const office = await Client.login(server.ws, 'office')
    const { position } = await office.command('item.urge', { item: 'i1', text: '一' })
    const child = spawn('/usr/bin/python3', [join(root, 'tests/e2e/bus/consumer.py'), '--events', at.events, '--replay', at.replay, '--from', '0', '--until', String(position + 20)])
    let out = ''
    let problem = ''
    child.stdout.on('data', (text) => (out += text))
    child.stderr.on('data', (text) => (problem += text))
    const ended = new Promise((resolve) => child.once('exit', resolve))
    for (let i = 0; i < 40; i++) await office.command('item.urge', { item: 'i1', text: String(i) })
    assert.equal(await ended, 0, problem)
    const got = out.trim().split('\n').map((line) => JSON.parse(line))
    await server.kill()
    const log = mustRun(['replay', '--json', '--data', server.data]).trim().split('\n').map((line) => JSON.parse(line))
    const events = got.map((g) => g.event ?? g.data ?? g)
    assert.deepEqual(events.map((e) => e.id), log.slice(0, events.length).map((e) => e.id))
    assert.ok(events.length >= position + 20)
  }
})
