/**
 * The body of a bulletin under the editor's hands: headings, paragraphs and tables that are added, moved, changed and
 * removed. Every function gives a new list; whether anything differs from the draft is told by the text alone. Pure.
 */
import type { Block, BlockKind, Bulletin } from './rows'

export function emptyBlock(kind: BlockKind): Block {
  return { kind, text: '', rows: kind === 'table' ? [{ cells: ['', ''] }, { cells: ['', ''] }] : [] }
}

export function insertBlock(body: Block[], at: number, kind: BlockKind): Block[] {
  return [...body.slice(0, at), emptyBlock(kind), ...body.slice(at)]
}

export function removeBlock(body: Block[], at: number): Block[] {
  return body.filter((_, i) => i !== at)
}

export function moveBlock(body: Block[], at: number, by: -1 | 1): Block[] {
  const to = at + by
  if (to < 0 || to >= body.length) return body
  const moved = [...body]
  ;[moved[at], moved[to]] = [moved[to], moved[at]]
  return moved
}

/** Another kind, the words kept: a table becomes lines, a line becomes a caption. */
export function changeKind(block: Block, kind: BlockKind): Block {
  if (block.kind === kind) return block
  if (kind === 'table') return { ...emptyBlock('table'), text: block.text }
  const lines = [block.text, ...block.rows.map((r) => r.cells.join('\t'))].filter((line) => line.trim())
  return { kind, text: lines.join('\n'), rows: [] }
}

const width = (block: Block) => Math.max(1, ...block.rows.map((r) => r.cells.length))

export function setCell(block: Block, row: number, column: number, text: string): Block {
  return { ...block, rows: block.rows.map((r, i) => (i === row ? { cells: r.cells.map((c, k) => (k === column ? text : c)) } : r)) }
}

export function addRow(block: Block, at: number): Block {
  return { ...block, rows: [...block.rows.slice(0, at), { cells: Array.from({ length: width(block) }, () => '') }, ...block.rows.slice(at)] }
}

export function removeRow(block: Block, at: number): Block {
  return block.rows.length <= 1 ? block : { ...block, rows: block.rows.filter((_, i) => i !== at) }
}

export function addColumn(block: Block, at: number): Block {
  return { ...block, rows: block.rows.map((r) => ({ cells: [...r.cells.slice(0, at), '', ...r.cells.slice(at)] })) }
}

export function removeColumn(block: Block, at: number): Block {
  return width(block) <= 1 ? block : { ...block, rows: block.rows.map((r) => ({ cells: r.cells.filter((_, i) => i !== at) })) }
}

/** A spreadsheet's cells, pasted at a place: the table grows as it must. */
export function pasteCells(block: Block, row: number, column: number, pasted: string): Block {
  const lines = pasted.replace(/\r/g, '').replace(/\n$/, '').split('\n').map((l) => l.split('\t'))
  const columns = Math.max(width(block), column + Math.max(...lines.map((l) => l.length)))
  const rows = Math.max(block.rows.length, row + lines.length)
  const grown = Array.from({ length: rows }, (_, i) => ({ cells: Array.from({ length: columns }, (__, k) => block.rows[i]?.cells[k] ?? '') }))
  lines.forEach((cells, i) => cells.forEach((text, k) => (grown[row + i].cells[column + k] = text.trim())))
  return { ...block, rows: grown }
}

/** Whether the words are other ones than those that were drawn up from the position. */
export function isEdited(now: Bulletin, draft: Bulletin): boolean {
  return draft.edited || JSON.stringify(words(now)) !== JSON.stringify(words(draft))
}

function words(b: Bulletin) {
  return [b.title, b.number ?? '', b.addressed_to, b.body.map((x) => [x.kind, x.text, x.rows.map((r) => r.cells)]), b.signed_by, b.dated]
}

/** Without what nobody filled: empty paragraphs, rows of empty cells. */
export function tidied(body: Block[]): Block[] {
  return body
    .map((b) => ({ ...b, text: b.text.trim(), rows: b.rows.filter((r) => r.cells.some((c) => c.trim())) }))
    .filter((b) => b.text || b.rows.length)
}

export interface DiffLine {
  kind: 'same' | 'issued' | 'recomputed'
  text: string
}

/** Lines of both texts in order, by their longest common subsequence. */
export function lineDiff(issued: string, recomputed: string): DiffLine[] {
  const a = issued.split('\n')
  const b = recomputed.split('\n')
  const common = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1])
  const out: DiffLine[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) out.push({ kind: 'same', text: a[i++] }), j++
    else if (i < a.length && (j === b.length || common[i + 1][j] >= common[i][j + 1])) out.push({ kind: 'issued', text: a[i++] })
    else out.push({ kind: 'recomputed', text: b[j++] })
  }
  return out
}
