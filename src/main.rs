//! The command line's door: logging, then one command.

use clap::Parser;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    frontdesk::memory::few_heaps();
    // A panic's own words may repeat the text it stumbled over: a customer's.
    std::panic::set_hook(Box::new(|panic| {
        let at = panic.location().map(|at| format!(" at {}:{}", at.file(), at.line())).unwrap_or_default();
        eprintln!("frontdesk: a defect{at}: {}", frontdesk::reader::words_of(panic.payload()));
    }));
    let arguments = frontdesk::cli::Arguments::parse();
    // Libraries write to `log`, and nothing here listens to it: async-imap would tell secrets and mail text there,
    // whatever level is asked for.
    let wanted = std::env::var("RUST_LOG").unwrap_or_else(|_| arguments.log_level().into());
    let filter = EnvFilter::new(wanted);
    let under_systemd = std::env::var_os("JOURNAL_STREAM").is_some();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    if under_systemd {
        log.without_time().with_ansi(false).init();
    } else {
        use std::io::IsTerminal;
        log.with_ansi(std::io::stderr().is_terminal()).init();
    }
    let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
    frontdesk::cli::run(arguments)
}
