/** What the parts of the supervision page share: the views at one moment, names, what may be done, and the dialog. */
import type { ComputedRef, InjectionKey, Ref } from 'vue'
import type { BoardRow, InspectionRow, MeasureRow, RectificationRow } from '@/model/supervision/rows'
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
  board: Rows<BoardRow>
  measures: Rows<MeasureRow>
  rectifications: Rows<RectificationRow>
  inspections: Rows<InspectionRow>
  names: Names
  today: ComputedRef<string>
  ledger: ComputedRef<string | null>
  finished: Ref<boolean>
  may(command: string): boolean
  act(act: Act): void
  evidence(title: string, positions: number[]): void
}

export const deskKey: InjectionKey<Desk> = Symbol('desk')
