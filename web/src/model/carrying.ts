/** 结转 (S1.5): under which id an open item is entered in the next year's ledger. Pure. */

const kLongest = 64

/** The old id with the year replaced; where it names none, with the new ledger's id before it. Never one that is taken. */
export function nextId(item: string, fromYear: number, to: { ledger: string; year: number }, taken: ReadonlySet<string>): string {
  const plain = item.includes(String(fromYear)) ? item.replace(String(fromYear), String(to.year)) : `${to.ledger}-${item}`
  for (let n = 1; ; n++) {
    const end = n === 1 ? '' : `-${n}`
    const id = plain.slice(0, kLongest - end.length) + end
    if (!taken.has(id) && id !== item) return id
  }
}

/** The same day a year later; the 29th of February is the 28th where there is none. */
export function yearLater(date: string): string {
  const [year, rest] = [Number(date.slice(0, 4)) + 1, date.slice(4)]
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return rest === '-02-29' && !leap ? `${year}-02-28` : `${year}${rest}`
}
