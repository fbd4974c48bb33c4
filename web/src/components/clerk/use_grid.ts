/** A grid's cells, selection and undo, as reactive state. What keys and pastes do is in model/grid/grid.ts. */
import { computed, ref, shallowRef } from 'vue'
import type { Block } from '@/model/grid/clipboard'
import * as grid from '@/model/grid/grid'

export interface GridOptions {
  writable: grid.Writable
  /** How a typed or pasted text is kept. */
  normal: (column: number, text: string) => string
  changed?: () => void
}

export function useGrid({ writable, normal, changed }: GridOptions) {
  const cells = shallowRef<grid.Cells>([])
  const selection = shallowRef<grid.Selection>(grid.at(0, 0))
  const history = new grid.History()
  const turn = ref(0)

  const size = computed<grid.Size>(() => ({ rows: cells.value.length, columns: cells.value[0]?.length ?? 0 }))

  function load(next: grid.Cells): void {
    cells.value = next
    history.forget()
    turn.value++
    const { focus } = selection.value
    if (focus.row >= size.value.rows || focus.column >= size.value.columns) selection.value = grid.at(0, 0)
  }

  function change(found: grid.Change[]): void {
    const kept = found.map((c) => ({ ...c, after: normal(c.column, c.after) })).filter((c) => c.after !== c.before)
    if (!kept.length) return
    history.add({ changes: kept, selection: selection.value })
    put(kept)
  }

  function put(changes: grid.Change[]): void {
    cells.value = grid.apply(cells.value, changes)
    turn.value++
    changed?.()
  }

  function back(step: grid.Step | null): void {
    if (!step) return
    selection.value = step.selection
    put(step.changes)
  }

  return {
    cells,
    selection,
    size,
    load,
    write: (place: grid.Place, text: string) => change(grid.write(cells.value, place, text, writable)),
    paste(block: Block): void {
      const reach = grid.pasted(cells.value, block, selection.value)
      change(grid.paste(cells.value, block, selection.value, writable))
      selection.value = reach
    },
    clear: () => change(grid.clear(cells.value, selection.value, writable)),
    fillDown: () => change(grid.fillDown(cells.value, selection.value, writable)),
    fillWith: (text: (row: number, column: number) => string | undefined) => change(grid.fillWith(cells.value, selection.value, writable, text)),
    copied: () => grid.copied(cells.value, selection.value),
    undo: () => back(history.undo()),
    redo: () => back(history.redo()),
    mayUndo: computed(() => (turn.value, history.mayUndo)),
    mayRedo: computed(() => (turn.value, history.mayRedo)),
  }
}

export type GridState = ReturnType<typeof useGrid>
