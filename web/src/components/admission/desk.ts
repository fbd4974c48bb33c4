/** What the parts of the admissions page share: the files of a ledger, its rules, who looks on, and the dialogs. */
import type { ComputedRef, InjectionKey } from 'vue'
import type { Act } from '@/components/supervision/act'
import type { Names, Rows } from '@/components/supervision/desk'
import type { AsOf } from '@/model/as_of'
import type { Who } from '@/model/admission/pipeline'
import type { AdmissionRow, StatisticRow } from '@/model/admission/rows'
import type { AdmissionRules } from '@/model/admission/rules'
import type { LedgerRow, UnitRow } from '@/model/rows'

/** A form of its own: a file, a material, a month's figures. */
export type Form =
  | { kind: 'file'; row?: AdmissionRow }
  | { kind: 'material'; row: AdmissionRow; material?: string }
  | { kind: 'statistic'; row: AdmissionRow; period?: string; corrects?: StatisticRow }

export interface AdmissionDesk {
  files: Rows<AdmissionRow>
  ledger: ComputedRef<LedgerRow | undefined>
  rules: ComputedRef<AdmissionRules | null>
  units: ComputedRef<UnitRow[]>
  names: Names
  today: ComputedRef<string>
  asOf: ComputedRef<AsOf | null>
  who: ComputedRef<Who>
  act(act: Act): void
  form(form: Form): void
  evidence(title: string, positions: number[]): void
}

export const deskKey: InjectionKey<AdmissionDesk> = Symbol('admissions')
