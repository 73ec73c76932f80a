#include "command.h"

#ifdef GANEMOTION_TRAINING
#include "training/expression/expression_command.h"
#include "training/face/face_command.h"
#include "training/ganimation/ganimation_command.h"
#include "training/geometry/geometry_command.h"
#include "training/migration/migration_command.h"
#include "training/skin/skin_command.h"
#include "training/speech/speech_command.h"
#include "training/text/text_command.h"
#include "training/tweets/tweets_command.h"
#include "training/units/units_command.h"
#else
#include "ganemotion/error.h"
#endif

namespace ganemotion::apps {

#ifdef GANEMOTION_TRAINING

void add_training(CLI::App& program) {
    CLI::App* train = program.add_subcommand("train", "Trains the weights of this project");
    training::add_train_text(*train);
    training::add_train_tweets(*train);
    training::add_train_units(*train);
    training::add_train_appearance(*train);
    training::add_train_turning(*train);
    training::add_train_identity(*train);
    training::add_train_geometry(*train);
    training::add_train_expression(*train);
    training::add_train_skin(*train);
    training::add_train_ganimation(*train);
    training::add_train_mouth(*train);
    training::add_train_expressions(*train);
    train->require_subcommand(1);

    CLI::App* evaluate = program.add_subcommand("evaluate", "Measures the weights of this project");
    training::add_evaluate_text(*evaluate);
    training::add_evaluate_tweets(*evaluate);
    training::add_evaluate_units(*evaluate);
    training::add_evaluate_geometry(*evaluate);
    training::add_evaluate_face(*evaluate);
    training::add_evaluate_speech(*evaluate);
    training::add_evaluate_expression(*evaluate);
    training::add_evaluate_skin(*evaluate);
    training::add_evaluate_ganimation(*evaluate);
    training::add_evaluate_migration(*evaluate);
    evaluate->require_subcommand(1);
}

#else

void add_training(CLI::App& program) {
    for (const char* name : {"train", "evaluate"}) {
        CLI::App* command = program.add_subcommand(name, "In the training build only: make training");
        command->allow_extras();
        command->callback([name] {
            throw Error(ErrorKind::kMissingModel, std::string(name) +
                                                      " needs the training build: make training, then "
                                                      "build/training/ganemotion " +
                                                      name);
        });
    }
}

#endif

}  // namespace ganemotion::apps
