import { readdirSync, readFileSync } from 'node:fs'
import { webcrypto } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { base64, decimal, fromBase64, hex, utf8, type Bytes } from '@/verify/bytes'
import { openCheckpoint, readCheckpoint } from '@/verify/checkpoint'
import { holdsContent } from '@/verify/content'
import { choose, softwareCrypto, webCrypto } from '@/verify/crypto'
import { decodeEntry } from '@/verify/entry'
import { checkEvent } from '@/verify/event'
import { verifyHistory, type Call, type EventResult } from '@/verify/history'
import { compare, keep, keptFor, type Kept } from '@/verify/kept'
import { parseKey, parseKeys } from '@/verify/note'
import { continues, includes, leafHash, nodeHash } from '@/verify/tree'
import { typeName } from '@/verify/types'

const root = new URL('../../', import.meta.url)
const page = readFileSync(new URL('docs/formats/transparency.md', root), 'utf8')
/** The worked example's parts, each after a comment with its name. */
const part = (name: string) => page.match(new RegExp(`<!-- ${name} -->\\n\`\`\`\\n([^]*?)\`\`\``))![1]
const bytes = (text: string) => fromBase64(text)!

const [logKey, , witnessKey] = part('keys').split('\n')
const hashes = part('leaves').trim().split('\n').map(bytes)
const leaves = hashes.slice(0, 5)
const [root3, root5] = hashes.slice(5)
const [asked, gap] = [part('request'), part('request').indexOf('\n\n')]
const request = { proof: asked.slice(0, gap).split('\n').slice(1).map(bytes), note: asked.slice(gap + 2) }
const proof = part('proof')
const entry2 = bytes(proof.match(/^extra (.*)$/m)![1])
const path2 = proof.slice(0, proof.indexOf('\n\n')).split('\n').slice(3).map(bytes)
const cosigned = proof.slice(proof.indexOf('\n\n') + 2)

const subtle = webcrypto.subtle as unknown as SubtleCrypto
const ways = [['WebCrypto', webCrypto(subtle)], ['JavaScript', await softwareCrypto()]] as const
const crypto = ways[1][1]
const flipped = (b: Bytes, at = 0) => {
  const copy = b.slice()
  copy[at] ^= 1
  return copy
}
const fault = (what: string) => expect.objectContaining({ what })

describe('spelling', () => {
  it('reads one base64 and one decimal only', () => {
    expect(base64(fromBase64('AQID')!)).toBe('AQID')
    for (const text of ['AQI', 'AQJ=', 'AQ==\n', 'A-_=', 'AQ']) expect(fromBase64(text), text).toBeNull()
    for (const text of ['007', '+7', '-1', '', '1e3', '9007199254740993']) expect(decimal(text), text).toBeNull()
    expect(decimal('0')).toBe(0)
  })
})

