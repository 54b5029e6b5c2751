#pragma once

#include <cmath>
#include <numbers>

#include "nn/synthetic/generator.h"

namespace sidestep {

/// A number that is far from linear in five of the features (Friedman 1991), by the parameters of scikit-learn's
/// make_friedman1. What is drawn, in which order: docs/problems.md.
struct MakeFriedman1 final : Generator {
  double features = 10, noise = 0;

  static constexpr GeneratorInfo info{
      .problem =
          {.id = "make_friedman1",
           .kind = "data",
           .name = {"Like make_friedman1", "仿 make_friedman1"},
           .doc = {"A number for each item, y = 10 sin(π x₁x₂) + 20 (x₃ − ½)² + 10 x₄ + 5 x₅, with features between 0 "
                   "and 1, as in make_friedman1 of scikit-learn; the random generator is our own. For training, the "
                   "target is scaled to mean 0 and standard deviation 1.",
                   "每个样本一个数 y = 10 sin(π x₁x₂) + 20 (x₃ − ½)² + 10 x₄ + 5 x₅，特征取自 0 到 1，与 scikit-learn "
                   "的 make_friedman1 相同，随机数发生器不同。训练时目标标准化为均值 0、标准差 1。"},
           .tex = networkInfo.tex,
           .cite = {"Friedman 1991", "https://doi.org/10.1214/aos/1176347963"}},
      .net = "dense(32) tanh dense(1)",
      .init = "xavier",
      .loss = "mse",
      .inputs = "features",
      .classes = {}};

  static constexpr std::array parameters{
      Parameter<MakeFriedman1>{
          {.id = "features",
           .kind = Kind::integer,
           .name = {"features", "特征数"},
           .doc = {"The number of features; those after the fifth do not affect the target (n_features).",
                   "特征的个数；第五个之后的与目标无关（n_features）。"},
           .min = 5,
           .max = 500,
           .from = 5,
           .to = 50},
          &MakeFriedman1::features},
      Parameter<MakeFriedman1>{{.id = "targetNoise",
                                .name = {"noise in the target", "目标噪声"},
                                .doc = {"The standard deviation of the noise that is added to the target (noise).",
                                        "加到目标上的噪声的标准差（noise）。"},
                                .min = 0,
                                .max = 1000,
                                .from = 0,
                                .to = 5},
                               &MakeFriedman1::noise}};

  std::size_t inputs() const override { return static_cast<std::size_t>(features); }
  std::size_t classes() const override { return 0; }
  Check prepare(Pcg32&) override { return {}; }
  SIDESTEP_SMALL double draw(Pcg32& random, std::size_t, std::span<double> x) override {
    for (double& number : x) number = random.uniform();
    return 10 * std::sin(std::numbers::pi * x[0] * x[1]) + 20 * (x[2] - 0.5) * (x[2] - 0.5) + 10 * x[3] + 5 * x[4] +
           noise * random.normal();
  }
};

inline const RegisterGenerator<MakeFriedman1> registerMakeFriedman1;

}  // namespace sidestep
