/** A value as a trace tells it: units and ledgers by their names, members and words as officials call them. */
import { fieldName, word } from '@/i18n'
import { valueText } from '@/model/format'
import { toldPart } from '@/model/trace'
import { useRegistry } from '@/stores/registry'

const kWords: Record<string, 'lamp' | 'status' | 'basis' | 'reminderOf'> = { lamp: 'lamp', status: 'status', deadline_basis: 'basis', of: 'reminderOf' }
const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

export function useValues() {
  const registry = useRegistry()
  const nameOf = (text: string): string => registry.ledgerRow(text)?.title ?? registry.unitName(text)
  function named(value: unknown): unknown {
    if (typeof value === 'string') return nameOf(value)
    if (Array.isArray(value)) return value.map(named)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, named(one)]))
  }
  function line(value: unknown): string {
    const told = named(toldPart(value))
    const plain = valueText(told, (role) => word('party', role))
    const members = told !== null && typeof told === 'object' && !Array.isArray(told) && plain.includes(': ')
    return members ? Object.entries(told).map(([name, one]) => `${fieldName(name)} ${valueText(one)}`).join('，') : plain
  }
  function shown(field: string, value: unknown): string {
    const family = kWords[field]
    return family && isText(value) ? word(family, value) : line(value)
  }
  return { line, shown }
}
