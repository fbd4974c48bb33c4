/** An item's row holds every unit's report of every month; these are each unit's latest. */
import type { UnitProgress } from './rows'

export function latestByUnit(progress: UnitProgress[]): UnitProgress[] {
  const latest = new Map<string, UnitProgress>()
  for (const p of progress) {
    const known = latest.get(p.unit)
    if (!known || p.period >= known.period) latest.set(p.unit, p)
  }
  return [...latest.values()]
}
