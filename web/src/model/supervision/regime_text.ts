/**
 * What the page must know of a regime's text itself: which steps a kind of project goes through (S4.1). It reads the
 * `[[project_kind]]` tables only; whether the text is right is the server's to say (`regime.check`). Pure.
 */
export interface ProjectKind {
  name: string
  steps: string[]
}

export function projectKinds(text: string): ProjectKind[] {
  return sections(text, 'project_kind')
    .map((s) => ({ name: stringOf(s, 'name'), steps: listOf(s, 'steps') }))
    .filter((k) => k.name)
}

/** The text of each `[[name]]` table, up to the next table. */
function sections(text: string, name: string): string[] {
  const found: string[] = []
  let into: string[] | null = null
  for (const line of text.split('\n').map(uncommented)) {
    const head = /^\s*\[\[?\s*([\w.]+)\s*\]\]?\s*$/.exec(line)
    if (!head) into?.push(line)
    else {
      if (into) found.push(into.join('\n'))
      into = head[1] === name ? [] : null
    }
  }
  if (into) found.push(into.join('\n'))
  return found
}

/** A `#` within quotes is part of the words. */
function uncommented(line: string): string {
  let quote = ''
  for (let i = 0; i < line.length; i++) {
    const c = line[i]
    if (quote) {
      if (c === '\\' && quote === '"') i++
      else if (c === quote) quote = ''
    } else if (c === '"' || c === "'") quote = c
    else if (c === '#') return line.slice(0, i)
  }
  return line
}

const kQuoted = /"((?:[^"\\]|\\.)*)"|'([^']*)'/g

function quoted(text: string): string[] {
  return [...text.matchAll(kQuoted)].map((m) => m[2] ?? m[1].replace(/\\(["\\])/g, '$1'))
}

function stringOf(section: string, key: string): string {
  const line = new RegExp(`^\\s*${key}\\s*=(.*)$`, 'm').exec(section)
  return line ? (quoted(line[1])[0] ?? '') : ''
}

function listOf(section: string, key: string): string[] {
  const from = new RegExp(`^\\s*${key}\\s*=\\s*\\[`, 'm').exec(section)
  if (!from) return []
  const rest = section.slice(from.index + from[0].length)
  let end = 0
  let quote = ''
  for (; end < rest.length; end++) {
    const c = rest[end]
    if (quote) quote = c === quote ? '' : quote
    else if (c === '"' || c === "'") quote = c
    else if (c === ']') break
  }
  return quoted(rest.slice(0, end))
}
