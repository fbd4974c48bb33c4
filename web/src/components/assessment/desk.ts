/** What the parts of the assessment page share: the assessment shown, its result, who looks on, and the dialogs. */
import type { ComputedRef, InjectionKey, Ref } from 'vue'
import type { Act } from '@/components/supervision/act'
import type { Names, Rows } from '@/components/supervision/desk'
import type { AsOf } from '@/model/as_of'
import type { AssessmentRow, IndicatorScoreRow, RankingRow } from '@/model/assessment/rows'
import type { Scheme } from '@/model/assessment/scheme'
import type { Office } from '@/model/assessment/office'
import type { UnitRow } from '@/model/rows'

export interface AssessmentDesk {
  all: Rows<AssessmentRow>
  one: ComputedRef<AssessmentRow | undefined>
  ranking: Rows<RankingRow>
  scores: Rows<IndicatorScoreRow>
  /** As of the assessment's opening; null until it is read, or where the text cannot be read. */
  scheme: Ref<Scheme | null>
  units: ComputedRef<UnitRow[]>
  names: Names
  today: ComputedRef<string>
  asOf: ComputedRef<AsOf | null>
  office: ComputedRef<Office>
  act(act: Act): void
  /** A unit's score of an indicator; of its total where the indicator is empty. */
  score(unit: string, indicator: string): void
  targets(indicator: string): void
  evidence(title: string, positions: number[]): void
}

export const deskKey: InjectionKey<AssessmentDesk> = Symbol('assessment')
