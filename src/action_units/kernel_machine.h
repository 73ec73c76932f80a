#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <Eigen/Core>

#include "action_units/observer.h"
#include "nn/weights.h"

namespace ganemotion::action_units {

/// A part of an observation in a few hundred numbers, between which distances mean likeness.
using Code = Eigen::VectorXf;

/// The units of one region of the face by likeness to the faces of training: a layer of radial basis
/// functions, one a face, and a linear layer (kernel ridge regression). It looks at that region alone: on
/// posed faces a raised brow can be told from the open mouth that comes with it in surprise, on a face that
/// speaks it can not. Thread-safe.
class KernelMachine {
  public:
    /// `weights`: models/units/appearance.safetensors. `region`: "upper" or "lower", the prefix of its
    /// tensors. Throws Error(kMissingModel).
    KernelMachine(const nn::Weights& weights, std::string_view region);

    /// FACS numbers, in the order of the answers.
    [[nodiscard]] const std::vector<int>& units() const { return units_; }

    [[nodiscard]] Code code_of(const Observation& seen) const;

    /// What the face shows, one number a unit; calibrated so that a unit is present from 0.2 on.
    /// Not limited.
    [[nodiscard]] Eigen::VectorXf answer(const Code& code) const;

    /// The same where the person's face at rest is known: faces are like each other that look alike and
    /// differ from their rest alike.
    [[nodiscard]] Eigen::VectorXf answer(const Code& code, const Code& resting) const;

  private:
    using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    struct View {
        std::vector<Eigen::Index> rows;  // which numbers of the view are of the region
        Eigen::VectorXf mean;
        Matrix directions;  // [rows, part of the code]
    };
    struct Layer {
        Matrix coefficients;     // [units, faces]
        Eigen::VectorXf offset;  // [units]
        float sharpness = 0;     // of the kernel exp(-sharpness * squared distance)

        [[nodiscard]] Eigen::VectorXf answer(const Eigen::VectorXf& squared_distances) const;
    };

    std::vector<int> units_;
    std::array<View, kViews.size()> views_;
    Matrix faces_;                      // [faces, code]
    Matrix rests_;                      // [people, code]
    std::vector<Eigen::Index> person_;  // of each face, a row of rests_
    Eigen::VectorXf squared_faces_;     // [faces] their own lengths
    Eigen::VectorXf squared_changes_;   // [faces] those of what differs from their person's rest
    float rest_weight_ = 0;             // of distances between changes, squared
    Layer single_, relative_, change_;
    Eigen::VectorXf present_single_, present_relative_;  // [units] from which answer on a unit is present

    void read_views(const nn::Weights& weights, const std::string& region);
    void read_faces(const nn::Weights& weights, const std::string& region);
    [[nodiscard]] Layer layer_of(const nn::Weights& weights, const std::string& name) const;
};

/// From this on a unit is present: the least FACS intensity, A, in the unit of ActionUnits.
inline constexpr float kPresent = 0.2F;

}  // namespace ganemotion::action_units
