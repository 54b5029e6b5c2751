// The formula that the user types: values and gradients against the same functions written in C++, errors that point at
// a character, and a great many texts that are none.
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <ctime>
#include <functional>

#include "problem/formula/check.h"
#include "problem/formula/program.h"
#include "support.h"

namespace sidestep::test {
namespace {

std::unique_ptr<Problem<double>> formula(const std::string& text) {
  auto made = findProblem("formula")->makeDouble({{"f", text}}, {});
  if (!made) throw std::runtime_error(text + ": " + made.error().message);
  return std::move(*made);
}

double value(const std::string& text, double x, double y = 0) {
  const double w[] = {x, y};
  return formula(text)->evaluate(0, w, nullptr);
}

std::string error(const std::string& text, std::size_t variables = 2) {
  auto program = Program::parse(text, variables);
  if (program) return "";
  EXPECT_EQ(program.error().code, "bad-formula");
  EXPECT_EQ(program.error().at, "problem.f");
  return program.error().message;
}

TEST(Formula, EveryFunctionHasItsValue) {
  using std::numbers::pi, std::numbers::e;
  const struct {
    const char* text;
    std::function<double(double, double)> f;
  } cases[] = {
      {"x + y - 3", [](double x, double y) { return x + y - 3; }},
      {"2*x/y", [](double x, double y) { return 2 * x / y; }},
      {"x % y", [](double x, double y) { return x - y * std::floor(x / y); }},
      {"-x^2", [](double x, double) { return -(x * x); }},
      {"x^-2", [](double x, double) { return 1 / (x * x); }},
      {"2^x^y", [](double x, double y) { return std::pow(2, std::pow(x, y)); }},
      {"x**3 - x^3", [](double, double) { return 0; }},
      {"x^y", [](double x, double y) { return std::pow(x, y); }},
      {"pow(x, 2.5)", [](double x, double) { return std::pow(x, 2.5); }},
      {"sqrt(x) + exp(y) + log(x) + ln(x)",
       [](double x, double y) { return std::sqrt(x) + std::exp(y) + 2 * std::log(x); }},
      {"sin(x)+cos(y)+tan(x)", [](double x, double y) { return std::sin(x) + std::cos(y) + std::tan(x); }},
      {"asin(x/4)+acos(y/4)+atan(x)",
       [](double x, double y) { return std::asin(x / 4) + std::acos(y / 4) + std::atan(x); }},
      {"sinh(x)+cosh(y)+tanh(x)", [](double x, double y) { return std::sinh(x) + std::cosh(y) + std::tanh(x); }},
      {"abs(-x) + sign(y) + floor(x)", [](double x, double y) { return std::abs(x) + 1 * (y > 0) + std::floor(x); }},
      {"min(x, y, 1) + max(x, y)",
       [](double x, double y) {
         return std::min({x, y, 1.0}) + std::max(x, y);
       }},
      {"hypot(x, y) + atan2(y, x)", [](double x, double y) { return std::hypot(x, y) + std::atan2(y, x); }},
      {"pi*x + e*y + π", [](double x, double y) { return pi * x + e * y + pi; }},
      {"if(x < y, x, 2*y)", [](double x, double y) { return x < y ? x : 2 * y; }},
      {"x <= y ? x*x : y >= 1 ? y : -y", [](double x, double y) { return x <= y   ? x * x
                                                                         : y >= 1 ? y
                                                                                  : -y; }},
      {"(x > 1 and y > 1) + 2*(x > 1 or y > 1) + 4*(x != y) + 8*!(x && 0)",
       [](double x, double y) { return (x > 1 && y > 1) + 2 * (x > 1 || y > 1) + 4 * (x != y) + 8; }},
      {" 1.5e1 * x + .25 * y + 1e-3 ", [](double x, double y) { return 15 * x + 0.25 * y + 1e-3; }},
      {"x − 2 × y ÷ 4 · 3", [](double x, double y) { return x - 2 * y / 4 * 3; }},
      {"((((x))))", [](double x, double) { return x; }},
      {"- - -x + +y", [](double x, double y) { return -x + y; }},
  };
  for (const auto& [text, f] : cases) {
    for (const auto& [x, y] : {std::pair(1.25, 0.75), {0.5, 2.0}, {2.75, 1.5}}) {
      EXPECT_NEAR(value(text, x, y), f(x, y), 1e-14 * (1 + std::abs(f(x, y)))) << text << " at " << x << ", " << y;
    }
  }
}

/// Formulas come from papers, web pages and Chinese keyboards.
TEST(Formula, ReadsWhatIsPastedAndTypedElsewhere) {
  const struct {
    const char *typed, *plain;
  } cases[] = {
      {"x\u00a0+\u3000y\u2009*\u202f2", "x + y * 2"},
      {"（x＋１）＊（ｙ－２）", "(x+1)*(y-2)"},
      {"ｓｉｎ（ｘ）＾２，", nullptr},
      {"max（x，y、2）", "max(x,y,2)"},
      {"x⋅y ∙ 2 • 3 ∗ x ✕ y × 1 · 1", "x*y*2*3*x*y"},
      {"x² + y³ − x⁻¹ + y¹⁰", "x^2 + y^3 - x^-1 + y^10"},
      {"(x+y)²", "(x+y)^2"},
      {"x – y — 1 ‐ 2", "x - y - 1 - 2"},
      {"x ≤ y", "x <= y"},
      {"x ≥ y and x ≠ 1", "x >= y and x != 1"},
      {"x ∕ y ÷ 2 ⁄ 3", "x/y/2/3"},
      {"√(x)", "sqrt(x)"},
      {"\ufeffx\u200b + \u200ey\u00ad", "x + y"},
      {"si\u200bn(x)", "sin(x)"},
      {"1\u30025 * x", "1.5*x"},
      {"\U0001d465 * \U0001d466", "x*y"},
  };
  for (const auto& [typed, plain] : cases) {
    if (!plain) {
      EXPECT_NE(error(typed), "") << typed;
      continue;
    }
    EXPECT_EQ(error(typed), "") << typed;
    for (const auto& [x, y] : {std::pair(1.25, 0.75), {0.5, 2.0}})
      EXPECT_EQ(value(typed, x, y), value(plain, x, y)) << typed;
  }
}

TEST(Formula, MessagesHoldNoUnseenCharacter) {
  EXPECT_EQ(error("x \x07 y"), "the end is expected, not U+0007 at character 3");
  EXPECT_EQ(error("x +\u00a0"), "a value is expected at character 5");
  EXPECT_EQ(error("x²\u00a0y"), "an operator is expected (2*x, not 2x) at character 4");
  EXPECT_EQ(error("（x＋）"), "a value is expected, not '）' at character 4");
  EXPECT_EQ(error("\u2009x ⊗ y"), "the end is expected, not '⊗' at character 4");
  EXPECT_EQ(error("√x"), "'(' is expected after 'sqrt' at character 2");
}

TEST(Formula, Logic) {
  EXPECT_EQ(value("not x == 1", 1), 0);
  EXPECT_EQ(value("not x == 1", 2), 1);
  EXPECT_EQ(value("!x == 1", 0), 1) << "'!' binds tightly";
  EXPECT_EQ(value("x > 1 and y > 1 or x < -1", 2, 2), 1);
  EXPECT_EQ(value("x > 1 and y > 1 or x < -1", 2, 0), 0);
  EXPECT_EQ(value("x > 1 and y > 1 or x < -1", -2, 0), 1);
  EXPECT_EQ(value("x != 1", 1), 0);
  EXPECT_EQ(value("x >= 1", 1), 1);
  EXPECT_EQ(value("x > 1", 1), 0);
  EXPECT_EQ(value("if(x > 0, log(x), 0)", -1), 0) << "the branch that is not taken does not matter";
  EXPECT_TRUE(std::isnan(value("if(log(x), 1, 0)", -1)));
}

/// The formulas of surfaces of the catalog give the surfaces' own gradients.
TEST(Formula, MatchesTheSurfaces) {
  const std::pair<const char*, const char*> cases[] = {
      {"rosenbrock", "(1-x)^2 + 100*(y-x^2)^2"},
      {"beale", "(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2"},
      {"himmelblau", "(x^2+y-11)^2 + (x+y^2-7)^2"},
      {"rastrigin", "20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)"},
      {"ackley", "-20*exp(-0.2*sqrt((x^2+y^2)/2)) - exp((cos(2*pi*x)+cos(2*pi*y))/2) + e + 20"},
      {"levy13", "sin(3*pi*x)^2 + (x-1)^2*(1+sin(3*pi*y)^2) + (y-1)^2*(1+sin(2*pi*y)^2)"},
      {"easom", "-cos(x)*cos(y)*exp(-(x-pi)^2-(y-pi)^2)"},
      {"mccormick", "sin(x+y)+(x-y)^2-1.5*x+2.5*y+1"},
  };
  for (const auto& [id, text] : cases) {
    const auto surface = std::move(*findProblem(id)->makeDouble({}, {}));
    const auto typed = formula(text);
    Pcg32 random(5, stream::problemData);
    for (int i = 0; i < 50; ++i) {
      const double w[] = {4 * random.uniform() - 2, 4 * random.uniform() - 2};
      double a[2], b[2];
      const double f = surface->evaluate(0, w, a), g = typed->evaluate(0, w, b);
      EXPECT_NEAR(f, g, 1e-12 * (1 + std::abs(f))) << id;
      for (int k = 0; k < 2; ++k) EXPECT_NEAR(a[k], b[k], 1e-11 * (1 + std::abs(a[k]))) << id;
    }
  }
}

TEST(Formula, GradientOfEveryFunction) {
  for (const char* text :
       {"x*y - x/y + x % (1 + y^2)", "x^3*y^-2", "(2+x^2)^y", "2^x * 3^-y", "pow(4+x, 2.5) + pow(4+x, y)", "x^0 + y^1",
        "sqrt(5+x)*exp(y/2)", "log(4+x) + ln(4+y)", "sin(x)*cos(y) + tan(x/4)", "asin(x/4)*acos(y/4) + atan(x*y)",
        "sinh(x)*cosh(y) + tanh(x+y)", "abs(x)*sign(y) + floor(x)*y", "min(x, y, x*y) + max(x, 2*y)",
        "hypot(x, y+0.1)*atan2(y, 5+x)", "if(x < y, x^2, y^3)", "x > 0 ? x*y : -y", "(x < y)*x", "x^2^2 - (-x)^3"}) {
    const auto problem = formula(text);
    const Range box[] = {{-3, 3}, {-3, 3}};
    const GradientCheck check = checkGradient(*problem, box);
    EXPECT_LT(check.error, 1e-8) << text;
    EXPECT_GE(check.points, 60) << text;
  }
}

TEST(Formula, AGradientNearTheLimitsOfDoubleIsChecked) {
  const Range box[] = {{-3, 3}, {-3, 3}};
  for (const char* text :
       {"1e308*x", "-1.7e308*sin(x)", "1e308*x*y", "1e-310*x", "5e-324*x*y", "7", "1e308", "sqrt(x)*1e308"}) {
    const GradientCheck check = checkGradient(*formula(text), box);
    EXPECT_GT(check.points, 0) << text;
    EXPECT_LT(check.error, 1e-6) << text;
  }
}

/// The check itself must notice: a problem whose gradient is wrong by a thousandth.
TEST(Formula, TheGradientCheckNoticesAWrongGradient) {
  struct Wrong final : Problem<double> {
    std::size_t size() const override { return 1; }
    void start(double* w) const override { *w = 0; }
    double evaluate(std::int64_t, const double* w, double* grad) override {
      if (grad) *grad = 2.002 * *w;
      return *w * *w;
    }
  } wrong;
  const Range box[] = {{-3, 3}};
  EXPECT_GT(checkGradient(wrong, box).error, 1e-5);
}

TEST(Formula, OutsideItsDomainALaneDiverges) {
  LaneSpec spec{.optimizer = "sgd",
                .hyper = {{"lr", 0.5}},
                .problem = "formula1d",
                .settings = {{"f", std::string("sqrt(x) + 5*x")}, {"start", std::vector<double>{1}}},
                .race = {},
                .every = 1,
                .capacity = 64};
  const auto run = lane(spec);
  run->run(10, 0);
  EXPECT_EQ(run->status(), Status::diverged);
  EXPECT_EQ(run->step(), 1);
}

TEST(Formula, IsASurfaceLikeAnyOther) {
  const ProblemEntry& entry = *findProblem("formula");
  auto turned = entry.makeDouble({{"f", std::string("x + 10*y")},
                                  {"box", std::vector<double>{0, 2, 0, 2}},
                                  {"rotate", 90.0},
                                  {"shift", std::vector<double>{1, 0}}},
                                 {});
  ASSERT_TRUE(turned);
  const double w[] = {3, 1};  // one right of the middle of the moved box: turned back, one below it
  EXPECT_NEAR((*turned)->evaluate(0, w, nullptr), 1, 1e-12);
  auto empty = entry.makeDouble({{"box", std::vector<double>{0, 2, 2, 2}}}, {});
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().at, "problem.box");
  auto line = findProblem("formula1d")->makeDouble({}, {});
  ASSERT_TRUE(line);
  const double one = 1;
  double slope = 0;
  EXPECT_EQ((*line)->evaluate(0, &one, &slope), -10);
  EXPECT_EQ(slope, -23);
}

TEST(Formula, ErrorsPointAtTheCharacter) {
  const struct {
    const char *text, *message;
  } cases[] = {
      {"", "a value is expected at character 1"},
      {"x +", "a value is expected at character 4"},
      {"x + * y", "a value is expected, not '*' at character 5"},
      {"2x", "an operator is expected (2*x, not 2x) at character 2"},
      {"(x)(y)", "an operator is expected (2*x, not 2x) at character 4"},
      {"sin(2 x)", "an operator is expected (2*x, not 2x) at character 7"},
      {"x + z", "unknown name 'z' at character 5"},
      {"x + sine(y)", "unknown name 'sine' at character 5"},
      {"sin x", "'(' is expected after 'sin' at character 5"},
      {"sin(x", "')' is expected at character 6"},
      {"(x + y", "')' is expected at character 7"},
      {"x)", "the end is expected, not ')' at character 2"},
      {"pow(x)", "'pow' takes 2 values, not 1 at character 6"},
      {"max(x)", "'max' takes two or more values, not 1 at character 6"},
      {"if(x, y)", "'if' takes 3 values, not 2 at character 8"},
      {"x = 2", "'==' is expected in a comparison, not '=' at character 3"},
      {"0 < x < 1", "comparisons cannot be chained: use 'and' at character 7"},
      {"x ? y", "':' is expected at character 6"},
      {"x + .", "a digit is expected beside the point at character 6"},
      {"1.2.3", "an operator is expected (2*x, not 2x) at character 4"},
      {"1e999", "the number is too large at character 1"},
      {"π × x + é", "a value is expected, not 'é' at character 9"},
      {"x # y", "the end is expected, not '#' at character 3"},
      {"(x,y)", "')' is expected at character 3"},
      {"not", "a value is expected at character 4"},
  };
  for (const auto& [text, message] : cases) EXPECT_EQ(error(text), message) << text;
  EXPECT_EQ(error("x + y", 1), "a formula of x alone has no 'y' at character 5");
  EXPECT_EQ(error(std::string("x\0x", 3)), "the end is expected, not U+0000 at character 2");
}

TEST(Formula, LengthAndDepthAreBounded) {
  EXPECT_EQ(error(std::string(500, 'x')).substr(0, 10), "unknown na");
  EXPECT_EQ(error(std::string(501, '1')), "the formula is longer than 500 bytes at character 501");
  EXPECT_EQ(error(std::string(63, '(') + "x" + std::string(63, ')')), "");
  EXPECT_EQ(error(std::string(64, '(') + "x" + std::string(64, ')')),
            "the formula is nested more than 64 deep at character 65");
  EXPECT_NE(error(std::string(400, '-') + "x"), "");
  std::string chain = "x";
  for (int i = 0; i < 100; ++i) chain += "^x";
  EXPECT_NE(error(chain), "");
  std::string sum = "x";
  for (int i = 0; i < 240; ++i) sum += "+x";
  EXPECT_EQ(value(sum, 1), 241);
  std::string heap;  // three values wait at each of many levels
  for (int i = 0; i < 40; ++i) heap += "if(1,2,";
  EXPECT_NE(error(heap + "x" + std::string(40, ')')), "");
}

/// A random formula that is one.
std::string grown(Pcg32& random, int depth) {
  static const char* const operators[] = {"+", "-", "*", "/", "%", "^", "**", "<", " and ", "||"};
  static const char* const calls[] = {"sin", "log", "abs", "tanh", "asin", "sqrt", "exp"};
  const std::uint32_t pick = depth == 0 ? random.below(4) : random.below(10);
  const auto part = [&] { return grown(random, depth - 1); };
  if (pick < 1) return "x";
  if (pick < 2) return "y";
  if (pick < 4) return std::to_string(random.below(70)) + (pick == 2 ? ".5e-1" : "");
  if (pick < 5) return "-" + part();
  if (pick < 6) return std::string(calls[random.below(std::size(calls))]) + "(" + part() + ")";
  if (pick < 7) return "if(" + part() + ", " + part() + ", " + part() + ")";
  return "(" + part() + ")" + operators[random.below(std::size(operators))] + "(" + part() + ")";
}

/// Texts made of pieces of formulas, of formulas with a few changes, and of any bytes.
TEST(Formula, NoTextCrashesOrHangs) {
  const std::string pieces[] = {"x",   "y",   "1",    ".5",     "2e",    "1e3",     "e9", "pi",  "e",    "+",   "-",
                                "*",   "/",   "%",    "^",      "**",    "(",       ")",  ",",   "if(",  "min", "max(",
                                "?",   ":",   "<",    "<=",     "==",    "=",       "!",  "!=",  "&&",   "or",  "not",
                                "and", "  ",  "sin(", "pow(",   "sqrt(", "π",       "−",  "log", "tan(", "abs", "z",
                                "((",  "²",   "（",   "\u00a0", "⁻",     "))",      "--", "\n",  "^-",   "0",   "64",
                                "65",  "?x:", "x?",   "#",      "é",     "hypot(x,"};
  const std::string seeds[] = {"(1-x)^2 + 100*(y-x^2)^2", "if(x < y and x > 0, log(x), max(x, y, 2))",
                               "x > 0 ? sqrt(x) : -x % 3", "-2^-x^2*atan2(y, x)/1.5e-3"};
  Pcg32 random(11, 0);
  int good = 0;
  // Of the processor: a busy machine makes nothing wait here.
  const auto clock = [] { return std::chrono::duration<double>(double(std::clock()) / CLOCKS_PER_SEC); };
  for (int round = 0; round < 100'000; ++round) {
    std::string text;
    if (round % 4 == 0) {
      for (std::uint32_t n = random.below(80); n > 0; --n) text += static_cast<char>(random.below(256));
    } else if (round % 4 == 1) {
      text = seeds[random.below(std::size(seeds))];
      for (std::uint32_t n = 1 + random.below(3); n > 0; --n) {
        const std::size_t at = random.below(static_cast<std::uint32_t>(text.size()));
        const std::string& piece = pieces[random.below(std::size(pieces))];
        text.replace(at, random.below(3), piece);
      }
    } else if (round % 4 == 2) {
      text = grown(random, 1 + round % 5);
    } else {
      for (std::uint32_t n = random.below(200); n > 0; --n) text += pieces[random.below(std::size(pieces))];
    }
    const auto begin = clock();
    auto program = Program::parse(text, 1 + round % 2);
    if (program) {
      ++good;
      using D = Dual<double, 2>;
      const double plainly[] = {1.5, -0.5};
      const D dually[] = {D::variable(1.5, 0), D::variable(-0.5, 1)};
      const double a = program->run(plainly), b = program->run(dually).value;
      EXPECT_TRUE(a == b || (std::isnan(a) && std::isnan(b))) << text << ": " << a << " and " << b;
    } else {
      EXPECT_EQ(program.error().code, "bad-formula");
      EXPECT_NE(program.error().message.find(" at character "), std::string::npos);
    }
    EXPECT_LT(clock() - begin, std::chrono::milliseconds(100)) << text;
  }
  EXPECT_GT(good, 10'000) << "some should be formulas";
}

}  // namespace
}  // namespace sidestep::test
