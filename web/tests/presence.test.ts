import { effectScope, nextTick, reactive, ref } from 'vue'
import { beforeEach, expect, it, vi } from 'vitest'

const connection = reactive({ online: true, session: { account: 'lin' }, call: vi.fn(), subscribe: vi.fn() })
vi.mock('@/stores/connection', () => ({ useConnection: () => connection }))
const { usePresence } = await import('@/stores/presence')

beforeEach(() => {
  connection.call.mockReset().mockResolvedValue({})
  connection.subscribe.mockReset().mockReturnValue(() => undefined)
})

it('says nothing while offline, where it would be said late; the next snapshot says it', async () => {
  const doing = ref<'looking' | 'editing'>('looking')
  const scope = effectScope()
  scope.run(() => usePresence(() => 'item/a', () => doing.value))
  connection.online = false
  doing.value = 'editing'
  await nextTick()
  expect(connection.call).not.toHaveBeenCalled()
  connection.online = true
  connection.subscribe.mock.calls[0][0].onSnapshot({ at: [] })
  expect(connection.call.mock.calls).toEqual([['presence.here', { subject: 'item/a', doing: 'editing' }]])
  connection.online = false
  scope.stop()
  expect(connection.call).toHaveBeenCalledTimes(1)
})
