/**
 * A regime's text as values, for pages that show its rules or draw forms by them. It reads what regimes are written in:
 * tables, arrays of tables, dotted and quoted keys, strings, numbers, flags, dates (as their text), arrays, inline tables.
 * Whether the text is right is the server's to say (`regime.check`); what is no TOML at all gives null. Pure.
 *
 *   const rules = readToml(regime.text)
 *   listOf(tableOf(rules?.admission).level).map((l) => textOf(tableOf(l).name))
 */
export type TomlValue = string | number | boolean | TomlValue[] | TomlTable
export interface TomlTable {
  [key: string]: TomlValue
}

export function readToml(text: string): TomlTable | null {
  try {
    return new Reader(text).document()
  } catch {
    return null
  }
}

/** Of a value that may be absent or something else: what is asked for, or its empty. */
export const tableOf = (value: TomlValue | undefined): TomlTable => (typeof value === 'object' && !Array.isArray(value) ? value : {})
export const listOf = (value: TomlValue | undefined): TomlValue[] => (Array.isArray(value) ? value : [])
export const textsOf = (value: TomlValue | undefined): string[] => listOf(value).map((v) => textOf(v))
/** A number is given as it is written. */
export const textOf = (value: TomlValue | undefined): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

const kEscapes: Record<string, string> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', '\\': '\\' }

class Reader {
  private at = 0
  constructor(private readonly text: string) {}

  document(): TomlTable {
    const root: TomlTable = {}
    let into = root
    for (this.space(true); this.at < this.text.length; this.space(true)) {
      if (this.text[this.at] === '[') into = this.head(root)
      else this.pair(into)
      this.line()
    }
    return root
  }

  /** `[a.b]` opens a table, `[[a.b]]` another one of a list. */
  private head(root: TomlTable): TomlTable {
    const many = this.text.startsWith('[[', this.at)
    this.at += many ? 2 : 1
    const keys = this.keys()
    this.need(many ? ']]' : ']')
    const last = keys.pop()!
    const parent = this.inside(root, keys)
    if (!many) return this.inside(parent, [last])
    const made: TomlTable = {}
    const list = (parent[last] ??= [])
    if (!Array.isArray(list)) throw this.wrong()
    list.push(made)
    return made
  }

  /** Down the keys; where a list of tables is met, into its last. */
  private inside(from: TomlTable, keys: string[]): TomlTable {
    return keys.reduce((table, key) => {
      const next = (table[key] ??= {})
      const found = Array.isArray(next) ? next[next.length - 1] : next
      if (typeof found !== 'object' || Array.isArray(found)) throw this.wrong()
      return found
    }, from)
  }

  private pair(into: TomlTable): void {
    const keys = this.keys()
    this.need('=')
    const last = keys.pop()!
    this.inside(into, keys)[last] = this.value()
  }

  private keys(): string[] {
    const keys: string[] = []
    do {
      this.space(false)
      keys.push('"\''.includes(this.text[this.at]) ? this.quoted() : this.bare())
      this.space(false)
    } while (this.text[this.at] === '.' && ++this.at)
    return keys
  }

  private bare(): string {
    return this.match(/[\p{L}\p{N}_-]+/uy)
  }

  private value(): TomlValue {
    this.space(false)
    const c = this.text[this.at]
    if (c === '"' || c === "'") return this.quoted()
    if (c === '[') return this.array()
    if (c === '{') return this.inline()
    const word = this.match(/[\w.:+-]+/y)
    if (word === 'true' || word === 'false') return word === 'true'
    return /^[+-]?[\d_]+(\.\d+)?$/.test(word) ? Number(word.replace(/_/g, '')) : word
  }

  private array(): TomlValue[] {
    const found: TomlValue[] = []
    this.at++
    for (this.space(true); this.text[this.at] !== ']'; this.space(true)) {
      found.push(this.value())
      this.space(true)
      if (this.text[this.at] !== ',') break
      this.at++
    }
    this.need(']')
    return found
  }

  private inline(): TomlTable {
    const found: TomlTable = {}
    this.at++
    for (this.space(true); this.text[this.at] !== '}'; this.space(true)) {
      this.pair(found)
      this.space(true)
      if (this.text[this.at] !== ',') break
      this.at++
    }
    this.need('}')
    return found
  }

  private quoted(): string {
    const quote = this.text[this.at]
    const long = this.text.startsWith(quote.repeat(3), this.at) ? quote.repeat(3) : ''
    this.at += long ? 3 : 1
    if (long && this.text[this.at] === '\n') this.at++
    let found = ''
    while (!this.text.startsWith(long || quote, this.at)) {
      const c = this.text[this.at++]
      if (c === undefined || (!long && c === '\n')) throw this.wrong()
      found += c === '\\' && quote === '"' ? this.escaped() : c
    }
    this.at += long ? 3 : 1
    return found
  }

  private escaped(): string {
    const c = this.text[this.at++]
    if (c === 'u' || c === 'U') return String.fromCodePoint(parseInt(this.match(c === 'u' ? /[\da-f]{4}/iy : /[\da-f]{8}/iy), 16))
    if (c === '\n') return this.match(/\s*/y) && ''
    if (!(c in kEscapes)) throw this.wrong()
    return kEscapes[c]
  }

  /** Past blanks, and where lines may end here, past those and comments. */
  private space(lines: boolean): void {
    this.match(lines ? /(?:\s|#[^\n]*)*/y : /[ \t]*/y)
  }

  private line(): void {
    this.match(/[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/y)
  }

  private need(text: string): void {
    this.space(false)
    if (!this.text.startsWith(text, this.at)) throw this.wrong()
    this.at += text.length
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (!found) throw this.wrong()
    this.at = pattern.lastIndex
    return found[0]
  }

  private wrong(): Error {
    return new Error(`no TOML at character ${this.at}`)
  }
}
