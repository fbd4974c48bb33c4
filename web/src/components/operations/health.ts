/** `system.health` as the operations page reads it; parts that a server does not have are absent or null. */
export interface Health {
  status: string
  time: string
  log: { origin: string; epoch: string; end: number }
  writer: { writable: boolean; queued: number; accepted: number; refused: number; duplicates: number; busy: number; groups: number; events: number; stopped_because?: string }
  views: { view: string; version: number; applied: number | null; lag: number; rebuilding: boolean; stopped_because?: string }[]
  keeper: { applied: number; acted: number; refused: number; next: string | null; last_refusal?: string; stopped_because?: string } | null
  disk: { free_bytes: number; total_bytes: number } | null
  checkpoint: { size: number | null; age_s: number | null; official_size: number | null; problem: string | null } | null
  sessions: number
  [more: string]: unknown
}

const kKnown = new Set(['status', 'time', 'log', 'writer', 'views', 'keeper', 'disk', 'checkpoint', 'sessions'])

/** Parts that this page knows no better way to show: by name, flat. */
export function otherParts(health: Health): { name: string; facts: [string, string][] }[] {
  return Object.entries(health)
    .filter(([name, value]) => !kKnown.has(name) && value !== null && value !== undefined)
    .map(([name, value]) => ({ name, facts: flat(value) }))
}

function flat(value: unknown, path = ''): [string, string][] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value.flatMap((one, i) => flat(one, path ? `${path}.${i + 1}` : String(i + 1)))
  if (typeof value === 'object') return Object.entries(value).flatMap(([name, one]) => flat(one, path ? `${path}.${name}` : name))
  return [[path, String(value)]]
}

/** `1.5 GB`. */
export function bytes(count: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB']
  let at = 0
  while (count >= 1024 && at < units.length - 1) [count, at] = [count / 1024, at + 1]
  return `${at === 0 || count >= 100 ? Math.round(count) : count.toFixed(1)} ${units[at]}`
}

export interface Projection {
  view: string
  version: number
  applied: number | null
  lag: number
  state: 'live' | 'building' | 'stopped'
  building?: { applied: number | null; percent: number; events_per_second: number; eta_s: number | null; since: string; beside: boolean }
  stopped?: { because: string; since: string; position?: number; event?: string; stream?: string }
  rebuild_failed?: string
}

/** What needs somebody stands first. */
export function byNeed(a: Projection, b: Projection): number {
  const rank = { stopped: 0, building: 1, live: 2 }
  return rank[a.state] - rank[b.state] || b.lag - a.lag || a.view.localeCompare(b.view)
}
