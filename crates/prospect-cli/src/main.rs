//! The `prospect` command: arguments in, exit code out; each command is one file under `commands/`.

/// As the standard one, but a reader that closed the pipe (`| head`) is no fault: what it does not want is dropped.
macro_rules! print {
    ($($words:tt)*) => { $crate::screen::put(format_args!($($words)*)) };
}

/// As [`print!`], with the end of a line.
macro_rules! println {
    () => { print!("\n") };
    ($($words:tt)*) => { print!("{}\n", format_args!($($words)*)) };
}

mod asked;
mod boards;
mod changes;
mod commands;
mod dataset;
mod feed;
mod home;
mod index;
mod lookup;
mod pipeline;
mod records;
mod screen;
mod sightings;
mod suggest;
mod sync;
mod wanted;

use clap::{Parser, Subcommand};
use screen::Outcome;
use std::process::ExitCode;

/// Reading makes many small facts on several threads: the system's allocator took a seventh of the
/// instructions of reading (callgrind).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The open, local-first instrument for the Rust job market
#[derive(Parser)]
#[command(
    name = "prospect",
    version,
    after_help = "\
Examples:
  prospect report --output report.html            fifteen years of hiring threads, nothing to set up
  prospect ask growth                             one question, with its interval
  prospect import postings.jsonl.gz               take postings in
  prospect sync greenhouse:acme                   ask an employer's careers site
  prospect build && prospect report               facts, openings, figures
  prospect search rust --takes PT --sort pay      openings by words and facts
  prospect show 47617564 --why                    what was read from a posting, and why
  prospect lint posting.txt                       what a posting does badly, and what to write instead
  prospect gap --have \"C++ 8y, Linux\"              what you lack for Rust, and which skill opens more

Exit codes: 0 fine, 1 findings, 2 usage or input error, 3 internal error, 4 done in part."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Sync(commands::sync::Args),
    Sources(commands::sources::Args),
    Extract(commands::extract::Args),
    Import(commands::import::Args),
    Build(commands::build::Args),
    Report(commands::report::Args),
    Ask(commands::ask::Args),
    Search(commands::search::Args),
    Openings(commands::openings::Args),
    Employers(commands::employers::Args),
    Adopters(commands::adopters::Args),
    Learn(commands::learn::Args),
    Show(commands::show::Args),
    Changes(commands::changes::Args),
    Watch(commands::watch::Args),
    Lint(commands::lint::Args),
    Route(commands::career::route::Args),
    Gap(commands::career::gap::Args),
    Match(commands::career::match_postings::Args),
    Audit(commands::audit::Args),
    Label(commands::label::Args),
    Doctor(commands::doctor::Args),
    Gc(commands::gc::Args),
    History(commands::history::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    // A panic is a fault of this program, not of its input; the standard hook has told where it happened.
    let Ok(outcome) = std::panic::catch_unwind(|| run(&cli.command)) else { return ExitCode::from(3) };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Part) => ExitCode::from(4),
        // A reader that closed the pipe (`| head`) wants no more: that is no failure.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(command: &Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Sync(args) => commands::sync::run(args),
        Command::Sources(args) => commands::sources::run(args),
        Command::Extract(args) => commands::extract::run(args),
        Command::Import(args) => commands::import::run(args),
        Command::Build(args) => commands::build::run(args),
        Command::Report(args) => commands::report::run(args),
        Command::Ask(args) => commands::ask::run(args),
        Command::Search(args) => commands::search::run(args),
        Command::Openings(args) => commands::openings::run(args),
        Command::Employers(args) => commands::employers::run(args),
        Command::Adopters(args) => commands::adopters::run(args),
        Command::Learn(args) => commands::learn::run(args),
        Command::Show(args) => commands::show::run(args),
        Command::Changes(args) => commands::changes::run(args),
        Command::Watch(args) => commands::watch::run(args),
        Command::Lint(args) => commands::lint::run(args),
        Command::Route(args) => commands::career::route::run(args),
        Command::Gap(args) => commands::career::gap::run(args),
        Command::Match(args) => commands::career::match_postings::run(args),
        Command::Audit(args) => commands::audit::run(args),
        Command::Label(args) => commands::label::run(args),
        Command::Doctor(args) => commands::doctor::run(args),
        Command::Gc(args) => commands::gc::run(args),
        Command::History(args) => commands::history::run(args),
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
