#include "symbolic/formula_tex.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

namespace sidestep {
namespace {

using Op = Expression::Op;

/// a ± b ± …
struct Term {
  bool negative;
  const Expression* is;
};

struct Factor {
  std::string tex;
  int power = 1;
  bool data = false;
  bool plain = true;               ///< a symbol, not something in parentheses or under a root
  const Expression* is = nullptr;  ///< what it was before it was written
};

/// coefficient · over / under
struct Fraction {
  double coefficient = 1;
  std::vector<Factor> over, under;
};

std::size_t placeIn(std::vector<Quantity>& quantities, const std::string& symbol, double value) {
  const auto same = [&](const Quantity& one) {
    return one.symbol == symbol && (one.value == value || (one.value != one.value && value != value));
  };
  const auto there = std::ranges::find_if(quantities, same);
  if (there != quantities.end()) return static_cast<std::size_t>(there - quantities.begin());
  quantities.push_back({symbol, value});
  return quantities.size() - 1;
}

class Writer {
 public:
  /// With `quantities`, names and numbers stand there, and in the text are their places.
  explicit Writer(const std::vector<Outcome>& results, std::vector<Quantity>* quantities = nullptr)
      : results_(results), quantities_(quantities) {}

  std::vector<Assignment> lines() {
    needAll();
    return sorted();
  }

  /// The lines in which every name is a place.
  std::vector<NumberedFormula::Line> numbered() {
    needAll();
    std::vector<double> values;
    const std::vector<Assignment> lines = sorted(&values);
    std::vector<NumberedFormula::Line> placed;
    for (std::size_t k = 0; k < lines.size(); ++k) {
      placed.push_back({place(lines[k].target, values[k]), lines[k].relation, lines[k].value});
    }
    return placed;
  }

  NumberedFormula::Line numbered(const std::string& target, const Expression* e) {
    line(target, "=", e->value, [&] { return value(e); });
    const Written& made = written_.back();
    return {place(target, made.value), made.line.relation, made.line.value};
  }

  std::string condition(const Condition& condition) {
    return value(condition.left) + " " + condition.relation + " " + value(condition.right);
  }

 private:
  struct Written {
    Assignment line;
    double value = 0;
    std::set<std::string> old, fresh;  ///< which symbols it reads as they were before the update, and after it
  };

  /// How a text calls what has that symbol and value.
  std::string called(const std::string& symbol, double value) {
    if (!quantities_) return symbol.empty() ? numberTex(value) : symbol;
    return R"(\at{)" + std::to_string(place(symbol, value)) + "}";
  }

  std::size_t place(const std::string& symbol, double value) { return placeIn(*quantities_, symbol, value); }

  const Outcome* resultOf(const Expression* e) const {
    for (const Outcome& result : results_) {
      if (e == &result.after.expression() && e->op != Op::leaf && e->op != Op::number) return &result;
    }
    return nullptr;
  }

  void needAll() {
    for (const Outcome& result : results_) {
      if (&result.after.expression() != &result.before.expression()) need(result);
    }
  }

  /// Writes the line of a result, once.
  void need(const Outcome& result) {
    const Expression* e = &result.after.expression();
    if (e->symbol.empty() || e->op == Op::leaf) {
      line(result.symbol, R"(\leftarrow)", e->value, [&] { return written(e); });
    } else {
      line(result.symbol, R"(\leftarrow)", e->value, [&] { return value(e); });
    }
  }

  template <class Value>
  void line(const std::string& target, const char* relation, double number, Value value) {
    if (done_.contains(target)) return;
    done_.insert(target);
    Written* outer = at_;
    Written mine;
    at_ = &mine;
    const std::string text = value();
    at_ = outer;
    mine.line = {target, mine.old.contains(target) ? R"(\leftarrow)" : relation, text};
    mine.value = number;
    written_.push_back(std::move(mine));
  }

  void reads(std::set<std::string> Written::*which, const std::string& symbol) {
    if (at_) (at_->*which).insert(symbol);
  }

