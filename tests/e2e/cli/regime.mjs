// A city's rules from the command line: checked, adopted, amended, shown as they were.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assert, main, mustRun, run } from '../server/lib.mjs'

const regimes = new URL('../../../regimes/', import.meta.url).pathname
const head = 'title = "制度"\nsystem = "S1"\ndocument = "文件"\n'

function file(name, text) {
  const path = join(mkdtempSync(join(tmpdir(), 'regime-')), name)
  writeFileSync(path, text)
  return path
}

await main({
  async 'every fault is told with file, line and key'() {
    const path = file('x.toml', head + '[reporting]\ndue_dya = 5\n[schedule]\ngreen = 20\n')
    const done = run(['regime', 'check', path, regimes + 'S1.toml'])
    assert.equal(done.code, 1)
    assert.match(done.err, new RegExp(`^${path}:5: reporting\\.due_dya: .*did you mean 'due_day'\\?`, 'm'))
    assert.match(done.err, new RegExp(`^${path}:7: schedule\\.green: contradicts`, 'm'))
    assert.match(done.out, /重点工作落实台账管理制度 \(S1\)/) // the good one is summed up all the same
    assert.match(done.out, /due on day 5 of the following month/)
  },

  async 'what the program brings along is good'() {
    for (const name of ['S1', 'S2', 'S4', 'S7', 'key-work', 'working-days'])
      mustRun(['regime', 'check', `${regimes}${name}.toml`])
  },

  async 'adopted, left alone, amended with a reason, shown as of before'() {
    const data = mkdtempSync(join(tmpdir(), 'regime-data-'))
    assert.match(mustRun(['regime', 'adopt', regimes + 'working-days.toml', '--data', data]), /^adopted working-days/)
    assert.match(mustRun(['regime', 'adopt', regimes + 'S1.toml', '--id', 'ours', '--data', data]), /^adopted ours: position 1/)
    assert.match(mustRun(['regime', 'adopt', regimes + 'S1.toml', '--id', 'ours', '--data', data]), /^unchanged ours/)

    const before = readFileSync(regimes + 'S1.toml', 'utf8')
    const next = file('S1.toml', before.replace('due_day = 5 ', 'due_day = 8 '))
    const silent = run(['regime', 'adopt', next, '--id', 'ours', '--data', data])
    assert.equal(silent.code, 1)
    assert.match(silent.err, /--reason/)
    assert.match(mustRun(['regime', 'adopt', next, '--id', 'ours', '--reason', '改期', '--data', data]), /^amended ours: position 2/)

    assert.equal(mustRun(['regime', 'show', 'ours', '--data', data]), readFileSync(next, 'utf8'))
    assert.equal(mustRun(['regime', 'show', 'ours', '--as-of', '1', '--data', data]), before)
    assert.match(mustRun(['regime', 'list', '--data', data]), /^ours +S1 .*\nworking-days +calendar /m)
    assert.equal(run(['regime', 'show', 'theirs', '--data', data]).code, 1)
  },

  async 'the working days come first'() {
    const data = mkdtempSync(join(tmpdir(), 'regime-data-'))
    const done = run(['regime', 'adopt', regimes + 'S1.toml', '--data', data])
    assert.equal(done.code, 1)
    assert.match(done.err, /working-days.*names no regime; adopt the working days/)
  }
})
