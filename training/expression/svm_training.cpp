#include <libsvm/svm.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "training/expression/head_training.h"

namespace ganemotion::training {

namespace {

struct Standard {
    std::vector<float> mean, scale;
};

Standard standard_of(const FeatureSet& set) {
    constexpr double kLeastDeviation = 1e-4;  // a feature that never changes tells nothing
    std::vector<double> sum(set.columns), squares(set.columns);
    for (std::size_t i = 0; i < set.values.size(); ++i) {
        const auto value = static_cast<double>(set.values[i]);
        sum[i % set.columns] += value;
        squares[i % set.columns] += value * value;
    }
    const auto count = static_cast<double>(set.labels.size());
    Standard standard;
    for (std::size_t c = 0; c < set.columns; ++c) {
        const double mean = sum[c] / count;
        const double deviation = std::sqrt(std::max(squares[c] / count - mean * mean, 0.0));
        standard.mean.push_back(static_cast<float>(mean));
        standard.scale.push_back(static_cast<float>(1 / std::max(deviation, kLeastDeviation)));
    }
    return standard;
}

/// Evenly, or by their weight: libsvm knows no weights of pictures, so heavy ones come more often.
std::vector<std::size_t> chosen_pictures(const FeatureSet& set, std::size_t count) {
    double total = 0;
    for (std::size_t i = 0; i < set.labels.size(); ++i) total += static_cast<double>(set.weight(i));
    std::vector<std::size_t> chosen;
    double passed = 0;
    for (std::size_t i = 0; i < set.labels.size(); ++i) {
        passed += static_cast<double>(set.weight(i));
        while (chosen.size() < count &&
               passed * static_cast<double>(count) > static_cast<double>(chosen.size()) * total)
            chosen.push_back(i);
    }
    return chosen;
}

/// Some pictures, standardised, as libsvm wants them.
class Problem {
  public:
    Problem(const FeatureSet& set, std::size_t most, const Standard& standard) {
        const std::vector<std::size_t> pictures = chosen_pictures(set, std::min(most, set.labels.size()));
        nodes_.resize(pictures.size() * (set.columns + 1));
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            const std::size_t picture = pictures[i];
            svm_node* row = nodes_.data() + i * (set.columns + 1);
            for (std::size_t c = 0; c < set.columns; ++c) {
                const float value =
                    (set.values[picture * set.columns + c] - standard.mean[c]) * standard.scale[c];
                row[c] = {static_cast<int>(c) + 1, static_cast<double>(value)};
            }
            row[set.columns] = {-1, 0};
            rows_.push_back(row);
            const Target& target = set.targets[picture];
            const auto most = std::max_element(target.begin(), target.end()) - target.begin();
            labels_.push_back(static_cast<double>(most));
        }
        problem_ = {static_cast<int>(pictures.size()), labels_.data(), rows_.data()};
    }
    Problem(const Problem&) = delete;
    Problem& operator=(const Problem&) = delete;

    [[nodiscard]] const svm_problem* get() const { return &problem_; }

  private:
    std::vector<svm_node> nodes_;
    std::vector<svm_node*> rows_;
    std::vector<double> labels_;
    svm_problem problem_{};
};

struct FreeModel {
    void operator()(svm_model* model) const { svm_free_and_destroy_model(&model); }
};
using ModelPtr = std::unique_ptr<svm_model, FreeModel>;

svm_parameter parameters(const SvmOptions& options, double cost, double gamma, bool probability) {
    svm_parameter parameter{};
    parameter.svm_type = C_SVC;
    parameter.kernel_type = RBF;
    parameter.gamma = gamma;
    parameter.C = cost;
    parameter.eps = options.precision;
    parameter.cache_size = options.cache_megabytes;
    parameter.shrinking = 1;
    parameter.probability = probability ? 1 : 0;
    return parameter;
}

double accuracy_of(const svm_model& model, const Problem& problem) {
    int right = 0;
    for (int i = 0; i < problem.get()->l; ++i)
        right += svm_predict(&model, problem.get()->x[i]) == problem.get()->y[i] ? 1 : 0;
    return static_cast<double>(right) / problem.get()->l;
}

std::vector<float> to_float(const auto* values, std::size_t count) {
    std::vector<float> result;
    for (std::size_t i = 0; i < count; ++i) result.push_back(static_cast<float>(values[i]));
    return result;
}

nn::Weights weights_of(const svm_model& model, const Standard& standard) {
    const auto vectors = static_cast<std::size_t>(model.l), columns = standard.mean.size();
    const auto classes = static_cast<std::size_t>(model.nr_class), pairs = classes * (classes - 1) / 2;
    std::vector<float> values, coefficients;
    for (std::size_t i = 0; i < vectors; ++i)
        for (std::size_t c = 0; c < columns; ++c) values.push_back(static_cast<float>(model.SV[i][c].value));
    for (std::size_t i = 0; i + 1 < classes; ++i)
        for (const float value : to_float(model.sv_coef[i], vectors)) coefficients.push_back(value);
    nn::Weights weights;
    const auto put = [&](const char* name, const std::vector<float>& what, std::size_t rows,
                         const char* type) {
        std::vector<std::int64_t> shape{static_cast<std::int64_t>(what.size() / rows)};
        if (rows > 1) shape.insert(shape.begin(), static_cast<std::int64_t>(rows));
        weights.tensors[name] = nn::Tensor::from_float(what, shape, type);
    };
    put("svm.mean", standard.mean, 1, "F32");
    put("svm.scale", standard.scale, 1, "F32");
    put("svm.vectors", values, vectors, "F16");
    put("svm.coefficients", coefficients, classes - 1, "F16");
    put("svm.rho", to_float(model.rho, pairs), 1, "F32");
    put("svm.slope", to_float(model.probA, pairs), 1, "F32");
    put("svm.offset", to_float(model.probB, pairs), 1, "F32");
    put("svm.counts", to_float(model.nSV, classes), 1, "F32");
    put("svm.labels", to_float(model.label, classes), 1, "F32");
    put("svm.gamma", {static_cast<float>(model.param.gamma)}, 1, "F32");
    return weights;
}

}  // namespace

FittedHead fit_svm(const FeatureSet& train, const FeatureSet& choosing, const SvmOptions& options) {
    svm_set_print_string_function([](const char*) {});
    const Standard standard = standard_of(train);
    const Problem judge(choosing, choosing.labels.size(), standard);
    const Problem small(train, options.pictures_to_choose, standard);
    double best = -1, best_cost = 1, best_gamma = 1;
    for (const double cost : options.costs)
        for (const double width : options.widths) {
            const double gamma = width / static_cast<double>(train.columns);
            const svm_parameter parameter = parameters(options, cost, gamma, false);
            const ModelPtr model(svm_train(small.get(), &parameter));
            const double right = accuracy_of(*model, judge);
            spdlog::info("svm C {} gamma {} / {}: PublicTest {:.2f} %", cost, width, train.columns,
                         100 * right);
            if (right <= best) continue;
            best = right;
            best_cost = cost;
            best_gamma = gamma;
        }
    std::srand(options.seed);
    const Problem problem(train, options.pictures, standard);
    const svm_parameter parameter = parameters(options, best_cost, best_gamma, true);
    const ModelPtr model(svm_train(problem.get(), &parameter));
    const double right = accuracy_of(*model, judge);
    spdlog::info("svm of {} pictures: {} support vectors, PublicTest {:.2f} %", problem.get()->l, model->l,
                 100 * right);
    return {weights_of(*model, standard), right};
}

}  // namespace ganemotion::training
