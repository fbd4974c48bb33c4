// A small city of this very year, served by the built program: rules, units, one account for each part that is played.
import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client, web } from './lib.mjs'
import { ended, listening } from './servers.mjs'

export const root = fileURLToPath(new URL('../../../', import.meta.url))
const kSecret = 'a-secret-for-tests'
const kUnits = { stats: ['市统计局', 'department'], dcs: ['政务督查室', 'department'], zdb: ['市重点项目办', 'department'], zf: ['市政府', 'government'], fgw: ['市发改委', 'department'], ec: ['鄂城区', 'district'] }
const kAccounts = { holder: ['ledger_holder', 'stats'], second: ['supervision', 'dcs'], projects: ['supervision', 'zdb'], approver: ['approver', 'zf'], clerk: ['unit_clerk', 'fgw'], leader: ['unit_leader', 'fgw'] }

/** The day in China, so many days from today. */
export function day(from = 0) {
  return new Date(Date.now() + (8 * 3600 + from * 86400) * 1000).toISOString().slice(0, 10)
}
export const year = Number(day().slice(0, 4))
export const month = day().slice(0, 7)
export const lastMonth = day(-Number(day().slice(8))).slice(0, 7)

export class City {
  static async found(program) {
    const city = new this(program)
    try {
      city.adopt()
      await city.serve()
      await city.staff()
    } catch (error) {
      await city.close()
      throw error
    }
    return city
  }

  constructor(program) {
    this.program = program
    this.dir = mkdtempSync(join(tmpdir(), 'taizhang-page-city-'))
    this.data = join(this.dir, 'data')
    this.clients = []
    this.made = 0
  }

  /** Runs the program to its end. */
  run(args, input = '') {
    const done = spawnSync(this.program, args, { input, encoding: 'utf8', env: { ...process.env, TAIZHANG_SECRET: kSecret } })
    if (done.status !== 0) throw new Error(`taizhang ${args.join(' ')}: ${done.stderr}`)
    return done.stdout
  }

  adopt() {
    for (const [name, role] of [['admin', 'account_admin'], ['supervision', 'supervision']]) this.run(['account', 'open', name, '--role', role, '--secret-stdin', '--data', this.data], `${kSecret}\n`)
    for (const rules of ['working-days', 'key-work']) this.run(['regime', 'adopt', join(root, `regimes/${rules}.toml`), '--data', this.data])
  }

  async serve() {
    this.child = spawn(this.program, ['serve', '--data', this.data, '--listen', '127.0.0.1:0', '--page', process.env.PAGE ?? join(web, 'dist')], { stdio: ['ignore', 'pipe', 'inherit'] })
    this.base = await listening(this.child, 'taizhang serve')
  }

  async staff() {
    const office = await this.client('supervision')
    for (const [unit, [name, kind]] of Object.entries(kUnits)) await office.give('unit.register', { unit, name, kind, confirmed: true })
    for (const [name, [role, unit]] of Object.entries(kAccounts)) {
      // of four eyes it is known whose they are
      const named = ['second', 'approver'].includes(name)
      if (named) await office.give('person.enroll', { person: `p-${name}`, name, unit })
      this.run(['account', 'open', name, '--role', role, '--unit', unit, ...(named ? ['--person', `p-${name}`] : []), '--secret-stdin', '--server', this.base, '--login', 'admin'], `${kSecret}\n`)
    }
  }

  who(name) {
    return { name, secret: kSecret }
  }

  async client(name) {
    const client = await Client.open({ base: this.base, after: (f) => this.clients.push(f) }, this.who(name))
    client.give = async (method, params) => {
      const done = await client.call(method, { command_id: randomUUID(), ...params })
      client.seen = done.position ?? client.seen
      return done
    }
    return client
  }

  /** A ledger of its own for a check, with so many items of 市发改委 that have all five fixings, activated and acknowledged. */
  async ledger(items = 0, more = {}) {
    const ledger = `l${++this.made}`
    const holder = await this.client('holder')
    await holder.give('ledger.open', { ledger, title: `台账${this.made}`, year, holder: 'stats', regime: 'key-work', chapters: [], report_due_day: 5, ...more })
    const made = []
    for (let n = 1; n <= items; n++) made.push(await this.item(ledger, n))
    const clerk = await this.client('clerk')
    for (const item of made) {
      await holder.give('item.activate', { item })
      await clerk.give('item.acknowledge', { item })
    }
    return { ledger, items: made, holder, clerk }
  }

  async item(ledger, number, more = {}) {
    const holder = await this.client('holder')
    const item = `${ledger}-${number}`
    await holder.give('item.enter', {
      item, ledger, number: String(number), title: `事项${number}`, text: '全年固定资产投资增长25%以上', open_list: false, targets: [], fields: [], goal: '增长25%', rewards: '纳入年度目标考核', deadline: `${year}-12-31`,
      units: [{ unit: 'fgw', name: '市发改委', role: 'lead', inferred: false, collective: false, members: [] }], responsible_leader: { name: '张甲' }, responsible_person: { name: '李乙' }, ...more,
    })
    return item
  }

  /** A downloaded file under its own name, which the browser does not give it. */
  keep({ name, path }) {
    const kept = join(this.dir, name)
    copyFileSync(path, kept)
    return kept
  }

  async close() {
    this.clients.forEach((f) => f())
    if (this.child) {
      this.child.kill('SIGTERM')
      await ended(this.child)
    }
    rmSync(this.dir, { recursive: true, force: true })
  }
}
