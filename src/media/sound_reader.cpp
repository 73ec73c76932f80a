#include "media/sound_reader.h"

#include <algorithm>
#include <cmath>

#include "media/stream_decoder.h"

namespace ganemotion::media {

namespace {

// Time stamps of some containers are rounded to milliseconds, and those of captures jitter: sound that is off
// by no more than 40 ms goes on without a seam. Viewers notice more (ITU-R BT.1359).
constexpr std::int64_t kTolerance = kSpeechSampleRate / 25;

// A time stamp later than this after the end of the file is broken: no silence is made up for it.
constexpr std::int64_t kLongestOverrun = std::int64_t{10} * kSpeechSampleRate;

// Decoders give about 20 ms at a time; a piece is some of these, and of a long silence no more than a second.
constexpr std::size_t kShortestPiece = kSpeechSampleRate / 10;
constexpr std::int64_t kLongestSilence = kSpeechSampleRate;

Seconds duration_of(const AVFormatContext& input, const AVStream& stream) {
    if (stream.duration > 0) return Seconds(static_cast<double>(stream.duration) * av_q2d(stream.time_base));
    if (input.duration > 0) return Seconds(static_cast<double>(input.duration) / AV_TIME_BASE);
    return {};
}

}  // namespace

struct SoundReader::State {
    explicit State(const std::filesystem::path& file);
    ~State() { av_channel_layout_uninit(&channels); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    bool decode();
    void follow_format(const AVFrame& frame);
    void align(const AVFrame& frame);
    void resample(const AVFrame* frame);

    InputPtr input;
    AVStream* stream = nullptr;
    std::unique_ptr<StreamDecoder> decoder;
    Seconds duration{};
    std::int64_t zero = 0;  // of the file, in units of the stream

    ResamplerPtr resampler;
    AVChannelLayout channels{};  // of what the resampler takes
    int rate = 0;
    int format = AV_SAMPLE_FMT_NONE;

    std::int64_t position = 0;  // of the next sample that is resampled, from time zero
    std::int64_t to_drop = 0;   // of the samples to come, because their time is over already
    std::int64_t silence = 0;   // to be given before `samples`
    std::vector<float> samples;
    bool begun = false;
    bool ended = false;
};

SoundReader::State::State(const std::filesystem::path& file) : input(open_input(file)) {
    stream = first_stream(*input, AVMEDIA_TYPE_AUDIO);
    if (!stream || !avcodec_find_decoder(stream->codecpar->codec_id)) {
        ended = true;
        return;
    }
    decoder = std::make_unique<StreamDecoder>(*input, *stream, file);
    read_only(*input, stream);
    duration = duration_of(*input, *stream);
    zero = av_rescale_q(time_zero(*input), {1, AV_TIME_BASE}, stream->time_base);
}

// Leaves a frame's worth in `silence` and `samples`. False at the end.
bool SoundReader::State::decode() {
    if (ended) return false;
    const AVFrame* frame = decoder->next();
    ended = frame == nullptr;
    if (frame) {
        follow_format(*frame);
        align(*frame);
    }
    resample(frame);
    return true;
}

// Sound may change its rate or channels on the way, as broadcasts do: the resampler follows.
void SoundReader::State::follow_format(const AVFrame& frame) {
    if (resampler && rate == frame.sample_rate && format == frame.format &&
        av_channel_layout_compare(&channels, &frame.ch_layout) == 0)
        return;
    av_channel_layout_copy(&channels, &frame.ch_layout);
    rate = frame.sample_rate;
    format = frame.format;
    AVChannelLayout from = channels;
    if (from.order == AV_CHANNEL_ORDER_UNSPEC) av_channel_layout_default(&from, channels.nb_channels);
    AVChannelLayout mono;
    av_channel_layout_default(&mono, 1);
    SwrContext* made = nullptr;
    swr_alloc_set_opts2(&made, &mono, AV_SAMPLE_FMT_FLT, kSpeechSampleRate, &from,
                        static_cast<AVSampleFormat>(format), rate, 0, nullptr);
    resampler.reset(made);
    if (!made) return;
    av_opt_set_double(made, "rematrix_maxval", 1.0, 0);  // floats would be mixed without regard to clipping
    if (swr_init(made) < 0) resampler.reset();
}

// Compares where the frame is to stand with where it would come to stand, and makes up for the difference.
void SoundReader::State::align(const AVFrame& frame) {
    const std::int64_t tolerance = begun ? kTolerance : 0;
    begun = true;
    if (frame.best_effort_timestamp == AV_NOPTS_VALUE || !resampler) return;
    const std::int64_t due =
        av_rescale_q(frame.best_effort_timestamp - zero, stream->time_base, {1, kSpeechSampleRate});
    const std::int64_t end = std::llround(duration.count() * kSpeechSampleRate);
    if (end > 0 && due > end + kLongestOverrun) return;
    const std::int64_t stands = position - to_drop + swr_get_delay(resampler.get(), kSpeechSampleRate);
    if (due > stands + tolerance) {
        swr_init(resampler.get());  // forgets the millisecond that it held back
        to_drop = 0;
        silence = std::max<std::int64_t>(due - position, 0);
        position += silence;
    } else if (due < stands - tolerance) {
        to_drop += stands - due;
    }
}

// nullptr: what the resampler held back.
void SoundReader::State::resample(const AVFrame* frame) {
    if (!resampler) return;
    const int taken = frame ? frame->nb_samples : 0;
    samples.resize(static_cast<std::size_t>(std::max(swr_get_out_samples(resampler.get(), taken), 0)));
    auto* out = reinterpret_cast<std::uint8_t*>(samples.data());
    auto* in = frame ? const_cast<const std::uint8_t**>(frame->extended_data) : nullptr;
    const int made = swr_convert(resampler.get(), &out, static_cast<int>(samples.size()), in, taken);
    samples.resize(static_cast<std::size_t>(std::max(made, 0)));
    const auto late = std::min(to_drop, static_cast<std::int64_t>(samples.size()));
    samples.erase(samples.begin(), samples.begin() + late);
    to_drop -= late;
    position += static_cast<std::int64_t>(samples.size());
}

SoundReader::SoundReader(const std::filesystem::path& file) : state_(std::make_unique<State>(file)) {}
SoundReader::~SoundReader() = default;
SoundReader::SoundReader(SoundReader&&) noexcept = default;

bool SoundReader::has_sound() const {
    return state_->decoder != nullptr;
}

Seconds SoundReader::duration() const {
    return state_->duration;
}

std::vector<float> SoundReader::next() {
    State& state = *state_;
    std::vector<float> piece;
    while (piece.size() < kShortestPiece) {
        if (state.silence > 0) {
            const auto count = std::min(state.silence, kLongestSilence);
            piece.insert(piece.end(), static_cast<std::size_t>(count), 0.0F);
            state.silence -= count;
        } else if (!state.samples.empty()) {
            piece.insert(piece.end(), state.samples.begin(), state.samples.end());
            state.samples.clear();
        } else if (!state.decode()) {
            break;
        }
    }
    return piece;
}

}  // namespace ganemotion::media
