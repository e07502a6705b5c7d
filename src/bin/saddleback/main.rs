//! The command line: every scene without a browser, with the same numbers.

mod arguments;
mod check;
mod help;
mod list;
mod parallel;
mod render;
mod run;
mod speech;
mod study;

use arguments::{Arguments, Command};
use clap::{CommandFactory as _, FromArgMatches as _};
use std::io::Write as _;
use std::process::ExitCode;

/// What ends the program early.
enum Failure {
    /// The user asked for something that cannot be; one line says what, and what can.
    User(String),
    /// A claim does not hold.
    Claims,
}

impl From<saddleback::Error> for Failure {
    fn from(error: saddleback::Error) -> Self {
        Self::User(speech::say(&error.text()))
    }
}

fn main() -> ExitCode {
    let command = help::told(Arguments::command());
    let commands: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_string()).collect();
    let parsed = command.try_get_matches().and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => return refuse(&help::one_line(&error, &commands)),
        Err(help) => {
            // Help and version; a closed pipe is no reason to complain.
            let _ = help.print();
            return ExitCode::SUCCESS;
        }
    };
    let outcome = match arguments.command {
        Command::List { json } => list::list(json),
        Command::Describe { scene, json } => list::describe(&scene, json),
        Command::Run(options) => run::run(&options),
        Command::Render(options) => render::render(&options),
        Command::Study(options) => study::study(&options),
        Command::Check { scenes, seed } => check::check(&scenes, seed),
    };
    match outcome {
        Ok(text) => {
            let _ = std::io::stdout().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Err(Failure::Claims) => ExitCode::from(1),
        Err(Failure::User(line)) => refuse(&line),
    }
}

/// Says in one line what was wrong.
fn refuse(line: &str) -> ExitCode {
    eprintln!("saddleback: {line}");
    ExitCode::from(2)
}
