#include "nn/network.h"

#include <openvino/openvino.hpp>
#include <openvino/pass/serialize.hpp>
#include <sstream>

#include "ganemotion/error.h"
#include "nn/network_cache.h"

namespace ganemotion::nn {
namespace {

constexpr const char* kDevice = "CPU";

/// One for the process: it owns the plugins and their threads.
ov::Core& core() {
    static ov::Core core;
    return core;
}

ov::AnyMap properties(const NetworkOptions& options) {
    return {
        ov::hint::performance_mode(ov::hint::PerformanceMode::LATENCY),
        ov::inference_num_threads(options.threads),
        // Networks share the cores with decoders and with each other: pinned, two of them would sit on one
        // core.
        ov::hint::enable_cpu_pinning(false),
        // Processors with bf16 would take it by themselves; every machine shall give the same answers.
        ov::hint::inference_precision(ov::element::f32),
        // Beside int8 weights some processors would round the data to int8, too; held to AVX2, nothing was
        // computed at all.
        ov::hint::dynamic_quantization_group_size(0),
    };
}

/// What every compiled network depends on beside the network.
std::string machine() {
    return std::string(ov::get_openvino_version().buildNumber) + "\n" +
           core().get_property(kDevice, ov::device::full_name) + "\n" +
           core().get_property(kDevice, ov::device::architecture) + "\n";
}

std::string shapes_of(const NetworkOptions& options) {
    std::string text;
    for (const auto& shape : options.input_shapes) {
        for (const std::int64_t size : shape) text += std::to_string(size) + " ";
        text += "\n";
    }
    return text;
}

/// OpenVINO writes several lines, the cause last.
std::string cause_of(const std::exception& error) {
    std::string text = error.what();
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text.substr(text.rfind('\n') + 1);
}

std::shared_ptr<ov::Model> read_model(const std::filesystem::path& file, const NetworkOptions& options) {
    auto model = core().read_model(file.string());
    if (!options.input_shapes.empty()) {
        std::map<std::size_t, ov::PartialShape> shapes;
        for (std::size_t i = 0; i < options.input_shapes.size(); ++i)
            shapes[i] = ov::PartialShape(
                std::vector<ov::Dimension>(options.input_shapes[i].begin(), options.input_shapes[i].end()));
        model->reshape(shapes);
    }
    ov::preprocess::PrePostProcessor ports(model);
    for (std::size_t i = 0; i < model->inputs().size(); ++i) {
        const bool real = model->input(i).get_element_type().is_real();
        ports.input(i).tensor().set_element_type(real ? ov::element::f32 : ov::element::i64);
    }
    for (std::size_t i = 0; i < model->outputs().size(); ++i)
        ports.output(i).tensor().set_element_type(ov::element::f32);
    return ports.build();
}

/// Takes what is written for its hash alone: weights may be many megabytes.
class HashingBuffer : public std::streambuf {
  public:
    [[nodiscard]] std::uint64_t hash() const { return hash_; }

  protected:
    std::streamsize xsputn(const char* bytes, std::streamsize count) override {
        hash_ = hash_of({bytes, static_cast<std::size_t>(count)}, hash_);
        position_ += count;
        return count;
    }
    int_type overflow(int_type byte) override {
        const char one = traits_type::to_char_type(byte);
        xsputn(&one, 1);
        return byte;
    }
    /// Where the next byte goes, which is all that is asked for.
    pos_type seekoff(off_type, std::ios_base::seekdir, std::ios_base::openmode) override { return position_; }

