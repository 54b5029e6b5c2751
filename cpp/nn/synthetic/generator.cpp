#include "nn/synthetic/generator.h"

#include "problem/registration.h"

namespace sidestep {
namespace {

Field countField(std::string_view id, Text name, Text doc, double initial) {
  return {.id = id,
          .kind = Kind::integer,
          .name = name,
          .doc = doc,
          .initial = initial,
          .min = 1,
          .max = 10000,
          .from = 100,
          .to = 10000,
          .scale = Scale::log};
}

/// Mean 0 and deviation 1 over what is learnt from, with the same shift and scale for what is tested on.
void standardise(Dataset& data) {
  const std::span<double> learnt = data.targets(Split::train);
  const double count = static_cast<double>(learnt.size());
  double mean = 0, variance = 0;
  for (const double y : learnt) mean += y / count;
  for (const double y : learnt) variance += (y - mean) * (y - mean) / count;
  const double deviation = variance > 0 ? std::sqrt(variance) : 1;
  for (const Split split : {Split::train, Split::test}) {
    for (double& y : data.targets(split)) y = (y - mean) / deviation;
  }
}

}  // namespace

std::vector<Field> generatorFields(const GeneratorInfo& info, std::vector<Field> fields) {
  fields.push_back(countField("train", {"training items", "训练样本"},
                              {"The number of items used for training.", "用于训练的样本数。"}, 800));
  fields.push_back(countField("test", {"test items", "测试样本"},
                              {"The number of unseen items used for tests.", "用于测试的未见样本数。"}, 200));
  add(fields, batchField, 32);
  for (Field& field : classifierFields(info.net, info.init, 10)) {
    if (field.id == "loss") field.initialText = info.loss;
    fields.push_back(field);
  }
  return fields;
}

template <class T>
Result<std::unique_ptr<Problem<T>>> makeGenerated(Generator& generator, std::span<const Field> fields,
                                                  const Settings& settings, const RaceContext& race) {
  const auto count = [&](std::string_view id) {
    return static_cast<std::size_t>(settings.number(fieldOf(fields, id)));
  };
  Pcg32 random(race.seed, stream::problemData);
  if (Check bad = generator.prepare(random)) return *bad;
  auto made = Dataset::create({generator.inputs()}, generator.classes(), count("train"), count("test"), true);
  if (!made) return made.error();
  std::shared_ptr<Dataset> data = std::move(*made);
  const auto draw = [&](Split split) {
    for (std::size_t i = 0; i < data->count(split); ++i) {
      const double answer =
          generator.draw(random, i, data->numbers(split).subspan(i * data->itemSize(), data->itemSize()));
      if (data->classes() > 0) {
        data->labels(split)[i] = static_cast<std::uint8_t>(answer);
      } else {
        data->targets(split)[i] = answer;
      }
    }
  };
  draw(Split::train);
  draw(Split::test);
  if (validates(settings, fields)) draw(Split::test);  // the next ones, in their place
  if (data->classes() == 0) standardise(*data);
  return classifier<T>(settings, fields, std::move(data),
                       {.batch = count("batch"), .steps = race.steps, .shuffle = true, .seed = race.seed});
}

template Result<std::unique_ptr<Problem<float>>> makeGenerated(Generator&, std::span<const Field>, const Settings&,
                                                               const RaceContext&);
#ifdef SIDESTEP_FLOAT64_NETWORKS
template Result<std::unique_ptr<Problem<double>>> makeGenerated(Generator&, std::span<const Field>, const Settings&,
                                                                const RaceContext&);
#endif

}  // namespace sidestep
