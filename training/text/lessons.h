#pragma once

#include <filesystem>
#include <map>

#include "text/tokenizer.h"
#include "training/precision.h"
#include "training/text/dataset.h"
#include "training/text/model.h"

namespace ganemotion::training {

/// What a teacher (an MPNet of train_text()) answers to the training texts of the dialogue and the forum,
/// written as they are, with the sentences before them: the heads of speech and posts. Asking it takes
/// minutes, so the answers are kept beside its weights (TEACHER.lessons), where later runs find them. Throws
/// Error(kUnreadableInput) if those are of other texts.
std::map<Source, Logits> lessons_of(const std::filesystem::path& teacher, const text::Tokenizer& tokenizer,
                                    const TextSet& texts, Precision precision);

}  // namespace ganemotion::training
