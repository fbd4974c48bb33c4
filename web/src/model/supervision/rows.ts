/** The rows of the views of supervision, as the server sends them (projections/*.hpp); absent members are optional. */
import type { ItemRow, Party } from '../rows'

export type Measure = 'urging' | 'rectification' | 'yellow_card' | 'red_card' | 'criticism' | 'summons' | 'statement' | 'listing' | 'inquiry'
export type Severity = 'note' | 'problem' | 'serious'
export type Confidence = 'red' | 'amber' | 'green'

export interface NamedPerson extends Party {
  post?: string
}

export type BoardKind =
  | 'proposal' | 'rectification' | 'card' | 'criticism' | 'summons' | 'statement' | 'inquiry' | 'reconsideration'
  | 'listing' | 'inspection' | 'finding' | 'overdue' | 'milestone' | 'plan' | 'acknowledgement' | 'confidence'

export interface BoardRow {
  kind: BoardKind
  id: string
  stream: string
  closed: boolean
  state: string
  ledger?: string
  unit?: string
  answers?: string
  person?: string
  items: string[]
  measure?: Measure
  title: string
  text: string
  clause?: string
  rule?: string
  since: string
  changed_at: string
  due?: string
  overdue: boolean
  decided_by?: string
  decision?: string
  confidence?: Confidence
  severity?: Severity
}

export type MeasureState = 'proposed' | 'confirmed' | 'approved' | 'carried_out' | 'referred' | 'concluded' | 'lifted' | 'dismissed' | 'revoked'

export interface MeasureStep {
  what: string
  at: string
  by: string
  account: string
  unit?: string
  position: number
  text?: string
  reason?: string
}

export interface Reconsideration {
  grounds: string
  requested_at: string
  requested_by: string
  decide_by?: string
  overdue: boolean
  ruling?: 'upheld' | 'revoked'
  findings?: string
  decided_at?: string
  decided_by?: string
}

export interface MeasureRow {
  accountability: string
  measure: Measure
  state: MeasureState
  subject: string
  unit?: string
  person?: string
  name?: string
  post?: string
  grounds: string
  ledger?: string
  items: string[]
  rectification?: string
  evidence: number[]
  clause?: string
  rule?: string
  deadline?: string
  proposed_at: string
  proposed_by: string
  authority?: string
  colour?: 'yellow' | 'red'
  until?: string
  text?: string
  on?: string
  present: NamedPerson[]
  bulletin?: string
  referred_to?: string
  outcome?: string
  document?: string
  reconsideration?: Reconsideration
  /** The last day on which the party may ask, while nobody has. */
  reconsider_until?: string
  steps: MeasureStep[]
  version: number
  changed_at: string
}

export interface RectificationRow {
  rectification: string
  unit: string
  answers?: string
  item?: string
  ledger?: string
  demand: string
  state: 'open' | 'reported' | 'accepted' | 'withdrawn'
  deadline: string
  first_deadline: string
  overdue: boolean
  times_overdue: number
  inspection?: string
  finding?: string
  proposal?: string
  clause?: string
  ordered_at: string
  ordered_by: string
  reports: { result: string; finished: boolean; at: string; by: string; position: number }[]
  rejections: { findings: string; deadline?: string; at: string; by: string }[]
  extensions: { to: string; at: string; by: string; reason?: string }[]
  reminded: number[]
  closed_at?: string
  closed_by?: string
  findings?: string
  version: number
}

export type InspectionKind = 'routine' | 'spot' | 'daily' | 'special'

export interface Finding {
  finding: string
  unit: string
  item?: string
  text: string
  severity: Severity
  at: string
  rectification?: string
}

export interface InspectionRow {
  inspection: string
  kind: InspectionKind
  title: string
  state: 'scheduled' | 'held' | 'cancelled'
  ledger?: string
  on: string
  held_on?: string
  units: string[]
  items: string[]
  inspectors: NamedPerson[]
  summary?: string
  findings: Finding[]
  scheduled_at: string
  scheduled_by: string
  version: number
}

export type ReviewKind = 'tour' | 'dispatch' | 'appraisal' | 'coordination' | 'start_day'

export interface ReviewObject {
  item: string
  unit?: string
  place?: string
}

export interface ReviewRow {
  review: string
  kind: ReviewKind
  title: string
  state: 'scheduled' | 'held' | 'cancelled'
  ledger?: string
  on: string
  first_on?: string
  held_on?: string
  host?: string
  organiser: string
  objects: ReviewObject[]
  summary?: string
  present: NamedPerson[]
  remarks: { remark: string; by: NamedPerson; text: string; item?: string; unit?: string; at: string }[]
  minutes?: string
  version: number
}

export type BulletinKind = 'weekly' | 'monthly' | 'quarterly' | 'standings' | 'brief' | 'notice' | 'minutes'
export type BlockKind = 'heading' | 'paragraph' | 'table'

export interface Block {
  kind: BlockKind
  text: string
  rows: { cells: string[] }[]
}

export interface Bulletin {
  kind: BulletinKind
  title: string
  number?: string
  ledger?: string
  review?: string
  from?: string
  until?: string
  stands_on: number
  addressed_to: string
  body: Block[]
  signed_by: string
  dated: string
  edited: boolean
}

export interface BulletinRow extends Bulletin {
  bulletin: string
  state: 'issued' | 'published' | 'withdrawn'
  digest: string
  issued_at: string
  issued_by: string
  published: { where: string; at: string; by: string }[]
  withdrawn_at?: string
  withdrawn_why?: string
  replaced_by?: string
  version: number
}

export interface Recomputed {
  stands_on: number
  same: boolean
  edited: boolean
  issued_text: string
  recomputed_text: string
  /** Whether the digest is that of the issued text still. */
  digest_holds?: boolean
}

export type { DueKind, DueRow, DueState } from '../rows'

export interface BurdenRow {
  period: string
  unit: string
  reports: number
  items: number
  fields: number
  plans: number
  rectifications: number
  reminders: number
  urgings: number
}

export interface RegimeRow {
  regime: string
  title: string
  system: string
  text: string
  digest: string
  adopted_at: string
  amended: { at: string; position: number; digest: string; by: string; reason?: string }[]
  repealed: boolean
  replaced_by?: string
  version: number
}

export interface HeadCell {
  row: number
  column: number
  rows: number
  columns: number
  title: string
}

export interface FormTable {
  position: number
  id: string
  title: string
  note?: string | null
  head_rows: number
  head: HeadCell[]
  columns: { title: string; source: string | null; kind: 'text' | 'number' | 'date'; unit?: string | null }[]
  rows: { item: string; cells: string[] }[]
}

/** What the row of an item tells of its project and of what the supervision office says of it. */
export interface SupervisedItem extends ItemRow {
  project?: {
    kind?: string
    stage?: string
    steps_reached?: { step: string; reached_on: string; note?: string }[]
    paired_leader?: NamedPerson
    task_force?: { leader: NamedPerson; head: NamedPerson; members: NamedPerson[] }
  }
  supervision?: {
    confidence?: { confidence: Confidence; grounds: string; period?: string; at: string; by: string }
    listed?: { text: string; until?: string; since: string }
    overdue_since?: string
    unacknowledged?: string[]
    missed_milestones?: number
    open_rectifications?: number
  }
}
