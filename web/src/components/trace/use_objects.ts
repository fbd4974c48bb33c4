/** Objects of the trail, found by what is typed: through the search index, or a stream typed as it is. */
import { plain, find, streamOf } from '@/components/search/find'
import { useConnection } from '@/stores/connection'

export interface FoundObject {
  stream: string
  name: string
  kind: string
}

const kKinds = ['item', 'unit', 'person', 'ledger', 'enterprise', 'bulletin', 'order', 'measure', 'regime', 'assessment', 'review', 'inspection']

export function useObjects() {
  const connection = useConnection()

  function suggest(typed: string, done: (found: FoundObject[]) => void): void {
    const text = typed.trim()
    if (!text || text.includes('/')) return done([])
    find(connection.call, { text: text.slice(0, 60), kinds: kKinds, limit: 12 }).then(
      (answer) => done(answer.hits.flatMap((hit) => (streamOf(hit) ? [{ stream: streamOf(hit)!, name: plain(hit.title) || hit.key, kind: hit.kind }] : []))),
      () => done([]),
    )
  }
  return { suggest }
}
