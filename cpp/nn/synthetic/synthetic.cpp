#include "nn/synthetic/synthetic.h"

#include "problem/registration.h"

namespace sidestep {
namespace {

std::vector<Field> syntheticFields(const SyntheticData& data) {
  std::vector<Field> fields = classifierFields(data.net, data.init, 10);
  Field batch = batchField;
  batch.initial = static_cast<double>(data.batch);
  fields.insert(fields.begin(), {{.id = "spread",
                                  .name = {"spread", "散布"},
                                  .doc = {"How widely the items scatter.", "样本的离散程度。"},
                                  .symbol = R"(\sigma_x)",
                                  .initial = data.spread,
                                  .min = 0,
                                  .max = 100,
                                  .from = 0,
                                  .to = 2 * data.spread},
                                 batch});
  return fields;
}

}  // namespace

template <class T>
Result<std::unique_ptr<Problem<T>>> makeSynthetic(const SyntheticData& data, const Settings& settings,
                                                  const RaceContext& race) {
  const std::vector<Field> fields = syntheticFields(data);
  auto made = Dataset::create(data.shape(), data.classes, data.train, data.test, true);
  if (!made) return made.error();
  std::shared_ptr<Dataset> items = std::move(*made);
  Pcg32 random(race.seed, stream::problemData);
  std::vector<double> centres(data.centres);
  for (double& centre : centres) centre = random.normal();
  const double spread = settings.number(fieldOf(fields, "spread"));
  const auto draw = [&](Split split) {
    data.fill(random, spread, items->numbers(split), items->labels(split), centres);
  };
  draw(Split::train);
  draw(Split::test);
  if (validates(settings, fields)) draw(Split::test);  // the next ones, in their place
  return classifier<T>(settings, fields, std::move(items),
                       {.batch = static_cast<std::size_t>(settings.number(fieldOf(fields, "batch"))),
                        .steps = race.steps,
                        .shuffle = true,
                        .seed = race.seed});
}

void registerSynthetic(const SyntheticData& data) {
  const auto make = [&data]<class T>() {
    return
        [&data](const Settings& settings, const RaceContext& race) { return makeSynthetic<T>(data, settings, race); };
  };
  problems().push_back(
      {data.info, syntheticFields(data), {}, make.template operator()<float>(), data.shape(), data.classes});
#ifdef SIDESTEP_FLOAT64_NETWORKS
  problems().back().makeDouble = make.template operator()<double>();
#endif
}

}  // namespace sidestep
