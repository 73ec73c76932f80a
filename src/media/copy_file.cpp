#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

#include "files/output_file.h"
#include "media/input_file.h"
#include "media/video_writer.h"

namespace ganemotion::media {

void copy_file(const std::filesystem::path& source, const std::filesystem::path& target) {
    constexpr std::size_t kBlock = std::size_t{1} << 20;
    std::ifstream from(source, std::ios::binary);
    if (!from) throw unreadable(source, std::strerror(errno));
    files::OutputFile output(target);
    std::ofstream to(output.temporary_path(), std::ios::binary);
    std::vector<char> block(kBlock);
    while (from && to) {
        from.read(block.data(), static_cast<std::streamsize>(block.size()));
        if (from.bad()) break;
        to.write(block.data(), from.gcount());
    }
    if (!from.eof() && to) throw unreadable(source, std::strerror(errno));
    to.close();
    if (!to)
        throw Error(ErrorKind::kUnwritableOutput,
                    "cannot write " + target.string() + ": " + std::strerror(errno));
    output.commit();
}

}  // namespace ganemotion::media
