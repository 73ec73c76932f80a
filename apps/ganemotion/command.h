#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "session.h"

/// The subcommands, a file each. Every function mounts one; it runs when the command line is parsed, and
/// throws ganemotion::Error.
namespace ganemotion::apps {

void add_enliven(CLI::App& program, Session& session);
void add_timeline(CLI::App& program, Session& session);
void add_explain(CLI::App& program);
void add_transcribe(CLI::App& program, Session& session);
void add_text_emotion(CLI::App& program);
void add_expression(CLI::App& program, Session& session);
void add_units(CLI::App& program, Session& session);
void add_character(CLI::App& program, Session& session);
void add_migrate(CLI::App& program);
void add_models(CLI::App& program, Session& session);
void add_training(CLI::App& program);

/// A subcommand whose help opens with these examples, a command a line.
CLI::App* add_command(CLI::App& program, const std::string& name, const std::string& what_it_does,
                      const std::string& examples);

}  // namespace ganemotion::apps
