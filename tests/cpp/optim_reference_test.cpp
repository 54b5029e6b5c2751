// Rules and switches that PyTorch has no oracle for: each against a few lines written from the paper or from the
// framework's documented formula, for one parameter x with the gradient g.
#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <deque>
#include <functional>
#include <optional>

#include "optim_support.h"
#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

/// One update of a reference: (t, gradient, parameter).
using Reference = std::function<void(int, double, double&)>;

/// Runs optimizer and reference along the same gradients, with a pull towards 0 so that the parameter matters too.
void expectSame(const std::string& id, const Settings& settings, const Reference& reference, int steps = 60) {
  noteReference(id, settings);
  Bench<double> bench(*findOptimizer(id), settings, {1.5});
  double x = 1.5;
  const auto list = gradients<double>(static_cast<std::size_t>(steps), 1);
  for (int t = 1; t <= steps; ++t) {
    const double g = list[static_cast<std::size_t>(t - 1)][0] + 0.5 * x;
    bench.update({g});
    reference(t, g, x);
    ASSERT_NEAR(bench.parameters()[0], x, 1e-12 * std::max(1.0, std::abs(x))) << id << " at step " << t;
  }
}

Settings with(Settings settings, std::initializer_list<std::pair<const char*, double>> more) {
  for (const auto& [id, value] : more) settings.set(id, value);
  return settings;
}

TEST(Reference, lion) {  // Chen et al. 2023, algorithm 2
  for (const double decay : {0.0, 0.1}) {
    expectSame("lion", {{"lr", 0.01}, {"beta1", 0.8}, {"beta2", 0.95}, {"weightDecay", decay}},
               [decay, m = 0.0](int, double g, double& x) mutable {
                 const double c = 0.8 * m + 0.2 * g;
                 x = x - 0.01 * ((c > 0 ? 1 : c < 0 ? -1 : 0) + decay * x);
                 m = 0.95 * m + 0.05 * g;
               });
  }
}

TEST(Reference, adabound) {  // Adam's rate, clipped between the bounds of Luo et al. 2019 with γ for 1−β₂
  const Settings settings{{"lr", 0.05},      {"beta1", 0.8},    {"beta2", 0.9},
                          {"epsilon", 1e-3}, {"finalLr", 0.06}, {"gamma", 0.1}};
  for (const double decay : {0.0, 0.2}) {
    for (bool amsgrad : {false, true}) {
      double m = 0, v = 0, top = 0;
      const Settings these = with(settings, {{"weightDecay", decay}, {"amsgrad", amsgrad}});
      expectSame("adabound", these, [=](int t, double g, double& x) mutable {
        g += decay * x;
        m = 0.8 * m + (1 - 0.8) * g;
        v = 0.9 * v + (1 - 0.9) * g * g;
        top = std::max(top, v);
        const double root = std::sqrt(amsgrad ? top : v);
        const double adam = 0.05 * std::sqrt(1 - std::pow(0.9, t)) / (1 - std::pow(0.8, t)) / (root + 1e-3);
        x -= std::min(std::max(adam, 0.06 * (1 - 1 / (0.1 * t + 1))), 0.06 * (1 + 1 / (0.1 * t))) * m;
      });
    }
  }
}

TEST(Reference, adaboundsFinalRateFollowsTheSchedule) {
  const Settings closed{{"gamma", 10.0}};
  Bench<double> whole(*findOptimizer("adabound"), closed, {1}), half(*findOptimizer("adabound"), closed, {1});
  whole.update({1}, 0.001), half.update({1}, 0.0005);
  EXPECT_NEAR(1 - whole.parameters()[0], 2 * (1 - half.parameters()[0]), 1e-15);
}

