#include "nn/model_files.h"

#include <cstdlib>

#include "ganemotion/error.h"

namespace ganemotion::nn {
namespace {

namespace fs = std::filesystem;

/// The file, or Error(kMissingModel) that tells the remedy. A folder is a model too (a sherpa-onnx model is
/// one).
fs::path existing(const fs::path& file, const std::string& remedy) {
    std::error_code ignored;
    if (fs::exists(file, ignored)) return file;
    throw Error(ErrorKind::kMissingModel, "missing model " + file.string() + ": " + remedy);
}

}  // namespace

fs::path home() {
    if (const char* set = std::getenv("GANEMOTION_HOME"); set != nullptr && *set != '\0') return set;
    return GANEMOTION_SOURCE_FOLDER;
}

fs::path committed_model(const std::string& name) {
    return existing(
        home() / "models" / name,
        "it belongs to the project's own files; set GANEMOTION_HOME to the folder that holds models/");
}

fs::path installed_model(const std::string& name, const std::string& group) {
    return existing(
        home() / "vendor" / "weights" / name,
        "install it with " + (home() / "scripts/setup").string() + (group.empty() ? "" : " " + group));
}

}  // namespace ganemotion::nn
