// A stand-in for the server, in memory, for developing and testing the page without building the C++ side.
//   node mock/server.mjs [--port 8090] [--large 10000]
// Accounts: clerk, leader, holder, supervision, auditor, admin, approver, operations; the password is the account's name.
//
// What the mock knows beyond items stands in parts: clerk.mjs, projects.mjs, assessment.mjs and supervision/index.mjs. A part exports, each where it
// has any: `views` (names), `commands` ([description as rpc.discover gives it, (world, params, actor, more) => result]),
// `methods` (name → (world, params, actor) => result), `accounts`, and `seed(world, { large })`.
import { randomUUID } from 'node:crypto'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WebSocketServer } from 'ws'
import * as assessment from './assessment.mjs'
import * as clerk from './clerk.mjs'
import * as projects from './projects.mjs'
import { addCommands, isKnown, openRpc, run } from './commands.mjs'
import { wantedBy } from './history.mjs'
import { accounts } from './seed.mjs'
import { Refusal, seed, views, World } from './world.mjs'

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}

const supervision = new URL('./supervision/index.mjs', import.meta.url)
const parts = [clerk, projects, assessment, ...(existsSync(supervision) ? [await import(supervision)] : [])]
const world = new World({ all: [...new Set([...views, ...parts.flatMap((p) => p.views ?? [])])] })
seed(world, { large: option('large', 0) })
for (const part of parts) {
  addCommands(part.commands ?? [])
  Object.assign(accounts, part.accounts)
  part.seed?.(world, { large: option('large', 0) })
}
const extra = Object.assign({}, ...parts.map((p) => p.methods))
const tokens = new Map()
const peers = new Set()

world.onEvent = (event, rows) => {
  for (const peer of peers) peer.tell(event, rows)
}

class Peer {
  constructor(socket) {
    this.socket = socket
    this.account = null
    this.subscriptions = new Map()
    this.next = 1
  }

  tell(event, rows) {
    const position = Number(event.sequence)
    for (const [subscription, s] of this.subscriptions) {
      if (s.events) this.notify('events.event', { subscription, result: event })
      const told = s.view ? rows.filter(([v]) => v === s.view) : []
      const upserts = told.filter(([, , row]) => row && s.wanted(row)).map(([, key, row]) => ({ key, position, row }))
      const removals = told.filter(([, , row]) => !row || !s.wanted(row)).map(([, key]) => key)
      if (told.length) this.notify('view.changed', { subscription, position, upserts, removals })
    }
  }

  notify(method, params) {
    this.socket.send(JSON.stringify({ jsonrpc: '2.0', method, params }))
  }
}

const methods = {
  'rpc.discover': () => openRpc(),
  'auth.login': (p, peer) => {
    const account = accounts[p.account]
    if (!account || account.secret !== p.secret) throw new Refusal(4, 'account or password is wrong')
    return enter(peer, p.account)
  },
  'auth.token': (p, peer) => {
    if (!tokens.has(p.token)) throw new Refusal(4, 'the token is unknown or has expired')
    return enter(peer, tokens.get(p.token), p.token)
  },
  'auth.logout': (_, peer) => ((peer.account = null), {}),
  'view.list': (p) => listView(p),
  'view.get': (p) => {
    const held = world.views[p.view]?.get(p.key, world.positionAt(p.as_of))
    return { position: world.positionAt(p.as_of), key: p.key, row: held?.row ?? null }
  },
  'view.subscribe': (p, peer) => {
    const wanted = wantedBy(p.view, p.filter)
    const rows = viewOf(p).list(Infinity, wanted)
    if (rows.length > 20_000) throw new Refusal(6, 'more rows than a subscription holds', { limit: 20_000 })
    return { subscription: open(peer, { view: p.view, wanted }), epoch: 'a1', position: world.position, time: world.events[world.position].time, rows }
  },
  'view.unsubscribe': (p, peer) => (peer.subscriptions.delete(p.subscription), {}),
  'events.subscribe': (p, peer) => {
    const subscription = open(peer, { events: true })
    if (typeof p.from === 'number') for (const event of world.events.slice(p.from)) setImmediate(() => peer.notify('events.event', { subscription, result: event }))
    return { subscription, epoch: 'a1', position: typeof p.from === 'number' ? p.from : world.events.length }
  },
  'events.unsubscribe': (p, peer) => (peer.subscriptions.delete(p.subscription), {}),
  'events.read': (p) => readEvents(p),
  'events.timeline': (p) => timeline(p),
}

function enter(peer, account, token = randomUUID()) {
  const { secret: _, ...rest } = accounts[account]
  peer.account = account
  tokens.set(token, account)
  return { token, account, ...rest, expires_at: new Date(Date.now() + 8 * 3600e3).toISOString() }
}

function open(peer, subscription) {
  const id = `s${peer.next++}`
  peer.subscriptions.set(id, subscription)
  return id
}

