#pragma once

#include <string>
#include <type_traits>
#include <vector>

#include "base/small.h"
#include "symbolic/formula_tex.h"

/// Who listens while a rule tells its update (optim/telling.h).
namespace sidestep {

/// What a number goes by: a slot ("slot direction"), a setting ("setting lr"), "rate" (η of this update) or TeX, with
/// an index where there are several.
struct Called {
  const char* symbol;
  std::size_t index = 0;  ///< from 1; 0: there is one

  Called(const char* its, std::size_t of = 0) : symbol(its), index(of) {}
};

/// A number, or a vector of them, and its name.
template <class X>
struct With {
  Called name;
  X value;
};
template <class X>
With(const char*, X) -> With<X>;
template <class X>
With(Called, X) -> With<X>;

/// One point that a search along a line tried, and how it judged it.
struct TrialTold {
  double length, loss, slope;
  double bound;   ///< the loss that is accepted at most
  bool descends;  ///< the loss is no higher
  bool flat;      ///< and the slope flat enough, where the search asks for that
};

/// Writes down what is told of one parameter.
class Teller {
 public:
  /// Null: nobody wants to know.
  static inline Teller* listening = nullptr;

  Teller(std::size_t parameter, bool scheduled) : parameter_(parameter), scheduled_(scheduled) { listening = this; }
  ~Teller() { listening = nullptr; }
  Teller(const Teller&) = delete;

  NumberedFormula formula;
  std::vector<TrialTold> trials;
  std::vector<double> after;  ///< all parameters as the rule leaves them

  template <class T>
  void left(const T* w, std::size_t n) {
    after.assign(w, w + n);
  }

  /// The vectors that follow belong to a part of all parameters, which begins there.
  void part(std::size_t offset) { offset_ = offset; }

  template <class F, class... X>
  SIDESTEP_SMALL void line(const Called& name, F f, const With<X>&... x) {
    const Tape tape;
    addLine(formula, nameOf(name), asSymbol(f(leaf(x, 0)...)));
  }

  template <class F, class... X>
  SIDESTEP_SMALL void each(const Called& name, std::size_t size, F f, const With<X>&... x) {
    if (!isIn(size)) return;
    const Tape tape;
    // Of the points of a search the last one counts.
    const bool again = nameOf(name) == "w" && !formula.lines.empty() && isParameter(formula.lines.back());
    if (again) formula.lines.pop_back();
    addLine(formula, nameOf(name), asSymbol(f(leaf(x, parameter_ - offset_)...)));
  }

  template <class Value, class Tex>
  SIDESTEP_SMALL void as(const Called& name, std::size_t size, Value value, Tex tex) {
    if (!isIn(size)) return;
    const std::size_t k = parameter_ - offset_;
    const auto at = [&](const std::string& symbol, double number) {
      return R"(\at{)" + std::to_string(placeOf(formula, symbol, number)) + "}";
    };
    std::string text = tex(at, k);
    formula.lines.push_back({placeOf(formula, nameOf(name), static_cast<double>(value(k))), "=", std::move(text)});
  }

 private:
  bool isParameter(const NumberedFormula::Line& line) const { return formula.quantities[line.target].symbol == "w"; }
  bool isIn(std::size_t size) const { return parameter_ >= offset_ && parameter_ - offset_ < size; }

  SIDESTEP_SMALL std::string nameOf(const Called& called) const {
    std::string name = called.symbol;
    if (name == "rate") name = scheduled_ ? R"(\eta_t)" : "setting lr";
    return called.index > 0 ? name + "_{" + std::to_string(called.index) + "}" : name;
  }

  template <class N>
  static Symbol asSymbol(const SymbolOf<N>& x) {
    return Symbol(&x.expression());
  }

  template <class N>
  SIDESTEP_SMALL SymbolOf<N> symbol(const Called& name, N value, bool data) const {
    return SymbolOf<N>::leaf(nameOf(name), static_cast<double>(value), data);
  }

  /// A setting of 0 leaves its term out, as in formulas.
  template <class X>
  auto leaf(const With<X>& x, [[maybe_unused]] std::size_t k) const {
    if constexpr (std::is_arithmetic_v<X>) {
      return x.value == 0 ? SymbolOf<X>(X(0)) : symbol(x.name, x.value, false);
    } else {
      return symbol(x.name, x.value.data()[k], true);
    }
  }

  std::size_t parameter_, offset_ = 0;
  bool scheduled_;
};

}  // namespace sidestep
