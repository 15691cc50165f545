"""The messages of the interface that templates, scripts and code ask for.

`interface.yml` must have each of them. Those by which kinds of records and pages are called stand
in kinds.py.
"""

WORDS = frozenset(
    """
    choose_language on_this_page help_now help_more skip_to_content menu home doors_heading
    situations_heading more_heading before after ended words_by_letter kind_step view_of
    for_whom what_to_do by_when if_you_do_not but at see_also sources warning bring papers
    previous_step next_step you_can it_does_not contact contact_phone contact_web contact_email
    contact_post contact_place contact_uncertain from look_for other_forms
    more_explained letter_example find_word find_count find_nothing drawn_date drawn_number
    drawn_appointment drawn_amount drawn_last_day drawn_name drawn_birth_date drawn_permit
    drawn_valid_until drawn_signature
    words_here words_by_name words_initials in_force_from in_force_until provisions undated official_text transition
    applies_to regime_page value_since value_seen certainty_settled certainty_contested
    certainty_uncertain checked_on checked_long_ago who_made_this not_the_government
    not_legal_advice about_heading no_tracking machine_translated
    translation_checked translation_partly_checked translation_incomplete
    translation_status translation_status_intro texts_everywhere state_missing state_outdated
    state_machine state_one state_two mark_read see_source improve_text
    report_mistake report_account report_wrong report_better report_no_names leave_history
    licence not_found_title not_found_body yes no do_not_know next previous change
    start_over question_number choose_answer day month year number_label number_invalid
    choose_several date_example date_invalid date_future contradiction more_goals everything
    to_checker hard_words questions_left questions_left_none answers_lost leave_page
    start_over_sure start_over_yes start_over_no copy copied share source_beside copy_link
    link_warning link_broken answers_from_link calendar between_days day_is_over day_unknown between_days_first
    day_has_been your_answers result_comes result_missing try_again
    your_result because legal_basis what_next missing decided_by your_dates
    day_may_apply where_to_find label_yes label_probably label_maybe label_probably_not label_no
    label_ask value_unknown value_not_applicable rules_in_words without_script rules_intro
    still_possible situations proof proof_intro proof_points proof_p1 proof_p2 proof_p3 proof_p4
    proof_p5 proof_p6 proof_p7 proof_p8 proof_p9 proof_p10 proof_p11 proof_p12 proof_p13 proof_p14
    proof_p15 proof_p16 proof_p17 proof_p18 proof_p19 proof_picture
    proof_legend proof_rules proof_articles proof_articles_intro rule_when rule_unless rule_all
    rule_any rule_not rule_from rule_until rule_before rule_after rule_ago rule_longer_ago
    rule_present rule_at_least rule_more_than rule_less_than rule_otherwise
    rule_no_version unit_years unit_months unit_weeks unit_days unit_hours unit_minutes
    next_day today reasons my_plan printed_on print_plan plan_must plan_ask plan_choose plan_whom
    plan_read plan_ask_what result_about result_of_all paper_look_again paper_count paper_notes
    paper_stamp paper_online flow_intro flow_days flow_only_today book sheets_intro sheets_language
    sheets_subjects sheets_questions print_page print_beside on_a_sheet sheet_alone sheet_beside
    sheet_large sheet_large_beside sheet_still_right sheet_changed sheet_values sheet_version
    search search_word search_nothing search_lists search_private keep keep_intro keep_seen
    keep_start keep_busy keep_done keep_remove keep_removed keep_full keep_broken keep_impossible
    keep_old keep_missing pass_on pass_private pass_no_answers pass_sms pass_scan whole
    listen listen_pause listen_on listen_stop listen_intro listen_none listen_how
    whole_intro whole_take whole_of whole_newest whole_online
    """.split()
)

# Messages that stand on a button, and how many letters fit on it on a narrow phone. Two of them stand beside each other
# where they are short.
BUTTONS = {
    "menu": 14,
    "next": 16,
    "previous": 16,
    "leave_page": 18,
    "copy": 18,
    "share": 18,
    "search": 18,
    "print_page": 26,
    "print_plan": 30,
    "start_over": 30,
    "start_over_yes": 30,
    "start_over_no": 30,
    "to_checker": 34,
    "keep_remove": 34,
}
