/**
 * The scrubber's axis: how many events were recorded when, and which moment a place on it stands for. Stretches in which
 * nothing happened are drawn as one short gap, so that a year of work does not shrink to a line because the log lay still
 * for ten years afterwards. Pure.
 */
import { beforeAll, endOfSecond, type AsOf, type LogMoment, type LogRange } from './as_of'

export interface Bucket {
  from_position: number
  until_position: number
  since: string
  until: string
  events: number
}
/** As `events.timeline` answers; the members are absent while the log is empty. */
export interface TimelineAnswer {
  first?: LogMoment | null
  last?: LogMoment | null
  buckets: Bucket[]
}
export interface Bar extends Bucket {
  /** Nothing was recorded in it, and it is longer than it is drawn. */
  gap: boolean
}

/** As many empty buckets in a row stay as they are. */
const kShortGap = 3
/** With fewer bars than this share of what was asked for, the runs between the gaps are worth a closer look. */
const kDense = 0.5

export interface Run {
  since: string
  until: string
}

export function condensed(buckets: Bucket[]): Bar[] {
  const bars: Bar[] = []
  for (let i = 0; i < buckets.length; ) {
    const end = emptyUntil(buckets, i)
    if (end - i <= kShortGap) bars.push({ ...buckets[i], gap: false })
    else bars.push({ ...buckets[i], until: buckets[end - 1].until, until_position: buckets[end - 1].until_position, gap: true })
    i = end - i <= kShortGap ? i + 1 : end
  }
  return bars
}

function emptyUntil(buckets: Bucket[], from: number): number {
  let end = from
  while (end < buckets.length && buckets[end].events === 0) end++
  return end
}

/** The stretches to ask for again, more finely; none where the first answer tells enough. */
export function worthACloserLook(buckets: Bucket[]): Run[] {
  const bars = condensed(buckets)
  if (!bars.some((b) => b.gap) || bars.length > buckets.length * kDense) return []
  const runs: Run[] = []
  let open: Run | null = null
  for (const bar of bars) {
    if (bar.gap) open = null
    else if (open) open.until = bar.until
    else runs.push((open = { since: bar.since, until: bar.until }))
  }
  return runs
}

/** The gaps of the first answer, and between them what the closer looks brought. */
export function spliced(buckets: Bucket[], looks: { run: Run; buckets: Bucket[] }[]): Bar[] {
  const looked = new Map(looks.map((l) => [l.run.since, l.buckets]))
  const ends = new Map(looks.map((l) => [l.run.since, l.run.until]))
  const bars: Bar[] = []
  let until = ''
  for (const bar of condensed(buckets)) {
    if (!bar.gap && until && bar.since < until) continue
    const closer = bar.gap ? undefined : looked.get(bar.since)
    until = closer ? ends.get(bar.since)! : ''
    bars.push(...(closer?.length ? condensed(closer) : [bar]))
  }
  return bars
}

const at = (time: string): number => Date.parse(time)

/** A place on the axis (0 … 1) of a time; before the first and after the last it stays at the end. */
export function placeOf(time: string, bars: Bar[]): number {
  if (!bars.length) return 1
  const ms = at(time)
  const i = bars.findIndex((b) => ms < at(b.until))
  if (i < 0) return 1
  const share = Math.max(0, (ms - at(bars[i].since)) / Math.max(1, at(bars[i].until) - at(bars[i].since)))
  return (i + share) / bars.length
}

/** The moment that a place stands for: the right end is now, the left one is before everything. */
export function momentAt(place: number, bars: Bar[], log: LogRange): AsOf | null {
  if (!bars.length || place >= 1) return null
  if (place <= 0) return beforeAll(log)
  const i = Math.min(bars.length - 1, Math.floor(place * bars.length))
  const share = place * bars.length - i
  const ms = at(bars[i].since) + share * (at(bars[i].until) - at(bars[i].since))
  return ms >= at(log.last.time) ? null : endOfSecond(Math.floor(ms / 1000))
}

/** How high the bars are, 0 … 1: by the root, so that a day of one event is seen beside a day of a thousand. */
export function heights(bars: Bar[]): number[] {
  const most = Math.max(1, ...bars.map((b) => b.events))
  return bars.map((b) => Math.sqrt(b.events / most))
}
