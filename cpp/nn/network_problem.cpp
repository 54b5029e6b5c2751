#include "nn/network_problem.h"

#include <algorithm>

namespace sidestep {
namespace {

constexpr std::array nets{
    SuggestedNet{"mlp32", "dense(32) relu dense(10)", {"one hidden layer, 32", "一个隐藏层，32"}},
    SuggestedNet{"mlp128", "dense(128) relu dense(10)", {"one hidden layer, 128", "一个隐藏层，128"}},
    SuggestedNet{"mlp128x64",
                 "dense(128) relu dense(64) relu dense(10)",
                 {"two hidden layers, 128 and 64", "两个隐藏层，128 和 64"}},
    SuggestedNet{"cnn",
                 "conv(8,5,same) relu pool(2) conv(16,5,same) relu pool(2) dense(10)",
                 {"two convolutional layers, 8 and 16", "两个卷积层，8 和 16"}},
    SuggestedNet{"lenet",
                 "conv(6,5,same) relu pool(2) conv(16,5) relu pool(2) dense(120) relu dense(10)",
                 {"LeNet-like: two convolutional and two dense layers", "类 LeNet：两个卷积层、两个全连接层"}},
    SuggestedNet{"photos",
                 "conv(32,3,same) relu pool(2) conv(64,3,same) relu pool(2) dense(128) relu dense(10)",
                 {"for photographs: two convolutional layers, 32 and 64", "用于照片：两个卷积层，32 和 64"}},
    SuggestedNet{"rows", "lstm(64) dense(10)", {"an LSTM that reads row by row", "逐行读取的 LSTM"}},
    SuggestedNet{"softmax", "dense(10)", {"one layer: linear or softmax regression", "单层：线性回归或 softmax 回归"}},
};

std::span<const Choice> datasetChoices() {
  static const std::vector<Choice> list = [] {
    std::vector<Choice> choices;
    for (const DatasetInfo& data : datasets()) choices.push_back({data.id, data.name});
    return choices;
  }();
  return list;
}

constexpr std::array testedChoices{
    Choice{"test", {"test items", "测试样本"}},
    Choice{"validation", {"validation items", "验证样本"}},
};

std::span<const Choice> initChoices() {
  static const std::vector<Choice> list = [] {
    std::vector<Choice> choices;
    for (const Init& init : inits()) choices.push_back({init.id, init.name});
    return choices;
  }();
  return list;
}

}  // namespace

std::span<const SuggestedNet> suggestedNets() { return nets; }

std::vector<Field> classifierFields(std::string_view net, std::string_view init, double evaluate) {
  return {
      {.id = "net",
       .kind = Kind::text,
       .name = {"network", "网络"},
       .doc =
           {"The layers from input to output; the last has one output per class, or a single one to predict a number.",
            "从输入到输出的各层；最后一层每个类别一个输出，回归则只有一个输出。"},
       .max = 1000,
       .initialText = net},
      {.id = "loss",
       .kind = Kind::choice,
       .name = {"loss", "损失"},
       .doc = {"The function that is minimized.", "被最小化的函数。"},
       .symbol = R"(\ell)",
       .initialText = "crossEntropy",
       .choices = lossChoices},
      {.id = "init",
       .kind = Kind::choice,
       .name = {"initial weights", "初始权重"},
       .doc =
           {"How the weights are drawn from the seed. Biases start at 0, those of the forget gates of an LSTM at 1; "
            "with the PyTorch default they are drawn as well.",
            "权重如何由随机种子抽取。偏置从 0 开始（LSTM 的遗忘门从 1 开始）；选择 PyTorch 默认时，偏置也随机抽取。"},
       .initialText = init,
       .choices = initChoices()},
      {.id = "evaluate",
       .kind = Kind::integer,
       .name = {"steps between tests", "测试间隔"},
       .doc = {"How many steps pass from one test to the next. 0: one test per epoch.",
               "两次测试之间的步数；0 表示每个轮次测试一次。"},
       .initial = evaluate,
       .min = 0,
       .max = 1e7,
       .from = 0,
       .to = 1000},
      {.id = "testOn",
       .kind = Kind::choice,
       .name = {"items for tests", "测试用样本"},
       .doc = {"Validation items serve to choose settings. They come from the training set, after the items used for "
               "training, and are as many as the test items.",
               "验证样本用于选择设置，取自训练集：紧接在用于训练的样本之后，数量与测试样本相同。"},
       .initialText = "test",
       .choices = testedChoices},
      {.id = "testTrain",
       .kind = Kind::integer,
       .name = {"items for training accuracy", "训练准确率样本数"},
       .doc = {"The training accuracy is measured on this many training items, the first ones; at most as many as "
               "there are test items. 0: it is not measured.",
               "用于测量训练准确率的训练样本数（取最前面的），不超过测试样本数；0 表示不测量。"},
       .initial = 250,
       .min = 0,
       .max = 1e6,
       .from = 0,
       .to = 1000},
      {.id = "functions",
       .kind = Kind::choice,
       .name = {"elementary functions", "初等函数"},
       .doc = {"How the functions of layers and losses are computed. In links of version 1, tanh stops 10⁻⁷ short of "
               "±1, sigmoid has the same error near 0, and neither derivative can become 0.",
               "层与损失所用函数的计算方式。在版本 1 的链接中，tanh 止于距 ±1 约 10⁻⁷ 处，sigmoid 在 0 "
               "附近有同样大的误差，两者的导数都不会变为 0。"},
       .initialText = "accurate",
       .choices = functionChoices,
       .earlier = {.until = 1, .initialText = "clamped"}},
      noiseField,
  };
}

constexpr std::array convolutionChoices{
    Choice{"transforms", {"transforms where faster", "较快时用变换"}},
    Choice{"sums", {"sums", "求和"}},
};

/// Of data that may be images.
constexpr Field convolutionField{
    .id = "convolution",
    .kind = Kind::choice,
    .name = {"convolutions", "卷积层"},
    .doc = {"How convolutions are computed: as sums over each window, or by Fourier transforms where these take less "
            "than half as long. The results differ by rounding errors only. Links of versions 1 and 2 use sums.",
            "卷积层的计算方式：对每个窗口求和，或在耗时不到一半时改用傅里叶变换。两者的结果只差舍入误差。版本 1 和 2 "
            "的链接使用求和。"},
    .initialText = "transforms",
    .choices = convolutionChoices,
    .earlier = {.until = 2, .initialText = "sums"}};

std::vector<Field> networkFields() {
  std::size_t train = 0, test = 0;
  for (const DatasetInfo& data : datasets()) {
    train = std::max(train, data.train);
    test = std::max(test, data.test);
  }
  std::vector<Field> fields{
      {.id = "data",
       .kind = Kind::choice,
       .name = {"data", "数据"},
       .doc = {"The dataset.", "数据集。"},
       .initialText = datasets().front().id,
       .choices = datasetChoices()},
      {.id = "file",
       .kind = Kind::text,
       .name = {"file", "文件"},
       .doc = {"Your own file: its name, the hash of its content, the column of the classes.",
               "自己的文件：文件名、内容的哈希值、类别所在的列。"},
       .max = 300},
      {.id = "train",
       .kind = Kind::integer,
       .name = {"training items", "训练样本"},
       .doc = {"The number of items used for training, the first ones of the dataset.",
               "用于训练的样本数（取数据集的前若干个）。"},
       .initial = 6000,
       .min = 1,
       .max = static_cast<double>(train),
       .from = 100,
       .to = static_cast<double>(train),
       .scale = Scale::log},
      {.id = "test",
       .kind = Kind::integer,
       .name = {"test items", "测试样本"},
       .doc = {"The number of unseen items on which test accuracy and test loss are measured.",
               "用于测量测试准确率与测试损失的未见样本数。"},
       .initial = 1000,
       .min = 1,
       .max = static_cast<double>(test),
       .from = 100,
       .to = static_cast<double>(test),
       .scale = Scale::log},
      {.id = "shuffle",
       .kind = Kind::boolean,
       .name = {"shuffle", "打乱顺序"},
       .doc = {"A new order of the items in each epoch, the same for all lanes.",
               "每个轮次重新打乱样本顺序，各赛道相同。"},
       .initial = 1,
       .min = 0,
       .max = 1},
  };
  const std::vector<Field> common = classifierFields(nets.front().net, "he", 0);
  fields.insert(fields.end() - 1, common.begin(), common.begin() + 3);
  fields.insert(fields.end(), common.begin() + 3, common.end());
  fields.push_back(convolutionField);
  return fields;
}

bool validates(const Settings& settings, std::span<const Field> fields) {
  return settings.text(fieldOf(fields, "testOn")) == "validation";
}

template <class T>
Result<std::unique_ptr<Problem<T>>> classifier(const Settings& settings, std::span<const Field> fields,
                                               std::shared_ptr<const Dataset> data,
                                               typename Classifier<T>::Options options) {
  const auto convolution = std::ranges::find(fields, convolutionField.id, &Field::id);
  Result<Network<T>> net = Network<T>::make(
      settings.text(fieldOf(fields, "net")), data->shape(), functionsOf<T>(settings.text(fieldOf(fields, "functions"))),
      convolution == fields.end() || settings.text(*convolution) == convolutionField.initialText);
  if (!net) return net.error();
  const auto lossName = settings.text(fieldOf(fields, "loss")), initName = settings.text(fieldOf(fields, "init"));
  const auto loss = std::ranges::find(losses<T>, std::string_view(lossName), &Loss<T>::id);
  if (data->classes() == 0) {
    if (!loss->numbers)
      return Error{"unsupported", "problem.loss",
                   "'" + lossName + "' is a loss for classes, but the targets are numbers: use 'mse' or 'mae'"};
    if (net->outputs() != 1) {
      return Error{"bad-net", "problem.net",
                   "the last layer must have 1 output, the predicted number, not " + std::to_string(net->outputs())};
    }
  }
  const bool oneLogit = lossName == "binaryCrossEntropy" && data->classes() == 2 && net->outputs() == 1;
  if (data->classes() > 0 && net->outputs() != data->classes() && !oneLogit) {
    return Error{"bad-net", "problem.net",
                 "the last layer must have " + std::to_string(data->classes()) + " outputs, one for each class, not " +
                     std::to_string(net->outputs())};
  }
  const auto init = std::ranges::find(inits(), std::string_view(initName), &Init::id);
  options.evaluate = static_cast<std::int64_t>(settings.number(fieldOf(fields, "evaluate")));
  options.testTrain = static_cast<std::size_t>(settings.number(fieldOf(fields, "testTrain")));
  auto made = std::make_unique<Classifier<T>>(std::move(*net), loss->function, *init, std::move(data), options);
  if (Check bad = made->check()) return *bad;
  return std::unique_ptr<Problem<T>>(std::move(made));
}

template <class T>
Result<std::unique_ptr<Problem<T>>> makeClassifier(const Settings& settings, const RaceContext& race) {
  static const std::vector<Field> fields = networkFields();
  if (!race.data || !race.data->sealed()) return Error{"no-data", "problem.data", "the data has not been loaded"};
  return classifier<T>(settings, fields, race.data,
                       {.batch = race.batch,
                        .steps = race.steps,
                        .shuffle = settings.number(fieldOf(fields, "shuffle")) != 0,
                        .seed = race.seed});
}

template Result<std::unique_ptr<Problem<float>>> makeClassifier(const Settings&, const RaceContext&);
template Result<std::unique_ptr<Problem<float>>> classifier(const Settings&, std::span<const Field>,
                                                            std::shared_ptr<const Dataset>, Classifier<float>::Options);
#ifdef SIDESTEP_FLOAT64_NETWORKS
template Result<std::unique_ptr<Problem<double>>> makeClassifier(const Settings&, const RaceContext&);
template Result<std::unique_ptr<Problem<double>>> classifier(const Settings&, std::span<const Field>,
                                                             std::shared_ptr<const Dataset>,
                                                             Classifier<double>::Options);
#endif

}  // namespace sidestep
