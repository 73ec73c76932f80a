#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace ganemotion::nn {

/// Compiled networks on disk, so that the program starts quickly: an entry a network in
/// $XDG_CACHE_HOME/ganemotion, or
/// ~/.cache/ganemotion. Entries carry a checksum and the identity of what they were compiled from; a damaged
/// or outdated one is as good as none. Where the folder cannot be written there is no cache, and nobody is
/// told.
class NetworkCache {
  public:
    /// `name` becomes the file's name; `identity` says all that a compiled network depends on.
    NetworkCache(std::string_view name, std::string_view identity);

    [[nodiscard]] std::optional<std::string> read() const;
    void write(std::string_view compiled) const noexcept;

  private:
    std::optional<std::filesystem::path> file_;
    std::uint64_t identity_;
};

/// A 64-bit hash (FNV-1a) that goes on from `seed`; not for secrets.
std::uint64_t hash_of(std::string_view bytes, std::uint64_t seed = 0xcbf29ce484222325U);

}  // namespace ganemotion::nn
