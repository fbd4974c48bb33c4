import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { listOf, readToml, tableOf, textOf, textsOf } from '@/model/toml'

const kRegimes = new URL('../../regimes/', import.meta.url)

describe('toml', () => {
  it('reads tables, lists of tables and what stands below the last of them', () => {
    const found = readToml('a = 1\n[t]\nx = "y" # note\n[[t.l]]\nname = "one"\n[t.l.in]\nk = true\n[[t.l]]\nname = "two"\n')
    expect(found).toEqual({ a: 1, t: { x: 'y', l: [{ name: 'one', in: { k: true } }, { name: 'two' }] } })
  })

  it('reads arrays and inline tables over several lines, with comments between', () => {
    const text = 'any_of = [\n  { measure = "从业人员", at_least = "50人" },   # first\n  # none\n  { measure = "营业收入", at_least = "500万元" },\n]\n'
    expect(readToml(text)).toEqual({ any_of: [{ measure: '从业人员', at_least: '50人' }, { measure: '营业收入', at_least: '500万元' }] })
  })

  it('keeps what is quoted, with escapes, hashes and brackets in it', () => {
    expect(readToml(`a = "x # \\"y\\" \\u4e2d ]"\nb = 'c:\\d'\nl = ["a]", 'b']\nm = """\none\\\n   two"""`)).toEqual({ a: 'x # "y" 中 ]', b: 'c:\\d', l: ['a]', 'b'], m: 'onetwo' })
  })

  it('reads numbers, dates and dotted keys', () => {
    expect(readToml('n = -0.5\nm = 36_870\non = 2014-01-01\na.b = 2')).toEqual({ n: -0.5, m: 36870, on: '2014-01-01', a: { b: 2 } })
  })

  it('gives null for what is no TOML', () => {
    for (const text of ['a = ', 'a = [1', '[t', 'a = "x', 'a b = 1', 'a = 1 b = 2', 'a = 1\n[[a]]']) expect(readToml(text), text).toBeNull()
  })

  it('reads every regime that comes with the program', () => {
    const files = readdirSync(kRegimes).filter((f) => f.endsWith('.toml'))
    expect(files.length).toBeGreaterThan(9)
    for (const file of files) expect(textOf(readToml(readFileSync(new URL(file, kRegimes), 'utf8'))?.title), file).not.toBe('')
  })

  it('gives the empty of what is asked for where something else stands', () => {
    expect([tableOf(1), tableOf([]), listOf({}), textsOf('a'), textOf(true), textOf(undefined)]).toEqual([{}, {}, [], [], '', ''])
  })
})