  /// The name that e goes by, when it has one; its line is written before the one at hand.
  std::optional<std::string> nameOf(const Expression* e) {
    if (e->op == Op::leaf) {
      reads(&Written::old, e->symbol);
      return called(e->symbol, e->value);
    }
    if (!e->symbol.empty()) {
      line(e->symbol, "=", e->value, [&] { return written(e); });
      reads(&Written::fresh, e->symbol);
      return called(e->symbol, e->value);
    }
    if (const Outcome* result = resultOf(e)) {
      need(*result);
      reads(&Written::fresh, result->symbol);
      return called(result->symbol, e->value);
    }
    return {};
  }

  /// e by its name, else as it was computed.
  std::string value(const Expression* e) {
    if (const auto name = nameOf(e)) return *name;
    return written(e);
  }

  /// e as it was computed.
  std::string written(const Expression* e) {
    std::vector<Term> terms;
    split(e, false, true, terms);
    addNumbers(terms);
    std::string text;
    for (const Term& term : terms) {
      Fraction fraction;
      gather(term.is, false, terms.size() == 1 && term.is == e, fraction);
      const bool negative = term.negative != (fraction.coefficient < 0);
      fraction.coefficient = std::abs(fraction.coefficient);
      if (negative) {
        text += text.empty() ? "-" : " - ";
      } else if (!text.empty()) {
        text += " + ";
      }
      text += tex(fraction);
    }
    return text;
  }

  bool hasName(const Expression* e) const { return !e->symbol.empty() || resultOf(e); }

  void split(const Expression* e, bool negative, bool top, std::vector<Term>& terms) {
    if (!top && hasName(e)) {
      terms.push_back({negative, e});
    } else if (e->op == Op::sum || e->op == Op::difference) {
      split(e->of[0], negative, false, terms);
      split(e->of[1], negative != (e->op == Op::difference), false, terms);
    } else {
      terms.push_back({negative, e});
    }
  }

  /// 1 − 1 + x is x.
  static void addNumbers(std::vector<Term>& terms) {
    const auto isNumber = [](const Term& term) { return term.is->op == Op::number; };
    double sum = 0;
    for (const Term& term : terms) sum += isNumber(term) ? (term.negative ? -1 : 1) * term.is->value : 0;
    if (sum == 0 && !std::ranges::all_of(terms, isNumber)) std::erase_if(terms, isNumber);
  }

  void gather(const Expression* e, bool inverse, bool top, Fraction& to) {
    if (!top) {
      if (const auto name = nameOf(e)) return add(to, {*name, 1, e->data, true, e}, inverse);
    }
    switch (e->op) {
      case Op::number:
        to.coefficient *= inverse ? 1 / e->value : e->value;
        return;
      case Op::product:
      case Op::quotient: {
        Fraction mine;
        gather(e->of[0], false, false, mine);
        gather(e->of[1], e->op == Op::quotient, false, mine);
        // A corrected average stays together, wherever it stands.
        if (mine.over.size() == 1 && mine.under.size() == 1) correct(mine);
        to.coefficient *= inverse ? 1 / mine.coefficient : mine.coefficient;
        for (const Factor& factor : mine.over) addAll(to, factor, inverse);
        for (const Factor& factor : mine.under) addAll(to, factor, !inverse);
        return;
      }
      case Op::sum:
      case Op::difference: {
        std::vector<Term> terms;
        split(e, false, true, terms);
        addNumbers(terms);
        if (terms.size() > 1 || terms[0].negative) break;
        return gather(terms[0].is, inverse, false, to);
      }
      default:
        break;
    }
    add(to, {atom(e), 1, e->data, false, e}, inverse);
  }

  static void addAll(Fraction& to, const Factor& factor, bool inverse) {
    for (int k = 0; k < factor.power; ++k) {
      Factor one = factor;
      one.power = 1;
      add(to, one, inverse);
    }
  }

