// A replica in a process of its own: it follows, is cut off, healed, killed, lied to, and told that its leader is another one.
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { Client, Server, assert, main, mustRun, refuses, root, run, secret, small } from './lib.mjs'

const patience = 60_000
const pause = (ms) => new Promise((next) => setTimeout(next, ms))

/** Waits until `found` returns something. */
async function eventually(found, what) {
  const until = Date.now() + patience
  for (let last; Date.now() < until; await pause(20)) {
    try {
      last = await found()
      if (last) return last
    } catch (problem) {
      if (Date.now() + 1000 > until) throw problem
    }
  }
  throw new Error(`waited in vain until ${what}`)
}

const free = (port) => new Promise((next) => {
  const probe = createServer().once('error', () => next(false)).listen(port, '127.0.0.1', () => probe.close(() => next(true)))
})
/** Three ports in a row, which a bus takes. */
async function threePorts() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if ((await Promise.all([0, 1, 2].map((i) => free(port + i)))).every(Boolean)) return port
  }
}

/** A wire between a bus and its followers that can be cut and healed. */
class Wire {
  static async to(port) {
    const wire = new Wire()
    wire.port = await threePorts()
    wire.sockets = new Set()
    wire.servers = [0, 1, 2].map((i) => createServer((near) => {
      if (wire.isCut) return near.destroy()
      const far = connect(port + i, '127.0.0.1')
      for (const [socket, other] of [[near, far], [far, near]]) {
        wire.sockets.add(socket)
        socket.on('data', (bytes) => wire.isCut || other.write(bytes))
        socket.on('error', () => undefined).on('close', () => (wire.sockets.delete(socket), other.destroy()))
      }
    }).listen(wire.port + i, '127.0.0.1'))
    return wire
  }
  /** Silently: what is sent is lost, and nobody is told. */
  cut() {
    this.isCut = true
  }
  heal() {
    this.isCut = false
    for (const socket of this.sockets) socket.destroy()
  }
  close() {
    for (const server of this.servers) server.close()
    for (const socket of this.sockets) socket.destroy()
  }
}

/** A server in a network of its own is asked from in there. */
const health = async (server) =>
  server.asked
    ? JSON.parse(mustSucceed(server.asked[0], [...server.asked.slice(1), process.execPath, '-e', `fetch('${server.http}/healthz').then((r) => r.text()).then(console.log)`]))
    : (await fetch(`${server.http}/healthz`)).json()
const status = async (server) => (await fetch(`${server.http}/healthz`)).status
const inState = (server, state) => eventually(async () => (await health(server)).replica?.state === state, `it is ${state}`)
const level = (replica, leader) => eventually(async () => (await health(replica)).log.end === (await health(leader)).log.end, 'it is level')
const signingKey = (server) => server.log.match(/checkpoints are signed with (\S+)/)[1]
const rootOf = (server) => mustRun(['verify', '--data', server.data]).match(/^root +(\S+)$/m)[1]
const tail = (server) => mustRun(['replay', '--json', '--data', server.data]).trim().split('\n').at(-1)

/** A network namespace with a cable to ours. */
class Network {
  static make() {
    const net = new Network()
    net.name = `tz-${process.pid}`
    const sub = `10.213.${process.pid % 250}`
    net.host = `${sub}.1`
    net.inside = ['ip', 'netns', 'exec', net.name]
    const ip = (line) => spawnSync('ip', line.split(' ')).status === 0
    const made = ip(`netns add ${net.name}`) &&
      ip(`link add ${net.name}a type veth peer name ${net.name}b netns ${net.name}`) &&
      ip(`addr add ${sub}.1/24 dev ${net.name}a`) && ip(`link set ${net.name}a up`) &&
      ip(`-n ${net.name} addr add ${sub}.2/24 dev ${net.name}b`) && ip(`-n ${net.name} link set ${net.name}b up`) && ip(`-n ${net.name} link set lo up`)
    if (!made) net.remove()
    return made ? net : null
  }
  link(to) {
    mustSucceed('ip', ['link', 'set', `${this.name}a`, to])
  }
  remove() {
    spawnSync('ip', ['link', 'del', `${this.name}a`])
    spawnSync('ip', ['netns', 'del', this.name])
  }
}

function mustSucceed(command, args) {
  const done = spawnSync(command, args, { encoding: 'utf8' })
  assert.equal(done.status, 0, done.stderr)
  return done.stdout
}

class Pair {
  static async over(leader, { keys = true, wire = true, host = '127.0.0.1' } = {}) {
    const pair = new Pair()
    pair.leader = leader
    pair.host = host
    pair.port = await threePorts()
    pair.replica = new Server()
    pair.keys = []
    if (keys) {
      const busKey = mustRun(['bus', 'key', 'new', '--data', leader.data]).trim()
      const own = mustRun(['bus', 'key', 'new', '--data', pair.replica.data]).trim()
      mustRun(['bus', 'key', 'allow', 'copy-1', own, '--replica', '--data', leader.data])
      pair.keys = ['--follow-key', busKey]
    }
    await pair.startLeader()
    pair.key = signingKey(leader)
    if (wire) pair.wire = await Wire.to(pair.port)
    return pair
  }
  startLeader() {
    return this.leader.start(['--bus', `tcp://${this.host}:${this.port}`, '--no-keeper'])
  }
  startReplica(port = this.wire?.port ?? this.port) {
    return this.replica.start(['--follow', `tcp://${this.host}:${port}`, ...this.keys, '--leader-key', this.key, '--leader-url', 'https://leader.example'])
  }
  async end() {
    this.wire?.close()
    await this.replica.remove()
  }
}

