/**
 * What Excel, WPS and LibreOffice put on the clipboard, as rows of cells, and back again. Pure.
 *
 *   parseClipboard('42.5\t"第一行\n第二行"\r\n', '')   // [['42.5', '第一行\n第二行']]
 *
 * text/plain parts cells by tabs and rows by line breaks; a cell that holds either is quoted, its quotes doubled. Some
 * programs leave out the quotes: the rows are then of different lengths, and the table of text/html decides.
 */
export type Block = string[][]

export function parseClipboard(plain: string, html: string): Block {
  const fromText = plain ? parseTabbed(plain) : []
  if (fromText.length && even(fromText)) return fromText
  const fromTable = parseHtmlTable(html)
  return fromTable.length ? fromTable : fromText
}

function even(block: Block): boolean {
  return block.every((row) => row.length === block[0].length)
}

export function parseTabbed(text: string): Block {
  const rows: Block = [[]]
  let at = 0
  while (at <= text.length) {
    const cell = text[at] === '"' ? quoted(text, at) ?? bare(text, at) : bare(text, at)
    rows[rows.length - 1].push(cell.value)
    at = cell.end
    if (at >= text.length) break
    if (text[at] !== '\t') {
      at += text.startsWith('\r\n', at) ? 2 : 1
      // the line break after the last row ends it and begins no other
      if (at >= text.length) break
      rows.push([])
    } else if (++at === text.length) {
      rows[rows.length - 1].push('')
      break
    }
  }
  return rows
}

interface Read {
  value: string
  end: number
}

function bare(text: string, from: number): Read {
  let end = from
  while (end < text.length && !'\t\r\n'.includes(text[end])) end++
  return { value: text.slice(from, end), end }
}

/** A quoted cell ends with a quote before a tab, a line break or the end; else the quote is the cell's own. */
function quoted(text: string, from: number): Read | null {
  let value = ''
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] !== '"') {
      value += text[i]
    } else if (text[i + 1] === '"') {
      value += '"'
      i++
    } else {
      const ends = i + 1 === text.length || '\t\r\n'.includes(text[i + 1])
      return ends ? { value: value.replace(/\r\n?/g, '\n'), end: i + 1 } : null
    }
  }
  return null
}

export function toTabbed(block: Block): string {
  return block.map((row) => row.map(quoteCell).join('\t')).join('\r\n')
}

function quoteCell(value: string): string {
  return /[\t\r\n]|^"/.test(value) ? `"${value.replace(/"/g, '""')}"` : value
}

export function toHtmlTable(block: Block): string {
  const cell = (value: string) => `<td>${value.replace(/[&<>]/g, (c) => kEscapes[c]).replace(/\n/g, '<br>')}</td>`
  return `<table>${block.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`
}

const kEscapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** The first table of a piece of HTML: what a cell spans is empty but for its first place. */
export function parseHtmlTable(html: string): Block {
  const table = html.match(/<table[\s>][\s\S]*?<\/table>/i)?.[0]
  if (!table) return []
  const rows: Block = []
  const taken = new Set<string>()
  for (const [, row] of table.matchAll(/<tr(?:\s[^>]*)?>([\s\S]*?)(?=<tr[\s>]|<\/tr>|<\/table>)/gi)) {
    const r = rows.length
    const cells: string[] = []
    const skip = () => {
      while (taken.has(`${r} ${cells.length}`)) cells.push('')
    }
    for (const [, attributes, content] of row.matchAll(/<t[dh](\s[^>]*)?>([\s\S]*?)(?=<t[dh][\s>]|<\/t[dh]>|$)/gi)) {
      skip()
      const [down, across] = [span(attributes, 'rowspan'), span(attributes, 'colspan')]
      for (let i = 0; i < down; i++) for (let j = 0; j < across; j++) taken.add(`${r + i} ${cells.length + j}`)
      cells.push(textOf(content))
      skip()
    }
    rows.push(cells)
  }
  return rows
}

const kMostSpan = 200

function span(attributes: string | undefined, name: string): number {
  const n = Number(attributes?.match(new RegExp(`\\b${name}\\s*=\\s*["']?(\\d+)`, 'i'))?.[1] ?? 1)
  return Math.min(kMostSpan, Math.max(1, n))
}

/** White space in the source is one space; only <br> and the ends of paragraphs break a line. */
function textOf(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\s+/g, ' ')
    .replace(/<br(?:\s[^>]*)?\/?>|<\/(?:p|div|li)>(?=\s*\S)/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#x?[\da-f]+|\w+);/gi, entity)
    .replace(/\u00a0/g, ' ')
    .replace(/ *\n */g, '\n')
    .trim()
}

const kEntities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', middot: '·', ldquo: '“', rdquo: '”', mdash: '—', hellip: '…' }

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return kEntities[name.toLowerCase()] ?? whole
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
}
