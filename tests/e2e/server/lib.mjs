// An independent client of the protocol, and a server to talk to: the built program over a directory of its own.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { randomUUID } from 'node:crypto'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
const WebSocket = createRequire(join(root, 'web/package.json'))('ws')
export const program = process.argv[2] ?? join(root, 'build/release/taizhang')
export const secret = 'a-secret-for-tests'
export { assert, randomUUID, WebSocket, root }

/** Runs the program to its end; input goes to its standard input. */
export function run(args, input = '') {
  const done = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 256 << 20 })
  return { code: done.status, out: done.stdout, err: done.stderr }
}

export function mustRun(args, input = '') {
  const done = run(args, input)
  assert.equal(done.code, 0, `taizhang ${args.join(' ')}: ${done.err}`)
  return done.out
}

export class Server {
  constructor() {
    this.dir = mkdtempSync(join(tmpdir(), 'taizhang-e2e-'))
    this.data = join(this.dir, 'data')
  }

  account(name, role, more = []) {
    mustRun(['account', 'open', name, '--role', role, '--secret-stdin', '--data', this.data, ...more], `${secret}\n`)
  }

  /** Resolves once the contract's line has come. */
  async start(more = this.more ?? []) {
    const [command, ...args] = [...(this.inside ?? []), program, 'serve', '--data', this.data, ...(more.includes('--listen') ? [] : ['--listen', '127.0.0.1:0']), ...more]
    this.child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    this.log = ''
    this.child.stderr.on('data', (text) => (this.log += text))
    this.ended = new Promise((resolve) => this.child.once('exit', (code, signal) => resolve({ code, signal })))
    for await (const line of createInterface({ input: this.child.stdout })) {
      const found = line.match(/^listening on (https?:\S+)$/)
      if (found) {
        this.http = found[1]
        this.ws = `${found[1].replace('http', 'ws')}/ws`
        return this
      }
    }
    throw new Error(`the server ended before it listened: ${this.log}`)
  }

  async kill(signal = 'SIGTERM') {
    this.child.kill(signal)
    return this.ended
  }

  async remove() {
    if (this.child && this.child.exitCode === null && this.child.signalCode === null) await this.kill('SIGKILL')
    rmSync(this.dir, { recursive: true, force: true })
  }
}

export class RpcError extends Error {
  constructor(error) {
    super(error.message)
    this.code = error.code
    this.data = error.data ?? {}
  }
}

export class Client {
  static async open(url, options = {}) {
    const client = new Client()
    client.socket = new WebSocket(url, options)
    client.waiting = new Map()
    client.notified = []
    client.listeners = []
    client.lastId = 0
    client.closed = new Promise((resolve) => client.socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })))
    client.closed.then(() => client.fail())
    client.socket.on('message', (text) => client.take(JSON.parse(text)))
    await new Promise((resolve, reject) => {
      client.socket.once('open', resolve)
      client.socket.once('error', reject)
    })
    client.socket.on('error', () => undefined)
    return client
  }

  static async login(url, account) {
    const client = await Client.open(url)
    await client.call('auth.login', { account, secret })
    return client
  }

  fail() {
    for (const { reject } of this.waiting.values()) reject(new Error('the connection has ended'))
    this.waiting.clear()
  }

  take(message) {
    if (Array.isArray(message)) return message.forEach((one) => this.take(one))
    const waits = this.waiting.get(message.id)
    if (waits) {
      this.waiting.delete(message.id)
      return message.error ? waits.reject(new RpcError(message.error)) : waits.resolve(message.result)
    }
    this.notified.push(message)
    for (const listener of [...this.listeners]) listener()
  }

  call(method, params = {}) {
    const id = ++this.lastId
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      this.socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    })
  }

  command(method, params) {
    return this.call(method, { command_id: randomUUID(), ...params })
  }

  /** The next raw message with this id (null for errors that have none). */
  raw(text) {
    const before = this.notified.length
    this.socket.send(text)
    return this.until(() => this.notified[before])
  }

  /** Waits until `found` returns something, looking again at each notification. */
  until(found, milliseconds = 30000) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(() => reject(new Error(`waited in vain for ${found}`))), milliseconds)
      const finish = (end) => {
        clearTimeout(timer)
        this.listeners = this.listeners.filter((l) => l !== look)
        end()
      }
      const look = () => {
        const value = found()
        if (value) finish(() => resolve(value))
      }
      this.listeners.push(look)
      look()
    })
  }

  close() {
    this.socket.close()
    return this.closed
  }
}

export async function refuses(promise, code, check = () => undefined) {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof RpcError, String(error))
    assert.equal(error.code, code, error.message)
    check(error)
    return true
  })
}

/** Accounts that name a person each, as four eyes ask for: {office: 'supervision', boss: 'approver'}. */
async function enrol(enroller, admin, people) {
  for (const [account, role] of Object.entries(people)) {
    await enroller.command('person.enroll', { person: `p-${account}`, name: account })
    await admin.command('account.open', { account, name: account, roles: [role], person: `p-${account}` })
    await admin.command('account.set_secret', { account, secret })
  }
}

/** Units, a ledger that one holds, an item, and accounts for each role; `people` as above. */
export async function small(server, people = {}) {
  server.account('admin', 'account_admin')
  server.account(people.office ? 'enroller' : 'office', 'supervision')
  await server.start()
  const admin = await Client.login(server.ws, 'admin')
  if (people.office) await enrol(await Client.login(server.ws, 'enroller'), admin, people)
  const office = await Client.login(server.ws, 'office')
  for (const [unit, name] of [['gov', '市政府办公室'], ['fgw', '市发改委'], ['jxw', '市经信委']]) {
    await office.command('unit.register', { unit, name, kind: 'department', confirmed: true })
  }
  const open = async (account, role, unit) => {
    await admin.command('account.open', { account, name: account, roles: [role], ...(unit ? { unit } : {}) })
    await admin.command('account.set_secret', { account, secret })
  }
  await open('holder', 'ledger_holder', 'gov')
  await open('fgw-clerk', 'unit_clerk', 'fgw')
  await open('jxw-clerk', 'unit_clerk', 'jxw')
  await open('audit', 'auditor')
  await open('ops', 'operations')
  const year = new Date().getFullYear() - 1
  await office.command('ledger.open', { ledger: 'L', title: '测试台账', year, holder: 'gov', report_due_day: 5 })
  const { position } = await office.command('item.enter', item('i1', 'L'))
  return { office, admin, year, position }
}

export function item(id, ledger, more = {}) {
  return {
    item: id, ledger, number: '1', title: '新增就业', text: '全年新增就业1.8万人。', open_list: false,
    units: [{ unit: 'fgw', name: '市发改委', role: 'lead', inferred: false, collective: false },
            { unit: 'jxw', name: '经信委', role: 'responsible', inferred: false, collective: false }],
    targets: [{ indicator: '新增就业', comparator: '>=', value: '1.8', unit: '万人', stretch: false, at: [6, 9] }],
    ...more
  }
}

/** Runs the checks in order, prints a line each, and ends the process. */
export async function main(checks) {
  let failed = 0
  for (const [name, check] of Object.entries(checks)) {
    const server = new Server()
    try {
      await check(server)
      console.log(`ok      ${name}`)
    } catch (error) {
      failed++
      console.log(`FAILED  ${name}: ${error.stack ?? error}\n${server.log ?? ''}`)
    } finally {
      await server.remove()
    }
  }
  process.exit(failed ? 1 : 0)
}
