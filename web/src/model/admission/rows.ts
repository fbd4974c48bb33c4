/** The rows of the views of admission, as the server sends them (docs/formats/views.md). */
import type { Quantity } from '../quantity'
import type { Decimal } from '../rows'

export interface Measured {
  key: string
  value: Decimal
  unit: string
}
export type Situation = 'newly_opened' | 'newly_covered' | 'grown'
export type AdmissionState = 'filed' | 'returned' | 'rejected' | 'passed' | 'admitted' | 'removed'
export type Misreporting = 'false_figures' | 'concealed' | 'late' | 'refused'

export interface Missing {
  material: string
  required: boolean
  reason: string
}
export interface AdmissionMaterial {
  material: string
  title: string
  period?: string
  digest?: string
  at: string
  by: string
}
export interface AdmissionStep {
  level: string
  outcome: 'passed' | 'returned' | 'rejected'
  findings?: string
  decided_on?: string
  days: number
  unit?: string
  at: string
  by: string
}
export interface FoundMisreporting {
  kind: Misreporting
  period: string
  findings: string
  position: number
  at: string
  by: string
}

export interface AdmissionRow {
  admission: string
  ledger: string
  enterprise: string
  name: string
  code: string
  region: string
  department?: string
  industry: string
  entity: string
  admission_class: string
  procedure: string
  situation: Situation
  opened_on?: string
  qualifications: string[]
  figures: Measured[]
  expected: Measured[]
  reasons: string[]
  state: AdmissionState
  level?: string
  at_level_since?: string
  passed: number
  returns: number
  findings?: string
  missing: Missing[]
  complete: boolean
  materials: AdmissionMaterial[]
  steps: AdmissionStep[]
  filed_at: string
  filed_by: string
  admitted_on?: string
  from?: string
  document?: string
  removed_on?: string
  last_reported?: string
  misreported: FoundMisreporting[]
  version: number
}

export interface StatisticCorrection {
  position: number
  corrects: number
  figures: Measured[]
  reason?: string
  at: string
  by: string
}
export interface StatisticRow {
  ledger: string
  period: string
  admission: string
  enterprise: string
  name: string
  region: string
  figures: Measured[]
  first: Measured[]
  due?: string
  late: boolean
  position: number
  reported_at: string
  reported_by: string
  corrections: StatisticCorrection[]
  misreported: Misreporting[]
}

export interface NewEnterprise {
  admission: string
  ledger: string
  enterprise: string
  name: string
  code: string
  admission_class: string
  procedure: string
  situation: Situation
  department?: string
  admitted_on: string
  from: string
  removed_on?: string
}
export interface NewEnterprisesRow {
  year: number
  region: string
  admitted: number
  removed: number
  enterprises: NewEnterprise[]
}

export const asQuantity = (m: Measured): Quantity => ({ value: m.value, unit: m.unit })
