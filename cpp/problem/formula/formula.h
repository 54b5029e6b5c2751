#pragma once

#include "problem/formula/program.h"
#include "problem/surface.h"

namespace sidestep {

/// A formula in x alone. The default is the exercise of many RMSprop tutorials.
struct FormulaOfX {
  static constexpr std::string_view initial = "x^4 - 16*x^2 + 5*x";
  static constexpr std::array<double, 2> box{-4, 4};
  static constexpr ProblemInfo info{.id = "formula1d",
                                    .kind = "surface",
                                    .name = {"Formula f(x)", "公式 f(x)"},
                                    .doc = {"A function of x that you type.", "由你输入的一元函数。"},
                                    .tex = "f(x)",
                                    .cite = {"Griewank & Walther 2008", "https://doi.org/10.1137/1.9780898717761"},
                                    .dim = 1,
                                    .box = {Range{-4, 4}, Range{}},
                                    .start = {1, 0}};
};

struct FormulaOfXY {
  static constexpr std::string_view initial = "x^2 + 3*y^2 + 2*sin(3*x)*cos(3*y)";
  static constexpr std::array<double, 4> box{-3, 3, -3, 3};
  static constexpr ProblemInfo info{.id = "formula",
                                    .kind = "surface",
                                    .name = {"Formula f(x, y)", "公式 f(x, y)"},
                                    .doc = {"A function of x and y that you type.", "由你输入的二元函数。"},
                                    .tex = "f(x,y)",
                                    .cite = {"Griewank & Walther 2008", "https://doi.org/10.1137/1.9780898717761"},
                                    .dim = 2,
                                    .box = {Range{-3, 3}, Range{-3, 3}},
                                    .start = {-2.5, 2}};
};

/// A function that the user types: a surface like any other.
template <class Of>
struct Formula {
  static constexpr ProblemInfo info = Of::info;
  Program program;
  std::vector<double> bounds;

  static std::vector<Field> fields() { return {text, boxField}; }

  static Result<Formula> make(const Settings& settings) {
    Result<Program> program = Program::parse(settings.text(text), info.dim);
    if (!program) return program.error();
    std::vector<double> bounds = settings.vector(boxField);
    for (std::size_t i = 0; i < bounds.size(); i += 2) {
      if (bounds[i] < bounds[i + 1]) continue;
      return Error{"out-of-range", "problem.box", "must give the lower end of each range first"};
    }
    return Formula{std::move(*program), std::move(bounds)};
  }

  Range box(std::size_t i) const { return {bounds[2 * i], bounds[2 * i + 1]}; }

  template <class T>
  T f(const T& x) const {
    return program.run(&x);
  }
  template <class T>
  T f(const T& x, const T& y) const {
    const T variables[] = {x, y};
    return program.run(variables);
  }

 private:
  static constexpr Field text{
      .id = "f",
      .kind = Kind::text,
      .name = {"formula", "公式"},
      .doc = {"Allowed: + − * / % ^, sqrt exp log sin cos tan asin acos atan sinh cosh tanh abs sign floor, min max "
              "pow hypot atan2, if(condition, then, else), comparisons, and, or, not, pi, e; also x² × ÷ ≤ π.",
              "可用：+ − * / % ^，sqrt exp log sin cos tan asin acos atan sinh cosh tanh abs sign floor，min max pow "
              "hypot atan2，if(条件, 是, 否)，比较运算，and、or、not，pi、e；也可以写 x² × ÷ ≤ π。"},
      .symbol = "f",
      .max = Program::maxLength,
      .initialText = Of::initial};
  static constexpr Field boxField{
      .id = "box",
      .kind = Kind::vector,
      .name = {"range shown", "显示范围"},
      .doc = {"The range of the map: the two ends for each variable.", "图中显示的范围：每个变量的两端。"},
      .min = -1e6,
      .max = 1e6,
      .initialVector = Of::box};
};

inline const RegisterSurface<Formula<FormulaOfXY>> registerFormula;
inline const RegisterSurface<Formula<FormulaOfX>> registerFormula1d;

}  // namespace sidestep
