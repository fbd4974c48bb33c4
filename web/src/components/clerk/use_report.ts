/** 报账 of one unit for one month: filled in from last month, checked as it is typed, kept as a draft, sent as one. */
import { computed, ref, shallowRef, watch } from 'vue'
import { t, type Key } from '@/i18n'
import { sentenceOf } from '@/i18n/explained'
import * as form from '@/model/report_form'
import type { CommandResult } from '@/model/rows'
import { asRpcError, type RpcError } from '@/rpc/errors'
import { useCommand } from '@/stores/command'
import { useConnection } from '@/stores/connection'
import { useGrid } from './use_grid'

export function useReport() {
  const connection = useConnection()
  const command = useCommand()
  const prefill = shallowRef<form.Prefill | null>(null)
  const loading = ref(false)
  const error = shallowRef<RpcError | null>(null)
  const summary = ref('')
  const reason = ref('')
  const restored = ref<string | null>(null)
  const attempted = ref(false)
  const sent = shallowRef<form.Submission | null>(null)
  let turn = 0

  const columns = computed(() => (prefill.value ? form.columnsOf(prefill.value) : []))
  const before = computed(() => (prefill.value ? form.cellsOf(prefill.value, columns.value) : []))
  const rows = computed(() => prefill.value?.entries ?? [])
  const state = computed(() => prefill.value?.report?.state ?? null)
  /** In, and not returned: nothing to be written any more. */
  const closed = computed(() => state.value === 'submitted' || state.value === 'accepted')

  const grid = useGrid({
    writable: (row, column) => !closed.value && form.isOpen(rows.value[row], columns.value[column]),
    normal: (column, text) => form.normal(columns.value[column], text),
    changed: () => (forgive(), keep()),
  })

  async function load(ledger: string, period: string): Promise<void> {
    const mine = ++turn
    const other = prefill.value?.ledger !== ledger || prefill.value.period !== period
    loading.value = true
    error.value = null
    if (other) {
      prefill.value = null
      command.reset()
    }
    try {
      const filled = await connection.call<form.Prefill>('report.prefill', { ledger, period })
      if (mine === turn) take(filled)
    } catch (thrown) {
      if (mine === turn) error.value = asRpcError(thrown)
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  function take(filled: form.Prefill): void {
    prefill.value = filled
    attempted.value = false
    sent.value = null
    const draft = closed.value ? null : readDraft()
    restored.value = draft?.saved ?? null
    summary.value = draft?.summary ?? filled.report?.summary ?? ''
    reason.value = draft?.reason ?? ''
    grid.load(draft ? form.withDraft(filled, columns.value, draft) : before.value)
  }

  // ---- the draft ----

  const key = () => form.draftKey(connection.session?.account ?? '', prefill.value!.ledger, prefill.value!.period)

  function readDraft(): form.Draft | null {
    try {
      const text = localStorage.getItem(key())
      return text ? (JSON.parse(text) as form.Draft) : null
    } catch {
      return null
    }
  }

  function keep(): void {
    if (!prefill.value || closed.value) return
    const draft = form.draftOf(prefill.value, columns.value, grid.cells.value, { summary: summary.value === (prefill.value.report?.summary ?? '') ? '' : summary.value, reason: reason.value, saved: new Date().toISOString() })
    try {
      if (form.isEmptyDraft(draft)) localStorage.removeItem(key())
      else localStorage.setItem(key(), JSON.stringify(draft))
    } catch {
      // A browser that keeps nothing: what is typed lives as long as the page.
    }
  }
  watch([summary, reason], keep)

  function discard(): void {
    if (!prefill.value) return
    try {
      localStorage.removeItem(key())
    } catch {
      // nothing was kept
    }
    take(prefill.value)
  }

  // ---- what is wrong ----

  const faults = computed(() => rows.value.map((e, r) => (closed.value || !grid.cells.value[r] ? new Map<string, form.Fault>() : form.faultsOf(e, columns.value, grid.cells.value[r], prefill.value!.fields))))
  const faultCount = computed(() => faults.value.reduce((sum, f) => sum + f.size, 0))
  const refused = computed(() => {
    const path = command.error.value?.data.path
    return path && sent.value && prefill.value ? form.placeOf(path, sent.value, columns.value, prefill.value) : null
  })

  /** What was refused is no longer shown once something was changed. */
  function forgive(): void {
    if (command.error.value && !command.lost.value) command.reset()
  }

  const touched = (row: number, column: number) => grid.cells.value[row]?.[column] !== before.value[row]?.[column]
  const rowTouched = (row: number) => columns.value.some((_, c) => touched(row, c))

  /** Told at once where something false stands; where something is missing, once the row was begun or sending was tried. */
  function faultAt(row: number, column: number): string | undefined {
    const place = refused.value
    if (place?.row === row && place.column === column) return sentenceOf(command.error.value!)
    const fault = faults.value[row]?.get(columns.value[column].key)
    if (!fault) return undefined
    if (fault === 'required' && !attempted.value && !rowTouched(row)) return undefined
    if ((fault === 'behind' || fault === 'lower') && !attempted.value && !rowTouched(row)) return undefined
    return t(`report.fault.${fault}` as Key)
  }

  const missing = (row: number, column: number) => !closed.value && form.requiredNow(rows.value[row], columns.value, grid.cells.value[row], prefill.value!.fields, columns.value[column].key)
  const carried = (row: number, column: number) => !rows.value[row].reported && Boolean(grid.cells.value[row][column]) && !touched(row, column)

  function firstFault(): { row: number; column: number } | null {
    for (const [row, found] of faults.value.entries()) {
      const column = columns.value.findIndex((c) => found.has(c.key))
      if (column >= 0) return { row, column }
    }
    return null
  }

  // ---- sending ----

  /** A report that corrects what was reported before says why. */
  const needsReason = computed(() => {
    if (!prefill.value || closed.value) return false
    return rows.value.some((e, row) => e.reported && rowTouched(row))
  })
  const reportable = computed(() => rows.value.filter((e) => e.may_report).length)

  async function submit(): Promise<CommandResult | null> {
    if (!prefill.value) return null
    attempted.value = true
    if (faultCount.value || (needsReason.value && !reason.value.trim())) return null
    sent.value = form.submissionOf(prefill.value, columns.value, grid.cells.value)
    const { ledger, period, unit } = prefill.value
    const why = needsReason.value ? { reason: reason.value.trim() } : {}
    const done = await command.submit('report.submit', { ledger, period, items: sent.value.items, summary: summary.value.trim(), entries: sent.value.entries, ...why })
    if (done) await settled({ ledger, period, unit }, done.position)
    return done
  }

  /** The view has caught up with what was just written before the form is read again. */
  async function settled({ ledger, period, unit }: Pick<form.Prefill, 'ledger' | 'period' | 'unit'>, position: number): Promise<void> {
    const result = command.result.value
    try {
      localStorage.removeItem(form.draftKey(connection.session?.account ?? '', ledger, period))
    } catch {
      // nothing was kept
    }
    await connection.call('view.get', { view: 'report_status', key: `${ledger}/${period}/${unit}`, at_least: position }).catch(() => undefined)
    if (prefill.value && (prefill.value.ledger !== ledger || prefill.value.period !== period)) return
    await load(ledger, period)
    command.result.value = result
  }

  return {
    prefill, loading, error, columns, rows, state, closed, grid, summary, reason, restored, attempted, faultCount, needsReason, reportable, command, refused,
    load, discard, submit, faultAt, missing, carried, touched, firstFault,
    lastOf: (row: number, column: number) => form.lastOf(rows.value[row], columns.value[column]),
    isOpen: (row: number, column: number) => !closed.value && form.isOpen(rows.value[row], columns.value[column]),
  }
}

export type ReportState = ReturnType<typeof useReport>