describe.each(ways)('the worked example of transparency.md with %s', (_, way) => {
  it('hashes as told', async () => {
    expect(base64(await way.sha256(new Uint8Array()))).toBe('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')
    const [one, two, three] = await Promise.all(['one', 'two', 'three'].map((t) => leafHash(way, utf8(t))))
    expect(base64(one)).toBe('0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=')
    expect(base64(await nodeHash(way, await nodeHash(way, one, two), three))).toBe('Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=')
  })
  it('proves inclusion, and nothing of another leaf, place, size or root', async () => {
    expect(base64(await leafHash(way, entry2))).toBe(base64(leaves[2]))
    expect(await includes(way, leaves[2], 2, 5, path2, root5)).toBe(true)
    expect(await includes(way, leaves[1], 2, 5, path2, root5)).toBe(false)
    expect(await includes(way, leaves[2], 3, 5, path2, root5)).toBe(false)
    expect(await includes(way, leaves[2], 5, 5, path2, root5)).toBe(false)
    expect(await includes(way, leaves[2], 2, 3, path2, root5)).toBe(false)
    expect(await includes(way, leaves[2], 2, 5, path2, root3)).toBe(false)
    expect(await includes(way, leaves[2], 2, 5, path2.slice(0, -1), root5)).toBe(false)
    expect(await includes(way, leaves[2], 2, 5, [...path2, root5], root5)).toBe(false)
  })
  it('proves consistency, and nothing of another root or proof', async () => {
    const [older, newer] = [{ size: 3, root: root3 }, { size: 5, root: root5 }]
    expect(await continues(way, older, newer, request.proof)).toBe(true)
    expect(await continues(way, { size: 3, root: root5 }, newer, request.proof)).toBe(false)
    expect(await continues(way, older, { size: 5, root: root3 }, request.proof)).toBe(false)
    expect(await continues(way, older, newer, [])).toBe(false)
    expect(await continues(way, newer, older, request.proof)).toBe(false)
    expect(await continues(way, older, older, [])).toBe(true)
    expect(await continues(way, older, { size: 3, root: root5 }, [])).toBe(false)
    for (let i = 0; i < request.proof.length; i++) expect(await continues(way, older, newer, request.proof.map((h, k) => (k === i ? flipped(h) : h)))).toBe(false)
  })
  it('opens the cosigned checkpoint with both keys, and says what it cannot judge with one', async () => {
    const both = await openCheckpoint(way, cosigned, await parseKeys(way, `${logKey}\n ${witnessKey} \n\n`))
    expect(both).toMatchObject({ checkpoint: { origin: 'ledger.example.gov/2014', size: 5 }, cosigned: [{ name: 'audit.example.gov', at: Date.UTC(2014, 2, 5, 5) }], unjudged: [] })
    expect(base64(both.checkpoint.root)).toBe(base64(root5))
    const one = await openCheckpoint(way, cosigned, await parseKeys(way, logKey))
    expect(one).toMatchObject({ cosigned: [], unjudged: ['audit.example.gov'] })
  })
  it('rejects a note with any known signature that does not hold', async () => {
    const keys = await parseKeys(way, `${logKey}\n${witnessKey}`)
    await expect(openCheckpoint(way, cosigned.replace('\n5\n', '\n4\n'), keys)).rejects.toEqual(fault('signature'))
    await expect(openCheckpoint(way, cosigned.replace('AABTFq9Q', 'AABTFq9R'), keys)).rejects.toEqual(fault('signature'))
  })
})

describe('trees of every size up to 20', () => {
  const split = (n: number) => 2 ** (Math.ceil(Math.log2(n)) - 1)
  const mth = async (d: Bytes[]): Promise<Bytes> => (d.length === 1 ? d[0] : nodeHash(crypto, await mth(d.slice(0, split(d.length))), await mth(d.slice(split(d.length)))))
  const pathTo = async (m: number, d: Bytes[]): Promise<Bytes[]> => {
    const k = split(d.length)
    if (d.length === 1) return []
    return m < k ? [...(await pathTo(m, d.slice(0, k))), await mth(d.slice(k))] : [...(await pathTo(m - k, d.slice(k))), await mth(d.slice(0, k))]
  }
  const sub = async (m: number, d: Bytes[], whole: boolean): Promise<Bytes[]> => {
    const k = split(d.length)
    if (m === d.length) return whole ? [] : [await mth(d)]
    return m <= k ? [...(await sub(m, d.slice(0, k), whole)), await mth(d.slice(k))] : [...(await sub(m - k, d.slice(k), false)), await mth(d.slice(0, k))]
  }
  it('accept their own proofs, and no proof with one hash changed or another place', async () => {
    const all = await Promise.all([...Array(20).keys()].map((i) => leafHash(crypto, utf8(String(i)))))
    for (let n = 1; n <= 20; n++) {
      const [d, newer] = [all.slice(0, n), { size: n, root: await mth(all.slice(0, n)) }]
      for (let m = 0; m < n; m++) {
        const path = await pathTo(m, d)
        expect(await includes(crypto, all[m], m, n, path, newer.root)).toBe(true)
        if (n > 1) expect(await includes(crypto, all[m], (m + 1) % n, n, path, newer.root), `${m} in ${n}`).toBe(false)
        const [older, proof] = [{ size: m + 1, root: await mth(all.slice(0, m + 1)) }, await sub(m + 1, d, true)]
        expect(await continues(crypto, older, newer, proof), `${m + 1} to ${n}`).toBe(true)
        for (let i = 0; i < proof.length; i++) expect(await continues(crypto, older, newer, proof.map((h, k) => (k === i ? flipped(h) : h)))).toBe(false)
      }
    }
  })
})

