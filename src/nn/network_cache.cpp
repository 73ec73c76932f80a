#include "nn/network_cache.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <fstream>

namespace ganemotion::nn {
namespace {

namespace fs = std::filesystem;

/// What stands before the compiled network.
struct Header {
    std::array<char, 8> magic{'G', 'A', 'N', 'E', 'N', 'E', 'T', '1'};
    std::uint64_t identity = 0;
    std::uint64_t checksum = 0;
};

std::optional<fs::path> cache_folder() {
    for (const auto& [variable, below] : {std::pair{"XDG_CACHE_HOME", ""}, std::pair{"HOME", ".cache"}}) {
        const char* value = std::getenv(variable);
        if (value != nullptr && *value != '\0') return fs::path(value) / below / "ganemotion";
    }
    return std::nullopt;
}

}  // namespace

std::uint64_t hash_of(std::string_view bytes, std::uint64_t seed) {
    constexpr std::uint64_t kPrime = 0x100000001b3U;
    std::uint64_t hash = seed;
    // Eight bytes at a time: an entry may be a hundred megabytes.
    while (bytes.size() >= sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), sizeof word);
        hash = (hash ^ word) * kPrime;
        hash ^= hash >> 32;  // the product carries changes upwards only
        bytes.remove_prefix(sizeof word);
    }
    for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * kPrime;
    return hash;
}

NetworkCache::NetworkCache(std::string_view name, std::string_view identity) : identity_(hash_of(identity)) {
    if (const auto folder = cache_folder()) file_ = *folder / (std::string(name) + ".network");
}

std::optional<std::string> NetworkCache::read() const {
    if (!file_) return std::nullopt;
    std::ifstream stream(*file_, std::ios::binary);
    Header header;
    if (!stream.read(reinterpret_cast<char*>(&header), sizeof header)) return std::nullopt;
    if (header.magic != Header{}.magic || header.identity != identity_) return std::nullopt;
    std::error_code error;
    const auto size = fs::file_size(*file_, error);
    if (error || size < sizeof header) return std::nullopt;
    std::string compiled(size - sizeof header, '\0');
    if (!stream.read(compiled.data(), static_cast<std::streamsize>(compiled.size()))) return std::nullopt;
    if (hash_of(compiled) != header.checksum) return std::nullopt;
    return compiled;
}

void NetworkCache::write(std::string_view compiled) const noexcept try {
    if (!file_) return;
    static std::atomic<int> count = 0;
    std::error_code error;
    fs::create_directories(file_->parent_path(), error);
    // Another process may read or write the same entry now: it appears whole, by renaming.
    const fs::path temporary =
        file_->string() + "." + std::to_string(getpid()) + "." + std::to_string(count++);
    Header header;
    header.identity = identity_;
    header.checksum = hash_of(compiled);
    std::ofstream stream(temporary, std::ios::binary);
    stream.write(reinterpret_cast<const char*>(&header), sizeof header);
    stream.write(compiled.data(), static_cast<std::streamsize>(compiled.size()));
    stream.close();
    if (stream) fs::rename(temporary, *file_, error);
    if (!stream || error) fs::remove(temporary, error);
} catch (const std::exception&) {
    // Out of memory for a path: the next start compiles again.
}

}  // namespace ganemotion::nn
