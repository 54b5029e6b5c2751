#pragma once

#include "nn/synthetic/generator.h"

namespace sidestep {

/// A number that is linear in some of the features, by the parameters of scikit-learn's make_regression. What is drawn,
/// in which order: docs/problems.md.
struct MakeRegression final : Generator {
  double features = 100, informative = 10, bias = 0, noise = 0;

  static constexpr GeneratorInfo info{
      .problem = {.id = "make_regression",
                  .kind = "data",
                  .name = {"Like make_regression", "仿 make_regression"},
                  .doc = {"A number for each item, linear in some of its features. The parameters are those of "
                          "make_regression in scikit-learn, the random generator is our own. For training, the target "
                          "is scaled to mean 0 and standard deviation 1.",
                          "每个样本一个数，是部分特征的线性函数。参数与 scikit-learn 的 make_regression "
                          "相同，随机数发生器不同。训练时目标标准化为均值 0、标准差 1。"},
                  .tex = networkInfo.tex,
                  .cite = {"Pedregosa et al. 2011", "https://jmlr.org/papers/v12/pedregosa11a.html"}},
      .net = "dense(1)",
      .init = "he",
      .loss = "mse",
      .inputs = "features",
      .classes = {}};

  static constexpr std::array parameters{
      Parameter<MakeRegression>{{.id = "features",
                                 .kind = Kind::integer,
                                 .name = {"features", "特征数"},
                                 .doc = {"The number of features (n_features).", "特征的个数（n_features）。"},
                                 .min = 1,
                                 .max = 500,
                                 .from = 1,
                                 .to = 100},
                                &MakeRegression::features},
      Parameter<MakeRegression>{
          {.id = "informative",
           .kind = Kind::integer,
           .name = {"informative features", "信息特征"},
           .doc = {"The number of features on which the target depends, the first ones (n_informative).",
                   "目标所依赖的特征数，这些特征排在最前面（n_informative）。"},
           .min = 1,
           .max = 500,
           .from = 1,
           .to = 50},
          &MakeRegression::informative},
      Parameter<MakeRegression>{{.id = "bias",
                                 .name = {"bias", "偏置"},
                                 .doc = {"The number that is added to the target.", "目标所加的常数。"},
                                 .min = -1000,
                                 .max = 1000,
                                 .from = -100,
                                 .to = 100},
                                &MakeRegression::bias},
      Parameter<MakeRegression>{{.id = "targetNoise",
                                 .name = {"noise in the target", "目标噪声"},
                                 .doc = {"The standard deviation of the noise that is added to the target (noise).",
                                         "加到目标上的噪声的标准差（noise）。"},
                                 .min = 0,
                                 .max = 10000,
                                 .from = 0,
                                 .to = 100},
                                &MakeRegression::noise}};

  std::size_t inputs() const override { return static_cast<std::size_t>(features); }
  std::size_t classes() const override { return 0; }
  SIDESTEP_SMALL Check prepare(Pcg32& random) override {
    if (informative > features)
      return Error{"out-of-range", "problem.features", "must be " + format(informative) + " or more"};
    coefficients_ = Block<double>(static_cast<std::uint64_t>(informative));
    for (double& x : coefficients_) x = 100 * random.uniform();
    return coefficients_.check("problem.features");
  }
  SIDESTEP_SMALL double draw(Pcg32& random, std::size_t, std::span<double> x) override {
    double sum = 0;
    for (double& number : x) number = random.normal();
    for (std::size_t j = 0; j < coefficients_.size(); ++j) sum += coefficients_[j] * x[j];
    return sum + bias + noise * random.normal();
  }

 private:
  Block<double> coefficients_;
};

inline const RegisterGenerator<MakeRegression> registerMakeRegression;

}  // namespace sidestep
