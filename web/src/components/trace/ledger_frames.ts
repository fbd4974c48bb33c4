/**
 * What the film of a ledger keeps: of each item what is drawn, and only the frames round the present one. A year by days
 * of a thousand items would be some hundred thousand whole rows; a frame that was left behind is read again. Pure.
 */
import type { ItemRow, Page } from '@/model/rows'

export type Shown = Pick<ItemRow, 'item' | 'number' | 'title' | 'lamp' | 'percent' | 'status'> & { key: string }

export interface Frame {
  rows: Map<string, Shown>
  changed: string[]
  /** There were more items than were asked for. */
  cut: boolean
}

const kKeptEachSide = 15

/** `page` as of the frame's end, null where nothing was there yet; changed is what was written at `since` or later. */
export function frameOf(page: Page<ItemRow> | null, since: number): Frame {
  const rows = page?.rows ?? []
  const shown = ({ key, row }: { key: string; row: ItemRow }): Shown => ({ key, item: row.item, number: row.number, title: row.title, lamp: row.lamp, percent: row.percent, status: row.status })
  return { rows: new Map(rows.map((r) => [r.key, shown(r)])), changed: rows.filter((r) => r.position >= since).map((r) => r.key), cut: Boolean(page?.next_cursor) }
}

export function near(frames: Map<number, Frame>, present: number): Map<number, Frame> {
  return new Map([...frames].filter(([index]) => Math.abs(index - present) <= kKeptEachSide))
}
