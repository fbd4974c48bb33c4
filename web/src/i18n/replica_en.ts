import type { replica as zh } from './replica_zh'

export const replica: Record<keyof typeof zh, string> = {
  'replica.title': 'Read-only copy',
  'replica.following': 'What is shown comes from the ledger itself, is checked against its signature, and is up to date. Make changes at the ledger.',
  'replica.behind': 'Catching up: {n} records are still missing. Make changes at the ledger.',
  'replica.cut_off': 'Out of touch with the ledger since {time}: what follows was checked before, and may not be the latest.',
  'replica.refused': 'Copying stopped at {time}: what came is not what the ledger signed. Only what was checked before is shown; please tell whoever runs this server.',
  'replica.refusedAt': 'Copying stopped at {time}: record {position} as it came is not the one that the ledger signed. Only what was checked before is shown; please tell whoever runs this server.',
  'replica.stopped': 'Copying has stopped: this copy itself has a fault. What follows was checked before; please tell whoever runs this server.',
  'replica.logins': 'Secrets that were set or changed at the ledger lately may not work here yet.',
  'replica.leader': 'Go to the ledger',
}
