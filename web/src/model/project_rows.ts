/** The rows of `project_library`, `project_schedule` and `project_needs`, as the server sends them (docs/formats/views.md). */
import type { Decimal, ItemStatus, Party, UnitOnItem } from './rows'

export interface Amount {
  value: Decimal
  unit: string
}
export interface DocumentReference {
  title: string
  number?: string
  issuer?: string
  written_on?: string
  published_on?: string
}
export type Library = 'signed_projects' | 'plan' | 'reserve'

export interface ProjectPlan {
  year: number
  applied_at?: string
  tier?: string
  batch?: string
}
export interface ProjectPassage {
  library: Library
  entered_at: string
  document?: string
  replaces?: string
  left_at?: string
  because?: string
  reason?: string
  replaced_by?: string
  none_yet?: boolean
}
export interface ProjectBooking {
  unit: string
  period: string
  amount: Amount
  position: number
  corrected?: boolean
}
/** Everything in `unit`, a unit of measure; without the sums where they cannot be exact, which `doubts` tells. */
export interface ProjectInvestment {
  unit: string
  total?: Decimal
  year_planned?: Decimal
  done_before?: Decimal
  year_booked?: Decimal
  done?: Decimal
  year_percent?: Decimal
  bookings: ProjectBooking[]
}
export interface Qualification {
  project_class: string
  met: boolean
  clause?: string
  reason: string
}
export interface ProjectProfile {
  owner?: string
  site?: string
  region?: string
  sector?: string
  industry?: string
  content?: string
  total_investment?: Amount
  year_investment?: Amount
  done_before?: Amount
  funds: { source: string; amount: Amount; secured: boolean }[]
  year_aim?: string
  signed_on?: string
  qualifies: Qualification[]
  routed?: { department: string; district: string }
}
export interface ProjectDays {
  start?: string
  finish?: string
  first_start?: string
  first_finish?: string
  started_on?: string
  finished_on?: string
  adjustments: number
}
export interface Commitment {
  unit: string
  by: Party
  signed_on: string
  text: string
  document?: DocumentReference
}
export interface ProjectPeople {
  leader?: Party
  person?: Party
  liaison?: Party
  section?: string
  paired_leader?: Party
  task_force?: { leader: Party; head: Party; members: Party[] }
  procedures_team: { department: string; person: Party }[]
  service_officer?: { officer: Party; unit: string }
  commitments: Commitment[]
}
export interface ProblemStep {
  to?: string
  at: string
  by: string
  position: number
}
export interface ProjectProblem {
  id: string
  text: string
  state: 'open' | 'escalated' | 'resolved'
  level?: string
  next_level_after?: string
  steps: ProblemStep[]
  answer?: string
  answered_at?: string
  answered_by?: string
}

export interface ProjectRow {
  ledger: string
  item: string
  year: number
  number: string
  title: string
  kind?: string
  stage?: string
  status: ItemStatus
  units: UnitOnItem[]
  lead?: string
  project_class?: string
  tier?: string
  batch?: string
  plans: ProjectPlan[]
  reserve_class?: string
  reserve_document?: DocumentReference
  libraries: Library[]
  passages: ProjectPassage[]
  profile: ProjectProfile
  investment: ProjectInvestment
  days: ProjectDays
  started: boolean
  people: ProjectPeople
  procedures: { procedure: string; completed_on: string; document?: DocumentReference }[]
  materials: { material: string; document: DocumentReference }[]
  problems: ProjectProblem[]
  needs: { requested: number; granted: number; declined: number }
  lacks: string[]
  doubts: string[]
  carried_from?: string
  replaced_by?: string
  version: number
  changed_at: string
  changed_position: number
}

/** What was planned from some moment on. */
export interface SchedulePlan {
  start?: string
  due?: string
  since: string
  by: string
  reason?: string
  adjusted?: boolean
  position: number
}
/** Of a milestone, or with an empty name of it the span from start to completion. */
export interface ScheduleRow {
  ledger: string
  item: string
  milestone: string
  name: string
  plans: SchedulePlan[]
  start?: string
  due?: string
  first_start?: string
  first_due?: string
  started_on?: string
  reached_on?: string
  told_at?: string
  missed: string[]
  late_days?: number
  late_days_first?: number
  status: ItemStatus
  version: number
}

export type NeedState = 'requested' | 'granted' | 'declined' | 'dropped'
export interface NeedRow {
  ledger: string
  item: string
  support: string
  item_title: string
  region?: string
  kind: string
  kind_title: string
  text: string
  amount?: Amount
  needed_by?: string
  from?: string
  answers?: string
  state: NeedState
  requested_at: string
  requested_by: string
  requesting?: string
  position: number
  answered_at?: string
  answered_by?: string
  answer?: string
  granted?: Amount
  late?: boolean
}
