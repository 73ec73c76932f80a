#include "command.h"

#include <memory>

namespace ganemotion::apps {

namespace {

class HelpWithExamples : public CLI::Formatter {
  public:
    explicit HelpWithExamples(std::string examples) : examples_(std::move(examples)) {}

    std::string make_description(const CLI::App* command) const override {
        const std::string description = CLI::Formatter::make_description(command);
        // Groups of options have the formatter of their command, and no name.
        return command->get_name().empty() ? description : examples_ + "\n" + description;
    }

  private:
    std::string examples_;
};

}  // namespace

CLI::App* add_command(CLI::App& program, const std::string& name, const std::string& what_it_does,
                      const std::string& examples) {
    CLI::App* command = program.add_subcommand(name, what_it_does);
    command->formatter(std::make_shared<HelpWithExamples>(examples));
    return command;
}

}  // namespace ganemotion::apps
