#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace ganemotion::files {

/// A file that appears whole or not at all: it is written under a temporary name beside its final place, and
/// commit() makes it durable (fsync) and renames it. Without commit() the destructor removes it and what
/// stood at the final place before stays.
class OutputFile {
  public:
    /// Throws Error(kUnwritableOutput) if the folder does not exist or cannot be written.
    explicit OutputFile(std::filesystem::path final_path);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    /// Where to write until commit(). Has the extension of the final path.
    [[nodiscard]] const std::filesystem::path& temporary_path() const { return temporary_; }

    /// Throws Error(kUnwritableOutput), and then the final place is as it was.
    void commit();

  private:
    std::filesystem::path final_;
    std::filesystem::path temporary_;
    bool committed_ = false;
};

/// Writes a whole text file through OutputFile.
void write_text(const std::filesystem::path& path, std::string_view text);

/// Reads a whole file. Throws Error(kUnreadableInput) naming it.
std::string read_text(const std::filesystem::path& path);

/// Throws Error(kUnwritableOutput) if the file is there already and force is not given.
void refuse_to_overwrite(const std::filesystem::path& path, bool force);

}  // namespace ganemotion::files
