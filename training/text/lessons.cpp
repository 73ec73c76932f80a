#include "training/text/lessons.h"

#include <spdlog/spdlog.h>

#include "ganemotion/error.h"
#include "training/text/predictions.h"
#include "training/text/torch_tensors.h"

namespace ganemotion::training {
namespace {

constexpr std::array kTaught = {Source::kDialogue, Source::kForum};

using NamedHead = std::pair<const char*, torch::Tensor Logits::*>;
constexpr std::array<NamedHead, 2> kHeads = {{{"speech", &Logits::speech}, {"posts", &Logits::posts}}};

std::string key_of(Source source, const char* head) {
    return std::to_string(static_cast<int>(source)) + "." + head;
}

nn::Weights asked(const std::filesystem::path& teacher, const text::Tokenizer& tokenizer,
                  const TextSet& texts, Precision precision) {
    TextModel model(Encoder::kMpnet);
    load_weights(model, nn::read_weights(teacher));
    nn::Weights kept;
    for (const Source source : kTaught) {
        spdlog::info("asks the teacher about {} texts", texts.of(source).size());
        const PrecisionScope scope(precision);
        const Logits answers = all_logits_of(model, tokenizer, texts.of(source), true);
        for (const auto& [name, head] : kHeads) kept.tensors[key_of(source, name)] = stored(answers.*head);
    }
    return kept;
}

}  // namespace

std::map<Source, Logits> lessons_of(const std::filesystem::path& teacher, const text::Tokenizer& tokenizer,
                                    const TextSet& texts, Precision precision) {
    const std::filesystem::path file = teacher.string() + ".lessons";
    if (!std::filesystem::exists(file)) nn::write_weights(asked(teacher, tokenizer, texts, precision), file);
    const nn::Weights kept = nn::read_weights(file);
    std::map<Source, Logits> lessons;
    for (const Source source : kTaught)
        for (const auto& [name, head] : kHeads) {
            const torch::Tensor answers = restored(kept.at(key_of(source, name)));
            if (answers.size(0) != static_cast<std::int64_t>(texts.of(source).size()))
                throw Error(ErrorKind::kUnreadableInput,
                            file.string() + " holds answers to other texts: delete it");
            lessons[source].*head = answers;
        }
    return lessons;
}

}  // namespace ganemotion::training
