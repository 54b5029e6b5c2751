#pragma once

#include "optim/optimizer.h"

namespace sidestep {

/// An average of a rule's parameters, at which the loss is told; the rule itself does not use it:
///   w̄ = w up to step t₀+1, then  ema: w̄ ← βw̄ + (1−β)w;  polyak: w̄ is the mean of w since (Polyak & Juditsky 1992).
struct Average {
  enum class Form { none, ema, polyak };  // as in `forms`
  Form form = Form::none;
  double beta = 0.99;
  double start = 0;  ///< t₀

  static constexpr std::array forms{Choice{"none", {"none", "无"}}, Choice{"ema", {"exponential", "指数滑动平均"}},
                                    Choice{"polyak", {"mean (Polyak)", "算术平均（Polyak）"}}};

  static constexpr Field formField{
      .id = "average",
      .kind = Kind::choice,
      .name = {"averaging", "平均方式"},
      .doc = {"The loss is computed at an average of the weights; the path of the rule itself does not change.",
              "在权重的平均值处计算损失；规则自身的轨迹不变。"},
      .symbol = R"(\bar w)",
      .initialText = forms[0].id,
      .choices = forms,
      .group = "averaging"};

  static constexpr std::array hyper{
      Hyper<Average>{{.id = "averageBeta",
                      .name = {"decay rate of the average", "平均值的衰减率"},
                      .doc = {"Exponential: the average spans about 1/(1−β) steps; closer to 1 means longer.",
                              "指数滑动平均约涵盖最近 1/(1−β) 步；越接近 1，涵盖的步数越多。"},
                      .symbol = R"(\bar\beta)",
                      .min = 0,
                      .max = 0.9999999,
                      .from = 0,
                      .to = 0.9999,
                      .scale = Scale::oneMinus,
                      .group = "averaging"},
                     &Average::beta},
      Hyper<Average>{
          {.id = "averageStart",
           .kind = Kind::integer,
           .name = {"steps before averaging", "开始平均前的步数"},
           .doc =
               {"The number of steps left out of the average. With half of the race, only its second half is averaged.",
                "不参与平均的步数。取比赛步数的一半，则只平均后半程。"},
           .symbol = "t_0",
           .min = 0,
           .max = 1e7,
           .from = 0,
           .to = 1000,
           .group = "averaging"},
          &Average::start}};

  static constexpr std::array formula{
      FormulaLine{
          R"(\bar w)",
          R"(\leftarrow \begin{cases}w & t \le t_0 + 1 \\ \bar\beta\,\bar w + (1 - \bar\beta)\,w & t > t_0 + 1\end{cases})",
          "average=ema"},
      FormulaLine{
          R"(\bar w)",
          R"(\leftarrow \begin{cases}w & t \le t_0 + 1 \\ \bar w + \frac{w - \bar w}{t - t_0} & t > t_0 + 1\end{cases})",
          "average=polyak"}};

  static Average of(const Settings& settings);
  static void addTo(std::vector<Field>& fields);

  bool on() const { return form != Form::none; }

  /// After update t.
  template <class T>
  void update(std::int64_t t, std::size_t n, const T* __restrict w, T* __restrict mean) const {
    const auto count = static_cast<double>(t) - start;  // states in it
    if (count <= 1) {
      std::copy_n(w, n, mean);
      return;
    }
    const double share = form == Form::ema ? beta : (count - 1) / count;
    const T kept = T(share), fresh = T(1 - share);
    for (std::size_t i = 0; i < n; ++i) mean[i] = kept * mean[i] + fresh * w[i];
  }
};

}  // namespace sidestep
