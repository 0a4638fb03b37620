//! core: The whole gate, L01 to L31, from the top: the first row that holds decides.
//! In: what a row asks for: the mail, the configuration, the database, the ticket. Out: silence with its reason, or not.
//! Never reorders: a row's place is part of the page on mail safety, section 2; `caps::CAPS` continues row L30.
//! Invariant: each row names the test that has seen it hold (`every_row_of_the_gate_names_a_test_that_exists`).

use super::rows::{self, Case};
use super::tally::{self, Tally};
use super::{signs, trust};

pub struct Row {
    pub id: &'static str,
    /// The section it stands on.
    pub basis: &'static str,
    /// Whom or what it keeps from being answered, for people.
    pub reason: &'static str,
    /// It has seen the row hold.
    pub test: &'static str,
    pub needs: Needs,
    pub(super) asks: Asks,
}

/// Without it a row cannot be asked: `explain` has no database, and not always a configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    Mail,
    Config,
    Database,
}

/// Rows about a mail are asked once for each mail, rows about a ticket for each letter about it.
pub(super) enum Asks {
    Mail(fn(&Case<'_>) -> Option<String>),
    Letter(fn(&Tally<'_>) -> Option<String>),
    /// What is left: the letter leaves.
    Nothing,
}

use Asks::{Letter, Mail, Nothing};
use Needs::{Config, Database};

/// Of rows no RFC asks for.
const OWN: &str = "our own rule";
const TABLE: &str = "every_row_of_the_table_holds_for_its_mail";
const COUNTS: &str = "the_rows_that_count_hold_one_by_one";

type Line = (&'static str, &'static str, &'static str, &'static str, Needs, Asks);

const fn row((id, basis, reason, test, needs, asks): Line) -> Row {
    Row { id, basis, reason, test, needs, asks }
}

#[rustfmt::skip] // a table is read by its columns
pub const ROWS: [Row; 36] = [
    row(("L01", OWN, "mail from before the first start, imported or read again", "an_import_reads_all_and_answers_nothing_old", Database, Mail(signs::is_old))),
    row(("L02", OWN, "mail older than max_auto_age, or from the future", "stale_mail_is_not_answered_and_unknown_age_is_not_asked", Config, Mail(rows::is_stale))),
    row(("L03", OWN, "a letter of ours comes back", "our_own_letter_is_dropped_before_all_else", Config, Mail(rows::is_own))),
    row(("L04", OWN, "another help desk's loop mark", TABLE, Needs::Mail, Mail(rows::has_loop_mark))),
    row(("L05", "RFC 3834 section 2", "a null return path: a report or a robot's answer", TABLE, Needs::Mail, Mail(rows::has_null_path))),
    row(("L06", "RFC 3834 section 4", "no return path, where the server else always writes one", "a_return_path_is_missed_only_where_it_always_stands", Database, Mail(signs::lacks_path))),
    row(("L07", "RFC 3464, RFC 6522", "a report", TABLE, Needs::Mail, Mail(rows::is_report))),
    row(("L08", "RFC 3834 section 5", "marked as automatic", TABLE, Needs::Mail, Mail(rows::is_auto_submitted))),
    row(("L09", "RFC 5230 section 4.6, RFC 2369, RFC 2919, RFC 8058", "a mailing list", TABLE, Needs::Mail, Mail(rows::is_list))),
    row(("L10", "RFC 3834 section 2", "bulk by its Precedence", TABLE, Needs::Mail, Mail(rows::has_precedence))),
    row(("L11", "MS-OXCMAIL", "wishes for silence, beside another robot's sign", TABLE, Needs::Mail, Mail(rows::is_suppressed))),
    row(("L12", "fields of auto-responders", "an auto-responder's field", TABLE, Needs::Mail, Mail(rows::is_autoreply))),
    row(("L13", "RFC 5230 section 4.6, RFC 2142", "a machine's address", TABLE, Needs::Mail, Mail(rows::is_machine))),
    row(("L13", "whatever else reading took for a robot", "another robot", TABLE, Needs::Mail, Mail(trust::is_other_robot))),
    row(("L14", OWN, "our own addresses and people", TABLE, Config, Mail(rows::is_ours))),
    row(("L15", "RFC 3834 section 2, RFC 5230 section 4.5", "not addressed to us", TABLE, Config, Mail(trust::is_not_to_us))),
    row(("L16", OWN, "addressed to too many", TABLE, Needs::Mail, Mail(rows::is_to_many))),
    row(("L17", "RFC 5322 section 3.6.2", "an odd sender", "odd_senders_are_never_answered", Needs::Mail, Mail(rows::has_odd_sender))),
    row(("L18", "RFC 8601", "a sender the provider does not vouch for", "a_sender_is_proven_by_dmarc_or_by_an_aligned_pass", Config, Mail(trust::is_unproven))),
    row(("L19", "RFC 3834 section 4", "a return path that is not the sender's", TABLE, Config, Mail(trust::has_other_path))),
    row(("L20", "RFC 3834 section 2", "spam or a virus, says our own filter", "only_the_verdict_of_our_own_filter_counts", Config, Mail(signs::is_spam))),
    row(("L21", "RFC 5321 section 6.3", "too many hops", TABLE, Needs::Mail, Mail(rows::is_looping))),
    row(("L21", "RFC 5321 section 6.3", "it left our server and came back", "a_mail_that_left_our_server_and_came_back_is_a_loop", Config, Mail(signs::came_back))),
    row(("L21", "RFC 3834 section 2", "it carries a letter of ours as text", "a_letter_of_ours_inside_the_text_is_a_loop", Config, Mail(signs::holds_our_letter))),
    row(("L22", "RFC 3834 section 3.1.5", "an absence note", TABLE, Needs::Mail, Mail(rows::is_absence))),
    row(("L23", "RFC 3834 section 2", "it says nothing at all", "a_mail_that_says_nothing_is_not_answered", Needs::Mail, Mail(signs::says_nothing))),
    row(("L23", "RFC 3834 section 2", "it says what our last letter said", "our_own_words_sent_back_are_not_answered", Database, Mail(signs::repeats_us))),
    row(("L24", "RFC 3834 section 2", "mails answer our letters within minutes", "three_mails_right_after_our_letters_are_a_chase", Database, Mail(signs::is_ping_pong))),
    row(("L25", OWN, "automation of this ticket is frozen", COUNTS, Database, Letter(tally::is_frozen))),
    row(("L26", "RFC 3834 section 2", "a container we cannot read", TABLE, Needs::Mail, Mail(rows::is_unreadable))),
    row(("L26", "RFC 5546", "an invitation", TABLE, Needs::Mail, Mail(rows::is_invitation))),
    row(("L27", "RFC 3834 section 2", "malformed beyond what mail programs write", "a_bomb_is_not_answered", Needs::Mail, Mail(signs::is_malformed))),
    row(("L28", OWN, "this mail has had its automatic letter", COUNTS, Database, Letter(tally::had_its_letter))),
    row(("L29", OWN, "a second receipt", "a_ticket_has_one_receipt_ever_and_one_status_letter_a_day", Database, Letter(tally::is_second_receipt))),
    row(("L30", OWN, "a cap is reached", COUNTS, Database, Letter(tally::is_capped))),
    row(("L31", "RFC 3834 sections 3.1.3 and 4", "nothing forbids it: one letter to the one sender", TABLE, Needs::Mail, Nothing)),
];

impl Row {
    /// A row whose reason says all finds no words of its own.
    fn told(&self, found: String) -> String {
        if found.is_empty() { self.reason.to_owned() } else { found }
    }
}

/// The first row about the mail that holds, and why.
pub(super) fn of_mail(case: &Case<'_>) -> Option<(&'static Row, String)> {
    ROWS.iter().find_map(|row| match row.asks {
        Mail(holds) => holds(case).map(|found| (row, row.told(found))),
        Letter(_) | Nothing => None,
    })
}

/// The first row about a letter and its ticket that holds, and why.
pub(super) fn of_letter(tally: &Tally<'_>) -> Option<(&'static Row, String)> {
    ROWS.iter().find_map(|row| match row.asks {
        Letter(holds) => holds(tally).map(|found| (row, row.told(found))),
        Mail(_) | Nothing => None,
    })
}
