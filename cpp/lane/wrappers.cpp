// The settings of what goes around any rule.
#include "lane/average.h"
#include "lane/lookahead.h"

namespace sidestep {
namespace {

/// Which of a field's choices the settings name.
template <class Choice>
SIDESTEP_SMALL Choice chosen(const Field& field, const Settings& settings) {
  const std::string id = settings.text(field);
  return static_cast<Choice>(std::ranges::find(field.choices, std::string_view(id), &sidestep::Choice::id) -
                             field.choices.begin());
}

}  // namespace

Average Average::of(const Settings& settings) {
  Average average = configured<Average>(settings);
  average.form = chosen<Form>(formField, settings);
  return average;
}

void Average::addTo(std::vector<Field>& fields) {
  fields.push_back(formField);
  addFields<Average>(fields);
}

Lookahead Lookahead::of(const Settings& settings) {
  Lookahead lookahead = configured<Lookahead>(settings);
  lookahead.sync = chosen<Sync>(syncField, settings);
  return lookahead;
}

void Lookahead::addTo(std::vector<Field>& fields) {
  addFields<Lookahead>(fields);
  fields.push_back(syncField);
}

}  // namespace sidestep
