/**
 * A grid of texts as a spreadsheet has it: a selection, what a key or a paste does to it, and undo. Pure; the component
 * (components/clerk/DataGrid.vue) only draws it and passes keys on.
 *
 *   const changes = paste(cells, block, selection, writable)
 *   const done = apply(cells, changes)
 */
import type { Block } from './clipboard'

export type Cells = readonly (readonly string[])[]
export interface Place {
  row: number
  column: number
}
/** From where it was begun to where it has got to; both included, in any order. */
export interface Selection {
  anchor: Place
  focus: Place
}
export interface Change extends Place {
  before: string
  after: string
}
export interface Area {
  top: number
  left: number
  bottom: number
  right: number
}
export type Writable = (row: number, column: number) => boolean

export function areaOf({ anchor, focus }: Selection): Area {
  return {
    top: Math.min(anchor.row, focus.row),
    left: Math.min(anchor.column, focus.column),
    bottom: Math.max(anchor.row, focus.row),
    right: Math.max(anchor.column, focus.column),
  }
}

export function inArea(a: Area, row: number, column: number): boolean {
  return row >= a.top && row <= a.bottom && column >= a.left && column <= a.right
}

export function at(row: number, column: number): Selection {
  return { anchor: { row, column }, focus: { row, column } }
}

export function apply(cells: Cells, changes: Change[]): Cells {
  if (!changes.length) return cells
  const rows = cells.slice()
  const copied = new Set<number>()
  for (const { row, column, after } of changes) {
    if (!copied.has(row)) rows[row] = rows[row].slice()
    copied.add(row)
    ;(rows[row] as string[])[column] = after
  }
  return rows
}

/** Only where something differs and may be written. */
function changing(cells: Cells, writable: Writable, wanted: Iterable<[number, number, string]>): Change[] {
  const changes: Change[] = []
  for (const [row, column, after] of wanted) {
    const before = cells[row]?.[column]
    if (before !== undefined && before !== after && writable(row, column)) changes.push({ row, column, before, after })
  }
  return changes
}

export function write(cells: Cells, place: Place, text: string, writable: Writable): Change[] {
  return changing(cells, writable, [[place.row, place.column, text]])
}

/**
 * From the selection's upper left corner. Into a larger selection the block is laid as often as it fits, so that one
 * copied cell fills what is selected; what would stand beyond the grid is left out.
 */
export function paste(cells: Cells, block: Block, selection: Selection, writable: Writable): Change[] {
  const height = block.length
  const width = Math.max(0, ...block.map((r) => r.length))
  if (!height || !width) return []
  const a = areaOf(selection)
  const times = (selected: number, size: number) => (selected > size && selected % size === 0 ? selected / size : 1)
  const rows = height * times(a.bottom - a.top + 1, height)
  const columns = width * times(a.right - a.left + 1, width)
  const wanted: [number, number, string][] = []
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const text = block[r % height][c % width]
      if (text !== undefined) wanted.push([a.top + r, a.left + c, text])
    }
  return changing(cells, writable, wanted)
}

/** How far down and right a paste of this block reaches: what is selected afterwards. */
export function pasted(cells: Cells, block: Block, selection: Selection): Selection {
  const a = areaOf(selection)
  const height = Math.max(block.length, block.length && (a.bottom - a.top + 1) % block.length === 0 ? a.bottom - a.top + 1 : 0)
  const widest = Math.max(1, ...block.map((r) => r.length))
  const width = Math.max(widest, (a.right - a.left + 1) % widest === 0 ? a.right - a.left + 1 : 0)
  const focus = { row: Math.min(cells.length - 1, a.top + height - 1), column: Math.min((cells[0]?.length ?? 1) - 1, a.left + width - 1) }
  return { anchor: { row: a.top, column: a.left }, focus }
}

export function copied(cells: Cells, selection: Selection): Block {
  const a = areaOf(selection)
  return cells.slice(a.top, a.bottom + 1).map((row) => row.slice(a.left, a.right + 1))
}

export function clear(cells: Cells, selection: Selection, writable: Writable): Change[] {
  return changing(cells, writable, places(areaOf(selection), () => ''))
}

