/** What is typed into the forms of admission, as the commands want it. Pure. */
import type { Key } from '@/i18n'
import { isDecimal, normalDecimal } from '../format'
import type { AdmissionRow, Measured } from './rows'

/** Figures that were given, with plain digits; what is empty is left out. */
export function figuresTyped(figures: Measured[]): Measured[] {
  return figures.map((f) => ({ key: f.key.trim(), value: normalDecimal(f.value), unit: f.unit.trim() })).filter((f) => f.value !== '')
}

export function figuresFault(figures: Measured[]): Key | undefined {
  const typed = figuresTyped(figures)
  if (typed.some((f) => !f.key)) return 'adm.needName'
  if (typed.some((f) => !isDecimal(f.value))) return 'adm.needNumber'
  return typed.some((f) => !f.unit) ? 'adm.needUnit' : undefined
}

export const isPast = (day: string, today: string) => day <= today

type Told = Pick<AdmissionRow, 'procedure' | 'situation' | 'industry' | 'entity' | 'opened_on' | 'qualifications' | 'figures' | 'expected'>

/** Of what is filed again only what is another; of figures those that differ. */
export function changedFields(before: Told, now: Told): Partial<Told> {
  const changed: Record<string, unknown> = {}
  for (const name of ['procedure', 'situation', 'industry', 'entity', 'opened_on'] as const) if (now[name] && now[name] !== before[name]) changed[name] = now[name]
  if (now.qualifications.length && now.qualifications.join('\n') !== before.qualifications.join('\n')) changed.qualifications = now.qualifications
  for (const name of ['figures', 'expected'] as const) {
    const others = changedFigures(before[name], now[name])
    if (others.length) changed[name] = others
  }
  return changed as Partial<Told>
}

export function changedFigures(before: Measured[], now: Measured[]): Measured[] {
  return now.filter((f) => !before.some((b) => b.key === f.key && b.value === f.value && b.unit === f.unit))
}

/** 1234567 → 1.2 MB */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