TEST(Reference, epsilonInsideTheRootAlone) {  // as tutorials print it: v ← ρv + (1−ρ)g², w ← w − ηg/√(v + ε)
  expectSame("rmsprop", {{"lr", 0.05}, {"rho", 0.9}, {"epsilon", 0.01}, {"epsilonInside", 1.0}},
             [v = 0.0](int, double g, double& x) mutable {
               v = 0.9 * v + (1 - 0.9) * g * g;
               x -= 0.05 * g / std::sqrt(v + 0.01);
             });
  expectSame("adagrad", {{"lr", 0.1}, {"epsilon", 0.01}, {"epsilonInside", 1.0}},
             [s = 0.0](int, double g, double& x) mutable {
               s += g * g;
               x -= 0.1 * g / std::sqrt(s + 0.01);
             });
  expectSame("rmsprop", {{"lr", 0.05}, {"rho", 0.9}, {"epsilon", 0.0}}, [v = 0.0](int, double g, double& x) mutable {
    v = 0.9 * v + (1 - 0.9) * g * g;
    x -= 0.05 * g / std::sqrt(v);
  });
}

TEST(Reference, epsilonInsideTheRoot) {  // Keras and TensorFlow.js
  double s = 0.1;
  expectSame("adagrad", {{"lr", 0.1}, {"epsilon", 0.01}, {"epsilonInside", 1.0}, {"initialAccumulator", 0.1}},
             [s](int, double g, double& x) mutable {
               s += g * g;
               x -= 0.1 * g / std::sqrt(s + 0.01);
             });
  double v = 1;  // where old TensorFlow begins
  expectSame("rmsprop",
             {{"lr", 0.1}, {"rho", 0.9}, {"epsilon", 0.01}, {"epsilonInside", 1.0}, {"initialAccumulator", 1.0}},
             [v](int, double g, double& x) mutable {
               v = 0.9 * v + 0.1 * g * g;
               x -= 0.1 * g / std::sqrt(v + 0.01);
             });
}

TEST(Reference, centeredRmspropWithMomentumAndDecay) {
  double v = 0, a = 0, b = 0;
  expectSame("rmsprop",
             {{"lr", 0.1}, {"rho", 0.9}, {"epsilon", 0.01}, {"centered", 1.0}, {"momentum", 0.7}, {"weightDecay", 0.3}},
             [=](int, double g, double& x) mutable {
               g += 0.3 * x;
               v = 0.9 * v + 0.1 * g * g;
               a = 0.9 * a + 0.1 * g;
               b = 0.7 * b + g / (std::sqrt(v - a * a) + 0.01);
               x -= 0.1 * b;
             });
}

TEST(Reference, nesterovWithDampening) {
  double b = 0;
  expectSame("sgd", {{"lr", 0.1}, {"momentum", 0.7}, {"dampening", 0.4}, {"nesterov", 1.0}, {"weightDecay", 0.3}},
             [b](int t, double g, double& x) mutable {
               g += 0.3 * x;
               b = t == 1 ? g : 0.7 * b + 0.6 * g;
               x -= 0.1 * (g + 0.7 * b);
             });
}

TEST(Reference, adagradWithDecays) {
  double s = 0.5;
  expectSame("adagrad", {{"lr", 0.1}, {"lrDecay", 0.2}, {"initialAccumulator", 0.5}, {"weightDecay", 0.3}},
             [s](int t, double g, double& x) mutable {
               g += 0.3 * x;
               s += g * g;
               x -= 0.1 / (1 + (t - 1) * 0.2) * g / (std::sqrt(s) + 1e-10);
             });
}

TEST(Reference, adagradWhoseGradientIsForgotten) {  // as it is printed in places: w ← w − η/(√s + ε)
  double s = 0;
  expectSame("adagrad", {{"lr", 0.1}, {"epsilon", 0.01}, {"noGradient", 1.0}}, [s](int, double g, double& x) mutable {
    s += g * g;
    x -= 0.1 / (std::sqrt(s) + 0.01);
  });
}

/// Adam in its published form, with the switches spelt out: what divides m and v, and where ε stands.
struct AdamReference {
  enum Epsilon { outside, inside, hat, rootless } epsilon = outside;
  enum Correction { divided, none, multiplied } correction = divided;
  bool amsgrad = false;
  double coupled = 0, decoupled = 0;
  double m = 0, v = 0, top = 0;