/** The first row of the selection into those below it; of one row, the row above into it. */
export function fillDown(cells: Cells, selection: Selection, writable: Writable): Change[] {
  const a = areaOf(selection)
  const from = a.top === a.bottom ? a.top - 1 : a.top
  if (from < 0) return []
  return changing(cells, writable, places({ ...a, top: from + 1 }, (_, column) => cells[from][column]))
}

export function fillWith(cells: Cells, selection: Selection, writable: Writable, text: (row: number, column: number) => string | undefined): Change[] {
  const found = places(areaOf(selection), text)
  return changing(cells, writable, found.filter((p): p is [number, number, string] => p[2] !== undefined))
}

function places<T>(a: Area, text: (row: number, column: number) => T): [number, number, T][] {
  const out: [number, number, T][] = []
  for (let row = a.top; row <= a.bottom; row++) for (let column = a.left; column <= a.right; column++) out.push([row, column, text(row, column)])
  return out
}

// ---- where a key leads ---------------------------------------------------------------------------------------------

export interface Size {
  rows: number
  columns: number
}
export interface Key {
  key: string
  shift?: boolean
  /** Ctrl, or Cmd. */
  control?: boolean
}

/** Undefined where the key does not move; null where it leads out of the grid (Tab at either end). */
export function move(selection: Selection, key: Key, size: Size): Selection | null | undefined {
  const { row, column } = selection.focus
  if (key.key === 'Tab') return tab(selection.focus, key.shift ? -1 : 1, size)
  if (key.key === 'Enter') return at(bounded(row + (key.shift ? -1 : 1), size.rows), column)
  const to = arrow({ row, column }, key, size)
  if (!to) return undefined
  return key.shift ? { anchor: selection.anchor, focus: to } : { anchor: to, focus: to }
}

function tab(from: Place, step: number, size: Size): Selection | null {
  const next = from.row * size.columns + from.column + step
  if (next < 0 || next >= size.rows * size.columns) return null
  return at(Math.floor(next / size.columns), next % size.columns)
}

const kPage = 10

function arrow({ row, column }: Place, { key, control }: Key, size: Size): Place | undefined {
  const far = control ? Infinity : 1
  switch (key) {
    case 'ArrowUp':
      return { row: bounded(row - far, size.rows), column }
    case 'ArrowDown':
      return { row: bounded(row + far, size.rows), column }
    case 'ArrowLeft':
      return { row, column: bounded(column - far, size.columns) }
    case 'ArrowRight':
      return { row, column: bounded(column + far, size.columns) }
    case 'Home':
      return { row: control ? 0 : row, column: 0 }
    case 'End':
      return { row: control ? size.rows - 1 : row, column: size.columns - 1 }
    case 'PageUp':
      return { row: bounded(row - kPage, size.rows), column }
    case 'PageDown':
      return { row: bounded(row + kPage, size.rows), column }
  }
}

function bounded(n: number, size: number): number {
  return Math.min(size - 1, Math.max(0, n))
}

// ---- undo ----------------------------------------------------------------------------------------------------------

export interface Step {
  changes: Change[]
  selection: Selection
}

const kKept = 200

/** The steps done and undone. What is done after an undo drops what was undone. */
export class History {
  private done: Step[] = []
  private undone: Step[] = []

  add(step: Step): void {
    if (!step.changes.length) return
    this.done = [...this.done.slice(1 - kKept), step]
    this.undone = []
  }

  undo(): Step | null {
    const step = this.done.pop()
    if (!step) return null
    this.undone.push(step)
    return { selection: step.selection, changes: step.changes.map(turned).reverse() }
  }

  redo(): Step | null {
    const step = this.undone.pop()
    if (!step) return null
    this.done.push(step)
    return step
  }

  get mayUndo(): boolean {
    return this.done.length > 0
  }
  get mayRedo(): boolean {
    return this.undone.length > 0
  }

  forget(): void {
    this.done = []
    this.undone = []
  }
}

function turned({ before, after, ...place }: Change): Change {
  return { ...place, before: after, after: before }
}
