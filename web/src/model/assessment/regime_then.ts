/** Where in the log a regime's text stood that has been amended since. Pure. */
export interface Amended {
  digest: string
  amended: { position: number; digest: string }[]
}

/**
 * Null where the text of that digest is the present one; else a position as of which it held: just before the amendment
 * that followed it. The first text has no amendment of its own, so a digest that none bears is that of the first.
 */
export function textBefore(regime: Amended, digest: string | undefined): number | null {
  if (!digest || digest === regime.digest || !regime.amended.length) return null
  const at = regime.amended.findIndex((a) => a.digest === digest)
  const next = regime.amended[at + 1]
  return next ? next.position - 1 : null
}