describe('both ways of Ed25519', () => {
  it('agree on signatures of other keys, other messages and spoilt ones', async () => {
    const pair = (await subtle.generateKey({ name: 'Ed25519' } as EcKeyGenParams, true, ['sign', 'verify'])) as CryptoKeyPair
    const key = new Uint8Array(await subtle.exportKey('raw', pair.publicKey))
    for (const text of ['', 'a', '重点工作'.repeat(500)]) {
      const signature = new Uint8Array(await subtle.sign({ name: 'Ed25519' }, pair.privateKey, utf8(text)))
      for (const [, way] of ways) {
        expect(await way.verify(key, utf8(text), signature)).toBe(true)
        expect(await way.verify(key, utf8(`${text}!`), signature)).toBe(false)
        expect(await way.verify(key, utf8(text), flipped(signature, 40))).toBe(false)
        expect(await way.verify(new Uint8Array(32).fill(7), utf8(text), signature)).toBe(false)
      }
    }
  })
  it('takes the browser’s where it has Ed25519, and the other where it has not', async () => {
    expect((await choose(subtle)).name).toBe('WebCrypto')
    expect((await choose(undefined)).name).toBe('JavaScript')
    const without = { importKey: () => Promise.reject(new Error('unknown algorithm')) } as unknown as SubtleCrypto
    expect((await choose(without)).name).toBe('JavaScript')
  })
})

describe('keys and notes', () => {
  it('a key with a slip of the pen is refused', async () => {
    await expect(parseKey(crypto, logKey.replace('AYqI', 'AYqJ'))).rejects.toEqual(fault('keyId'))
    await expect(parseKey(crypto, logKey.replace('2014+', '2015+'))).rejects.toEqual(fault('keyId'))
    await expect(parseKey(crypto, logKey.slice(0, -1))).rejects.toEqual(fault('keyForm'))
    await expect(parseKey(crypto, 'PRIVATE+KEY+x')).rejects.toEqual(fault('keyForm'))
  })
  it('a checkpoint of another key, of a witness alone, or of another origin than the key’s is refused', async () => {
    await expect(openCheckpoint(crypto, cosigned, await parseKeys(crypto, witnessKey))).rejects.toEqual(fault('noLogKey'))
    const only = `${readNote(cosigned).text}\n${readNote(cosigned).lines[1]}\n`
    await expect(openCheckpoint(crypto, only, await parseKeys(crypto, logKey))).rejects.toEqual(fault('notSigned'))
  })
  it('other spellings of a note are refused', () => {
    for (const text of ['', 'x', cosigned.trimEnd(), cosigned.replace('\n5\n', '\n05\n'), cosigned.replaceAll('\n', '\r\n'), cosigned.replace('— ', '- ')]) expect(() => readCheckpoint(text), JSON.stringify(text).slice(0, 40)).toThrow()
    expect(readCheckpoint(cosigned).size).toBe(5)
  })
})

function readNote(note: string) {
  const at = note.lastIndexOf('\n\n')
  return { text: note.slice(0, at + 1), lines: note.slice(at + 2).trimEnd().split('\n') }
}

