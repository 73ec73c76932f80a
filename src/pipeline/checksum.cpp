#include "pipeline/checksum.h"

#include <array>
#include <fstream>
#include <memory>
#include <vector>

extern "C" {
#include <libavutil/mem.h>
#include <libavutil/sha.h>
}

#include "ganemotion/error.h"

namespace ganemotion::pipeline {

namespace {

constexpr int kBits = 256;
constexpr std::size_t kPiece = std::size_t{1} << 20;

struct ShaDeleter {
    void operator()(AVSHA* sha) const { av_free(sha); }
};

}  // namespace

std::string sha256_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::unique_ptr<AVSHA, ShaDeleter> sha(av_sha_alloc());
    if (!sha) throw std::bad_alloc();
    av_sha_init(sha.get(), kBits);
    std::vector<char> piece(kPiece);
    while (stream) {
        stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        av_sha_update(sha.get(), reinterpret_cast<const std::uint8_t*>(piece.data()),
                      static_cast<std::size_t>(stream.gcount()));
    }
    if (!stream.eof())
        throw Error(ErrorKind::kUnreadableInput, file.string() + ": cannot be read; is it there?");

    std::array<std::uint8_t, kBits / 8> digest{};
    av_sha_final(sha.get(), digest.data());
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : digest) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

}  // namespace ganemotion::pipeline