  private:
    std::uint64_t hash_ = hash_of({});
    std::streamsize position_ = 0;
};

/// From the cache if it is there, else `make` gives the model, and the cache keeps what was compiled.
template <typename MakeModel>
ov::CompiledModel compile(const NetworkCache* cache, const NetworkOptions& options, const MakeModel& make) {
    if (cache == nullptr) return core().compile_model(make(), kDevice, properties(options));
    if (auto entry = cache->read()) {
        try {
            std::istringstream stream(std::move(*entry));
            return core().import_model(stream, kDevice, properties(options));
        } catch (const std::exception&) {
            // Whatever OpenVINO dislikes about the entry: it is compiled anew.
        }
    }
    auto compiled = core().compile_model(make(), kDevice, properties(options));
    try {
        std::ostringstream stream;
        compiled.export_model(stream);
        cache->write(stream.view());
    } catch (const std::exception&) {
        // What cannot be exported is compiled at every start.
    }
    return compiled;
}

/// Size and time of a file, nothing where it is not there.
std::string state_of(const std::filesystem::path& file) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(file, missing);
    if (missing) return "";
    return std::to_string(size) + " " +
           std::to_string(std::filesystem::last_write_time(file).time_since_epoch().count()) + "\n";
}

ov::CompiledModel compile_file(const std::filesystem::path& file, const NetworkOptions& options) {
    const auto make = [&] { return read_model(file, options); };
    if (!options.cache) return compile(nullptr, options, make);
    // The file is known by place, size and time: to read a TFLite file takes longer than to import the
    // compiled one.
    const std::string place = std::filesystem::absolute(file).string() + "\n" + shapes_of(options);
    const auto weights_of_ir = std::filesystem::path(file).replace_extension(".bin");
    const NetworkCache cache(file.stem().string() + "-" + std::to_string(hash_of(place)),
                             machine() + place + state_of(file) + state_of(weights_of_ir));
    return compile(&cache, options, make);
}

ov::CompiledModel compile_graph(const std::shared_ptr<ov::Model>& model, const NetworkOptions& options) {
    const auto make = [&] { return model; };
    if (!options.cache) return compile(nullptr, options, make);
    // OpenVINO numbers nameless operations through the process; the same graph shall have the same hash
    // always.
    int number = 0;
    for (const auto& operation : model->get_ordered_ops())
        operation->set_friendly_name(std::to_string(number++));
    std::ostringstream graph;
    HashingBuffer buffer;
    std::ostream weights(&buffer);
    ov::pass::Serialize(graph, weights).run_on_model(model);
    const std::uint64_t hash = hash_of(graph.view(), buffer.hash());
    const std::string name = "graph-" + std::to_string(hash);
    const NetworkCache cache(name, machine() + name);
    return compile(&cache, options, make);
}

}  // namespace

struct Network::State {
    ov::CompiledModel compiled;
    ov::InferRequest request;

    explicit State(ov::CompiledModel model)
        : compiled(std::move(model)), request(compiled.create_infer_request()) {}

    template <typename T>
    std::span<T> input(int index, const std::vector<std::int64_t>& shape) {
        ov::Tensor tensor = request.get_input_tensor(static_cast<std::size_t>(index));
        tensor.set_shape(ov::Shape(shape.begin(), shape.end()));
        return {tensor.data<T>(), tensor.get_size()};
    }
};

Network::Network(const std::filesystem::path& file, const NetworkOptions& options) {
    try {
        if (!std::filesystem::is_regular_file(file)) throw std::runtime_error("there is no such file");
        state_ = std::make_unique<State>(compile_file(file, options));
    } catch (const std::exception& error) {
        throw Error(ErrorKind::kMissingModel, "cannot load the network " + file.string() + ": " +
                                                  cause_of(error) + "; install it with scripts/setup");
    }
}

Network::Network(const std::shared_ptr<ov::Model>& model, const NetworkOptions& options) {
    try {
        state_ = std::make_unique<State>(compile_graph(model, options));
    } catch (const std::exception& error) {
        throw Error(ErrorKind::kMissingModel,
                    "cannot compile the network " + model->get_friendly_name() + ": " + cause_of(error));
    }
}

Network::~Network() = default;
Network::Network(Network&&) noexcept = default;

std::span<float> Network::input(int index) {
    ov::Tensor tensor = state_->request.get_input_tensor(static_cast<std::size_t>(index));
    return {tensor.data<float>(), tensor.get_size()};
}

std::span<float> Network::input(int index, const std::vector<std::int64_t>& shape) {
    return state_->input<float>(index, shape);
}

std::span<std::int64_t> Network::integer_input(int index, const std::vector<std::int64_t>& shape) {
    return state_->input<std::int64_t>(index, shape);
}

void Network::run() {
    state_->request.infer();
}

std::span<const float> Network::output(int index) const {
    const ov::Tensor tensor = state_->request.get_output_tensor(static_cast<std::size_t>(index));
    return {tensor.data<const float>(), tensor.get_size()};
}

std::vector<std::int64_t> Network::output_shape(int index) const {
    const ov::Shape shape = state_->request.get_output_tensor(static_cast<std::size_t>(index)).get_shape();
    return {shape.begin(), shape.end()};
}

}  // namespace ganemotion::nn
