#include "speech/model_folder.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <vector>

#include "files/output_file.h"
#include "ganemotion/error.h"

namespace ganemotion::speech {

namespace {

using Path = std::filesystem::path;

[[noreturn]] void damaged(const Path& file, const std::string& what) {
    throw Error(ErrorKind::kMissingModel, "speech model " + file.string() + ": " + what +
                                              "; give the folder of a complete sherpa-onnx model");
}

class Listing {
  public:
    explicit Listing(const Path& folder) : folder_(folder) {
        std::error_code failed;
        for (const auto& entry : std::filesystem::directory_iterator(folder, failed))
            if (entry.is_regular_file()) names_.push_back(entry.path().filename().string());
        if (failed) missing("the folder itself (" + failed.message() + ")");
        std::sort(names_.begin(), names_.end());
    }

    /// The network whose name has `part`, and not `unlike`; empty if there is none.
    [[nodiscard]] Path network(std::string_view part, std::string_view unlike = {}) const {
        Path found;
        for (const std::string& name : names_) {
            const std::string extension = Path(name).extension().string();
            if (extension != ".onnx" && extension != ".ort") continue;
            if (name.find(part) == std::string::npos) continue;
            if (!unlike.empty() && name.find(unlike) != std::string::npos) continue;
            if (found.empty() || name.find(".int8.") != std::string::npos) found = folder_ / name;
        }
        return found;
    }

    [[nodiscard]] Path tokens() const {
        for (const std::string& name : names_)
            if (name.ends_with("tokens.txt")) return folder_ / name;
        missing("tokens.txt");
    }

    [[nodiscard]] Path need(const Path& found, const std::string& name) const {
        if (found.empty()) missing(name);
        return found;
    }

    [[noreturn]] void missing(const std::string& what) const {
        throw Error(ErrorKind::kMissingModel,
                    "speech model " + folder_.string() + ": " + what +
                        " is missing; give the folder of a complete sherpa-onnx model");
    }

  private:
    Path folder_;
    std::vector<std::string> names_;
};

// The engine ends the whole program over a file that it cannot use: what it reads is looked at first.
constexpr std::streamoff kMetadata = 1 << 20;  // bytes at the end of a network in which its metadata are

void check_tokens(const Path& file) {
    std::ifstream in(file);
    int lines = 0;
    for (std::string line; std::getline(in, line); ++lines) {
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
        const std::size_t number = line.find_last_not_of("0123456789") + 1;
        if (number == line.size())
            damaged(file, "line " + std::to_string(lines + 1) + " is no token with its number");
    }
    if (lines == 0) damaged(file, "it has no tokens");
}

// Networks that were made for sherpa-onnx say so in their metadata; Moonshine's need none.
void check_metadata(const Path& file) {
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    const std::streamoff size = in.tellg();
    in.seekg(std::max<std::streamoff>(0, size - kMetadata));
    const std::string end(std::istreambuf_iterator<char>(in), {});
    if (end.find("model_type") == std::string::npos) damaged(file, "it has no metadata of sherpa-onnx");
}

std::string in_base64(std::string_view bytes) {
    static constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned only = static_cast<unsigned char>(bytes.front());
    return {kDigits[only >> 2U], kDigits[(only & 3U) << 4U], '=', '='};
}

}  // namespace

ModelFolder find_model(const std::filesystem::path& folder) {
    const Listing files(folder);
    ModelFolder model;
    if (files.network("").empty()) files.missing("every network (.onnx or .ort)");
    if (const Path cached = files.network("cached_decode", "uncached"),
        preprocessor = files.network("preprocess");
        !cached.empty() || !preprocessor.empty()) {
        model.family = ModelFamily::kMoonshine;
        model.preprocessor = files.need(preprocessor, "preprocess.onnx");
        model.encoder = files.need(files.network("encode"), "encode.onnx");
        model.decoder = files.need(files.network("uncached_decode"), "uncached_decode.onnx");
        model.cached_decoder = files.need(cached, "cached_decode.onnx");
    } else if (const Path merged = files.network("decoder_model_merged"),
               encoder = files.network("encoder_model");
               !merged.empty() || !encoder.empty()) {
        model.family = ModelFamily::kMoonshineMerged;
        model.encoder = files.need(encoder, "encoder_model.onnx (or .ort)");
        model.decoder = files.need(merged, "decoder_model_merged.onnx (or .ort)");
    } else {
        model.joiner = files.network("joiner");
        model.family = model.joiner.empty() ? ModelFamily::kWhisper : ModelFamily::kTransducer;
        model.encoder = files.need(files.network("encoder"), "the encoder");
        model.decoder = files.need(files.network("decoder"), "the decoder");
        check_metadata(model.encoder);
    }
    model.tokens = files.tokens();
    check_tokens(model.tokens);
    return model;
}

bool writes_punctuation(const std::filesystem::path& tokens) {
    // A token a line, then its number: the mark stands at the beginning of a line.
    const std::string text = files::read_text(tokens);
    for (const std::string& mark : {std::string("."), std::string("。"), in_base64(".")})
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1))
            if ((at == 0 || text[at - 1] == '\n') && text.compare(at + mark.size(), 1, " ") == 0) return true;
    return false;
}

}  // namespace ganemotion::speech