  void operator()(int t, double g, double& x) {
    x -= 0.05 * decoupled * x;
    g += coupled * x;
    m = 0.8 * m + (1 - 0.8) * g;
    v = 0.9 * v + (1 - 0.9) * g * g;
    top = std::max(top, v);
    double c1 = 1 - std::pow(0.8, t), c2 = 1 - std::pow(0.9, t);
    if (correction == none) c1 = c2 = 1;
    if (correction == multiplied) c1 = 1 / c1, c2 = 1 / c2;
    const double used = amsgrad ? top : v;
    if (epsilon == outside) x -= 0.05 * (m / c1) / (std::sqrt(used / c2) + 0.01);
    if (epsilon == inside) x -= 0.05 * (m / c1) / std::sqrt(used / c2 + 0.01);
    if (epsilon == rootless) x -= 0.05 * (m / c1) / (used / c2 + 0.01);
    if (epsilon == hat) x -= 0.05 * std::sqrt(c2) / c1 * m / (std::sqrt(used) + 0.01);
  }
};

const Settings adamBase{{"lr", 0.05}, {"beta1", 0.8}, {"beta2", 0.9}, {"epsilon", 0.01}};

TEST(Reference, adamsSwitches) {
  using A = AdamReference;
  expectSame("adam", adamBase, A{});
  expectSame("adam", with(adamBase, {{"epsilonInside", 1}}), A{.epsilon = A::inside});
  expectSame("adam", with(adamBase, {{"epsilonHat", 1}}), A{.epsilon = A::hat});
  expectSame("adam", with(adamBase, {{"biasCorrection", 0}}), A{.correction = A::none});
  expectSame("adam", with(adamBase, {{"invertedCorrection", 1}}), A{.correction = A::multiplied});
  expectSame("adam", with(adamBase, {{"amsgrad", 1}, {"weightDecay", 0.3}}), A{.amsgrad = true, .coupled = 0.3});
  expectSame("adam", with(adamBase, {{"noRoot", 1}}), A{.epsilon = A::rootless});
  // Without a correction there is nothing to multiply by.
  expectSame("adam", with(adamBase, {{"biasCorrection", 0}, {"invertedCorrection", 1}}), A{.correction = A::none});
}

TEST(Reference, adamwsSwitches) {
  using A = AdamReference;
  const Settings base = with(adamBase, {{"weightDecay", 0.3}});
  expectSame("adamw", base, A{.decoupled = 0.3});
  expectSame("adamw", with(base, {{"amsgrad", 1}}), A{.amsgrad = true, .decoupled = 0.3});
  expectSame("adamw", with(base, {{"epsilonInside", 1}}), A{.epsilon = A::inside, .decoupled = 0.3});
  expectSame("adamw", with(base, {{"epsilonHat", 1}}), A{.epsilon = A::hat, .decoupled = 0.3});
  expectSame("adamw", with(base, {{"biasCorrection", 0}}), A{.correction = A::none, .decoupled = 0.3});
}

TEST(Reference, adamaxWithDecayAndWithoutCorrection) {  // Kingma & Ba 2015, algorithm 2
  for (bool corrected : {true, false}) {
    double m = 0, u = 0;
    expectSame("adamax", with(adamBase, {{"weightDecay", 0.3}, {"biasCorrection", corrected}}),
               [=](int t, double g, double& x) mutable {
                 g += 0.3 * x;
                 m = 0.8 * m + (1 - 0.8) * g;
                 u = std::max(0.9 * u, std::abs(g) + 0.01);
                 x -= 0.05 / (corrected ? 1 - std::pow(0.8, t) : 1) * m / u;
               });
  }
}

