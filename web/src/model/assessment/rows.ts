/** The rows of the views of assessment, as the server sends them (docs/formats/views.md). */
import type { Decimal } from '../rows'

export type Occasion = 'mid_year' | 'year_end'
export type AssessmentState = 'open' | 'concluded' | 'reopened'
export type Use = 'performance' | 'award' | 'appointment'

export interface Amount {
  value: Decimal
  unit: string
}
export interface Assessed {
  unit: string
  group: string
}
export interface SchemeName {
  key: string
  name: string
}
export interface AssessedIndicator {
  indicator: string
  name: string
  unit_of_measure: string
  weight: Decimal
  /** Points by a jury, without a target. */
  judged: boolean
  /** Projects are filed one by one. */
  counted: boolean
  providers: string[]
  clause?: string
  targets_in: string
  total?: Decimal
  sum?: Decimal
  difference?: Decimal
  targets: { unit: string; value: Decimal }[]
  filed: number
  missing: string[]
  position?: number
}
interface Told {
  position: number
  at: string
  by: string
}
export interface GivenPoints extends Told {
  unit: string
  rule: string
  points: Decimal
  grounds: string
  evidence: number[]
}
export interface BarredUnit extends Told {
  unit: string
  rule: string
  grounds: string
  evidence: number[]
}
export interface GivenAward {
  award: string
  name: string
  unit: string
  prize?: Amount
  grounds: string
  judged: boolean
  position: number
}
export interface OwedStatement {
  unit: string
  indicators: string[]
  place: boolean
}
export interface MadeStatement extends Told {
  unit: string
  indicators: string[]
  text: string
  measures: string
}
export interface AppliedResult extends Told {
  use: Use
  subject: string
  text: string
  points?: Decimal
}
export interface FormerResult {
  concluded: number
  concluded_at: string
  reopened: number
  reopened_at: string
  by: string
  reason: string
  because: number[]
}

export interface AssessmentRow {
  assessment: string
  ledger: string
  regime: string
  scheme?: string
  scheme_title: string
  title: string
  occasion: Occasion
  state: AssessmentState
  groups: SchemeName[]
  units: Assessed[]
  indicators: AssessedIndicator[]
  missing: number
  given: GivenPoints[]
  barred: BarredUnit[]
  awards: GivenAward[]
  statement_to?: string
  owed: OwedStatement[]
  statements: MadeStatement[]
  applied: AppliedResult[]
  note?: string
  concluded?: number
  concluded_at?: string
  concluded_by?: string
  former: FormerResult[]
  opened_at: string
  opened_by: string
  version: number
}

export interface RankedScore {
  indicator: string
  name: string
  weight: Decimal
  unit_of_measure: string
  target?: Decimal
  value?: Decimal
  completion?: Decimal
  points: Decimal
  exempt: boolean
  from: number[]
  explanation: string
}
export interface WonAward {
  award: string
  name: string
  prize?: Amount
  grounds: string
  judged: boolean
}
export interface RankingRow {
  assessment: string
  ledger: string
  group: string
  group_title: string
  unit: string
  rank: number
  total?: Decimal
  given: Decimal
  converted?: Decimal
  scores: RankedScore[]
  explanation: string
  from: number[]
  barred: string[]
  missed: string[]
  low: boolean
  awards: WonAward[]
  former_total?: Decimal
  former_rank?: number
  position: number
  concluded_at: string
}

export interface FigureCorrection {
  position: number
  corrects: number
  value: Decimal
  evidence: number[]
  reason?: string
  at: string
  by: string
}
export interface FiledFigure {
  value: Decimal
  first: Decimal
  unit_of_measure: string
  note?: string
  evidence: number[]
  position: number
  filed_at: string
  filed_by: string
  filed_by_unit?: string
  corrections: FigureCorrection[]
}
export interface IndicatorScoreRow {
  assessment: string
  ledger: string
  indicator: string
  name: string
  unit: string
  group: string
  target?: Decimal
  target_in?: string
  figures: FiledFigure[]
  points?: Decimal
  exempt: boolean
  explanation?: string
}
