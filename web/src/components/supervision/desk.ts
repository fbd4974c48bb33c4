/** What the parts of the supervision page share: the views at one moment, names, what may be done, and the dialog. */
import type { ComputedRef, InjectionKey, Ref } from 'vue'
import type { InspectionRow, MeasureRow, RectificationRow } from '@/model/supervision/rows'
import type { AsOf } from '@/model/as_of'
import type { Params } from '@/rpc/client'
import type { RpcError } from '@/rpc/errors'
import type { Act } from './act'

export interface Names {
  unit(id: string | undefined): string
  person(id: string | undefined): string
  /** `unit/…` or `person/…`. */
  subject(stream: string): string
  item(id: string, ledger?: string): string
  ledger(id: string | undefined): string
  persons: { person: string; name: string }[]
}

export interface Rows<Row> {
  rows: ComputedRef<Row[]>
  loading: Ref<boolean>
  error: Ref<RpcError | null>
  again: () => void
}

export interface Desk {
  measures: Rows<MeasureRow>
  rectifications: Rows<RectificationRow>
  inspections: Rows<InspectionRow>
  names: Names
  today: ComputedRef<string>
  ledger: ComputedRef<string | null>
  /** What the page is narrowed to, as filters of the views: those whose rows name who answers today, and those that name the unit alone. */
  answering: ComputedRef<Params>
  concerning: ComputedRef<Params>
  asOf: Ref<AsOf | null>
  finished: Ref<boolean>
  may(command: string): boolean
  act(act: Act): void
  evidence(title: string, positions: number[]): void
}

export const deskKey: InjectionKey<Desk> = Symbol('desk')
