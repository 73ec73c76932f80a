#include "migration/bicubic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include <immintrin.h>

#include <opencv2/imgproc.hpp>

namespace ganemotion::migration {

namespace {

constexpr int kStepBits = 5;
constexpr int kSteps = 1 << kStepBits;
constexpr int kTaps = 4;
constexpr int kWeightBits = 14;

using Weights = std::array<std::int16_t, std::size_t{kTaps} * kTaps>;  // of 4x4 pixels, row after row

/// For each step down and across. Each sums to 1 exactly: else a pixel's light would tremble with its place.
struct WeightTable {
    alignas(32) std::array<std::array<Weights, kSteps>, kSteps> of;

    WeightTable() {
        for (std::size_t y = 0; y < kSteps; ++y)
            for (std::size_t x = 0; x < kSteps; ++x) of[y][x] = product(along_axis(y), along_axis(x));
    }

  private:
    using Taps = std::array<float, kTaps>;

    static Taps along_axis(std::size_t step) {
        constexpr float a = -0.75F;
        const auto near = [](float t) { return ((a + 2) * t - (a + 3)) * t * t + 1; };
        const auto far = [](float t) { return ((a * t - 5 * a) * t + 8 * a) * t - 4 * a; };
        const float t = static_cast<float>(step) / kSteps;
        return {far(1 + t), near(t), near(1 - t), far(2 - t)};
    }

    static Weights product(const Taps& down, const Taps& across) {
        Weights weights{};
        int rest = 1 << kWeightBits;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            weights[i] =
                static_cast<std::int16_t>(cvRound(down[i / kTaps] * across[i % kTaps] * (1 << kWeightBits)));
            rest -= weights[i];
        }
        std::int16_t& largest = *std::max_element(weights.begin(), weights.end());
        largest = static_cast<std::int16_t>(largest + rest);
        return weights;
    }
};

/// Where a place lies: in steps, from the first pixel of the plane.
struct Place {
    std::uint32_t x, y;
};

const WeightTable& table() {
    static const WeightTable kTable;
    return kTable;
}

/// The weighted pixels around a place, summed by twos.
inline __m256i weighted(const cv::Mat& bordered, const WeightTable& table, Place place) {
    const uchar* const first = bordered.ptr(place.y >> kStepBits) + (place.x >> kStepBits);
    const std::size_t row = bordered.step;
    const __m128i upper = _mm_unpacklo_epi32(_mm_loadu_si32(first), _mm_loadu_si32(first + row));
    const __m128i lower =
        _mm_unpacklo_epi32(_mm_loadu_si32(first + 2 * row), _mm_loadu_si32(first + 3 * row));
    const __m256i pixels = _mm256_cvtepu8_epi16(_mm_unpacklo_epi64(upper, lower));
    const Weights& weights_there = table.of[place.y % kSteps][place.x % kSteps];
    const __m256i weights = _mm256_load_si256(reinterpret_cast<const __m256i*>(weights_there.data()));
    return _mm256_madd_epi16(pixels, weights);
}

/// Of four places, as bytes.
inline std::uint32_t sampled(const cv::Mat& bordered, const WeightTable& table, const Place* places) {
    const __m256i first =
        _mm256_hadd_epi32(weighted(bordered, table, places[0]), weighted(bordered, table, places[1]));
    const __m256i second =
        _mm256_hadd_epi32(weighted(bordered, table, places[2]), weighted(bordered, table, places[3]));
    const __m256i halves = _mm256_hadd_epi32(first, second);
    const __m128i sums = _mm_add_epi32(_mm256_castsi256_si128(halves), _mm256_extracti128_si256(halves, 1));
    const __m128i rounded =
        _mm_srai_epi32(_mm_add_epi32(sums, _mm_set1_epi32(1 << (kWeightBits - 1))), kWeightBits);
    const __m128i words = _mm_packs_epi32(rounded, rounded);
    return static_cast<std::uint32_t>(_mm_cvtsi128_si32(_mm_packus_epi16(words, words)));
}

}  // namespace

BicubicSampler::BicubicSampler(const cv::Mat& plane) : size_(plane.size()) {
    cv::copyMakeBorder(plane, bordered_, 1, 3, 1, 3, cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);
}

void BicubicSampler::sample(std::span<const cv::Point2f> places, std::span<uchar> values) const {
    constexpr std::size_t kAtOnce = 4;
    const auto in_steps = [](float at, int last) {
        const float inside = std::clamp(at, 0.0F, static_cast<float>(last));
        return static_cast<std::uint32_t>(std::floor(inside * kSteps + 0.5F));
    };
    std::vector<Place> steps((values.size() + kAtOnce - 1) / kAtOnce * kAtOnce);
    for (std::size_t i = 0; i < values.size(); ++i)
        steps[i] = {in_steps(places[i].x, size_.width - 1), in_steps(places[i].y, size_.height - 1)};
    const WeightTable& weights = table();
    for (std::size_t i = 0; i < values.size(); i += kAtOnce) {
        const std::uint32_t bytes = sampled(bordered_, weights, &steps[i]);
        std::memcpy(&values[i], &bytes, std::min(kAtOnce, values.size() - i));
    }
}

}  // namespace ganemotion::migration