/** A small ledger that has been played and stopped. */
async function stopped(server) {
  await small(server)
  await server.kill()
}

const urge = (client, text) => client.command('item.urge', { item: 'i1', text })

async function pairOf(server, options, check) {
  await stopped(server)
  const pair = await Pair.over(server, options)
  try {
    await check(pair)
  } catch (problem) {
    problem.message += `\nreplica: ${pair.replica.log}`
    throw problem
  } finally {
    await pair.end()
  }
}

await main({
  async 'a replica serves what the leader signed, and says where changes are made'(server) {
    await pairOf(server, { wire: false }, async (pair) => {
      const { leader, replica } = pair
      assert.match(run(['serve', '--data', replica.data, '--follow', `tcp://127.0.0.1:${pair.port}`]).err, /--leader-key/)
      await pair.startReplica()
      await inState(replica, 'following')
      await level(replica, leader)
      await eventually(async () => (await health(replica)).replica.logins === '', 'the secrets have come')
      const there = await Client.login(leader.ws, 'office'), here = await Client.login(replica.ws, 'office')
      const list = { view: 'current_ledger' }
      assert.deepEqual((await here.call('view.list', list)).rows, (await there.call('view.list', list)).rows)
      await refuses(urge(here, '不在此处'), 8, (error) => assert.equal(error.data.leader, 'https://leader.example'))
      await here.call('events.subscribe', { from: 'now' })
      const lags = []
      for (let i = 0; i < 20; i++) {
        const { position } = await urge(there, `第${i}次`)
        const at = Date.now()
        await here.until(() => here.notified.some((n) => n.method === 'events.event' && Number(n.params.result.sequence) === position))
        lags.push(Date.now() - at)
      }
      console.log(`        from the leader's answer to the replica's subscriber: ${lags.sort((a, b) => a - b)[10]} ms in the middle, ${lags.at(-1)} ms at most`)
      await eventually(async () => (await (await fetch(`${replica.http}/checkpoint`)).text()) === (await (await fetch(`${leader.http}/checkpoint`)).text()), 'both show one checkpoint')
      const shown = mustRun(['replica', 'status', '--server', replica.http, '--login', 'office', '--secret-stdin'], `${secret}\n`)
      assert.match(shown, /^state +following$/m)
      assert.match(await (await fetch(`${replica.http}/metrics`)).text(), /taizhang_replica_state\{state="following"\} 1/)
      // a secret that is changed at the leader holds here, and the old login does not
      await there.call('auth.change_secret', { old: secret, new: 'another secret' })
      await eventually(() => here.call('view.list', list).then(() => false, (error) => error.code === 4), 'the old login has ended')
      const again = await Client.open(replica.ws)
      await again.call('auth.login', { account: 'office', secret: 'another secret' })
      for (const data of [leader.data, replica.data]) assert.equal(run(['bus', 'key', 'new', '--data', data]).code, 1)
      await replica.kill()
      assert.match(run(['serve', '--data', replica.data]).err, /replica's copy/)
      assert.match(run(['account', 'open', 'x', '--role', 'auditor', '--secret-stdin', '--data', replica.data], `${secret}\n`).err, /read-only replica/)
      await leader.kill()
      assert.equal(rootOf(replica), rootOf(leader))
      assert.equal(tail(replica), tail(leader), 'epoch, position and all')
    })
  },

  async 'cut off, healed, killed, and its leader killed: it goes on where it was'(server) {
    await pairOf(server, {}, async (pair) => {
      const { leader, replica, wire } = pair
      await pair.startReplica()
      await level(replica, leader)
      await eventually(async () => (await health(replica)).replica.logins === '', 'the secrets have come')
      const before = (await health(replica)).log.end
      let office = await Client.login(leader.ws, 'office')
      wire.cut()
      for (let i = 0; i < 30; i++) await urge(office, `断开 ${i}`)
      const cut = await eventually(async () => ((h) => h.replica.state === 'cut_off' && h)(await health(replica)), 'it is cut off')
      assert.ok(cut.replica.since && cut.replica.silent_ms >= 4000)
      assert.equal(cut.log.end, before)
      assert.equal(await status(replica), 200, 'what it has is as good as before')
      const reader = await Client.login(replica.ws, 'audit')
      assert.ok((await reader.call('view.list', { view: 'current_ledger' })).rows.length > 0)
      wire.heal()
      await level(replica, leader)
      await inState(replica, 'following')

      const writing = (async () => {
        for (let i = 0; i < 300; i++) await urge(office, `写 ${i}`)
      })()
      for (let i = 0; i < 3; i++) {
        await pause(60)
        await replica.kill('SIGKILL')
        await pair.startReplica()
      }
      await writing
      await level(replica, leader)

      await leader.kill('SIGKILL')
      await pair.startLeader()
      office = await Client.login(leader.ws, 'office')
      await urge(office, '重启之后')
      await level(replica, leader)
      await inState(replica, 'following')
      await replica.kill()
      await leader.kill()
      assert.equal(rootOf(replica), rootOf(leader))
    })
  },

  async 'lied to: it stops, says where, and never shows the forged record'(server) {
    await pairOf(server, { keys: false, wire: false }, async (pair) => {
      const { leader, replica } = pair
      const office = await Client.login(leader.ws, 'office')
      const start = (await health(leader)).log.end
      const at = await threePorts()
      const forger = spawn('/usr/bin/python3', [join(root, 'tests/e2e/bus/forger.py'), '--from', `tcp://127.0.0.1:${pair.port}`, '--at', `tcp://127.0.0.1:${at}`, '--position', String(start + 3)])
      try {
        await new Promise((next, no) => forger.stdout.once('data', next) && forger.once('exit', no))
        await pair.startReplica(at)
        await level(replica, leader)
        for (let i = 0; i < 3; i++) await urge(office, `真 ${i}`)
        await level(replica, leader)
        await urge(office, '被改的一条')
        await urge(office, '之后的一条')
        await inState(replica, 'refused')
        const told = await health(replica)
        assert.equal(told.replica.position, start + 3, told.replica.problem)
        assert.equal(await status(replica), 503)
        assert.equal(told.log.end, start + 3)
        // without keys nobody's secrets are handed out
        assert.match(told.replica.logins, /--replica/)
        await replica.kill('SIGKILL')
        await pair.startReplica(pair.port)
        const again = await health(replica)
        assert.equal(again.replica.state, 'refused')
        assert.equal(again.replica.position, start + 3)
        await replica.kill()
        assert.match(mustRun(['replica', 'status', '--data', replica.data]), /refused since/)
        mustRun(['replica', 'go-on', '--data', replica.data])
        await pair.startReplica(pair.port)
        await level(replica, leader)
      } finally {
        forger.kill('SIGKILL')
      }
    })
  },

  async 'its leader was restored to an earlier state: it refuses to follow'(server) {
    await pairOf(server, { keys: false, wire: false }, async (pair) => {
      const { leader, replica } = pair
      await pair.startReplica()
      await level(replica, leader)
      await leader.kill()
      const backup = join(leader.dir, 'backup'), restored = join(leader.dir, 'restored')
      mustRun(['backup', backup, '--data', leader.data])
      mustRun(['restore', backup, '--data', restored])
      leader.data = restored
      await pair.startLeader()
      await inState(replica, 'refused')
      assert.match((await health(replica)).replica.problem, /another log|epoch/)
    })
  },

  async 'in a network of its own that goes down and comes up'(server) {
    const net = Network.make()
    if (!net) return console.log('        left out: this system lets nobody make a network namespace (ip netns add)')
    try {
      await pairOf(server, { wire: false, host: net.host }, async (pair) => {
        const { leader, replica } = pair
        replica.inside = net.inside
        replica.asked = net.inside
        await pair.startReplica()
        await level(replica, leader)
        const office = await Client.login(leader.ws, 'office')
        net.link('down')
        await urge(office, '网断了')
        await inState(replica, 'cut_off')
        net.link('up')
        await level(replica, leader)
        await inState(replica, 'following')
      })
    } finally {
      net.remove()
    }
  },

  async 'keys: off the machine a bus needs them, and who is not on the list gets nothing'(server) {
    await pairOf(server, { wire: false }, async (pair) => {
      const { leader, replica } = pair
      const open = new Server()
      assert.match(run(['serve', '--data', open.data, '--bus', 'tcp://0.0.0.0:*']).err, /taizhang bus key new/)
      assert.match(run(['serve', '--data', open.data, '--follow', 'tcp://10.255.255.1:5550', '--leader-key', pair.key]).err, /--follow-key/)
      assert.match(mustRun(['bus', 'key', 'list', '--data', leader.data]), /replica  copy-1/)
      mustRun(['bus', 'key', 'revoke', 'copy-1', '--data', leader.data])
      const turnedAway = run(['serve', '--data', replica.data, '--follow', `tcp://127.0.0.1:${pair.port}`, ...pair.keys, '--leader-key', pair.key])
      assert.match(turnedAway.err, /first start of a replica needs its leader/)
      const own = mustRun(['bus', 'key', 'show', '--data', replica.data]).trim()
      mustRun(['bus', 'key', 'allow', 'copy-1', own, '--data', leader.data])  // at once, but not as a replica
      await pair.startReplica()
      await level(replica, leader)
      assert.match(await eventually(async () => (await health(replica)).replica.logins, 'it has asked'), /--replica|not come/)
      assert.throws(() => readFileSync(join(replica.data, 'credentials.json')))
      await open.remove()
    })
  },
})
