"""What may be broken without anybody noticing is not proven. Each case breaks one line that the house stands on, and
names the tests that must fail then. A new case: the file, its text as it is, the text that breaks it, the tests.

A text that is not found exactly once in its file has moved: write the case anew (`test_cases.py` says so at once).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """`old` stands once in `file`; with `new` in its place every one of `tests` fails."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


FIELD, PROOF = "maintenance/static/maintenance/field", "tests/browser/field/test_proof.py"
FIRES = "tests/journeys/delivering/test_fire.py"
SEALED = "tests/browser/field/test_sealed.py"
LEDGER, OWNERS, MAINTENANCE, MESSAGES = (
    "tests/portal/ledger",
    "tests/owners",
    "tests/maintenance",
    "tests/notifications",
)

CASES = (
    Case(
        "the salt dropped from the seal",
        "portal/ledger/chain.py",
        "hashlib.sha256(salt + body.encode())",
        "hashlib.sha256(body.encode())",
        (
            f"{LEDGER}/test_actions.py::test_equal_facts_have_different_seals",
            f"{LEDGER}/test_export.py::test_the_script_finds_a_whole_history_whole",
        ),
    ),
    Case(
        "the entry before dropped from the link",
        "portal/ledger/chain.py",
        "parts = (VERSION, stream, str(number), recorded_at, previous, seal)",
        "parts = (VERSION, stream, str(number), recorded_at, seal)",
        (f"{LEDGER}/test_export.py::test_the_script_finds_a_whole_history_whole",),
    ),
    Case(
        "follow-up work not written with the fact",
        "portal/ledger/actions.py",
        "if following.enqueue(entries, at=at):",
        "if entries:",
        (
            f"{LEDGER}/test_following.py::test_work_is_done_in_order_and_its_rows_go",
            f"{MAINTENANCE}/actions/test_visits_told.py::test_a_bulletin_and_the_lifts_card_follow_a_visit",
            "tests/journeys/test_thread.py::test_a_visit_becomes_a_mail_with_its_bulletin",
        ),
    ),
    Case(
        "facts written outside a transaction",
        "portal/ledger/actions.py",
        "    if not connection.in_atomic_block:\n        raise OutsideTransaction\n    if not records:",
        "    if not records:",
        (f"{LEDGER}/test_actions.py::test_a_fact_outside_a_transaction_is_refused",),
    ),
    Case(
        "history announced",
        "portal/ledger/following.py",
        'if entry.kind in one.kinds and (entry.origin == "live" or one.follows_history)',
        "if entry.kind in one.kinds",
        (
            f"{LEDGER}/test_following.py::test_history_is_not_followed",
            f"{MAINTENANCE}/actions/test_visits_told.py::test_a_visit_of_the_archive_is_shown_and_followed_by_nobody",
        ),
    ),
    Case(
        "the order within a stream forgotten",
        "portal/ledger/following.py",
        "Pending.objects.filter(free, ~models.Exists(earlier), set_aside_at=None, next_at__lte=at)",
        "Pending.objects.filter(free, set_aside_at=None, next_at__lte=at)",
        (f"{LEDGER}/test_following.py::test_a_stumble_keeps_what_went_wrong_and_holds_the_stream",),
    ),
    Case(
        "a row done by somebody else done again",
        "portal/ledger/following.py",
        "                raise _Gone\n",
        "                pass\n",
        (f"{LEDGER}/test_following.py::test_work_done_by_somebody_else_meanwhile_is_not_done_twice",),
    ),
    Case(
        "the guards not made anew",
        "portal/ledger/apps.py",
        "post_migrate.connect(_remake, sender=self)",
        "pass",
        (
            "tests/portal/lib/test_guards.py::test_guards_come_back_with_every_migrate",
            f"{LEDGER}/test_actions.py::test_an_entry_cannot_be_changed",
        ),
    ),
    Case(
        "a blanked text taken for an erased one",
        "portal/ledger/verification.py",
        "if untold := blank - told:",
        "if untold := blank - blank:",
        (f"{LEDGER}/test_verification.py::test_a_text_blanked_without_a_word_is_found",),
    ),
    Case(
        "an export that tells everybody everything",
        "portal/ledger/export.py",
        "(_text(entry) if entry.audience in audiences else {})",
        "_text(entry)",
        (f"{LEDGER}/test_export.py::test_what_is_not_for_the_reader_goes_out_as_its_link_only",),
    ),
    Case(
        "hostile words in a document",
        "maintenance/templates/maintenance/documents/bulletin.html",
        "{{ words|linebreaksbr }}",
        "{{ words|safe }}",
        (f"{MAINTENANCE}/documents/test_bulletin.py::test_hostile_words_are_words",),
    ),
    Case(
        "the neighbour's lifts in the scope",
        "owners/queries/scope.py",
        "held = Tenure.objects.held_on(today(at)).filter(owner__in=owners(person, at))",
        "held = Tenure.objects.held_on(today(at))",
        (f"{OWNERS}/queries/test_scope.py::test_each_of_the_cast_touches_these_lifts",),
    ),
    Case(
        "a mandate that lasts a day longer",
        "owners/models/mandate.py",
        "return self.filter(Q(to_on=None) | Q(to_on__gt=day), from_on__lte=day)",
        "return self.filter(Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day)",
        (f"{OWNERS}/queries/test_scope.py::test_access_ends_at_midnight_where_the_company_is",),
    ),
    Case(
        "who left the firm still told",
        "owners/queries/people.py",
        "Membership.objects.held_on(today)",
        "Membership.objects",
        (f"{OWNERS}/queries/test_people.py::test_who_left_the_firm_is_not_told",),
    ),
    Case(
        "a receipt by merely looking",
        "owners/views/bulletins.py",
        "@requires(*READERS)\n@post_only\ndef receipt(",
        "@requires(*READERS)\ndef receipt(",
        (f"{OWNERS}/views/test_bulletins.py::test_looking_receives_nothing",),
    ),
    Case(
        "a receipt that can be written over",
        "owners/apps.py",
        '        Guard("owners_receipt"),\n',
        "",
        (f"{OWNERS}/actions/test_receipts.py::test_a_receipt_stays_as_it_is",),
    ),
    Case(
        "a lift that stands twice at once",
        "maintenance/migrations/0001_begin.py",
        "fields=('lift',), name='one_open_stop_per_lift'",
        "fields=('id',), name='one_open_stop_per_lift'",
        (f"{MAINTENANCE}/models/test_constraints.py::test_the_database_refuses_the_same_again",),
    ),
    Case(
        "a completed visit completed again",
        "maintenance/actions/visits.py",
        "Visit.objects.filter(pk=visit.pk, state__in=WAITING).update(origin",
        "Visit.objects.filter(pk=visit.pk).update(origin",
        (f"{MAINTENANCE}/actions/test_visits_told.py::test_a_completed_visit_cannot_be_completed_again",),
    ),
    Case(
        "a caller's name in the ledger",
        "maintenance/kinds/breakdowns.py",
        '        "how": lambda call: call.how,\n',
        '        "how": lambda call: call.how,\n        "who": lambda call: call.caller_name,\n',
        (f"{MAINTENANCE}/actions/test_calls_told.py::test_a_call_is_numbered_and_told_without_the_caller",),
    ),
    Case(
        "45 days made 46",
        "maintenance/rules/law.py",
        "MONTHLY = Interval(20, 45,",
        "MONTHLY = Interval(20, 46,",
        (
            f"{MAINTENANCE}/rules/test_law.py::test_monthly_is_never_before_20_nor_after_45_days",
            f"{MAINTENANCE}/rules/test_intervals.py::test_a_visit_is_late_from_the_46th_day_on",
        ),
    ),
    Case(
        "a visit too soon counted as one",
        "maintenance/rules/intervals.py",
        "        if is_too_soon(day, counted, lift):",
        "        if False:",
        (f"{MAINTENANCE}/rules/test_intervals.py::test_a_visit_too_soon_stands_for_none",),
    ),
    Case(
        "a long gap shown as one late visit",
        "maintenance/rules/intervals.py",
        "for end in ends[:-1]]",
        "for end in ends[:0]]",
        (
            f"{MAINTENANCE}/rules/test_intervals.py"
            "::test_each_interval_of_a_long_gap_is_a_visit_that_was_not_done_and_the_last_came_late",
        ),
    ),
    Case(
        "the old law for today's visits",
        "maintenance/rules/law.py",
        "ITC_2024 = date(2024, 7, 1)",
        "ITC_2024 = date(2024, 7, 2)",
        (f"{MAINTENANCE}/rules/test_law.py::test_the_law_changes_on_the_first_of_july_2024",),
    ),
    Case(
        "documents that fetch",
        "portal/lib/pdf.py",
        'weasyprint.HTML(string=html, url_fetcher=_fetcher("data"))',
        "weasyprint.HTML(string=html)",
        ("tests/portal/lib/test_pdf.py::test_a_document_fetches_nothing",),
    ),
    Case(
        "altered bytes handed out",
        "portal/files/store.py",
        "if hashlib.sha256(content).hexdigest() != file.sha256:",
        "if False:",
        ("tests/portal/files/test_store.py::test_a_flipped_byte_is_not_handed_out",),
    ),
    Case(
        "a job that two workers do",
        "portal/jobs/actions.py",
        "Job.objects.filter(pk=job.pk, turn=job.turn)",
        "Job.objects.filter(pk=job.pk)",
        ("tests/portal/jobs/test_actions.py::test_who_was_only_slow_finds_the_job_gone_at_its_next_advance",),
    ),
    Case(
        "the handoff written after the sending",
        "notifications/actions/deliveries.py",
        """    if not move(delivery, DeliveryState.CLAIMED, DeliveryState.HANDOFF, **columns):
        return
    crash_at("after-handoff")
    try:
        carrier.send(parcel)
""",
        """    crash_at("after-handoff")
    try:
        carrier.send(parcel)
        crash_at("after-250")
        move(delivery, DeliveryState.CLAIMED, DeliveryState.HANDOFF, **columns)
""",
        (
            f"{MESSAGES}/actions/test_falls.py::test_the_handoff_is_on_disk_before_the_first_byte",
            f"{MESSAGES}/actions/test_falls.py::test_a_worker_that_dies_leaves_no_mail_twice",
            "tests/journeys/test_thread.py::test_killed_while_handing_over_it_is_held_and_never_doubled",
            f"{FIRES}::test_where_nobody_knows_afterwards_what_is_in_doubt_is_listed",
        ),
    ),
    Case(
        "a living worker taken for dead",
        "notifications/liveness.py",
        "return bool(worker) and (_is_locked_there(worker) if _shared() else _is_locked_here(worker))",
        "return False",
        (f"{MESSAGES}/actions/test_falls.py::test_what_a_living_worker_holds_is_left_alone",),
    ),
    Case(
        "who was taken for dead goes on",
        "notifications/actions/moving.py",
        "Delivery.objects.filter(pk=delivery.pk, state=before, worker=delivery.worker)",
        "Delivery.objects.filter(pk=delivery.pk, state=before)",
        (f"{MESSAGES}/actions/test_falls.py::test_who_was_taken_for_dead_hands_nothing_over",),
    ),
    Case(
        "one fact told to one person twice",
        "notifications/migrations/0001_begin.py",
        "fields=('touchpoint', 'person', 'entry'), name='one_message_per_person_and_fact'",
        "fields=('id',), name='one_message_per_person_and_fact'",
        (f"{MESSAGES}/models/test_constraints.py::test_one_person_has_one_message_of_a_fact",),
    ),
    Case(
        "doubt taken for a refusal and sent again",
        "notifications/channels/email/smtp.py",
        'raise Undeliverable(f"the connection broke: {lost}", uncertain=True) from lost',
        'raise Undeliverable(f"the connection broke: {lost}") from lost',
        (
            f"{MESSAGES}/actions/test_deliveries.py"
            "::test_a_broken_connection_after_the_parcel_is_uncertain_and_never_sent_again",
        ),
    ),
    Case(
        "an end that is none",
        "notifications/apps.py",
        'Guard("notifications_delivery", ends=tuple(sorted(ENDS)), may_go=True)',
        'Guard("notifications_delivery", ends=("nothing",), may_go=True)',
        ("tests/portal/lib/test_guards.py::test_a_state_that_is_an_end_never_changes",),
    ),
    Case(
        "owners spoken to before the office began",
        "notifications/rules/policy.py",
        "listener.owner_speaks_since is None or news.occurred_at < listener.owner_speaks_since",
        "False",
        (f"{MESSAGES}/rules/test_policy.py::test_a_fact_is_told_or_not_and_why",),
    ),
    Case(
        "night mails",
        "notifications/rules/policy.py",
        "morning is None or news.kind == Class.SAFETY",
        "True or news.kind == Class.SAFETY",
        (
            f"{MESSAGES}/rules/test_policy.py::test_at_night_what_can_wait_waits",
            f"{MESSAGES}/rules/test_policy.py::test_whatever_happens_nobody_is_told_too_much_or_too_little",
        ),
    ),
    Case(
        "a cap of mails that is not kept",
        "notifications/rules/policy.py",
        "listener.told_this_week >= listener.cap",
        "listener.told_this_week > listener.cap",
        (f"{MESSAGES}/rules/test_policy.py::test_whatever_happens_nobody_is_told_too_much_or_too_little",),
    ),
    Case(
        "a summary for who speaks for the owner no more",
        "notifications/actions/summaries.py",
        "not touchpoint.still_tells(message.entry, digest.person, at)",
        "False",
        (f"{MESSAGES}/actions/test_summaries.py::test_who_speaks_for_the_owner_no_more_hears_nothing_of_it",),
    ),
    Case(
        "a topic stopped by a scanner of mails",
        "notifications/views/preferences.py",
        """    if request.method == "POST" and message.person:
        wishing.stop""",
        """    if message.person:
        wishing.stop""",
        (f"{MESSAGES}/views/test_preferences.py::test_reading_the_stop_page_changes_nothing_and_pressing_does",),
    ),
    Case(
        "a summary written twice",
        "notifications/actions/summaries.py",
        "Digest.objects.filter(pk=digest.pk, composed_at=None).update(composed_at=at)",
        "Digest.objects.filter(pk=digest.pk).update(composed_at=None)",
        (f"{MESSAGES}/actions/test_summaries.py::test_what_is_gathered_waits_and_goes_with_the_others_once",),
    ),
    Case(
        "any 200 taken for a receipt by the phone",
        f"{FIELD}/receipts.js",
        """    if (!ours || !["done", "refused"].includes(said.outcome)) return { means: KEPT, why: "no_receipt" };
    return { means: said.outcome === "done" ? RECEIVED : REFUSED, receipt: said, words: said.words };""",
        "    return { means: ours || !said?.words ? RECEIVED : REFUSED, receipt: said ?? {}, words: said?.words };",
        (f"{PROOF}::test_only_a_receipt_is_success",),
    ),
    Case(
        "a receipt of another record taken by the phone",
        f"{FIELD}/receipts.js",
        "const ours = said?.uuid === command.uuid && said?.body_sha256 === command.body_sha256;",
        "const ours = Boolean(said);",
        (f"{PROOF}::test_only_a_receipt_is_success",),
    ),
    Case(
        "a record marked received before its receipt is read",
        f"{FIELD}/sender.js",
        "await mark(run, command.number, { state: outbox.READY, why: heard.why, conflicts });",
        'await mark(run, command.number, { state: outbox.RECEIVED, received_at: "", photos_left: [], why: "" });',
        (f"{PROOF}::test_only_a_receipt_is_success",),
    ),
    Case(
        "a save announced before it is complete",
        f"{FIELD}/store.js",
        "      await complete;\n",
        "",
        ("tests/browser/field/test_troubles.py::test_a_full_phone_says_so_and_claims_nothing",),
    ),
    Case(
        "a new version taking over under an open draft",
        f"{FIELD}/updates.js",
        'if (drafts === 0) registration.waiting?.postMessage("take over");',
        'registration.waiting?.postMessage("take over");',
        ("tests/browser/field/test_troubles.py::test_a_new_version_waits_for_the_draft",),
    ),
    Case(
        "the work of another person sent",
        f"{FIELD}/sender.js",
        'if (who.person.id !== person) return "another_person";',
        "",
        ("tests/browser/field/test_troubles.py::test_anothers_work_is_named_but_neither_shown_nor_sent",),
    ),
    Case(
        "a portal's page taken for a receipt by the phone",
        f"{FIELD}/receipts.js",
        """    if (!ours || !["done", "refused"].includes(said.outcome)) return { means: KEPT, why: "no_receipt" };""",
        """    if (!said) return { means: RECEIVED, receipt: {}, words: "" };
    if (!ours || !["done", "refused"].includes(said.outcome)) return { means: KEPT, why: "no_receipt" };""",
        (f"{PROOF}::test_only_a_receipt_is_success",),
    ),
    Case(
        "any 200 taken for a photo's receipt by the phone",
        f"{FIELD}/receipts.js",
        "const ours = said?.sha256 === sha256 && said?.stored === true;",
        "const ours = true;",
        (f"{PROOF}::test_only_a_receipt_is_success_for_a_photo_too",),
    ),
    Case(
        "a command without the key that makes it one",
        "maintenance/actions/commands.py",
        "            return Command.objects.create(\n                pk=key,\n",
        "            return Command.objects.create(\n",
        (
            f"{MAINTENANCE}/api/test_at_once.py::test_a_hundred_of_the_same_bytes_are_one_row_and_one_receipt",
            f"{MAINTENANCE}/api/test_commands.py::test_the_same_bytes_have_the_same_receipt_byte_for_byte",
        ),
    ),
    Case(
        "the phone's records kept as they are",
        f"{FIELD}/vault.js",
        "    return { ...clear, sealed: { by: key.id, iv, box } };",
        "    return box && { ...value, sealed: undefined };",
        (f"{SEALED}::test_what_is_kept_cannot_be_read_as_it_lies",),
    ),
    Case(
        "a key that can be taken away",
        f"{FIELD}/vault.js",
        '{ name: "AES-GCM", length: 256 }, false,',
        '{ name: "AES-GCM", length: 256 }, true,',
        (f"{SEALED}::test_what_is_kept_cannot_be_read_as_it_lies",),
    ),
    Case(
        "a lost key passed over in silence",
        f"{FIELD}/vault.js",
        "      if (unreadable && row.state !== UNREADABLE) await restate(store, name, row, UNREADABLE);\n",
        "",
        (f"{SEALED}::test_a_lost_key_is_said_and_nothing_is_forgotten",),
    ),
    Case(
        "an older record that is not read",
        f"{FIELD}/vault.js",
        "    if (!row?.sealed) return row;\n",
        '    if (!row?.sealed) return name === "commands" ? { ...row, unreadable: true } : row;\n',
        (f"{SEALED}::test_what_an_older_version_kept_is_sealed_and_arrives",),
    ),
    Case(
        "an earlier saving written over a later one",
        f"{FIELD}/store.js",
        "const done = this.turn.then(work);",
        "const done = work();",
        (f"{SEALED}::test_what_is_asked_for_later_is_written_later_and_read_as_written",),
    ),
    Case(
        "the account's way out open while something waits",
        "maintenance/static/maintenance/way-out.js",
        '      if (what) return this.tell(say("stays_in", { what }), true);\n',
        "",
        ("tests/browser/field/test_way_out.py::test_nobody_goes_out_by_the_account_while_something_waits",),
    ),
    Case(
        "photos sent as the camera wrote them",
        f"{FIELD}/photos.js",
        "  return blob.arrayBuffer();",
        "  return file.arrayBuffer();",
        ("tests/browser/field/test_visit.py::test_photos_leave_small_upright_and_without_their_place",),
    ),
    Case(
        "a token whose scopes nobody asks",
        "portal/web/machines.py",
        "view.cls.permission_classes = [IsAuthenticated, Holds, Reaches]",
        "view.cls.permission_classes = [IsAuthenticated, Holds]",
        (
            "tests/portal/web/test_machines.py::test_it_is_for_what_it_is_for",
            f"{OWNERS}/api/test_puts.py::test_only_the_offices_programs_write_and_only_what_their_token_is_for",
        ),
    ),
    Case(
        "a token that goes on when its account was closed",
        "portal/access/models.py",
        "return self.filter(~models.Exists(closed), revoked_at=None,",
        "return self.filter(revoked_at=None,",
        ("tests/portal/access/test_tokens.py::test_it_ends_when_it_runs_out_is_revoked_or_its_account_is_closed",),
    ),
    Case(
        "a token beside a session",
        "portal/web/machines.py",
        '            raise Problem(400, "two-ways", TWO_WAYS)',
        "            pass",
        ("tests/portal/web/test_machines.py::test_a_session_opens_nothing_here_and_beside_a_token_it_is_refused",),
    ),
    Case(
        "an archive of what is no longer one's own",
        "portal/jobs/archives.py",
        "if not {(kind, key) for kind, key, _sha256 in inside} <= set(keys()):",
        "if False:",
        (f"{OWNERS}/actions/test_months.py::test_a_withdrawn_invoice_ends_the_archive_that_holds_it",),
    ),
    Case(
        "a pack of who stands for the owner no more",
        "owners/queries/handover.py",
        "return owner_page.decided_by(person, at).filter(",
        "return Owner.objects.filter(",
        (
            f"{OWNERS}/actions/test_handover.py"
            "::test_who_stands_for_the_owner_no_more_takes_it_no_more_and_after_a_week_it_is_gone",
        ),
    ),
    Case(
        "entries of the office in an owner's pack",
        "owners/queries/handover.py",
        "whole = AUDIENCES[Role.CHAIR]",
        "whole = AUDIENCES[Role.OFFICE]",
        (f"{OWNERS}/actions/test_handover.py::test_it_holds_all_that_is_the_owners_and_nothing_of_a_neighbour",),
    ),
    Case(
        "a quote left behind by its meeting",
        "owners/actions/meetings.py",
        "    _quotes(meeting.owner_id, before).update(meeting_on=on)",
        "    _quotes(meeting.owner_id, before)",
        (f"{OWNERS}/actions/test_meetings.py::test_a_quote_goes_to_the_meeting_that_is_known_and_moves_with_it",),
    ),
    Case(
        "half a piece left in an archive",
        "portal/jobs/archives.py",
        '        archive.truncate(known["at"])',
        "        pass",
        (f"{OWNERS}/actions/test_months.py::test_a_killed_worker_costs_one_piece_and_nothing_is_twice",),
    ),
    Case(
        "the past told as news by a program",
        "owners/actions/puts/putting.py",
        "return Origin.HISTORY if day < scope.today(self.at) - ARCHIVE else Origin.LIVE",
        "return Origin.LIVE",
        (f"{OWNERS}/api/test_puts.py::test_the_past_is_history_and_nobody_is_told",),
    ),
    Case(
        "another body of the same identifier taken for the same",
        "owners/actions/puts/putting.py",
        "    if names := differing(held, told):",
        "    if (names := differing(held, told)) and not names:",
        (f"{OWNERS}/api/test_puts.py::test_told_otherwise_is_a_conflict_that_names_what_differs",),
    ),
    Case(
        "another's works",
        "owners/queries/scope.py",
        "return Work.objects.filter(lift__in=lifts(person, at))",
        "return Work.objects.all()",
        (f"{OWNERS}/views/test_works.py::test_a_neighbour_of_elsewhere_finds_neither_list_nor_work",),
    ),
    Case(
        "two works of one quote",
        "owners/actions/quotes.py",
        "state=QuoteState.ACCEPTED, work=quote.work_id)",
        "state=QuoteState.ACCEPTED)",
        (f"{OWNERS}/views/test_quote_work.py::test_of_two_at_once_the_second_makes_none",),
    ),
    Case(
        "who goes told to those who only live there",
        "owners/queries/works.py",
        "if work.technician and Audience.OWNER in reading.audiences else",
        "if work.technician else",
        (f"{OWNERS}/views/test_works.py::test_a_resident_reads_neither_money_nor_names",),
    ),
    Case(
        "a work called off that has begun",
        "maintenance/actions/works.py",
        "    if not Work.objects.filter(pk=work.pk, state=state).update(**columns):",
        "    if not Work.objects.filter(pk=work.pk).update(**columns):",
        (f"{MAINTENANCE}/actions/test_works.py::test_what_has_begun_or_ended_is_neither_moved_nor_called_off",),
    ),
    Case(
        "a stop left open when its work is done",
        "maintenance/actions/works.py",
        "    _give_back(work, ended_at)\n\n    ledger",
        "\n    ledger",
        (
            f"{MAINTENANCE}/actions/test_works.py::test_a_begun_work_stops_the_lift_and_a_done_one_gives_it_back",
            f"{MAINTENANCE}/actions/test_works.py::test_a_long_repair_counts_as_the_law_says",
        ),
    ),
    Case(
        "the words of a work sealed in the ledger",
        "maintenance/kinds/works.py",
        '            "number": lambda work: work.number,\n',
        '            "number": lambda work: work.words,\n',
        (f"{MAINTENANCE}/actions/test_works.py::test_residents_are_told_without_a_word_or_a_name",),
    ),
    Case(
        "a work taken away and nobody told",
        "notifications/queries/staff.py",
        'keys = [facts.get("technician"), facts.get("from_technician")]',
        'keys = [facts.get("technician")]',
        (f"{MESSAGES}/touchpoints/test_work_given.py::test_both_are_told_when_it_changes_hands",),
    ),
    Case(
        "mail about a work of which nothing changed for its owner",
        "notifications/catalogue.py",
        "    completes=work_told.tells_nothing_new,\n",
        "",
        (f"{MESSAGES}/touchpoints/test_work_told.py::test_another_person_or_other_words_are_no_news",),
    ),
    Case(
        "a visit of a route that went to another, refused",
        "maintenance/queries/workable.py",
        " or _was_handed_on(person, found, since)",
        "",
        (f"{MAINTENANCE}/api/test_visits_told.py::test_a_visit_made_before_the_route_went_to_another_is_taken",),
    ),
    Case(
        "a route given away and nothing of it in the record",
        "maintenance/actions/routes.py",
        "    ledger.append(*facts, by=by, at=at)\n",
        "",
        (f"{MAINTENANCE}/actions/test_routes.py::test_a_route_given_to_another_is_in_the_record_of_each_of_its_lifts",),
    ),
    Case(
        "paper for who takes it electronically",
        "owners/queries/postings.py",
        'return of_month.exclude(Exists(_consents(ConsentTo.INVOICES).filter(owner=OuterRef("owner"))))',
        "return of_month",
        (f"{OWNERS}/actions/test_postings.py::test_who_took_them_electronically_gets_none_and_who_took_it_back_does",),
    ),
    Case(
        "one file that cannot be read stops them all",
        "portal/lib/joining.py",
        "            told.append(str(flaw))",
        "            raise",
        (
            "tests/portal/files/test_bundles.py"
            "::test_what_is_locked_broken_cut_altered_or_gone_is_named_and_the_rest_is_there",
        ),
    ),
    Case(
        "invoices to a firm whose mandate has ended",
        "owners/queries/mailboxes.py",
        "held = Mandate.objects.held_on(scope.today(at)).filter(owner=owner,",
        "held = Mandate.objects.filter(owner=owner,",
        (f"{MESSAGES}/actions/test_mailboxes.py::test_whoever_leaves_the_firm_is_not_sent_from_that_day",),
    ),
    Case(
        "invoices to an address nobody confirmed",
        "owners/models/mailbox.py",
        "return self.standing().filter(confirmed_at__isnull=False, paused_at=None)",
        "return self.standing().filter(paused_at=None)",
        (f"{MESSAGES}/actions/test_mailboxes.py::test_only_an_open_mailbox_gets_any",),
    ),
    Case(
        "a broken promise owned up to at every look",
        "maintenance/actions/lapses.py",
        "what=what, until_at=until, seen_at=at)",
        "what=what, until_at=at, seen_at=at)",
        (
            f"{MAINTENANCE}/actions/test_lapses.py"
            "::test_a_promise_is_written_once_however_often_it_is_looked_at_and_whatever_the_clock_does",
        ),
    ),
    Case(
        "a promise broken in whose time news was given",
        "maintenance/rules/promises.py",
        "return now >= until + GRACE and (last_told_at is None or last_told_at < until - STILL_NEWS)",
        "return now >= until + GRACE",
        (
            f"{MAINTENANCE}/actions/test_lapses.py"
            "::test_news_given_shortly_before_the_hour_or_since_is_the_news_that_was_promised",
        ),
    ),
    Case(
        "a technician's name to who only lives there",
        "notifications/touchpoints/about.py",
        "if technician and self.is_owners:",
        "if technician:",
        (f"{MESSAGES}/touchpoints/test_breakdown_told.py::test_who_only_lives_there_reads_no_name",),
    ),
    Case(
        "a thread across two readers",
        "notifications/queries/threads.py",
        "address=delivery.address, ",
        "",
        (
            f"{MESSAGES}/channels/email/test_threads.py"
            "::test_another_persons_mail_and_another_breakdowns_are_no_part_of_it",
        ),
    ),
    Case(
        "what neighbours asked",
        "owners/queries/scope.py",
        "own = models.Q(asked_by=person, owner__in=speaks_for(person, at))",
        "own = models.Q(owner__in=speaks_for(person, at))",
        (f"{OWNERS}/queries/test_enquiry_scope.py::test_each_of_the_cast_sees_these_enquiries",),
    ),
    Case(
        "an answer to words nobody has read",
        "owners/actions/enquiries.py",
        "    if enquiry.words.count() != seen:",
        "    if enquiry.words.count() < seen:",
        (f"{OWNERS}/actions/test_enquiries.py::test_who_answers_without_having_read_the_last_word_is_told",),
    ),
    Case(
        "late said again and again",
        "owners/actions/enquiries.py",
        "return Enquiry.objects.overdue(scope.today(at)).filter(late_at=None)",
        "return Enquiry.objects.overdue(scope.today(at))",
        (f"{OWNERS}/actions/test_enquiries.py::test_what_is_late_is_said_once_the_day_after",),
    ),
    Case(
        "a worker that is slow taken for dead",
        "notifications/liveness.py",
        "    return bool(worker) and (_is_locked_there(worker) if _shared() else _is_locked_here(worker))",
        """    import time

    lease = _folder() / worker
    return lease.exists() and time.time() - lease.stat().st_mtime < 1
""",
        (
            f"{FIRES}::test_a_slow_server_has_no_worker_taken_for_dead",
            f"{MESSAGES}/test_liveness.py::test_a_worker_lives_however_long_ago_it_took_its_lock",
        ),
    ),
    Case(
        "what was cut off sent again by guess",
        "notifications/actions/doubts.py",
        "    if known is False and at - since >= CHANNELS[delivery.channel].settles_after(delivery.known_by):",
        "    if not known and at - since >= CHANNELS[delivery.channel].settles_after(delivery.known_by):",
        (f"{MESSAGES}/actions/test_doubts.py::test_who_cannot_be_asked_now_decides_nothing",),
    ),
    Case(
        "its absence believed too early",
        "notifications/actions/doubts.py",
        "if known is False and at - since >= CHANNELS[delivery.channel].settles_after(delivery.known_by):",
        "if known is False:",
        (f"{MESSAGES}/actions/test_doubts.py::test_what_may_still_be_on_its_way_is_not_missing_yet",),
    ),
    Case(
        "safety sent again as often as it is cut off",
        "notifications/actions/doubts.py",
        "Verdict.RESENT, at=at, next_at=AT_ONCE, resent_at=at)",
        "Verdict.RESENT, at=at, next_at=AT_ONCE)",
        (f"{MESSAGES}/actions/test_doubts.py::test_safety_goes_once_more_and_only_once_with_the_same_message_id",),
    ),
    Case(
        "a door that is down knocked at by every mail",
        "notifications/rules/retrying.py",
        "FAILURES = 3 ",
        "FAILURES = 10**6 ",
        (f"{MESSAGES}/actions/test_breakers.py::test_after_three_failures_what_waits_spends_no_attempt",),
    ),
    Case(
        "a restored backup that goes on sending",
        "notifications/actions/sending.py",
        "        pause(because=Paused.RESTORED, at=at)",
        "        _know(here)",
        (f"{MESSAGES}/actions/test_sending.py::test_what_was_restored_sends_nothing",),
    ),
    Case(
        "what a copy never came of looked for in vain, and sent twice",
        "notifications/channels/email/smtp.py",
        "            _expect_copy(*server.rcpt(parcel.copy_to))",
        "            server.rcpt(parcel.copy_to)",
        (f"{MESSAGES}/channels/email/test_evidence.py::test_a_mail_whose_copy_is_refused_waits_for_us_to_mend_it",),
    ),
    Case(
        "where an invoice stands told before the invoice itself",
        "owners/actions/invoices.py",
        "    if invoice.announced_at is None:\n        raise NotAnnounced\n",
        "",
        (
            f"{OWNERS}/views/test_billing.py::test_one_nobody_was_told_of_is_not_moved_and_says_why",
            f"{OWNERS}/api/test_puts.py::test_an_invoice_moves_as_the_erp_says_once_its_owner_knows_of_it",
        ),
    ),
    Case(
        "a charge of a day to come written as done",
        "owners/actions/invoices.py",
        "    if day := stands.to_come(today):\n        raise ToCome(day)\n",
        "",
        (f"{OWNERS}/api/test_puts.py::test_nothing_is_paid_on_a_day_to_come",),
    ),
    Case(
        "a list of the folder with a doubtful row written down by itself",
        "owners/actions/standing_lists.py",
        "    if found.rows.filter(state__in=ASKING).exists():\n        return\n",
        "",
        (f"{OWNERS}/actions/test_standing_lists.py::test_where_a_row_of_it_is_doubtful_all_of_it_waits_for_a_person",),
    ),
    Case(
        "somebody asking by telephone about what he does not see",
        "owners/queries/telephoning.py",
        "return topics.find(caller, at, about=about, key=keys.read(key))",
        "return topics.find(User.objects.get(name='Carmen Ruiz'), at, about=about, key=keys.read(key))",
        (f"{OWNERS}/views/test_telephoning.py::test_nobody_asks_about_what_he_does_not_see",),
    ),
    Case(
        "an owner begun with again",
        "owners/actions/speaking.py",
        "if not Owner.objects.filter(pk=row.owner_id, speaking_since=None).update(speaking_since=at):",
        "if not Owner.objects.filter(pk=row.owner_id).update(speaking_since=at):",
        (f"{MESSAGES}/actions/test_first_letters.py::test_who_hears_from_us_already_is_not_begun_with_again",),
    ),
    Case(
        "a letter for each of sixty mandates",
        "notifications/touchpoints/beginning.py",
        "if len(owners) > 1 and owners[0] == entry.stream_id]",
        "if len(owners) > 1]",
        (f"{MESSAGES}/actions/test_first_letters.py::test_who_speaks_for_several_hears_of_all_of_them_once",),
    ),
    Case(
        "the law switched off by the company",
        "notifications/rules/policy.py",
        "news.is_off and news.kind not in {Class.SAFETY, Class.LEGAL}",
        "news.is_off",
        (
            f"{MESSAGES}/rules/test_policy.py::test_wishes_are_kept_and_the_law_is_told",
            f"{MESSAGES}/actions/test_lines.py::test_even_a_row_that_says_so_does_not_silence_the_law",
        ),
    ),
    Case(
        "a question asked while a complaint waits",
        "owners/rules/surveys.py",
        "    if complains:\n        return Unasked.COMPLAINS\n",
        "",
        (f"{OWNERS}/actions/test_surveys.py::test_nobody_is_asked_while_a_complaint_waits_or_was_just_answered",),
    ),
    Case(
        "a letter sent by a worker",
        "notifications/models/delivery.py",
        "self.filter(state__in=WAITING).exclude(channel=Channel.PAPER)",
        "self.filter(state__in=WAITING)",
        (f"{MESSAGES}/actions/test_papering.py::test_no_worker_takes_a_letter_and_no_backup_puts_it_in_doubt",),
    ),
    Case(
        "a letter handed over twice",
        "notifications/actions/handing.py",
        "return paper.waiting().filter(pk__in=keys)",
        "return PaperLetter.objects.filter(pk__in=keys)",
        (f"{MESSAGES}/actions/test_handing.py::test_in_hand_is_a_receipt_and_written_once",),
    ),
    Case(
        "what the law asks kept from whom no mail reaches",
        "notifications/rules/policy.py",
        "    if cause := _on_paper(news, listener):\n        return OnPaper(cause)\n",
        "",
        (
            f"{MESSAGES}/rules/test_policy.py::test_what_the_law_asks_goes_on_paper_where_no_mail_reaches_or_paper_was_chosen",
            f"{MESSAGES}/actions/test_papering.py::test_a_bulletin_goes_on_paper_to_whom_no_mail_reaches_and_no_mail_with_it",
        ),
    ),
    Case(
        "a bulletin posted twice",
        "notifications/actions/handing.py",
        "PostedPaper.objects.bulk_create(",
        "list(",
        (f"{MESSAGES}/actions/test_handing.py::test_posted_is_no_receipt_and_the_months_post_leaves_it_out",),
    ),
    Case(
        "lines by hand that come to another sum than the base",
        "owners/actions/explaining.py",
        "    if told != invoice.base:\n        raise Differs(told - invoice.base)\n",
        "",
        (f"{OWNERS}/views/test_lines.py::test_an_invoice_without_lines_is_given_them_and_they_come_to_its_base",),
    ),
    Case(
        "an amount of the ERP written over by hand",
        "owners/actions/explaining.py",
        'STATED = ("text", "quantity", "amount")',
        "STATED = ()",
        (f"{OWNERS}/views/test_lines.py::test_a_published_line_is_tied_to_its_visit_and_clause_and_its_amount_stays",),
    ),
    Case(
        "a QR that leads anywhere kept as the tax agency's",
        "owners/rules/einvoices/codes.py",
        "TAX_URL.fullmatch(told) is not None",
        "True",
        (f"{OWNERS}/actions/test_reading.py::test_of_the_codes_of_a_page_only_a_tax_agencys_address_is_kept",),
    ),
    Case(
        "the house answering by a Message-ID that anybody forwards",
        "notifications/actions/arrivals.py",
        "    if not answering.is_signed(message, mail.told_to):\n        return Way(held=Held.UNSIGNED)\n",
        "",
        (
            f"{MESSAGES}/actions/test_arrivals.py"
            "::test_nobody_else_speaks_for_the_house_and_what_came_since_is_read_first",
        ),
    ),
    Case(
        "calls that count in nobody's week",
        "notifications/queries/listeners.py",
        "goes_at__gt=at - WEEK), conversations.heard(at)):",
        "goes_at__gt=at - WEEK),):",
        (
            f"{MESSAGES}/views/test_conversations.py::test_a_call_stands_in_the_persons_history_in_the_owners_and_in_the_week",
        ),
    ),
)