TEST(Reference, nadamsProducts) {  // Dozat 2016 with Π_{t+1}; PyTorch 1.13 has μ_t in it twice
  for (bool twice : {false, true}) {
    for (bool inside : {false, true}) {
      double m = 0, v = 0, product = 1;
      expectSame("nadam",
                 with(adamBase,
                      {{"momentumDecay", 0.05}, {"weightDecay", 0.3}, {"muTwice", twice}, {"epsilonInside", inside}}),
                 [=](int t, double g, double& x) mutable {
                   g += 0.3 * x;
                   const double mu = 0.8 * (1 - 0.5 * std::pow(0.96, t * 0.05));
                   const double next = 0.8 * (1 - 0.5 * std::pow(0.96, (t + 1) * 0.05));
                   product *= mu;
                   m = 0.8 * m + (1 - 0.8) * g;
                   v = 0.9 * v + (1 - 0.9) * g * g;
                   const double vHat = v / (1 - std::pow(0.9, t));
                   const double denominator = inside ? std::sqrt(vHat + 0.01) : std::sqrt(vHat) + 0.01;
                   x -= 0.05 * (1 - mu) / (1 - product) * g / denominator;
                   x -= 0.05 * next / (1 - product * next * (twice ? mu : 1)) * m / denominator;
                 });
    }
  }
}

TEST(Reference, radamOnBothSidesOfItsThreshold) {  // Liu et al. 2020, algorithm 2
  for (double beta2 : {0.5, 0.9, 0.99}) {          // with 0.5 it never becomes adaptive
    double m = 0, v = 0;
    expectSame(
        "radam", with(adamBase, {{"beta2", beta2}, {"weightDecay", 0.3}}), [=](int t, double g, double& x) mutable {
          g += 0.3 * x;
          m = 0.8 * m + (1 - 0.8) * g;
          v = beta2 * v + (1 - beta2) * g * g;
          const double mHat = m / (1 - std::pow(0.8, t)), power = std::pow(beta2, t);
          const double limit = 2 / (1 - beta2) - 1, length = limit - 2 * t * power / (1 - power);
          if (length > 5) {
            const double r = std::sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length));
            x -= 0.05 * r * mHat * std::sqrt(1 - power) / (std::sqrt(v) + 0.01);
          } else {
            x -= 0.05 * mHat;
          }
        });
  }
}

TEST(Reference, adadeltaWithDecay) {  // Zeiler 2012, algorithm 1
  double v = 0, u = 0;
  expectSame("adadelta", {{"lr", 0.5}, {"rho", 0.8}, {"epsilon", 0.01}, {"weightDecay", 0.3}},
             [=](int, double g, double& x) mutable {
               g += 0.3 * x;
               v = 0.8 * v + 0.2 * g * g;
               const double step = std::sqrt(u + 0.01) / std::sqrt(v + 0.01) * g;
               u = 0.8 * u + 0.2 * step * step;
               x -= 0.5 * step;
             });
}

TEST(Reference, rpropWithinItsLimits) {  // Igel & Hüsken 2000, iRprop−
  double delta = 0.2, last = 0;
  expectSame(
      "rprop",
      {{"lr", 0.2}, {"etaMinus", 0.3}, {"etaPlus", 1.7}, {"stepMin", 0.05}, {"stepMax", 0.3}, {"weightDecay", 0.3}},
      [=](int, double g, double& x) mutable {
        g += 0.3 * x;
        if (g * last > 0) delta = std::min(delta * 1.7, 0.3);
        if (g * last < 0) {
          delta = std::max(delta * 0.3, 0.05);
          g = 0;
        }
        if (g > 0) x -= delta;
        if (g < 0) x += delta;
        last = g;
      });
}

TEST(Reference, nadamAndRadamWithDecoupledDecay) {  // PyTorch 2.x: w ← w(1−ηλ), then the rule with the loss's gradient
  for (const char* id : {"nadam", "radam"}) {
    Bench<double> decayed(*findOptimizer(id), with(adamBase, {{"weightDecay", 0.3}, {"decoupled", 1}}), {1.5, -2});
    Bench<double> plain(*findOptimizer(id), adamBase, {1.5, -2});
    for (const auto& g : gradients<double>(60, 2)) {
      const auto before = plain.parameters();
      for (std::size_t i = 0; i < 2; ++i) plain.w()[i] = before[i] * (1 - 0.05 * 0.3);
      plain.update(g), decayed.update(g);
      for (std::size_t i = 0; i < 2; ++i) EXPECT_NEAR(decayed.parameters()[i], plain.parameters()[i], 1e-14) << id;
    }
  }
}

