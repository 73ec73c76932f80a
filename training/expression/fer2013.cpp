#include "training/expression/fer2013.h"

#include <algorithm>
#include <charconv>
#include <sstream>

#include <fmt/format.h>

#include "expression/backbone.h"
#include "files/output_file.h"
#include "ganemotion/error.h"
#include "media/picture_file.h"

namespace ganemotion::training {

namespace {

using expression::kFaceSide;

constexpr int kAcross = 32;  ///< pictures in a row and in a column of a mosaic
constexpr std::size_t kInMosaic = static_cast<std::size_t>(kAcross) * kAcross;

constexpr std::array<Emotion, kEmotionCount> kVoted = {Emotion::kNeutral, Emotion::kHappy, Emotion::kSurprise,
                                                       Emotion::kSad,     Emotion::kAngry, Emotion::kDisgust,
                                                       Emotion::kFear};

[[noreturn]] void complain(const std::filesystem::path& file, std::size_t line, const std::string& what) {
    throw Error(ErrorKind::kUnreadableInput, fmt::format("{}:{}: {}", file.string(), line, what));
}

FaceLabel label_of(const std::string& text, const std::filesystem::path& file, std::size_t line) {
    std::istringstream fields(text);
    std::string picture, emotion, count;
    std::getline(fields, picture, '\t');
    std::getline(fields, emotion, '\t');
    FaceLabel label;
    const auto original = emotion_named(emotion);
    if (!original) complain(file, line, "\"" + emotion + "\" is none of the seven emotions");
    label.original = *original;
    for (std::uint8_t& votes : label.votes) {
        if (!std::getline(fields, count, '\t'))
            complain(file, line, "a label and ten counts of votes are expected");
        if (std::from_chars(count.data(), count.data() + count.size(), votes).ec != std::errc())
            complain(file, line, "\"" + count + "\" is not a number of votes");
    }
    return label;
}

std::vector<FaceLabel> read_labels(const std::filesystem::path& file) {
    std::istringstream lines(files::read_text(file));
    std::string line;
    std::getline(lines, line);
    std::vector<FaceLabel> labels;
    while (std::getline(lines, line)) labels.push_back(label_of(line, file, labels.size() + 2));
    return labels;
}

}  // namespace

cv::Mat FaceSet::picture(std::size_t index) const {
    const int top = static_cast<int>(index) * kFaceSide;
    return pixels.rowRange(top, top + kFaceSide);
}

FaceSet some_of(const FaceSet& set, std::size_t count) {
    FaceSet part;
    count = std::min(count, set.size());
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t picture = i * set.size() / count;
        part.pixels.push_back(set.picture(picture));
        part.labels.push_back(set.labels[picture]);
    }
    return part;
}

FaceSet read_fer2013(const std::filesystem::path& folder, const std::string& part) {
    FaceSet set;
    set.labels = read_labels(folder / (part + ".tsv"));
    set.pixels.create(static_cast<int>(set.size()) * kFaceSide, kFaceSide, CV_8UC1);
    for (std::size_t first = 0; first < set.size(); first += kInMosaic) {
        const auto file = folder / fmt::format("{}_{:02}.webp", part, first / kInMosaic);
        const cv::Mat mosaic = media::read_picture(file).planes[0];
        if (mosaic.size() != cv::Size(kAcross * kFaceSide, kAcross * kFaceSide))
            throw Error(ErrorKind::kUnreadableInput,
                        file.string() + ": not a mosaic of 32 x 32 pictures of 48x48");
        for (std::size_t i = 0; i < std::min(kInMosaic, set.size() - first); ++i) {
            const cv::Point at(static_cast<int>(i % kAcross), static_cast<int>(i / kAcross));
            mosaic(cv::Rect(at * kFaceSide, cv::Size(kFaceSide, kFaceSide))).copyTo(set.picture(first + i));
        }
    }
    return set;
}

std::array<float, kEmotionCount> vote_shares(const FaceLabel& label) {
    std::array<float, kEmotionCount> shares{};
    float total = 0;
    for (std::size_t i = 0; i < kEmotionCount; ++i) total += label.votes[i];
    if (total == 0) return shares;
    for (std::size_t i = 0; i < kEmotionCount; ++i)
        shares[static_cast<std::size_t>(kVoted[i])] = static_cast<float>(label.votes[i]) / total;
    return shares;
}

Target blended_target(const FaceLabel& label, double vote_share) {
    Target target = vote_shares(label);
    const bool voted = std::any_of(target.begin(), target.end(), [](float share) { return share > 0; });
    const auto votes = static_cast<float>(voted ? vote_share : 0);
    for (float& share : target) share *= votes;
    target[static_cast<std::size_t>(label.original)] += 1 - votes;
    return target;
}

std::vector<Target> blended_targets(const FaceSet& set, double vote_share) {
    std::vector<Target> targets;
    for (const FaceLabel& label : set.labels) targets.push_back(blended_target(label, vote_share));
    return targets;
}

std::optional<Emotion> majority(const FaceLabel& label) {
    const auto most = std::max_element(label.votes.begin(), label.votes.end());
    const auto index = static_cast<std::size_t>(most - label.votes.begin());
    if (index >= kEmotionCount || std::count(label.votes.begin(), label.votes.end(), *most) > 1)
        return std::nullopt;
    return kVoted[index];
}

}  // namespace ganemotion::training
