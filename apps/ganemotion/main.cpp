#include <csignal>
#include <iostream>

#include <CLI/CLI.hpp>

#include "command.h"
#include "ganemotion/error.h"
#include "session.h"

namespace {

using ganemotion::Error;
using ganemotion::ErrorKind;
using ganemotion::apps::Session;

constexpr int kUnexpected = 1;
constexpr int kSignalled = 128;

void add_commands(CLI::App& program, Session& session) {
    using namespace ganemotion::apps;
    add_enliven(program, session);
    add_timeline(program, session);
    add_explain(program);
    add_transcribe(program, session);
    add_text_emotion(program);
    add_expression(program, session);
    add_units(program, session);
    add_character(program, session);
    add_migrate(program);
    add_models(program, session);
    add_training(program);
    program.require_subcommand(1);
}

/// The command that the arguments were meant for, for a hint to its help.
std::string name_of_command(const CLI::App& program) {
    std::string name = program.get_name();
    for (const CLI::App* command : program.get_subcommands()) name += " " + command->get_name();
    return name;
}

int exit_code_of(const Error& error) {
    if (error.kind() == ErrorKind::kInterrupted && Session::signal() != 0)
        return kSignalled + Session::signal();
    return static_cast<int>(error.kind());
}

/// Parsing runs the command. The only place where errors become exit codes.
int run(CLI::App& program, Session& session, int argc, char** argv) {
    int exit_code = 0;
    try {
        program.parse(argc, argv);
        if (!std::cout.flush()) throw Error(ErrorKind::kUnwritableOutput, "cannot write to standard output");
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return program.exit(error);  // --help, --version
        exit_code = static_cast<int>(ErrorKind::kUsage);
        session.tell_error(std::string(error.what()) + "; see " + name_of_command(program) + " --help",
                           exit_code);
    } catch (const Error& error) {
        exit_code = exit_code_of(error);
        session.tell_error(error.what(), exit_code);
    } catch (const std::exception& error) {
        exit_code = kUnexpected;
        session.tell_error(std::string("unexpected: ") + error.what(), exit_code);
    }
    return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
    // A file that reaches the limit on its size is an error like a full disk, not the end of the process.
    std::signal(SIGXFSZ, SIG_IGN);
    Session session;
    CLI::App program(
        "A video of someone speaking goes in; the same video comes out, and the face shows the emotion of "
        "the words.",
        "ganemotion");
    program.set_version_flag("--version", std::string(ganemotion::version()));
    program.add_flag("--machine-readable", session.machine_readable,
                     "Progress, warnings and errors as JSON Lines");
    program.fallthrough();
    add_commands(program, session);
    return run(program, session, argc, argv);
}
