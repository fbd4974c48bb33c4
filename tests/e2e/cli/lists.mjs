// A list of projects on the command line: out of one ledger and into the next one, told before it is done, done once.
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { assert, item, main, root, run, secret, small } from '../server/lib.mjs'

const as = (server, login, args) => run([...args, '--server', server.http, '--login', login, '--secret-stdin'], `${secret}\n`)
function done(outcome) {
  assert.equal(outcome.code, 0, outcome.err + outcome.out)
  return outcome.out
}

/** Two ledgers under S8, and in the first a project. */
async function ledgers(server) {
  const { office, year } = await small(server)
  for (const regime of ['working-days', 'S8']) done(as(server, 'office', ['regime', 'adopt', join(root, `regimes/${regime}.toml`)]))
  for (const ledger of ['P', 'Q']) await office.command('ledger.open', { ledger, title: `重大项目${ledger}`, year, holder: 'gov', regime: 'S8', report_due_day: 5 })
  await office.command('item.enter', item('p1', 'P', { title: '机床厂' }))
  await office.command('item.profile', { item: 'p1', industry: '工业', sector: '工业', total_investment: { value: '1.5', unit: '亿元' }, start: `${year}-05-04`, funds: [], qualifies: [] })
  await profiled(office, 'P')
  return { office, year }
}

/** The ledger's project, once the view shows what was said of it. */
async function profiled(client, ledger) {
  for (let i = 0; i < 600; i++) {
    const [found] = (await client.call('view.list', { view: 'project_library', filter: { ledger } })).rows
    if (found?.row.profile.total_investment) return found.row
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`no project is shown in ${ledger}`)
}

await main({
  async 'what is exported is imported into another ledger, once'(server) {
    const { office } = await ledgers(server)
    const file = join(server.dir, 'list.xlsx')
    done(as(server, 'holder', ['export', '--projects', '--ledger', 'P', '-o', file]))
    assert.ok(statSync(file).size > 1000)
    const bytes = readFileSync(file)
    done(as(server, 'holder', ['export', '--projects', '--ledger', 'P', '-o', file]))
    assert.deepEqual(readFileSync(file), bytes, 'the same position, the same bytes')
    assert.match(done(as(server, 'holder', ['import', file, '--projects', '--ledger', 'P', '--dry-run'])), / same .*机床厂[^]*0 new, 0 changed, 1 unchanged/)

    const dry = done(as(server, 'holder', ['import', file, '--projects', '--ledger', 'Q', '--dry-run']))
    assert.match(dry, / enter .*机床厂[^]*nothing was entered/)
    assert.equal((await office.call('view.list', { view: 'project_library', filter: { ledger: 'Q' } })).rows.length, 0)
    done(as(server, 'holder', ['import', file, '--projects', '--ledger', 'Q']))
    const row = await profiled(office, 'Q')
    assert.equal(row.profile.total_investment.value, '15000')
    assert.match(row.profile.qualifies[0].project_class, /重大项目/)
    assert.match(done(as(server, 'holder', ['import', file, '--projects', '--ledger', 'Q'])), /0 new, 0 changed, 1 unchanged/)
  },

  async 'what is no list, or not told where it goes, is refused with what to do'(server) {
    await ledgers(server)
    const text = join(root, 'README.md')
    const unnamed = as(server, 'holder', ['import', text, '--projects'])
    assert.equal(unnamed.code, 1)
    assert.match(unnamed.err, /--ledger/)
    const none = as(server, 'holder', ['import', text, '--projects', '--ledger', 'P'])
    assert.equal(none.code, 1)
    assert.match(none.err, /spreadsheet|xlsx/)
    assert.equal(as(server, 'holder', ['import', text, '--projects', '--targets', 'A']).code, 2)
  },
})
