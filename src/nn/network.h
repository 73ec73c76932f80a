#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace ov {
class Model;
}

namespace ganemotion::nn {

struct NetworkOptions {
    int threads = 1;
    /// Keep the compiled network in the user's cache folder, for quicker starts (it takes as much disk as its
    /// weights).
    bool cache = true;
    /// Fixes the shapes of the inputs, in order, where the file leaves them open: a fixed network runs
    /// quicker. Empty: as the file says.
    std::vector<std::vector<std::int64_t>> input_shapes = {};
};

/// A network compiled for this processor by OpenVINO, float inputs and outputs (what a file stores as fp16 is
/// converted). Computes in fp32 on every processor. Different networks may run in different threads, one of
/// them in one at a time. Shapes are fixed when it is made, or given with each input where the model leaves
/// them open.
class Network {
  public:
    /// Reads TFLite, ONNX or OpenVINO IR. Throws Error(kMissingModel) naming the file.
    explicit Network(const std::filesystem::path& file, const NetworkOptions& options = {});
    /// Compiles a graph built in code, whose ports are float or int64. Throws Error(kMissingModel) with what
    /// is wrong with the graph.
    explicit Network(const std::shared_ptr<ov::Model>& model, const NetworkOptions& options = {});
    ~Network();
    Network(Network&&) noexcept;

    /// Writable memory of an input, of as many floats as its shape has elements.
    std::span<float> input(int index = 0);
    /// For models with open shapes: sets the shape first. Integer inputs (tokens) are given as int64.
    std::span<float> input(int index, const std::vector<std::int64_t>& shape);
    std::span<std::int64_t> integer_input(int index, const std::vector<std::int64_t>& shape);

    void run();

    /// Valid until the next run().
    [[nodiscard]] std::span<const float> output(int index = 0) const;
    [[nodiscard]] std::vector<std::int64_t> output_shape(int index = 0) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ganemotion::nn
