import { describe, expect, it } from 'vitest'
import { parseClipboard, parseHtmlTable, parseTabbed, toHtmlTable, toTabbed } from '@/model/grid/clipboard'
import { apply, areaOf, at, clear, copied, fillDown, fillWith, History, move, paste, pasted, write, type Cells, type Selection } from '@/model/grid/grid'

const everywhere = () => true
const block = (r1: number, c1: number, r2: number, c2: number): Selection => ({ anchor: { row: r1, column: c1 }, focus: { row: r2, column: c2 } })
const square: Cells = [
  ['a', 'b', 'c'],
  ['d', 'e', 'f'],
  ['g', 'h', 'i'],
]

describe('what a spreadsheet puts on the clipboard', () => {
  it('parts cells by tabs and rows by line breaks, whichever of the three', () => {
    expect(parseTabbed('1\t2\r\n3\t4\r\n')).toEqual([['1', '2'], ['3', '4']])
    expect(parseTabbed('1\t2\n3\t4')).toEqual([['1', '2'], ['3', '4']])
    expect(parseTabbed('1\t2\r3\t4\r')).toEqual([['1', '2'], ['3', '4']])
  })
  it('keeps a quoted cell with line breaks, tabs and doubled quotes as one cell', () => {
    expect(parseTabbed('42.5\t"第一行\n第二行 ""引"" \t尾"\t后\r\n')).toEqual([['42.5', '第一行\n第二行 "引" \t尾', '后']])
    expect(parseTabbed('"甲\r\n乙"')).toEqual([['甲\n乙']])
  })
  it('takes a quote for the cell’s own where it closes nothing', () => {
    expect(parseTabbed('"三公"经费\t只减不增')).toEqual([['"三公"经费', '只减不增']])
    expect(parseTabbed('"没有收尾\t乙')).toEqual([['"没有收尾', '乙']])
    expect(parseTabbed('说"好"')).toEqual([['说"好"']])
  })
  it('keeps empty cells and empty rows, but no row after the last line break', () => {
    expect(parseTabbed('\t\n\n1\t')).toEqual([['', ''], [''], ['1', '']])
    expect(parseTabbed('')).toEqual([['']])
  })
  it('gives back what it was given, quoted as need be', () => {
    const cells = [['1', '甲\n乙', '"引"'], ['', '丙\t丁', '只有"中间"']]
    expect(parseTabbed(toTabbed(cells))).toEqual(cells)
    expect(parseHtmlTable(toHtmlTable([['<b>&', '甲\n乙']]))).toEqual([['<b>&', '甲\n乙']])
  })
  it('reads the table of the HTML: breaks, entities, comments, what spans', () => {
    const html = '<html><body><!--StartFragment--><table><tr><td rowspan=2>甲</td><td colspan="2">乙&amp;丙</td></tr>\r\n<tr><td>a<br>b</td><td>&#19968;&nbsp;&#x4E8C;<span> x</span></td></tr></table>'
    expect(parseHtmlTable(html)).toEqual([['甲', '乙&丙', ''], ['', 'a\nb', '一 二 x']])
  })
  it('takes white space in the source of the HTML for one space', () => {
    expect(parseHtmlTable('<table><tr><td>  完成\r\n   投资 </td></tr></table>')).toEqual([['完成 投资']])
  })
  it('prefers the text, and the table where unquoted line breaks tore the text’s rows', () => {
    const html = '<table><tr><td>1</td><td>甲<br>乙</td></tr></table>'
    expect(parseClipboard('1\t"甲\n乙"', html)).toEqual([['1', '甲\n乙']])
    expect(parseClipboard('1\t甲\n乙', html)).toEqual([['1', '甲\n乙']])
    expect(parseClipboard('', html)).toEqual([['1', '甲\n乙']])
    expect(parseClipboard('1\t甲\n乙', '<p>没有表</p>')).toEqual([['1', '甲'], ['乙']])
  })
})