TEST(Reference, nadamIsByDefaultThatOfToday) {  // PyTorch 2.x, torch/optim/nadam.py: mu_product * mu_next
  double m = 0, v = 0, product = 1;
  expectSame("nadam", adamBase, [=](int t, double g, double& x) mutable {
    const double mu = 0.8 * (1 - 0.5 * std::pow(0.96, t * 0.004)),
                 next = 0.8 * (1 - 0.5 * std::pow(0.96, (t + 1) * 0.004));
    product *= mu;
    m += (1 - 0.8) * (g - m);
    v = 0.9 * v + (1 - 0.9) * g * g;
    const double denominator = std::sqrt(v / (1 - std::pow(0.9, t))) + 0.01;
    x += -0.05 * (1 - mu) / (1 - product) * g / denominator;
    x += -0.05 * next / (1 - product * next) * m / denominator;
  });
}

/// L-BFGS once more from the book, with H as a matrix and a list of pairs, for two parameters.
struct LbfgsReference {
  using Vector = Eigen::Vector2d;
  std::function<double(const Vector&, Vector&)> f;
  std::size_t memory;
  std::deque<std::pair<Vector, Vector>> pairs{};

  struct Point {
    double alpha, loss, slope;
    Vector w, g;
  };

  /// Algorithms 3.5 and 3.6, c₁ = 10⁻⁴ and c₂ = 0.9; nothing where no length lowers the loss.
  std::optional<Point> search(const Point& start, const Vector& p) const {
    const auto at = [&](double alpha) {
      Point t{.alpha = alpha, .loss = 0, .slope = 0, .w = start.w + alpha * p, .g = {}};
      t.loss = f(t.w, t.g);
      t.slope = t.g.dot(p);
      return t;
    };
    const auto low = [&](const Point& t) { return t.loss <= start.loss + 1e-4 * t.alpha * start.slope; };
    const auto flat = [&](const Point& t) { return std::abs(t.slope) <= -0.9 * start.slope; };
    const auto zoom = [&](Point best, Point other) -> std::optional<Point> {
      for (int i = 0; i < 40 && std::abs(other.alpha - best.alpha) > 1e-9 * best.alpha; ++i) {
        // Eq. 3.59, in the middle where it falls near an end.
        const double d1 = best.slope + other.slope - 3 * (best.loss - other.loss) / (best.alpha - other.alpha);
        const double d2 = std::copysign(std::sqrt(d1 * d1 - best.slope * other.slope), other.alpha - best.alpha);
        const double width = other.alpha - best.alpha;
        const double share = 1 - (other.slope + d2 - d1) / (other.slope - best.slope + 2 * d2);
        const Point t = at(best.alpha + width * (share > 0.1 && share < 0.9 ? share : 0.5));
        if (!low(t) || t.loss > best.loss) {
          other = t;
          continue;
        }
        if (flat(t)) return t;
        if (t.slope * width >= 0) other = best;
        best = t;
      }
      return best.alpha > 0 ? std::optional(best) : std::nullopt;
    };
    Point last = start;
    for (double alpha = 1; alpha < 1e9; alpha *= 2) {
      const Point t = at(alpha);
      if (!low(t) || (alpha > 1 && t.loss > last.loss)) return zoom(last, t);
      if (flat(t)) return t;
      if (t.slope >= 0) return zoom(t, last);
      last = t;
    }
    return last;
  }

