/** The numbers of the events and their names (docs/formats/events.md): an entry holds the number, the page shows the name. */
const kNames: Record<string, Record<number, string>> = {
  unit: { 101: 'registered', 102: 'confirmed', 103: 'renamed', 104: 'moved', 105: 'members_set', 106: 'merged', 107: 'dissolved' },
  person: { 201: 'enrolled', 202: 'appointed', 203: 'relieved' },
  account: { 301: 'opened', 302: 'role_granted', 303: 'role_revoked', 304: 'credential_changed', 305: 'closed', 306: 'sessions_revoked' },
  regime: { 401: 'adopted', 402: 'amended', 403: 'repealed' },
  ledger: { 501: 'opened', 502: 'amended', 503: 'checked', 504: 'closed', 505: 'consolidated', 506: 'check_overdue', 507: 'rhythm_kept', 508: 'rhythm_missed', 509: 'rhythm_reminded' },
  item: { 601: 'entered', 602: 'acknowledged', 603: 'revised', 604: 'units_assigned', 605: 'people_assigned', 606: 'transferred', 607: 'target_set', 608: 'milestone_planned', 609: 'milestone_reached', 610: 'progress_reported', 611: 'progress_corrected', 612: 'problem_raised', 613: 'problem_escalated', 614: 'problem_resolved', 615: 'urged', 616: 'extension_requested', 617: 'extension_granted', 618: 'extension_refused', 619: 'completion_claimed', 620: 'completion_verified', 621: 'completion_rejected', 622: 'closed_out', 623: 'reopened', 624: 'cancelled', 625: 'activated', 626: 'plan_filed', 627: 'plan_approved', 628: 'plan_returned', 629: 'plan_missed', 630: 'decomposed', 631: 'paired_leader_assigned', 632: 'task_force_formed', 633: 'stage_advanced', 634: 'suspended', 635: 'resumed', 636: 'merged', 637: 'carried_over', 638: 'archived', 639: 'listed', 640: 'delisted', 641: 'confidence_assessed', 642: 'fell_overdue', 643: 'milestone_missed', 644: 'acknowledgement_overdue', 645: 'reminded', 646: 'profiled', 647: 'routed', 648: 'plan_applied', 649: 'tier_set', 650: 'batch_set', 651: 'reserve_class_set', 652: 'library_entered', 653: 'library_left', 654: 'plan_adjusted', 655: 'commitment_signed', 656: 'procedures_team_formed', 657: 'service_officer_assigned', 658: 'procedure_completed', 659: 'material_attached', 660: 'investment_booked', 661: 'support_requested', 662: 'support_granted', 663: 'support_declined' },
  report: { 701: 'submitted', 702: 'returned', 703: 'accepted', 704: 'fell_due', 705: 'reminded', 706: 'came_late', 707: 'missed', 708: 'found_false' },
  inspection: { 801: 'scheduled', 802: 'held', 803: 'finding_recorded', 804: 'cancelled' },
  rectification: { 821: 'ordered', 822: 'reported', 823: 'accepted', 824: 'rejected', 825: 'extended', 826: 'withdrawn', 827: 'reminded', 828: 'fell_overdue' },
  accountability: { 841: 'proposed', 842: 'confirmed', 843: 'dismissed', 844: 'approved', 845: 'card_issued', 846: 'card_lifted', 847: 'criticism_circulated', 848: 'summons_held', 849: 'statement_made', 850: 'referred', 851: 'outcome_recorded', 852: 'reconsideration_requested', 853: 'reconsideration_decided', 854: 'reconsideration_overdue' },
  review: { 861: 'scheduled', 862: 'rescheduled', 863: 'held', 864: 'remark_made', 865: 'minutes_issued', 866: 'cancelled' },
  bulletin: { 881: 'issued', 882: 'published', 883: 'withdrawn' },
  assessment: { 901: 'opened', 902: 'targets_set', 903: 'score_filed', 904: 'score_corrected', 905: 'points_given', 906: 'award_barred', 907: 'concluded', 908: 'award_granted', 909: 'result_applied', 910: 'reopened', 911: 'statement_filed' },
  redaction: { 921: 'requested', 922: 'approved', 923: 'declined' },
  log: { 941: 'key_adopted', 942: 'key_retired' },
  admission: { 961: 'filed', 962: 'refiled', 963: 'material_attached', 964: 'passed', 965: 'returned', 966: 'rejected', 967: 'admitted', 968: 'removed', 969: 'statistic_reported', 970: 'misreporting_found' },
  access: { 981: 'refused' },
}

const kTypes = new Map(Object.entries(kNames).flatMap(([group, names]) => Object.entries(names).map(([number, name]) => [Number(number), `${group}.${name}`] as const)))

/** Nothing where the number is newer than this page. */
export function typeName(number: number): string | undefined {
  return kTypes.get(number)
}
