/** What does not hold, by the name of its text (`verify.fault.<what>` in i18n) and what to put into it. */
export type FaultValues = Record<string, string | number>

export class Fault extends Error {
  constructor(
    readonly what: string,
    readonly values: FaultValues = {},
  ) {
    super(`${what} ${JSON.stringify(values)}`)
    this.name = 'Fault'
  }
}

/** For what came from outside and must have a certain form. */
export function need<T>(value: T | null | undefined, what: string, values: FaultValues = {}): T {
  if (value === null || value === undefined) throw new Fault(what, values)
  return value
}