  double run(Vector w, int steps) {
    Point here{.alpha = 0, .loss = 0, .slope = 0, .w = w, .g = {}};
    here.loss = f(here.w, here.g);
    for (int step = 0; step < steps; ++step) {
      Eigen::Matrix2d h = Eigen::Matrix2d::Identity() / here.g.norm();
      if (!pairs.empty()) {
        const auto& [s, y] = pairs.back();
        h = Eigen::Matrix2d::Identity() * (s.dot(y) / y.squaredNorm());
      }
      for (const auto& [s, y] : pairs) {
        const Eigen::Matrix2d v = Eigen::Matrix2d::Identity() - y * s.transpose() / s.dot(y);
        h = (v.transpose() * h * v + s * s.transpose() / s.dot(y)).eval();
      }
      const Vector p = -h * here.g;
      here.alpha = 0;
      here.slope = here.g.dot(p);
      const auto next = search(here, p);
      if (!next) {
        if (pairs.empty()) break;
        pairs.clear();
        continue;
      }
      const Vector s = next->w - here.w, y = next->g - here.g;
      if (s.dot(y) > 0) pairs.emplace_back(s, y);  // else it is not kept, and those that are stay as they are
      if (pairs.size() > memory) pairs.pop_front();
      here = *next;
    }
    return here.loss;
  }
};

TEST(Reference, lbfgsKeepsItsPairsWhereOneIsRejected) {
  const auto f = [](const Eigen::Vector2d& w, Eigen::Vector2d& g) {
    const double x = w[0], y = w[1];
    g = {4 * (x - y) + 0.1 * (x - 1), -4 * (x - y) + 0.08 * y * y * y + (y > 1 ? 50 : -0.2 * y)};
    return 2 * (x - y) * (x - y) + 0.05 * (x - 1) * (x - 1) + 0.02 * y * y * y * y +
           (y > 1 ? 50 * (y - 1) - 0.1 : -0.1 * y * y);
  };
  const auto ends = [](Settings hyper) {
    LaneSpec spec{.optimizer = "lbfgs",
                  .hyper = std::move(hyper),
                  .problem = "formula",
                  .settings = {{"f", "2*(x-y)^2+.05*(x-1)^2+.02*y^4+if(y>1,50*(y-1)-.1,-.1*y^2)"},
                               {"start", std::vector<double>{-2.5, -0.3}}}};
    auto made = lane(spec);
    made->run(60, 0);
    return column(*made, "loss").back();
  };
  for (double memory : {1, 2, 3, 10}) {
    LbfgsReference reference{f, static_cast<std::size_t>(memory)};
    EXPECT_NEAR(ends({{"memory", memory}}), reference.run({-2.5, -0.3}, 60), 1e-9) << memory;
  }
  EXPECT_NEAR(ends({{"memory", 1.0}}), -0.07999, 1e-5);
  // What published links of version 1 mean.
  EXPECT_NEAR(ends({{"memory", 1.0}, {"flatStops", 1.0}, {"rejectedOverwrites", 1.0}}), -0.0463778, 1e-7);
}

/// η outside and inside the velocity: the same while η stays, not once it falls.
TEST(Reference, lrInsideTheVelocity) {
  for (const char* id : {"sgd", "rmsprop"}) {
    for (bool falls : {false, true}) {
      const Settings outside{{"lr", 0.1}, {"momentum", 0.9}}, inside = with(outside, {{"lrInside", 1}});
      Bench<double> a(*findOptimizer(id), outside, {1}), b(*findOptimizer(id), inside, {1});
      int t = 0;
      for (const auto& g : gradients<double>(30, 1)) {
        const double lr = falls && ++t > 10 ? 0.01 : 0.1;
        a.update(g, lr), b.update(g, lr);
      }
      const double difference = std::abs(a.parameters()[0] - b.parameters()[0]);
      EXPECT_TRUE(falls ? difference > 1e-3 : difference < 1e-12) << id << " " << difference;
    }
  }
  double velocity = 0, x = 1, lr = 0.1;  // Sutskever et al. 2013, eq. 1-2, with the rate halved from step to step
  Bench<double> bench(*findOptimizer("sgd"), {{"momentum", 0.9}, {"lrInside", 1.0}}, {1});
  for (const auto& g : gradients<double>(10, 1)) {
    velocity = 0.9 * velocity - lr * g[0];
    x += velocity;
    bench.update(g, lr);
    lr /= 2;
    EXPECT_NEAR(bench.parameters()[0], x, 1e-15);
  }
}

}  // namespace
