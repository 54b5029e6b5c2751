// A rule that is run with symbols computes what it does with numbers, and its formula says so (the texts themselves are
// computed in tests/web/formula.test.ts).
#include <gtest/gtest.h>

#include "lane/clip.h"
#include "optim/all.h"
#include "optim/formulas_of.h"

using namespace sidestep;

namespace {

/// One update by the rule with settings in Real, of the same numbers: what it leaves in the parameter and the slots.
template <class S, class Real>
std::vector<double> updated(std::size_t on, int t) {
  S rule;
  std::size_t k = 0;
  double value = 0.3;
  for (const Hyper<S>& hyper : S::hyper) {
    const bool set = ((on >> k++) & 1) != 0;
    if (hyper.flag) {
      rule.*hyper.flag = set;
    } else if (hyper.field.id == "lr" || set) {
      rule.*hyper.number = Real(value += 0.07);
    }
  }
  Real w = 0.713;
  const Real g = -0.391;
  std::array<Real, S::slots.size()> values;
  std::array<Real*, S::slots.size()> slot;
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = Real(0.2 + 0.1 * static_cast<double>(i));
    slot[i] = &values[i];
  }
  rule.update({Count<Real>(t), Real(0.05)}, 1, &w, &g, slot.data());
  const auto number = [](const Real& x) {
    if constexpr (std::is_same_v<Real, Symbol>) {
      return x.value();
    } else {
      return x;
    }
  };
  std::vector<double> left{number(w)};
  for (const Real& each : values) left.push_back(number(each));
  return left;
}

template <class S>
void expectSameNumbers() {
  const Tape tape;
  for (std::size_t on = 0; on < std::size_t{1} << S::hyper.size(); ++on) {
    for (const int t : {1, 2, 1000}) {
      const auto numbers = updated<S, double>(on, t);
      const auto symbols = updated<typename Symbolic<S>::type, Symbol>(on, t);
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (std::isnan(numbers[i])) continue;
        ASSERT_EQ(numbers[i], symbols[i]) << S::info.id << " with settings " << on << " at step " << t;
      }
    }
  }
}

TEST(Symbolic, symbolsComputeWhatNumbersDo) {
  expectSameNumbers<Sgd<>>();
  expectSameNumbers<Adagrad<>>();
  expectSameNumbers<Rmsprop<>>();
  expectSameNumbers<Adadelta<>>();
  expectSameNumbers<Adam<>>();
  expectSameNumbers<Adamw<>>();
  expectSameNumbers<Adamax<>>();
  expectSameNumbers<Nadam<>>();
  expectSameNumbers<Radam<>>();
  expectSameNumbers<Adabound<>>();
  expectSameNumbers<Lion<>>();
  expectSameNumbers<Rprop<>>();
}

/// The formula with those switches on.
std::string formula(std::string_view id, std::initializer_list<std::string_view> on) {
  const FormulaTable table = findOptimizer(id)->formulas();
  std::string text;
  for (const FormulaTable::Row& row : table.rows) {
    std::size_t place = 0;
    for (std::size_t bit = 0; bit < row.by.size(); ++bit) {
      if (std::ranges::find(on, table.switches[row.by[bit]]) != on.end()) place |= std::size_t{1} << bit;
    }
    if (!row.texts[place].empty()) text += (text.empty() ? "" : "; ") + row.texts[place];
  }
  return text;
}

TEST(Symbolic, isThatOfTheSwitches) {
  EXPECT_EQ(formula("rmsprop", {"epsilon"}),
            R"(v \leftarrow \rho\,v + (1 - \rho)\,g^2; w \leftarrow w - \frac{\eta}{\sqrt{v} + \epsilon}\,g)");
  EXPECT_EQ(formula("rmsprop", {"epsilon", "epsilonInside"}),
            R"(v \leftarrow \rho\,v + (1 - \rho)\,g^2; w \leftarrow w - \frac{\eta}{\sqrt{v + \epsilon}}\,g)");
  EXPECT_EQ(formula("rmsprop", {}),
            R"(v \leftarrow \rho\,v + (1 - \rho)\,g^2; w \leftarrow w - \frac{\eta}{\sqrt{v}}\,g)");
  EXPECT_EQ(formula("sgd", {"momentum", "nesterov", "weightDecay"}),
            R"(g \leftarrow g + \lambda\,w; b \leftarrow \mu\,b + g; w \leftarrow w - \eta\,(g + \mu\,b))");
  EXPECT_EQ(formula("adam", {"epsilon", "biasCorrection", "amsgrad", "schedule"}),
            R"(m \leftarrow \beta_1\,m + (1 - \beta_1)\,g; v \leftarrow \beta_2\,v + (1 - \beta_2)\,g^2; )"
            R"(\bar v \leftarrow \max(v,\ \bar v); \hat v = \frac{\bar v}{1 - \beta_2^{t}}; )"
            R"(\hat m = \frac{m}{1 - \beta_1^{t}}; w \leftarrow w - \frac{\eta_t}{\sqrt{\hat v} + \epsilon}\,\hat m)");
}

TEST(Symbolic, saysAtWhichStepsItHolds) {
  const std::string text = formula("radam", {"epsilon", "biasCorrection"});
  EXPECT_NE(text.find(R"(\begin{cases}w - \eta\,\hat m & \rho_t \le 5 \\)"), std::string::npos) << text;
}

TEST(Symbolic, readsWhatIsOldBeforeItIsChanged) {  // Lion's step is made of the m before this gradient
  const std::string text = formula("lion", {});
  EXPECT_LT(text.find("w "), text.find(R"(m \leftarrow)")) << text;
}

}  // namespace
