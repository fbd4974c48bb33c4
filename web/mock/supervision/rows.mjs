// Writes a row of a view, what it means on the board, and the event that brought it.
import { Refusal } from '../world.mjs'

const kBoardOfMeasure = { yellow_card: 'card', red_card: 'card', criticism: 'criticism', summons: 'summons', statement: 'statement', inquiry: 'inquiry' }
const kBoardState = { confirmed: 'agreed', approved: 'agreed', carried_out: 'carried_out', referred: 'referred', concluded: 'concluded', lifted: 'lifted', revoked: 'revoked' }

export const nowOf = (world) => new Date(world.now()).toISOString().replace(/\.\d+Z/, 'Z')
export const dayOf = (world) => new Date(world.now() + 8 * 3600e3).toISOString().slice(0, 10)
export const rowOf = (world, view, key) => {
  const held = world.views[view].get(key)
  if (!held?.row) throw new Refusal(2, `there is no ${view} '${key}'`)
  return held.row
}

function put(world, view, key, row) {
  world.tellRow(view, key, row)
}

function board(world, kind, id, row) {
  const key = `${kind}/${id}`
  const since = world.views.supervision_board.get(key)?.row?.since ?? nowOf(world)
  put(world, 'supervision_board', key, { items: [], title: '', text: '', overdue: false, closed: false, ...row, kind, id, since, changed_at: nowOf(world) })
}

/** Writes a stream's row with its event, the row's version going up by one. */
export function record(world, view, id, row, type, data, actor, more = {}) {
  const category = type.split('.')[0]
  const next = { ...row, version: (world.views[view].get(id)?.row?.version ?? 0) + 1 }
  put(world, view, id, next)
  kBoards[view]?.(world, id, next)
  return world.append({ stream: `${category}/${id}`, type, data, actor, reason: more.reason, command: more.command, commandId: more.commandId })
}

const kBoards = {
  accountability(world, id, m) {
    const of = { stream: `accountability/${id}`, ledger: m.ledger, unit: m.unit, person: m.person, items: m.items, measure: m.measure, text: m.grounds, clause: m.clause, rule: m.rule }
    const open = m.state === 'proposed'
    board(world, 'proposal', id, { ...of, state: open ? 'open' : m.state === 'dismissed' ? 'dismissed' : 'confirmed', closed: !open, due: m.deadline })
    const follows = kBoardOfMeasure[m.measure]
    if (follows && !open && m.state !== 'dismissed') {
      const standing = follows === 'card' && m.state === 'carried_out'
      board(world, follows, id, { ...of, state: standing ? 'standing' : kBoardState[m.state], closed: !standing && !['confirmed', 'approved', 'referred'].includes(m.state), due: m.until })
    }
    const r = m.reconsideration
    if (r) board(world, 'reconsideration', id, { ...of, text: r.grounds, state: r.ruling ?? 'open', closed: Boolean(r.ruling), due: r.decide_by, overdue: r.overdue })
  },
  rectifications(world, id, r) {
    const closed = ['accepted', 'withdrawn'].includes(r.state)
    board(world, 'rectification', id, { stream: `rectification/${id}`, ledger: r.ledger, unit: r.unit, items: r.item ? [r.item] : [], text: r.demand, state: r.state, closed, due: r.deadline, overdue: r.overdue && !closed })
  },
  inspections(world, id, i) {
    board(world, 'inspection', id, { stream: `inspection/${id}`, ledger: i.ledger, unit: i.units[0], items: i.items, title: i.title, state: i.state, closed: i.state !== 'scheduled', due: i.on })
  },
}

/** What the supervision office says of an item changes the item's row. */
export function judgeItem(world, item, change, type, data, actor, more = {}) {
  const key = [...world.views.current_ledger.rows.keys()].find((k) => k.endsWith(`/${item}`))
  if (!key) throw new Refusal(2, `no item ${item}`, { path: '/item' })
  const row = world.views.current_ledger.get(key).row
  const supervision = { missed_milestones: 0, open_rectifications: 0, unacknowledged: [], ...row.supervision, ...change.supervision }
  const next = { ...row, ...change, supervision }
  if ('listed' in (change.supervision ?? {})) {
    const listed = change.supervision.listed
    board(world, 'listing', item, { stream: `item/${item}`, ledger: row.ledger, unit: row.units[0].unit, items: [item], title: row.title, text: listed?.text ?? '', state: listed ? 'standing' : 'lifted', closed: !listed, due: listed?.until })
  }
  return world.append({ stream: `item/${item}`, type, data, actor, reason: more.reason, rows: [['current_ledger', key, next]] })
}

export function overdueOnBoard(world, kind, id, row) {
  board(world, kind, id, { state: 'open', overdue: true, ...row })
}

/** One step more, and perhaps another state. */
export function step(world, m, what, actor, text, change = {}, more = {}) {
  const one = { what, at: nowOf(world), by: actor.name, account: actor.account, unit: actor.unit, position: world.position + 1, ...(text ? { text } : {}), ...(more.reason ? { reason: more.reason } : {}) }
  return { ...m, ...change, steps: [...m.steps, one], changed_at: nowOf(world) }
}