const goldenRecord = (name: string) => Uint8Array.from(Buffer.from(readFileSync(new URL(`tests/golden/records/${name}.hex`, root), 'utf8').replace(/#.*\n/g, '').replace(/\s/g, ''), 'hex'))

describe('entries', () => {
  it('are read as the golden records and the worked example have them', () => {
    const record = goldenRecord('v1_every_member_set')
    const entry = decodeEntry(record.slice(4, 4 + new DataView(record.buffer).getUint32(0)))
    expect(entry).toMatchObject({ position: 70000, stream: 'item/2014-cz-009', streamVersion: 12, actor: { account: 'li.ming', person: 'p-17', unit: 'u-chengguan', name: '李明', role: 'unit_clerk' }, command: 'item.report_progress' })
    expect(entry.reason).toContain('一月报账')
    expect(decodeEntry(entry2)).toMatchObject({ position: 2, streamVersion: 3, recorded: '2014-03-05T04:02:00.000Z', effective: '2014-03-05T04:02:00.000Z', reason: '', actor: { account: 'wang', name: '' } })
  })
  it('cut or grown ones are refused', () => {
    for (let n = 0; n < entry2.length; n++) expect(() => decodeEntry(entry2.slice(0, n))).toThrow()
    expect(() => decodeEntry(Uint8Array.from([...entry2, 0]))).toThrow()
  })
  it('types are numbered as docs/formats/events.md numbers them', () => {
    const rows = [...readFileSync(new URL('docs/formats/events.md', root), 'utf8').matchAll(/^\| (\d+) \| ([a-z_]+\.[a-z_]+) \|/gm)]
    expect(rows.length).toBeGreaterThan(100)
    for (const [, number, name] of rows) expect(typeName(Number(number)), number).toBe(name)
    expect(typeName(9999)).toBeUndefined()
  })
})

describe('what is shown of a payload', () => {
  const dir = new URL('tests/golden/events/', root)
  const golden = readdirSync(dir).filter((f) => f.endsWith('.hex')).map((f) => [f, ...readFileSync(new URL(f, dir), 'utf8').trim().split('\n')] as [string, string, string])
  const payload = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'))
  it('is found in the bytes of every event’s golden payload, and not when a word is changed', () => {
    expect(golden.length).toBeGreaterThan(100)
    for (const [name, text, json] of golden) {
      const data = JSON.parse(json) as Record<string, unknown>
      expect(holdsContent(payload(text), data), name).toBe(true)
      const first = Object.entries(data).find(([, v]) => typeof v === 'string')
      if (first) expect(holdsContent(payload(text), { ...data, [first[0]]: `${String(first[1])}。` }), `${name} changed`).toBe(false)
      expect(holdsContent(payload(text), { ...data, added: 'x' }), `${name} grown`).toBe(false)
    }
  })
  it('may lack optional members, and may have defaults that older payloads lack', () => {
    const bytes = Uint8Array.from([1, 3, 2, 0, 0, 0, 0, 0, 0, 0, 0x75, 0x31, 0, 3, 0])
    expect(holdsContent(bytes, { unit: 'u1', n: 3 })).toBe(true)
    expect(holdsContent(bytes, { unit: 'u1', n: 3, later: '', list: [] })).toBe(true)
    expect(holdsContent(bytes, { unit: 'u1', n: 3, later: 'x' })).toBe(false)
    expect(holdsContent(bytes, { unit: 'u1', n: 4 })).toBe(false)
    expect(holdsContent(bytes, { unit: 'u1' })).toBe(false)
  })
})

const salt = new Uint8Array(16)
const tree = { size: 5, root: root5 }
const record2 = { position: 2, entry: base64(entry2), salt: base64(salt), payload: base64(utf8('payload 2')) }
const proof2 = { position: 2, size: 5, path: path2.map(base64) }
const shown2 = { sequence: '00000000000000000002', subject: 'item/2014-cz-009', streamversion: 3, time: '2014-03-05T04:02:00.000Z', effectivetime: '2014-03-05T04:02:00.000Z', authid: 'wang', actorname: '', actorrole: '', authtype: 'user', command: 'item.report_progress', commandid: '02020202-0202-0202-0202-020202020202', type: 'taizhang.1.v1' }
const problems = async (shown: object, record = record2, inclusion = proof2) => (await checkEvent(crypto, shown as never, 2, record, inclusion, tree)).problems

describe('an event', () => {
  // the example's payload is plain text, so what is shown of it never fits; all else does
  const content = { what: 'content', values: {} }
  it('is held against its entry member by member', async () => {
    expect(await problems(shown2)).toEqual([content])
    expect(await problems({ ...shown2, actorname: '李四' })).toContainEqual({ what: 'shown', values: { field: 'actorname', shown: '李四', held: '—' } })
    expect(await problems({ ...shown2, reason: '补记' })).toContainEqual({ what: 'shown', values: { field: 'reason', shown: '补记', held: '—' } })
    expect(await problems({ ...shown2, time: '2014-03-05T04:03:00.000Z' })).toContainEqual(fault('shown'))
    expect(await problems({ ...shown2, streamversion: 4 })).toContainEqual(fault('shown'))
  })
  it('fails by its payload, its path, its entry, each by name', async () => {
    expect(await problems(shown2, { ...record2, payload: base64(utf8('payload 3')) })).toEqual([fault('payload')])
    expect(await problems(shown2, { ...record2, salt: 'AAAA' })).toEqual([fault('payload')])
    expect(await problems(shown2, record2, { ...proof2, path: [...proof2.path].reverse() })).toEqual([content, fault('inclusion')])
    expect(await problems(shown2, record2, { ...proof2, path: ['x'] })).toEqual([content, fault('hashForm')])
    expect(await problems(shown2, { ...record2, entry: base64(flipped(entry2, entry2.length - 1)) })).toEqual([fault('payload'), fault('inclusion')])
    expect(await problems(shown2, { ...record2, entry: '?' })).toEqual([fault('recordForm')])
  })
})

async function history(events: object[], answer: (method: string) => unknown): Promise<EventResult[]> {
  const call = (async (method: string) => (method === 'events.read' ? { events, next: 9, end: 9 } : answer(method))) as Call
  const out: EventResult[] = []
  await verifyHistory({ call, crypto, stream: 'item/2014-cz-009', tree, onFound: () => undefined, onEvent: (e) => out.push(e), stopped: () => false })
  return out
}

describe('a history', () => {
  const at = (position: number, version: number, subject = 'item/2014-cz-009') => ({ ...shown2, sequence: String(position).padStart(20, '0'), streamversion: version, subject })
  const answers = (method: string) => (method === 'log.record' ? record2 : proof2)
  it('has its versions from 1 without gaps, and only its own stream', async () => {
    const found = await history([at(1, 1), at(2, 3), at(7, 4), at(8, 1, 'item/2014-cz-0091')], answers)
    expect(found.map((e) => [e.position, e.state])).toEqual([[1, 'fails'], [2, 'fails'], [7, 'later']])
    expect(found[1].problems).toContainEqual({ what: 'version', values: { expected: 2, found: '3' } })
    expect(found[0].problems).toContainEqual(fault('shown')) // the record at 1 is another's
  })
  it('tells a refused record as a fault of the log, and a lost connection as none', async () => {
    const refuse = (code: number) => () => Promise.reject(Object.assign(new Error('record 2 does not fit its leaf'), { code }))
    const found = await history([at(2, 1)], refuse(-32603))
    expect(found[0].problems).toEqual([{ what: 'unanswered', values: { message: 'record 2 does not fit its leaf' } }])
    await expect(history([at(2, 1)], refuse(-1))).rejects.toMatchObject({ code: -1 })
  })
})

describe('the kept checkpoint', () => {
  const values = new Map<string, string>()
  const storage = { getItem: (k: string) => values.get(k) ?? null, setItem: (k: string, v: string) => void values.set(k, v), removeItem: (k: string) => void values.delete(k) }
  const rest = { note: cosigned, key: logKey, source: 'typed' as const, at: '2014-03-05T05:00:00Z' }
  const kept = (size: number, r: Bytes): Kept => keep(storage, { origin: 'o', size, root: r }, rest)
  const proves = (path: Bytes[]) => (async () => ({ path: path.map(base64) })) as Call
  it('is kept by origin, and spoilt ones are told', () => {
    expect(keptFor(storage, 'o')).toBeNull()
    expect(keptFor(storage, (kept(3, root3), 'o'))).toMatchObject({ size: 3, root: base64(root3), key: logKey })
    expect(keptFor(storage, 'other')).toBeNull()
    storage.setItem('taizhang.verified.o', '{"size":3}')
    expect(() => keptFor(storage, 'o')).toThrow(fault('keptForm'))
  })
  it('is continued, or broken with both sizes told', async () => {
    expect(await compare(proves(request.proof), crypto, kept(3, root3), tree)).toMatchObject({ state: 'longer', from: 3, to: 5 })
    expect(await compare(proves([]), crypto, kept(5, root5), tree)).toMatchObject({ state: 'same' })
    expect(await compare(proves(request.proof), crypto, kept(5, root5), { size: 3, root: root3 })).toMatchObject({ state: 'shorter' })
    expect(await compare(proves(request.proof), crypto, kept(3, leaves[0]), tree)).toMatchObject({ state: 'broken', from: 3, to: 5 })
    expect(await compare(proves([]), crypto, kept(5, root3), tree)).toMatchObject({ state: 'broken', from: 5, to: 5 })
    const says = (code: number) => (async () => Promise.reject(Object.assign(new Error('the log holds 5 records'), { code }))) as Call
    expect(await compare(says(2), crypto, kept(9, root3), tree)).toMatchObject({ state: 'broken', message: 'the log holds 5 records' })
    await expect(compare(says(-1), crypto, kept(9, root3), tree)).rejects.toMatchObject({ code: -1 })
  })
})

it('hashes are shown in hex', () => expect(hex(Uint8Array.of(0, 255))).toBe('00ff'))
