/** A check that cannot be made on this server says so instead of passing. */
export class Skip extends Error {}
