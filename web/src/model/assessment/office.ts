/** Who may do what in an assessment. The server decides; the page offers nothing that it would refuse. Pure. */
import type { UnitRow } from '../rows'
import type { AssessedIndicator, AssessmentRow } from './rows'

export interface Office {
  unit?: string
  roles: string[]
  holder?: string
  units: UnitRow[]
  may(command: string): boolean
}

type Known = UnitRow & { former_names?: string[]; successor?: string }

const answers = (o: Office, unit: string | undefined) => unit !== undefined && o.unit !== undefined && (unit === o.unit || (o.units.find((u) => u.unit === unit) as Known | undefined)?.successor === o.unit)

export const isHolder = (o: Office) => o.roles.includes('ledger_holder') && answers(o, o.holder)

/** Supervision of any ledger; the holder of his own. */
export const leads = (o: Office, command: string) => o.may(command) && (o.roles.includes('supervision') || o.roles.includes('system') || isHolder(o))

function bears(o: Office, names: string[]): boolean {
  const own = o.units.find((u) => u.unit === o.unit) as Known | undefined
  return own !== undefined && [own.name, ...(own.aliases ?? []), ...(own.former_names ?? [])].some((n) => names.includes(n))
}

/** Whether figures of the indicator are this one's to give (S5.3). */
export function provides(o: Office, i: Pick<AssessedIndicator, 'providers'>): boolean {
  if (!o.may('assessment.file_score')) return false
  return i.providers.length ? bears(o, i.providers) : isHolder(o)
}

export const ownStatement = (o: Office, unit: string) => o.may('assessment.file_statement') && answers(o, unit)

export const isOpen = (a: AssessmentRow) => a.state !== 'concluded'
