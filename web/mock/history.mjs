// Rows that keep their history, so that every view can be read as of any position.

export class View {
  constructor() {
    this.rows = new Map()
  }

  put(key, position, row) {
    const list = this.rows.get(key)
    if (list) list.push({ position, row })
    else this.rows.set(key, [{ position, row }])
  }

  get(key, asOf = Infinity) {
    const list = this.rows.get(key) ?? []
    for (let i = list.length - 1; i >= 0; i--) if (list[i].position <= asOf) return list[i]
    return null
  }

  list(asOf = Infinity, wanted = () => true) {
    const out = []
    for (const key of this.rows.keys()) {
      const held = this.get(key, asOf)
      if (held?.row && wanted(held.row, key)) out.push({ key, position: held.position, row: held.row })
    }
    return out.sort((a, b) => (a.key < b.key ? -1 : 1))
  }
}

export function wantedBy(view, filter = {}) {
  if (view === 'audit_trail') return (row) => !filter.stream || row.stream === filter.stream
  return (row) => Object.entries(filter).every(([name, value]) => (Array.isArray(value) ? value.includes(row[name]) : row[name] === value))
}
