/** What an auditor takes away: everything that was judged, with the bytes and proofs to judge it again elsewhere. Pure. */
import { hex } from './bytes'
import type { Cosigned } from './checkpoint'
import type { EventResult } from './history'
import type { Continuation, Kept, KeySource } from './kept'
import type { Checkpoint } from './note'

export interface ReportParts {
  madeAt: string
  account?: string
  note: string
  checkpoint: Checkpoint
  keys: string
  source: KeySource
  signedWith?: string
  cosigned: Cosigned[]
  kept: Kept | null
  continuation: Continuation | null
  stream?: string
  events: EventResult[]
  /** The sentence that the page concludes with. */
  conclusion: string
}

export function reportText(parts: ReportParts): string {
  const { checkpoint, events } = parts
  const report = {
    format: 'taizhang-page-verification/1',
    made_at: parts.madeAt,
    account: parts.account,
    conclusion: parts.conclusion,
    checkpoint: { origin: checkpoint.origin, size: checkpoint.size, root: hex(checkpoint.root), note: parts.note },
    keys: { text: parts.keys, from: parts.source, signed_with: parts.signedWith, cosigned: parts.cosigned },
    remembered: parts.kept,
    consistency: parts.continuation,
    stream: parts.stream,
    events: events.map((e) => ({ position: e.position, version: e.version, state: e.state, problems: e.problems, leaf: e.leaf, path: e.path, record: e.record, redaction: e.redaction, order: e.order, shown: e.shown })),
  }
  return `${JSON.stringify(report, null, 1)}\n`
}