function viewOf(p) {
  const view = world.views[p.view]
  if (!view) throw new Refusal(2, `no view ${p.view}`, { path: '/view' })
  return view
}

/** By one field of text, as the page asks for it. */
function ordered(rows, order = '') {
  const field = order.replace(/^-/, '')
  const sign = order.startsWith('-') ? -1 : 1
  const of = (r) => String(r.row[field] ?? '')
  return field ? [...rows].sort((a, b) => sign * (of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : 0)) : rows
}

function listView(p) {
  const position = world.positionAt(p.as_of)
  const all = ordered(viewOf(p).list(position, wantedBy(p.view, p.filter)), p.order)
  const from = p.cursor ? Number(p.cursor) : 0
  const limit = Math.min(p.limit ?? 100, 1000)
  const answer = { position: position < 0 ? null : position, time: world.events[position]?.time ?? null, rows: all.slice(from, from + limit), total: all.length }
  return from + limit < all.length ? { ...answer, next_cursor: String(from + limit) } : answer
}

function readEvents({ from = 0, limit = 100, filter = {} }) {
  const events = []
  let at = from
  for (; at < world.events.length && events.length < limit; at++) if (passes(world.events[at], filter)) events.push(world.events[at])
  return { events, next: at, end: world.events.length, epoch: 'a1' }
}

/** Buckets of equal length over the log, or a stretch of it. */
function timeline({ since, until, buckets = 100 }) {
  const at = (e) => ({ position: Number(e.sequence), time: e.time })
  const [first, last] = [world.events[0], world.events.at(-1)]
  if (!first) return { buckets: [] }
  const from = Date.parse(since ?? first.time)
  const length = ((until ? Date.parse(until) : Date.parse(last.time) + 1) - from) / buckets
  const edge = (i) => new Date(from + i * length).toISOString()
  const before = (time) => world.events.findIndex((e) => Date.parse(e.time) >= Date.parse(time))
  const place = (time) => (before(time) < 0 ? world.events.length : before(time))
  const told = Array.from({ length: buckets }, (_, i) => ({ from_position: place(edge(i)), until_position: place(edge(i + 1)), since: edge(i), until: edge(i + 1) }))
  return { first: at(first), last: at(last), buckets: told.map((b) => ({ ...b, events: b.until_position - b.from_position })) }
}

function passes(e, f) {
  const type = e.type.replace(/^taizhang\./, '').replace(/\.v\d+$/, '')
  if (f.streams?.length && !f.streams.some((s) => e.subject.startsWith(s))) return false
  if (f.types?.length && !f.types.includes(type)) return false
  if (f.units?.length && !f.units.includes(e.actorunit)) return false
  if (f.actors?.length && !f.actors.includes(e.authid)) return false
  if (f.since && e.time < f.since) return false
  return !(f.until && e.time > f.until)
}

function answer(peer, call) {
  const { id, method, params = {} } = call
  try {
    const open = method.startsWith('auth.') || method === 'rpc.discover'
    if (!open && !peer.account) throw new Refusal(4, 'log in first')
    if (/^(view|events)\./.test(method) && accounts[peer.account].roles.every((r) => r === 'operations')) throw new Refusal(5, `operations may not call ${method}: it takes a role that reads`)
    if (isKnown(method)) return { jsonrpc: '2.0', id, result: run(world, method, params, actorOf(peer)) }
    if (extra[method]) return { jsonrpc: '2.0', id, result: extra[method](world, params, actorOf(peer)) }
    if (!methods[method]) throw new Refusal(-32601, `no method ${method}`)
    return { jsonrpc: '2.0', id, result: methods[method](params, peer) }
  } catch (error) {
    if (!(error instanceof Refusal)) console.error(error)
    return { jsonrpc: '2.0', id, error: { code: error.code ?? -32603, message: error.message, data: error.data ?? {} } }
  }
}

function actorOf(peer) {
  const a = accounts[peer.account]
  return { account: peer.account, name: a.name, role: a.roles[0], ...(a.unit ? { unit: a.unit } : {}), ...(a.person ? { person: a.person } : {}) }
}

const kTypes = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
const dist = fileURLToPath(new URL('../dist/', import.meta.url))

const http = createServer((request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname)).replace(/^(\.\.[/\\])+/, '')
  const file = join(dist, path === '/' ? 'index.html' : path)
  if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end()
  response.writeHead(200, { 'content-type': kTypes[extname(file)] ?? 'application/octet-stream' })
  createReadStream(file).pipe(response)
})

new WebSocketServer({ server: http, path: '/ws' }).on('connection', (socket) => {
  const peer = new Peer(socket)
  peers.add(peer)
  socket.on('message', (data) => {
    const message = JSON.parse(String(data))
    const result = Array.isArray(message) ? message.map((m) => answer(peer, m)) : answer(peer, message)
    socket.send(JSON.stringify(result))
  })
  socket.on('close', () => peers.delete(peer))
})

http.listen(option('port', 8090), '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${http.address().port}`))
