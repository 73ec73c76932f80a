#include "pipeline/checksum.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "files/output_file.h"
#include "ganemotion/error.h"

namespace ganemotion::pipeline {

// The first two are the examples of FIPS 180-4, the third is `head -c 3000000 /dev/zero | tr '\0' a |
// sha256sum`.
TEST(Checksum, IsTheSha256OfTheWholeFile) {
    const auto file = std::filesystem::path(testing::TempDir()) / "checksum_test";
    files::write_text(file, "");
    EXPECT_EQ(sha256_of(file), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    files::write_text(file, "abc");
    EXPECT_EQ(sha256_of(file), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    files::write_text(file, std::string(3'000'000, 'a'));
    EXPECT_EQ(sha256_of(file), "2a152c894398719c0570f83fac34ac03a0f6e8e474b995c2403aa5434f7b9dd4");
    std::filesystem::remove(file);
}

TEST(Checksum, NamesAFileThatIsNotThere) {
    try {
        sha256_of("/nowhere/talk.mp4");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kUnreadableInput);
        EXPECT_NE(std::string(error.what()).find("/nowhere/talk.mp4"), std::string::npos);
    }
}

}  // namespace ganemotion::pipeline