describe('cells', () => {
  it('are never changed in place', () => {
    const next = apply(square, write(square, { row: 1, column: 1 }, 'x', everywhere))
    expect(next[1]).toEqual(['d', 'x', 'f'])
    expect(square[1][1]).toBe('e')
    expect(next[0]).toBe(square[0])
  })
  it('take a pasted block from the upper left corner, and leave out what is beyond the grid', () => {
    expect(apply(square, paste(square, [['1', '2'], ['3', '4']], at(2, 2), everywhere))[2]).toEqual(['g', 'h', '1'])
    expect(apply(square, paste(square, [['1', '2'], ['3', '4']], block(1, 1, 0, 0), everywhere))).toEqual([['1', '2', 'c'], ['3', '4', 'f'], ['g', 'h', 'i']])
  })
  it('take one copied cell for all that is selected, and a block as often as it fits', () => {
    expect(apply(square, paste(square, [['x']], block(0, 0, 1, 1), everywhere))).toEqual([['x', 'x', 'c'], ['x', 'x', 'f'], ['g', 'h', 'i']])
    expect(apply(square, paste(square, [['x', 'y', 'z']], block(0, 0, 2, 2), everywhere))).toEqual([['x', 'y', 'z'], ['x', 'y', 'z'], ['x', 'y', 'z']])
    expect(apply(square, paste(square, [['x'], ['y']], block(0, 0, 2, 0), everywhere))).toEqual([['x', 'b', 'c'], ['y', 'e', 'f'], ['g', 'h', 'i']])
  })
  it('that may not be written are left as they are, and the paste goes on beside them', () => {
    const changes = paste(square, [['1', '2', '3']], at(0, 0), (_, column) => column !== 1)
    expect(changes.map((c) => [c.column, c.before, c.after])).toEqual([[0, 'a', '1'], [2, 'c', '3']])
  })
  it('are selected where the paste went', () => {
    expect(areaOf(pasted(square, [['1', '2']], at(2, 2)))).toEqual({ top: 2, left: 2, bottom: 2, right: 2 })
    expect(areaOf(pasted(square, [['x']], block(0, 0, 2, 1)))).toEqual({ top: 0, left: 0, bottom: 2, right: 1 })
  })
  it('are copied, cleared, filled down from the first row, or from above where one row is selected', () => {
    expect(copied(square, block(2, 1, 1, 2))).toEqual([['e', 'f'], ['h', 'i']])
    expect(apply(square, clear(square, block(0, 0, 0, 2), everywhere))[0]).toEqual(['', '', ''])
    expect(apply(square, fillDown(square, block(0, 0, 2, 1), everywhere))).toEqual([['a', 'b', 'c'], ['a', 'b', 'f'], ['a', 'b', 'i']])
    expect(apply(square, fillDown(square, at(1, 2), everywhere))[1][2]).toBe('c')
    expect(fillDown(square, at(0, 0), everywhere)).toEqual([])
  })
  it('are filled only where there is something to fill with', () => {
    expect(fillWith(square, block(0, 0, 0, 2), everywhere, (_, c) => (c === 1 ? 'neu' : undefined)).map((c) => c.column)).toEqual([1])
  })
})

describe('keys', () => {
  const size = { rows: 3, columns: 3 }
  it('move, and extend with Shift', () => {
    expect(move(at(0, 0), { key: 'ArrowDown' }, size)).toEqual(at(1, 0))
    expect(move(at(1, 1), { key: 'ArrowRight', shift: true }, size)).toEqual(block(1, 1, 1, 2))
    expect(move(at(0, 0), { key: 'ArrowUp' }, size)).toEqual(at(0, 0))
    expect(move(at(1, 1), { key: 'ArrowRight', control: true }, size)).toEqual(at(1, 2))
    expect(move(at(1, 1), { key: 'End', control: true }, size)).toEqual(at(2, 2))
  })
  it('Enter goes down, Tab to the next cell and over the end of the row, out of the grid at its end', () => {
    expect(move(at(0, 1), { key: 'Enter' }, size)).toEqual(at(1, 1))
    expect(move(at(2, 1), { key: 'Enter', shift: true }, size)).toEqual(at(1, 1))
    expect(move(at(0, 2), { key: 'Tab' }, size)).toEqual(at(1, 0))
    expect(move(at(1, 0), { key: 'Tab', shift: true }, size)).toEqual(at(0, 2))
    expect(move(at(2, 2), { key: 'Tab' }, size)).toBeNull()
    expect(move(at(0, 0), { key: 'a' }, size)).toBeUndefined()
  })
})

describe('undo', () => {
  const step = (after: string, before: string) => ({ changes: [{ row: 0, column: 0, before, after }], selection: at(0, 0) })
  it('turns back and does again, and forgets what was undone once something else is done', () => {
    const history = new History()
    let cells: Cells = [['0']]
    const done = (s: ReturnType<typeof step>) => ((cells = apply(cells, s.changes)), history.add(s))
    done(step('1', '0'))
    done(step('2', '1'))
    cells = apply(cells, history.undo()!.changes)
    expect(cells).toEqual([['1']])
    cells = apply(cells, history.redo()!.changes)
    expect(cells).toEqual([['2']])
    cells = apply(cells, history.undo()!.changes)
    done(step('3', '1'))
    expect(history.redo()).toBeNull()
    cells = apply(cells, history.undo()!.changes)
    cells = apply(cells, history.undo()!.changes)
    expect(cells).toEqual([['0']])
    expect(history.undo()).toBeNull()
  })
  it('undoes a paste as one step, in the opposite order', () => {
    const history = new History()
    const changes = paste(square, [['1', '2'], ['3', '4']], at(0, 0), everywhere)
    history.add({ changes, selection: at(0, 0) })
    expect(apply(apply(square, changes), history.undo()!.changes)).toEqual(square)
    expect(history.mayUndo).toBe(false)
    expect(history.mayRedo).toBe(true)
  })
  it('keeps no step that changes nothing', () => {
    const history = new History()
    history.add({ changes: [], selection: at(0, 0) })
    expect(history.mayUndo).toBe(false)
  })
})
