// SIGKILL while clients write: what was acknowledged is there, once; what was not may be tried again with the same id.
// TAIZHANG_KILL_ROUNDS sets the rounds (default 3).
import { Client, assert, main, randomUUID, small } from './lib.mjs'

const rounds = Number(process.env.TAIZHANG_KILL_ROUNDS ?? 3)

async function write(url, acknowledged, unsure) {
  // a server that is killed while somebody logs in has nothing to lose yet
  const client = await Client.login(url, 'office').catch(() => undefined)
  while (client) {
    const command_id = unsure.pop() ?? randomUUID()
    const done = await client.call('item.urge', { item: 'i1', text: '请抓紧', command_id }).catch(() => undefined)
    if (!done) return unsure.push(command_id)
    assert.equal(acknowledged.get(command_id) ?? done.position, done.position)
    acknowledged.set(command_id, done.position)
  }
}

async function history(reader) {
  const events = []
  for (let from = 0; ; ) {
    const page = await reader.call('events.read', { from, limit: 1000 })
    events.push(...page.events)
    if (page.next >= page.end) return events
    from = page.next
  }
}

await main({
  async 'acknowledged events survive SIGKILL, unacknowledged ones are never doubled'(server) {
    const { office } = await small(server)
    await office.close()
    const acknowledged = new Map()
    const unsure = []
    for (let round = 0; round < rounds; round++) {
      const before = acknowledged.size
      const writers = Array.from({ length: 8 }, () => write(server.ws, acknowledged, unsure))
      // killed at another moment each time, but always with work under way
      const enough = before + 50 + Math.floor(Math.random() * 400)
      while (acknowledged.size < enough) await new Promise((resolve) => setImmediate(resolve))
      await server.kill('SIGKILL')
      await Promise.all(writers)
      await server.start()
      const reader = await Client.login(server.ws, 'audit')
      const events = await history(reader)
      events.forEach((event, position) => assert.equal(Number(event.sequence), position))
      const ids = events.map((e) => e.commandid)
      assert.equal(new Set(ids).size, ids.length, 'a command has its effect once')
      for (const [id, position] of acknowledged) assert.equal(events[position]?.commandid, id)
      await reader.close()
    }
    console.log(`        ${rounds} rounds, ${acknowledged.size} acknowledged, ${unsure.length} never answered`)
  }
})
