#include "symbolic/formulas.h"

#include <algorithm>
#include <set>
#include <utility>

namespace sidestep {
namespace {

const Assignment* find(const std::vector<Assignment>& lines, std::string_view target) {
  const auto there = std::ranges::find(lines, target, &Assignment::target);
  return there == lines.end() ? nullptr : &*there;
}

/// All targets in an order that is that of each of the lists.
std::vector<std::string> targets(const std::vector<std::vector<Assignment>>& lists) {
  std::vector<std::string> left, order;
  std::set<std::pair<std::string, std::string>> before;
  for (const auto& lines : lists) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (std::ranges::find(left, lines[i].target) == left.end()) left.push_back(lines[i].target);
      if (i > 0) before.emplace(lines[i - 1].target, lines[i].target);
    }
  }
  while (!left.empty()) {
    const auto first = std::ranges::find_if(left, [&](const std::string& target) {
      return std::ranges::none_of(left, [&](const std::string& other) { return before.contains({other, target}); });
    });
    const auto next = first == left.end() ? left.begin() : first;
    order.push_back(*next);
    left.erase(next);
  }
  return order;
}

}  // namespace

std::vector<Assignment> merged(const std::vector<WrittenFormula>& formulas) {
  std::vector<std::vector<Assignment>> lists;
  for (const WrittenFormula& one : formulas) lists.push_back(one.lines);
  std::vector<Assignment> lines;
  for (const std::string& target : targets(lists)) {
    std::vector<std::pair<std::string, std::string>> cases;  // the value, and when
    Assignment line;
    for (const WrittenFormula& one : formulas) {
      const Assignment* mine = find(one.lines, target);
      if (!mine) continue;
      line = *mine;
      if (std::ranges::find(cases, mine->value, &std::pair<std::string, std::string>::first) == cases.end()) {
        cases.emplace_back(mine->value, one.condition);
      }
    }
    if (cases.size() > 1) {
      line.value = R"(\begin{cases})";
      for (const auto& [value, when] : cases) {
        line.value += (&value == &cases.front().first ? "" : R"( \\ )") + value + " & " + when;
      }
      line.value += R"(\end{cases})";
    }
    lines.push_back(line);
  }
  return lines;
}

FormulaTable tabulate(std::vector<std::string> switches,
                      const std::function<std::vector<Assignment>(std::size_t on)>& lines) {
  const std::size_t ways = std::size_t{1} << switches.size();
  std::vector<std::vector<Assignment>> all;
  for (std::size_t on = 0; on < ways; ++on) all.push_back(lines(on));
  FormulaTable table{std::move(switches), {}};
  for (const std::string& target : targets(all)) {
    const auto text = [&](std::size_t on) {
      const Assignment* line = find(all[on], target);
      return line ? line->tex() : std::string();
    };
    FormulaTable::Row row{target, {}, {}};
    for (std::size_t k = 0; k < table.switches.size(); ++k) {
      const std::size_t bit = std::size_t{1} << k;
      for (std::size_t on = 0; on < ways; ++on) {
        if (!(on & bit) && text(on) != text(on | bit)) {
          row.by.push_back(k);
          break;
        }
      }
    }
    for (std::size_t place = 0; place < std::size_t{1} << row.by.size(); ++place) {
      std::size_t on = 0;
      for (std::size_t j = 0; j < row.by.size(); ++j) on |= ((place >> j) & 1) << row.by[j];
      row.texts.push_back(text(on));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace sidestep