  static void add(Fraction& to, const Factor& factor, bool inverse) {
    auto &mine = inverse ? to.under : to.over, &other = inverse ? to.over : to.under;
    const auto same = [&](const Factor& f) { return f.tex == factor.tex; };
    if (const auto there = std::ranges::find_if(other, same); there != other.end()) {
      if (--there->power == 0) other.erase(there);
    } else if (const auto here = std::ranges::find_if(mine, same); here != mine.end()) {
      ++here->power;
    } else {
      mine.push_back(factor);
    }
  }

  /// What is no sum and no product.
  std::string atom(const Expression* e) {
    switch (e->op) {
      case Op::root:
        return R"(\sqrt{)" + value(e->of[0]) + "}";
      case Op::absolute:
        return "|" + value(e->of[0]) + "|";
      case Op::sign:
        return R"(\operatorname{sign}()" + value(e->of[0]) + ")";
      case Op::power: {
        const std::string base = value(e->of[0]);
        const bool plain = base.find_first_of("^+- ") == std::string::npos;
        return (plain ? base : parentheses(base)) + "^{" + value(e->of[1]) + "}";
      }
      case Op::larger:
        return R"(\max()" + value(e->of[1]) + R"(,\ )" + value(e->of[0]) + ")";
      case Op::clip:
        return R"(\operatorname{clip}\big()" + value(e->of[0]) + R"(,\ )" + value(e->of[1]) + R"(,\ )" +
               value(e->of[2]) + R"(\big))";
      case Op::bySign:
        return bySign(e);
      default:
        return parentheses(written(e));
    }
  }

  static std::string parentheses(const std::string& text) {
    const bool tall = text.find(R"(\frac)") != std::string::npos || text.find('(') != std::string::npos;
    return tall ? R"(\big()" + text + R"(\big))" : "(" + text + ")";
  }

  std::string bySign(const Expression* e) {
    const std::string x = value(e->of[0]);
    std::vector<std::pair<std::string, std::string>> cases;
    const char* const relations[] = {"> 0", "= 0", "< 0"};
    for (std::size_t k = 0; k < 3; ++k) {
      const std::string one = value(e->of[k + 1]);
      if (!cases.empty() && cases.back().first == one) {
        cases.back().second = k == 1 ? R"(\ge 0)" : R"(\le 0)";
      } else {
        cases.emplace_back(one, relations[k]);
      }
    }
    std::string text = R"(\begin{cases})";
    for (const auto& [one, relation] : cases)
      text += (text.back() == '}' ? "" : R"( \\ )") + one + " & " + x + " " + relation;
    return text + R"(\end{cases})";
  }

  static bool contains(const Expression* e, const Expression* part) {
    return e == part || std::ranges::any_of(e->of, [&](const Expression* one) { return contains(one, part); });
  }

  /// An array of the rule over 1−βᵗ, of the β that it is averaged with, becomes that symbol with a hat.
  void correct(Fraction& f) {
    const auto corrected = std::ranges::find_if(f.under, [](const Factor& factor) {
      const Expression* e = factor.is;
      return e && factor.power == 1 && e->op == Op::difference && e->of[0]->op == Op::number && e->of[0]->value == 1 &&
             e->of[1]->op == Op::power && e->of[1]->of[0]->op == Op::leaf && e->of[1]->of[1]->op == Op::leaf;
    });
    if (corrected == f.under.end()) return;
    const Expression* beta = corrected->is->of[1]->of[0];
    const auto array = std::ranges::find_if(f.over, [&](const Factor& factor) {
      return factor.is && factor.plain && factor.power == 1 && resultOf(factor.is) && contains(factor.is, beta);
    });
    if (array == f.over.end()) return;
    const Outcome& average = *resultOf(array->is);
    const std::string symbol = average.symbol;
    const std::string letter = symbol.starts_with(R"(\bar )") ? symbol.substr(5) : symbol;
    const std::string hat = quantities_ ? "hat " + symbol : R"(\hat )" + letter;
    const double number = average.after.value() / corrected->is->value;
    const std::string divisor = written(corrected->is);
    line(hat, "=", number, [&] {
      reads(&Written::fresh, symbol);
      return R"(\frac{)" + array->tex + "}{" + divisor + "}";
    });
    reads(&Written::fresh, hat);
    array->tex = called(hat, number);
    f.under.erase(corrected);
  }

