/** The rows of the views that the page shows, as the server sends them; optional members are absent, never null. */
export type Decimal = string
export type Lamp = 'green' | 'yellow' | 'red' | 'grey'
export type ItemStatus = 'entered' | 'acknowledged' | 'completion_claimed' | 'verified' | 'closed_out' | 'cancelled'

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
}

export interface ReportRow {
  ledger: string
  period: string
  unit: string
  state: 'submitted' | 'late' | 'returned' | 'accepted'
  due?: string
  late?: boolean
  submitted_at?: string
  reason?: string
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
