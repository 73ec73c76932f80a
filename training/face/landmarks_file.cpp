#include "face/landmarks_file.h"

#include <cstdint>
#include <cstring>

#include "files/output_file.h"
#include "ganemotion/error.h"

namespace ganemotion::training {

std::vector<face::Vertices> read_landmarks(const std::filesystem::path& file) {
    const std::string bytes = files::read_text(file);
    constexpr std::size_t kPreamble = 10;  // magic, version, length of the header: NumPy's format 1.0
    const auto complain = [&](const char* what) {
        throw Error(ErrorKind::kUnreadableInput, file.string() + ": " + what);
    };
    if (bytes.size() < kPreamble || bytes.compare(1, 5, "NUMPY") != 0) complain("not a NumPy array");
    std::uint16_t header = 0;
    std::memcpy(&header, bytes.data() + 8, sizeof(header));
    const std::size_t data = kPreamble + header;
    if (bytes.substr(kPreamble, header).find("'<f2'") == std::string::npos) complain("not of float16");
    constexpr std::size_t kNumbers = face::kVertexCount * 3;
    std::vector<face::Vertices> meshes((bytes.size() - data) / (kNumbers * sizeof(Eigen::half)));
    const char* from = bytes.data() + data;
    for (face::Vertices& mesh : meshes)
        for (std::size_t i = 0; i < kNumbers; ++i, from += sizeof(Eigen::half)) {
            Eigen::half number;
            std::memcpy(&number, from, sizeof(number));
            mesh.data()[i] = static_cast<float>(number);
        }
    for (face::Vertices& mesh : meshes) mesh.leftCols<2>().array() -= 0.5F;
    return meshes;
}

}  // namespace ganemotion::training