  static std::string tex(const Factor& factor, bool alone) {
    std::string text = factor.tex;
    // What stands alone over or under a line needs no parentheses.
    if (alone && factor.power == 1 && factor.is && !factor.plain) {
      if (text.starts_with('(')) text = text.substr(1, text.size() - 2);
      if (text.starts_with(R"(\big()")) text = text.substr(5, text.size() - 10);
    }
    if (factor.power == 1) return text;
    const bool wrapped = factor.plain && (text.find('^') != std::string::npos || text.starts_with(R"(\at)"));
    return (wrapped ? "{" + text + "}" : text) + "^" + std::to_string(factor.power);
  }

  std::string tex(const std::vector<Factor>& factors, double coefficient, bool braced) {
    std::string text;
    const bool number = coefficient != 1 || factors.empty();
    if (number) text = called({}, coefficient);
    for (const Factor& factor : factors) {
      const bool alone = braced && factors.size() == 1 && !number;
      const std::string one = tex(factor, alone);
      const bool digits = !text.empty() && '0' <= one.front() && one.front() <= '9';
      text += (text.empty() ? "" : digits ? R"(\cdot )" : R"(\,)") + one;
    }
    return text;
  }

  std::string tex(Fraction& f) {
    correct(f);
    if (f.under.empty()) return tex(f.over, f.coefficient, false);
    // A symbol that is multiplied by a fraction stands behind it.
    std::vector<Factor> behind;
    if (f.over.size() > 1 && f.over.back().plain && f.over.back().data) {
      behind.push_back(f.over.back());
      f.over.pop_back();
    }
    std::string text = R"(\frac{)" + tex(f.over, f.coefficient, true) + "}{" + tex(f.under, 1, true) + "}";
    if (!behind.empty()) text += R"(\,)" + tex(behind, 1, false);
    return text;
  }

  /// So that each line reads what it means: what was before an update before the line that changes it.
  std::vector<Assignment> sorted(std::vector<double>* values = nullptr) {
    std::vector<Assignment> lines;
    std::vector<Written> left = std::move(written_);
    while (!left.empty()) {
      const auto ready = [&](const Written& one) {
        return std::ranges::none_of(left, [&](const Written& other) {
          if (&other == &one) return false;
          const std::string& target = other.line.target;
          return one.fresh.contains(target) || (other.old.contains(one.line.target));
        });
      };
      auto next = std::ranges::find_if(left, ready);
      if (next == left.end()) next = left.begin();  // the tests compute every formula, and would find it
      lines.push_back(next->line);
      if (values) values->push_back(next->value);
      left.erase(next);
    }
    return lines;
  }

  const std::vector<Outcome>& results_;
  std::vector<Quantity>* quantities_;
  std::vector<Written> written_;
  std::set<std::string> done_;
  Written* at_ = nullptr;
};

}  // namespace

std::string numberTex(double x) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, x).ptr};
}

WrittenFormula write(const std::vector<Outcome>& results, const Tape& tape) {
  Writer writer(results);
  WrittenFormula formula;
  if (!tape.conditions().empty()) formula.condition = writer.condition(tape.conditions().front());
  formula.lines = writer.lines();
  return formula;
}

NumberedFormula writeNumbered(const std::vector<Outcome>& results, const Tape& tape) {
  NumberedFormula formula;
  Writer writer(results, &formula.quantities);
  if (!tape.conditions().empty()) formula.condition = writer.condition(tape.conditions().front());
  formula.lines = writer.numbered();
  return formula;
}

std::size_t placeOf(NumberedFormula& formula, const std::string& symbol, double value) {
  return placeIn(formula.quantities, symbol, value);
}

void addLine(NumberedFormula& formula, const std::string& symbol, const Symbol& value) {
  const Expression& e = value.expression();
  if (e.op == Op::leaf && e.symbol == symbol) return;
  const std::vector<Outcome> none;
  Writer writer(none, &formula.quantities);
  formula.lines.push_back(writer.numbered(symbol, &e));
}

}  // namespace sidestep
