#pragma once

#include <filesystem>
#include <string>

namespace ganemotion::speech {

/// Which kind of network a folder holds, as far as the engine has to be told.
enum class ModelFamily {
    kMoonshine,        ///< preprocess, encode, uncached_decode, cached_decode
    kMoonshineMerged,  ///< encoder_model, decoder_model_merged
    kTransducer,       ///< encoder, decoder, joiner: Zipformer, Conformer, Parakeet
    kWhisper,          ///< encoder, decoder
};

/// The files of a sherpa-onnx model, as its folder names them. What a family does not have stays empty.
struct ModelFolder {
    ModelFamily family{};
    std::filesystem::path preprocessor;
    std::filesystem::path encoder;
    std::filesystem::path decoder;  ///< Moonshine of the first kind: the uncached one
    std::filesystem::path cached_decoder;
    std::filesystem::path joiner;
    std::filesystem::path tokens;
};

/// Looks at the file names in `folder`. Where a network is there twice, its int8 form is taken: it is the
/// smaller one, and on a processor the quicker one. Throws Error(kMissingModel) that names the folder and the
/// file that it lacks.
ModelFolder find_model(const std::filesystem::path& folder);

/// Whether the model writes full stops: tokens.txt (plain or in base64) has one.
bool writes_punctuation(const std::filesystem::path& tokens);

}  // namespace ganemotion::speech
