/** The rows of the views that the page shows, as the server sends them; optional members are absent, never null. */
export type Decimal = string
export type Lamp = 'green' | 'yellow' | 'red' | 'grey'
export type ItemStatus = 'draft' | 'entered' | 'acknowledged' | 'suspended' | 'completion_claimed' | 'verified' | 'closed_out' | 'cancelled' | 'merged' | 'carried_over'

export interface Keyed<Row> {
  key: string
  position: number
  row: Row
}

export interface Page<Row> {
  position: number | null
  time?: string | null
  rows: Keyed<Row>[]
  next_cursor?: string | null
  total?: number
}

export interface UnitOnItem {
  unit: string
  name: string
  role: 'lead' | 'responsible' | 'supporting'
  inferred?: boolean
  collective?: boolean
  members?: string[]
}

export interface Party {
  person?: string
  name: string
  post?: string
}

/** One part of an item, given to somebody by name (S1.3). */
export interface Part {
  part: string
  text: string
  unit: string
  leader: Party
  person: Party
  deadline: string
}

export type PlanState = 'filed' | 'approved' | 'returned' | 'missed'
export interface ItemPlan {
  unit: string
  state: PlanState
  late?: boolean
  due?: string
  filed_at?: string
}

export interface Actual {
  indicator: string
  value: Decimal
  unit: string
}

export interface Target {
  indicator: string
  comparator: string
  value: Decimal
  unit: string
  stretch?: boolean
  at?: [number, number]
  actual?: Decimal
  actual_unit?: string
  actual_period?: string
}

export interface UnitProgress {
  unit: string
  period: string
  percent: Decimal
  position: number
  corrected?: boolean
}

export interface Milestone {
  id: string
  name: string
  due: string
  reached_on?: string
  missed?: boolean
}

export interface Problem {
  id: string
  text: string
  state: 'open' | 'escalated' | 'resolved'
  to?: string
  answer?: string
}

export interface Extension {
  to: string
  state: 'requested' | 'granted' | 'refused'
}

export interface ItemRow {
  ledger: string
  item: string
  number: number | string
  chapter?: number | string
  title: string
  text: string
  goal?: string
  measures?: string
  rewards?: string
  units: UnitOnItem[]
  responsible_leader?: Party
  responsible_person?: Party
  liaison?: Party
  section?: string
  deadline?: string
  deadline_basis?: string
  status: ItemStatus
  percent?: Decimal
  scheduled_percent?: Decimal
  lamp: Lamp
  last_period?: string
  progress_text?: string
  problems_text?: string
  measures_text?: string
  reasons?: string
  corrections?: string
  missing_fixings?: string[]
  targets: Target[]
  progress: UnitProgress[]
  milestones: Milestone[]
  problems: Problem[]
  extension?: Extension
  open_list?: boolean
  acknowledged?: string[]
  /** Units and members of collectives, as they stand today. */
  answerable?: string[]
  parts?: Part[]
  plans?: ItemPlan[]
  project?: { kind?: string; stage?: string; steps_reached?: { step: string; reached_on: string; note?: string }[]; paired_leader?: Party; task_force?: { leader: Party; head: Party; members: Party[] } }
  supervision?: {
    confidence?: { confidence: 'red' | 'amber' | 'green'; grounds: string; period?: string; at: string; by: string }
    listed?: { text: string; until?: string; since: string }
    overdue_since?: string
    unacknowledged?: string[]
    missed_milestones?: number
    open_rectifications?: number
  }
  year?: { parent?: string; carried_from?: string; carried_to?: { ledger: string; item: string }; suspended_until?: string; archived?: boolean; file_number?: string }
  achievements_text?: string
  next_measures_text?: string
  replaced_by?: string
  version: number
  changed_at: string
  changed_position: number
}

export interface LedgerRow {
  ledger: string
  title: string
  year: number
  holder: string
  document?: { title: string; number?: string; issuer?: string }
  status: 'open' | 'closed'
  report_due_day?: number
  chapters: { no: number | string; title: string }[]
  items?: number
  regime?: string
  parent?: string
  closing_summary?: string
  /** Of the items now, those that occur. */
  statuses?: { status: ItemStatus; items: number }[]
  checks?: { quarter: number; findings: string; recorded: string }[]
  overdue_checks?: { quarter: number; due: string; checked?: boolean }[]
  consolidations?: { period: string; summary: string; reported: string[]; missing: string[]; at: string; by: string }[]
  version?: number
}

