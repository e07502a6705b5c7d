//! The help of every command and option in the reader's language, and the refusal of options that do not exist.

use crate::speech::{message, say};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};
use saddleback::text::{nearest, shorten};
use saddleback::words::text;

/// The message of a command's part, e.g. `command.run.steps`.
fn help_of(path: &[String], part: &str) -> String {
    let place: String = path.iter().map(|command| format!("{command}.")).collect();
    message(&format!("command.{place}{part}"))
}

/// The command with its texts in the reader's language.
pub(crate) fn told(command: Command) -> Command {
    let command = command.disable_help_subcommand(true).arg(
        Arg::new("lang").long("lang").value_name("LANG").global(true).display_order(900).help(help_of(&[], "lang")),
    );
    described(command, &mut Vec::new())
}

fn described(command: Command, path: &mut Vec<String>) -> Command {
    let has_commands = command.get_subcommands().next().is_some();
    let template = format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}", message("help.usage"));
    let mut told = command.about(help_of(path, "about")).help_template(template).disable_help_flag(true);
    told = told.arg(
        Arg::new("help").short('h').long("help").action(ArgAction::Help).help(message("help.help")).display_order(990),
    );
    if has_commands {
        told = told.subcommand_help_heading(message("help.commands")).disable_version_flag(true).arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(message("help.version"))
                .display_order(991),
        );
    }
    told = told.mut_args(|arg| {
        let heading = if arg.is_positional() { message("help.arguments") } else { message("help.options") };
        let mut arg = arg.help_heading(heading);
        if arg.get_action().takes_values() {
            arg = arg.hide_default_value(true).hide_possible_values(true);
        }
        let id = arg.get_id().as_str().to_string();
        if matches!(id.as_str(), "help" | "version" | "lang") {
            return arg;
        }
        let mut words = help_of(path, &id);
        let values: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_string()).collect();
        if !values.is_empty() && arg.get_action().takes_values() {
            words += &say(&text("help.values").with("values", values.join(", ")));
        }
        if let [default] = arg.get_default_values()
            && arg.get_action().takes_values()
        {
            words += &say(&text("help.default").with("value", default.to_string_lossy().into_owned()));
        }
        arg.help(words)
    });
    let names: Vec<String> = told.get_subcommands().map(|command| command.get_name().to_string()).collect();
    for name in names {
        path.push(name.clone());
        told = told.mut_subcommand(name, |command| described(command, path));
        path.pop();
    }
    told
}

fn context(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(value)) => vec![value.clone()],
        Some(ContextValue::Strings(values)) => values.clone(),
        _ => Vec::new(),
    }
}

/// A clap error in one line: the fault, the valid values, the nearest one.
pub(crate) fn one_line(error: &clap::Error, commands: &[String]) -> String {
    let argument = context(error, ContextKind::InvalidArg).join(" ");
    let given = context(error, ContextKind::InvalidValue).concat();
    let valid = context(error, ContextKind::ValidValue);
    let mut near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .flat_map(|kind| context(error, kind))
        .collect::<Vec<_>>();
    let line = match error.kind() {
        ErrorKind::UnknownArgument => text("refused.unknown").with("given", argument),
        ErrorKind::MissingRequiredArgument => text("refused.missing").with("argument", argument),
        ErrorKind::InvalidSubcommand | ErrorKind::MissingSubcommand => {
            let given = context(error, ContextKind::InvalidSubcommand).concat();
            if near.is_empty() {
                near.extend(nearest(&given, commands.iter().map(String::as_str)));
            }
            text("refused.command").with("given", shorten(&given)).with("allowed", commands.join(", "))
        }
        ErrorKind::InvalidValue if !valid.is_empty() => text("refused.value")
            .with("argument", argument)
            .with("given", shorten(&given))
            .with("allowed", valid.join(", ")),
        ErrorKind::InvalidValue => text("refused.no-value").with("argument", argument),
        // Every value that clap itself reads is a count.
        ErrorKind::ValueValidation => text("refused.count")
            .with("argument", argument)
            .with("given", shorten(&given))
            .with("most", u64::MAX.to_string()),
        ErrorKind::ArgumentConflict => text("refused.twice").with("argument", argument),
        _ => text("refused.unknown").with("given", argument),
    };
    match near.first() {
        Some(name) => say(&text("error.nearest").with("problem", line).with("nearest", name.clone())),
        None => say(&line),
    }
}
