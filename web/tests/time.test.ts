import { describe, expect, it } from 'vitest'
import { atPosition, beforeAll as beginning, nowOf, stepped, stepTime, type LogRange } from '@/model/as_of'
import { chineseDay } from '@/model/format'
import { filterOf } from '@/model/ledger_view'
import { condensed, heights, momentAt, placeOf, spliced, worthACloserLook, type Bucket } from '@/model/timeline'

const log: LogRange = { first: { position: 0, time: '2014-01-06T01:00:00Z' }, last: { position: 900, time: '2014-12-31T09:00:00.500Z' } }
const day = (d: string, clock = '10:00:00') => new Date(`${d}T${clock}+08:00`).toISOString()

describe('one step through time', () => {
  it('goes by days, weeks and months of the ledger’s zone, and keeps the time of day', () => {
    expect(stepTime(day('2014-03-01', '00:30:00'), 'day', -1)).toBe('2014-02-27T16:30:00.999Z')
    expect(stepTime(day('2014-03-05'), 'week', 1)).toBe('2014-03-12T02:00:00.999Z')
    expect(stepTime(day('2014-12-15'), 'month', 1)).toBe('2015-01-15T02:00:00.999Z')
  })
  it('goes from the 31st to a shorter month’s last day', () => {
    expect(stepTime(day('2014-03-31'), 'month', -1)).toBe('2014-02-28T02:00:00.999Z')
    expect(stepTime(day('2012-03-31'), 'month', -1)).toBe('2012-02-29T02:00:00.999Z')
  })
  it('steps back from now, and forward beyond the newest event to now', () => {
    expect(stepped(null, 'day', -1, log, day('2014-12-20'))).toBe('2014-12-19T02:00:00.999Z')
    expect(stepped({ position: 1, time: day('2014-12-31') }, 'day', 1, log, day('2015-03-01'))).toBeNull()
    expect(stepped(null, 'day', 1, log, day('2015-03-01'))).toBeNull()
  })
  it('stops where nothing is there yet', () => {
    const first = beginning(log)
    expect(first).toBe('2014-01-06T00:59:59.999Z')
    expect(stepped({ position: 4, time: day('2014-01-10') }, 'month', -1, log, day('2015-03-01'))).toBe(first)
    expect(stepped({ position: 0, time: log.first.time }, 'event', -1, log, '')).toBe(first)
  })
  it('goes by events, and from the last but one to now', () => {
    expect(stepped(null, 'event', -1, log, '')).toBe(899)
    expect(stepped({ position: 898, time: '' }, 'event', 1, log, '')).toBe(899)
    expect(stepped({ position: 899, time: '' }, 'event', 1, log, '')).toBeNull()
    expect(atPosition(5000, log)).toBeNull()
  })
  it('counts now by the clock, unless the log has stood still for long or runs ahead', () => {
    const last = Date.parse(log.last.time)
    expect(nowOf(log, last + 86_400_000)).toBe(new Date(last + 86_400_000).toISOString())
    expect(nowOf(log, last + 100 * 86_400_000)).toBe(log.last.time)
    expect(nowOf(log, last - 1)).toBe(log.last.time)
    expect(nowOf(null, 0)).toBe('1970-01-01T00:00:00.000Z')
  })
})

/** One day each from 1 January on, with so many events. */
const buckets = (counts: number[]): Bucket[] => {
  let position = 0
  const at = (i: number) => new Date(Date.UTC(2014, 0, 1 + i)).toISOString()
  return counts.map((events, i) => ({ from_position: position, until_position: (position += events), since: at(i), until: at(i + 1), events }))
}

describe('the axis of the scrubber', () => {
  const quiet = buckets([5, 2, 0, 0, 0, 0, 0, 0, 0, 1])

  it('draws a long stretch of nothing as one gap, and a short one as it is', () => {
    expect(condensed(quiet).map((b) => [b.events, b.gap])).toEqual([[5, false], [2, false], [0, true], [1, false]])
    expect(condensed(quiet)[2]).toMatchObject({ since: quiet[2].since, until: quiet[8].until })
    expect(condensed(buckets([1, 0, 0, 0, 1])).some((b) => b.gap)).toBe(false)
  })
  it('asks again for the stretches between the gaps, where little is left', () => {
    expect(worthACloserLook(quiet)).toEqual([{ since: quiet[0].since, until: quiet[1].until }, { since: quiet[9].since, until: quiet[9].until }])
    expect(worthACloserLook(buckets([1, 1, 1, 1, 1, 1]))).toEqual([])
  })
  it('puts what the closer look brought in its place, the gap stays', () => {
    const run = worthACloserLook(quiet)[0]
    const finer = buckets([3, 2, 1, 1])
    expect(spliced(quiet, [{ run, buckets: finer }]).map((b) => [b.events, b.gap])).toEqual([[3, false], [2, false], [1, false], [1, false], [0, true], [1, false]])
  })
  it('leads from a time to a place and back, across a gap too', () => {
    const bars = condensed(quiet)
    const range = { first: { position: 0, time: quiet[0].since }, last: { position: 7, time: '2014-01-10T12:00:00Z' } }
    for (const time of ['2014-01-01T06:00:00.999Z', '2014-01-02T18:00:00.999Z', '2014-01-06T00:00:00.999Z']) {
      expect(momentAt(placeOf(time, bars), bars, range)).toBe(time)
    }
    expect(placeOf('2013-01-01T00:00:00Z', bars)).toBe(0)
    expect(placeOf('2015-01-01T00:00:00Z', bars)).toBe(1)
    expect(momentAt(1, bars, range)).toBeNull()
    expect(momentAt(0.99, bars, range)).toBeNull()
    expect(momentAt(0, bars, range)).toBe('2013-12-31T23:59:59.999Z')
  })
  it('shows a little beside a lot', () => {
    expect(heights(condensed(buckets([100, 1])))).toEqual([1, 0.1])
    expect(heights(condensed(buckets([0, 0])))).toEqual([0, 0])
  })
})

it('writes dates as officials do', () => {
  expect([chineseDay('2014-05-06'), chineseDay('2014-11'), chineseDay('—')]).toEqual(['2014年5月6日', '2014年11月', '—'])
})

it('takes the conditions of a list from the address, and leaves the reader’s own where it names none', () => {
  expect(filterOf({ as_of: '5', item: 'x' })).toBeNull()
  expect(filterOf({ lamp: 'red,yellow', unit: 'a' })).toEqual({ search: '', chapters: [], units: ['a'], lamps: ['red', 'yellow'], statuses: [], answering: false })
})