export interface UnitRow {
  unit: string
  name: string
  kind: string
  parent?: string
  aliases?: string[]
  confirmed?: boolean
  collective?: boolean
  members?: string[]
}

export interface PersonRow {
  person: string
  name: string
  unit?: string
  post?: string
}

export interface Actor {
  account: string
  person?: string
  unit?: string
  name: string
  role?: string
}

export interface Change {
  field: string
  before?: unknown
  after?: unknown
}

export interface TrailRow {
  position: number
  stream: string
  version: number
  type: string
  recorded: string
  effective?: string
  actor: Actor
  command?: string
  command_id?: string
  reason?: string
  changes: Change[]
  summary?: string
  corrects?: number
  /** Of a report or its correction: whose, and of which month. */
  unit?: string
  period?: string
  /** Texts of the event that were removed by law. */
  redacted?: RemovedTexts
}

export interface RemovedTexts {
  /** Of the approval. */
  position: number
  requested_by: string
  requester_name: string
  requested: string
  approved_by: string
  approver_name: string
  at: string
  rule: string
  members: string[]
}

export interface AccountabilityRow {
  position: number
  subject: string
  kind: string
  item?: string
  ledger?: string
  period?: string
  recorded: string
  actor_name?: string
  reason?: string
  text: string
  redacted?: RemovedTexts
}

export interface ReportRow {
  ledger: string
  period: string
  unit: string
  answers?: string
  report?: string
  /** `late` and `missed`: owed still, and the day or the days of grace are over. */
  state: 'owed' | 'late' | 'missed' | 'submitted' | 'returned' | 'accepted'
  due?: string
  late?: boolean
  missed?: boolean
  found_false?: boolean
  items?: string[]
  fields?: number
  submitted_at?: string
  submitted_by?: string
  resubmitted_at?: string
  resubmissions?: number
  returned_at?: string
  returns?: number
  reason?: string
  accepted_at?: string
  summary?: string
  version?: number
}

/** What a unit reported of an item for a month, as corrected since (view `progress`). */
export interface ProgressRow {
  ledger: string
  period: string
  unit: string
  item: string
  percent: Decimal
  scheduled_percent: Decimal
  behind?: boolean
  progress: string
  achievements?: string
  problems?: string
  measures?: string
  next_measures?: string
  reasons?: string
  corrections?: string
  actuals: Actual[]
  corrected?: boolean
  first_percent?: Decimal
  reported_at?: string
  reported_by?: string
}

export interface PlanRow {
  ledger: string
  item: string
  unit: string
  state: PlanState
  goals?: string
  responsibility?: string
  schedule?: string
  standards?: string
  measures?: string
  due?: string
  late?: boolean
  missed?: boolean
  filings?: number
  filed_at?: string
  filed_by?: string
  judged_at?: string
  judged_by?: string
  findings?: string
}

export type DueKind = 'report' | 'deadline' | 'milestone' | 'plan' | 'acknowledgement' | 'rectification' | 'check' | 'review' | 'inspection' | 'reconsideration' | 'proposal' | 'listing' | 'rhythm'
export type DueState = 'open' | 'done' | 'late' | 'missed' | 'dropped'

export interface DueRow {
  due: string
  kind: DueKind
  state: DueState
  title: string
  stream: string
  ledger?: string
  item?: string
  unit?: string
  answers?: string
  milestone?: string
  period?: string
  quarter?: number
  was_late?: boolean
  done_at?: string
  moved_from?: string
  reminded?: number[]
  rhythm?: RhythmDue
}

/** 节奏: what is asked for, and what was done. */
export interface RhythmDue {
  occasion: string
  begins: string
  who: string
  to?: string
  produces?: string[]
  clause?: string
  done_on?: string
  text?: string
  by?: string[]
}

export interface CloudEvent {
  id: string
  type: string
  subject: string
  time: string
  sequence: string
  reason?: string
  actorname?: string
  actorunit?: string
  authid?: string
  authtype?: string
  streamversion?: number | string
  effectivetime?: string
  data?: Record<string, unknown>
}

export interface Session {
  token: string
  account: string
  name: string
  roles: string[]
  unit?: string
  unit_name?: string
  person?: string
  expires_at?: string
}

export interface CommandResult {
  position: number
  stream: string
  version: number
  events: string[]
  duplicate: boolean
}
