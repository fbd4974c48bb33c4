/**
 * The moment goes along from page to page: every link and every push of a page that shows the past leads into the same
 * past, unless it says otherwise (`as_of` among its query, undefined for now). Going back by the browser, and an address
 * that somebody types, are left as they are.
 */
import type { RouteLocationRaw, Router } from 'vue-router'

export function carryMoment(router: Router): void {
  const { push, replace, resolve } = router

  function carried(to: RouteLocationRaw): RouteLocationRaw {
    const at = router.currentRoute.value.query.as_of
    if (at === undefined || (typeof to !== 'string' && 'name' in to && to.name === 'login')) return to
    if (typeof to !== 'string') return !to.query || !('as_of' in to.query) ? { ...to, query: { ...to.query, as_of: at } } : to
    const { path, query, hash } = resolve(to)
    return 'as_of' in query ? to : { path, query: { ...query, as_of: at }, hash }
  }

  router.push = (to) => push(carried(to))
  router.replace = (to) => replace(carried(to))
  router.resolve = ((to: RouteLocationRaw, from?: Parameters<typeof resolve>[1]) => resolve(carried(to) as never, from)) as typeof resolve
}
