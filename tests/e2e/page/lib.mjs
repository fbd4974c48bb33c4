// What every check needs: browsers, a login, a client of its own on the socket, and a way to drop connections.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const web = fileURLToPath(new URL('../../../web/', import.meta.url))
const require = createRequire(join(web, 'package.json'))
const { chromium } = require('playwright-core')
const { WebSocket } = require('ws')

const kArgs = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=zh-CN', '--font-render-hinting=none']

/** `ACCOUNT_CLERK=name:secret` and so on; without them, the mock's own. Or an account itself. */
export function account(role) {
  if (typeof role === 'object') return role
  const [name, ...secret] = (process.env[`ACCOUNT_${role.toUpperCase()}`] ?? `${role}:${role}`).split(':')
  return { name, secret: secret.join(':') }
}

export const by = (id) => `[data-testid="${id}"]`
export const row = (item) => `[data-testid="item-row"][data-item="${item}"]`

/** A browser of its own (own cookies, own storage), closed when the check ends. */
export async function browser(t, viewport = { width: 1440, height: 900 }) {
  const profile = mkdtempSync(join(tmpdir(), 'taizhang-page-'))
  const context = await chromium.launchPersistentContext(profile, { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, viewport, args: kArgs })
  t.after(async () => {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  })
  const page = context.pages()[0] ?? (await context.newPage())
  page.setDefaultTimeout(45_000)
  page.on('pageerror', (error) => t.problems.push(`page error: ${error.message}`))
  page.on('console', (m) => m.type() === 'error' && !/ERR_CONNECTION|WebSocket connection/.test(m.text()) && t.problems.push(`console: ${m.text()}`))
  return page
}

export async function login(page, base, role, path = '#/ledger') {
  const { name, secret } = account(role)
  await page.goto(new URL(path, base).href)
  await page.fill(by('login-account'), name)
  await page.fill(by('login-secret'), secret)
  await page.click(by('login-enter'))
  await page.waitForSelector(by('nav-ledger'))
}

export async function openPage(t, role, path, viewport) {
  const page = await browser(t, viewport)
  await login(page, t.base, role, path)
  return page
}

const kLarge = 10_000

/** A plain JSON-RPC client, to choose what to test on and to compare the page with what the server says. */
export class Client {
  static async open(t, role) {
    const url = new URL('ws', t.base)
    url.protocol = url.protocol.replace('http', 'ws')
    const socket = new WebSocket(url, { origin: new URL(t.base).origin })
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    t.after(() => socket.close())
    const client = new Client(socket)
    const { name, secret } = account(role)
    client.session = await client.call('auth.login', { account: name, secret })
    return client
  }

  constructor(socket) {
    this.socket = socket
    this.next = 1
    this.pending = new Map()
    socket.on('message', (data) => {
      const message = JSON.parse(String(data))
      const settle = this.pending.get(message.id)
      this.pending.delete(message.id)
      if (settle) settle(message)
    })
  }

  async call(method, params) {
    const id = this.next++
    const answer = new Promise((resolve) => this.pending.set(id, resolve))
    this.socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    const message = await answer
    if (message.error) throw new Error(`${method}: ${JSON.stringify(message.error)}`)
    return message.result
  }

  /** Whole; not before it shows what this client has given itself, where it keeps `seen`. */
  async list(view, filter = {}) {
    const rows = []
    for (let cursor; ; ) {
      const page = await this.call('view.list', { view, filter, limit: 1000, ...(this.seen ? { at_least: this.seen } : {}), ...(cursor ? { cursor } : {}) })
      rows.push(...page.rows.map((r) => r.row))
      if (!(cursor = page.next_cursor)) return rows
    }
  }

  /** The ledger that the checks run on: LEDGER, or the one with most items that is not the large one. */
  async ledger() {
    const all = await this.list('ledgers')
    const named = all.find((l) => l.ledger === process.env.LEDGER)
    return named ?? all.filter((l) => l.items < kLarge).sort((a, b) => b.items - a.items)[0]
  }

  async largeLedger() {
    const all = await this.list('ledgers')
    return all.find((l) => (process.env.LEDGER_LARGE ? l.ledger === process.env.LEDGER_LARGE : l.items >= kLarge))
  }

