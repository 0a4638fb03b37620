//! The page of all commands, as people read it first.

/// What `frontdesk --help` prints; the README carries the same block.
pub const HELP: &str = "\
frontdesk: the front desk of a support mailbox

Usage: frontdesk [--config FILE] [--rules DIR] COMMAND

Run
  demo             Run the built-in mailbox through the whole desk, nothing else needed
  init [DIR]       Write a commented configuration, the rule set and the templates; --profile general
  check            Check configuration, rules and templates; --online reaches mailbox and relay too
  run              Serve the mailbox until told to stop; --once does what is due and ends (cron)
  status           Say how the desk is doing

Rules
  test             Run the examples inside the rule files, and the mails of rules/mails; --format junit
  explain PATH…    Say what the rules see in a mail, and why (files, folders, mbox, Maildir, - for stdin);
                   --ticket N explains a stored one, --then as it was judged; --why-not CATEGORY what was missing
  try              Type or paste mails and see the same; rules you save meanwhile are read again
  preview LETTER   Print a letter as it would leave; --mail FILE, --lang, --all, --vars
  replay           Say what the rules on disk would change for the mail of the last 30 days; nothing is written
  suggest          Propose words that staff's corrections teach, each tried on that mail; --write 1,2 takes them
  init category N  Write a category of your own, ready to be filled in: rules/local/categories/N.toml
  fmt              Tidy the rule files: keys in order, no list line too long; --check only says which
  stats            Say which phrases earn their place, what customers leave out, which promises were kept
  sla diff         Say which open tickets' deadlines an edit of sla.toml would move
  calendar show    Show when the desk is open this month, holidays and make-up days; --month 2027-02
  calendar import  Take the days of a holiday feed (FILE.ics) over into calendars/NAME.toml
  activate         Put the rules on the disk live: shows what they change, and asks
  rollback [HASH]  Go back to the rules before, or to these; --list shows all that were active

Tickets
  list             List tickets, most urgent first
  show N           Show a ticket: mails, letters, timers, history; --save DIR writes its attachments
  reply N          Answer the customer (editor, or standard input)
  close N          Close a ticket without a letter; --spam closes it for good
  reopen N         Open a ticket again
  move N CATEGORY  Put a ticket into another category
  merge N INTO     Let a ticket go on in another one: its mail, its words and what it owes
  accept N ADDRESS Let somebody speak for the customer: a second address, a colleague

Operate
  report           Say what is open, how fast we were, which promises were kept and what broke; --since 7d, --csv,
                   --html FILE makes a page with plots
  outbox           List letters on their way; --held shows what the ramp holds back, --unreachable the addresses
                   whose letters come back
  resume           Let automatic letters leave again that a full hour or day holds back
  quarantine       List mails that could not be handled; --retry tries one again
  rehearse PATH…   Run mails through the whole desk with a pretended clock; nothing is sent or stored

Options
  --config FILE    Configuration (default: frontdesk.toml, config/frontdesk.toml, /etc/frontdesk/frontdesk.toml)
  --rules DIR      Another rule folder, for the commands about rules, check and rehearse
  --json           One JSON object a line, for programs (most commands)
  --lang zh|en     Language of messages (default: that of the locale)
  -h, --help       Print this, or the options of a command
  -V, --version    Print the version

Exit codes: 0 done, 1 no or findings, 2 cannot read or wrong use, 74 the disk failed,
75 another instance runs, 77 permissions, 78 bad configuration.
";
