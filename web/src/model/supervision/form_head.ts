/** The head of a form (S2) from the server's cells: table rows with spans, and whether they cover the columns. Pure. */
import type { HeadCell } from './rows'

export function headRows(cells: HeadCell[], rows: number): HeadCell[][] {
  return Array.from({ length: Math.max(1, rows) }, (_, r) => cells.filter((c) => c.row === r).sort((a, b) => a.column - b.column))
}

/** Every place of the head is covered once, and only once: otherwise the head would be printed askew. */
export function isWhole(cells: HeadCell[], rows: number, columns: number): boolean {
  const covered = Array.from({ length: rows * columns }, () => 0)
  for (const c of cells) {
    for (let r = c.row; r < c.row + c.rows; r++) {
      for (let k = c.column; k < c.column + c.columns; k++) {
        if (r >= rows || k >= columns) return false
        covered[r * columns + k]++
      }
    }
  }
  return covered.every((n) => n === 1)
}
