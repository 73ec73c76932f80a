#pragma once

#include <cmath>

namespace ganemotion::training {

/// Sums for a Pearson correlation and a slope through the origin.
class Agreement {
  public:
    void add(double asked, double measured) {
        ++n_, x_ += asked, y_ += measured, xx_ += asked * asked, yy_ += measured * measured,
            xy_ += asked * measured;
    }
    [[nodiscard]] double correlation() const {
        return (n_ * xy_ - x_ * y_) / std::sqrt((n_ * xx_ - x_ * x_) * (n_ * yy_ - y_ * y_));
    }
    [[nodiscard]] double slope() const { return xy_ / xx_; }

  private:
    double n_ = 0, x_ = 0, y_ = 0, xx_ = 0, yy_ = 0, xy_ = 0;
};

}  // namespace ganemotion::training