  /** An item under way that the clerk's unit answers for. */
  async ownItem(skip = 0) {
    const { ledger } = await this.ledger()
    const unit = this.session.unit
    const mine = (r) => r.status === 'acknowledged' && r.units.some((u) => u.unit === unit || u.members?.includes(unit))
    const found = (await this.list('current_ledger', { ledger })).filter((r) => mine(r) && !lastPeriod(r, unit)?.endsWith('-12'))
    if (!found.length) throw new Error(`no item under way with months to report for unit ${unit} in ${ledger}`)
    return found[skip % found.length]
  }
}

/** The unit's last reported month of the item. */
function lastPeriod(item, unit) {
  const periods = item.progress.filter((p) => p.unit === unit).map((p) => p.period)
  return periods.sort().at(-1)
}

/** The next month and a percentage that is not behind the schedule of that month. */
export function nextReport(item, unit) {
  const [year, month] = (lastPeriod(item, unit) ?? item.last_period ?? `${(item.deadline ?? String(new Date().getFullYear())).slice(0, 4)}-00`).split('-').map(Number)
  const next = Math.min(12, month + 1)
  const due = Math.ceil((next / 12) * 1000) / 10
  const told = item.progress.map((p) => Number(p.percent))
  return { period: `${year}-${String(next).padStart(2, '0')}`, percent: String(Math.min(100, Math.max(due, ...told))) }
}

const axe = readFileSync(join(web, 'node_modules/axe-core/axe.min.js'), 'utf8')

/** What axe finds to be serious or critical for whoever uses the page by keys, by ear or with little sight. */
export async function barriers(page) {
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    // Element Plus names the list of an el-autocomplete that it renders when it is first opened
    const known = (v, n) => v.id === 'aria-valid-attr-value' && document.querySelector(n.target[0])?.closest('.el-autocomplete')
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })
    return violations.map((v) => ({ id: v.id, impact: v.impact, nodes: v.nodes.filter((n) => !known(v, n)).map((n) => ({ target: n.target })) })).filter((v) => v.nodes.length)
  })
  return found.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${v.impact} ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`)
}

/** Nothing is being read any more. */
export async function settled(page) {
  await until(page, () => document.querySelector('main > *') && !document.querySelector('main [data-testid="loading"], main [aria-busy="true"]'))
}

/** Asks the page frame by frame; waitForFunction would need eval, which the server's content policy forbids. */
export async function until(page, predicate, arg) {
  const end = Date.now() + 45_000
  while (!(await page.evaluate(predicate, arg))) {
    if (Date.now() > end) throw new Error(`it did not come about within 20 s: ${predicate}`)
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
}

/** Picks a month in the date picker by typing it. */
export async function setMonth(page, testid, month) {
  const input = page.locator(`${by(testid)} input, input${by(testid)}`).first()
  await input.fill(month)
  await input.press('Enter')
}

export function itemPath(ledger, item, asOf) {
  return `#/ledger/${ledger}?item=${item}${asOf ? `&as_of=${asOf}` : ''}`
}

export async function act(page, method) {
  await page.getByRole('tab').nth(2).click()
  await page.click(by(`act-${method}`))
}

export async function fill(page, testid, text) {
  await page.locator(`textarea${by(testid)}, input${by(testid)}, ${by(testid)} textarea, ${by(testid)} input`).first().fill(text)
}

/** A relay in front of the server that can cut every connection and refuse new ones. */
export async function relay(t) {
  const to = new URL(t.base)
  const sockets = new Set()
  let open = true
  const server = net.createServer((from) => {
    if (!open) return from.destroy()
    const out = net.connect(Number(to.port || 80), to.hostname)
    for (const [a, b] of [[from, out], [out, from]]) {
      sockets.add(a)
      a.on('error', () => b.destroy())
      a.on('close', () => (sockets.delete(a), b.destroy()))
      a.pipe(b)
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => (sockets.forEach((s) => s.destroy()), server.close()))
  return {
    base: `http://127.0.0.1:${server.address().port}/`,
    cut: () => ((open = false), sockets.forEach((s) => s.destroy())),
    mend: () => (open = true),
  }
}
