#pragma once

#include "nn/synthetic/generator.h"

namespace sidestep {

/// Normal clouds about random centres, by the parameters of scikit-learn's make_blobs. What is drawn, in which order:
/// docs/problems.md.
struct MakeBlobs final : Generator {
  double features = 2, centers = 3, clusterStd = 1, low = -10, high = 10;

  static constexpr GeneratorInfo info{
      .problem = {.id = "make_blobs",
                  .kind = "data",
                  .name = {"Like make_blobs", "仿 make_blobs"},
                  .doc = {"Normal clouds around random centres. The parameters are those of make_blobs in "
                          "scikit-learn, the random generator is our own: the same statistics, not the same numbers.",
                          "围绕随机中心的正态团。参数与 scikit-learn 的 make_blobs "
                          "相同，随机数发生器不同：统计性质相同，数值不同。"},
                  .tex = networkInfo.tex,
                  .cite = {"Pedregosa et al. 2011", "https://jmlr.org/papers/v12/pedregosa11a.html"}},
      .net = "dense(20) relu dense(3)",
      .init = "he",
      .loss = "crossEntropy",
      .inputs = "features",
      .classes = "centers"};

  static constexpr std::array parameters{
      Parameter<MakeBlobs>{{.id = "features",
                            .kind = Kind::integer,
                            .name = {"features", "特征数"},
                            .doc = {"The number of features (n_features).", "特征的个数（n_features）。"},
                            .min = 1,
                            .max = 500,
                            .from = 1,
                            .to = 100},
                           &MakeBlobs::features},
      Parameter<MakeBlobs>{
          {.id = "centers",
           .kind = Kind::integer,
           .name = {"centres", "中心数"},
           .doc = {"The number of clouds; each is a class (centers).", "团的个数，每团一类（centers）。"},
           .min = 2,
           .max = 100,
           .from = 2,
           .to = 10},
          &MakeBlobs::centers},
      Parameter<MakeBlobs>{{.id = "clusterStd",
                            .name = {"standard deviation", "标准差"},
                            .doc = {"The standard deviation of the items of a cloud in each feature (cluster_std).",
                                    "每团样本在每个特征上的标准差（cluster_std）。"},
                            .symbol = R"(\sigma_x)",
                            .min = 0,
                            .max = 100,
                            .from = 0,
                            .to = 5},
                           &MakeBlobs::clusterStd},
      Parameter<MakeBlobs>{
          {.id = "boxLow",
           .name = {"lower limit of centres", "中心下限"},
           .doc = {"The lower end of the range of the centres (center_box).", "中心取值范围的下限（center_box）。"},
           .min = -1000,
           .max = 1000,
           .from = -20,
           .to = 20},
          &MakeBlobs::low},
      Parameter<MakeBlobs>{
          {.id = "boxHigh",
           .name = {"upper limit of centres", "中心上限"},
           .doc = {"The upper end of the range of the centres (center_box).", "中心取值范围的上限（center_box）。"},
           .min = -1000,
           .max = 1000,
           .from = -20,
           .to = 20},
          &MakeBlobs::high}};

  std::size_t inputs() const override { return static_cast<std::size_t>(features); }
  std::size_t classes() const override { return static_cast<std::size_t>(centers); }
  SIDESTEP_SMALL Check prepare(Pcg32& random) override {
    if (low > high) return Error{"out-of-range", "problem.boxHigh", "must be " + format(low) + " or more"};
    centres_ = Block<double>(classes() * inputs());
    for (double& x : centres_) x = low + (high - low) * random.uniform();
    return centres_.check("problem.features");
  }
  SIDESTEP_SMALL double draw(Pcg32& random, std::size_t i, std::span<double> x) override {
    const std::size_t k = i % classes();
    for (std::size_t j = 0; j < x.size(); ++j) x[j] = centres_[k * x.size() + j] + clusterStd * random.normal();
    return static_cast<double>(k);
  }

 private:
  Block<double> centres_;
};

inline const RegisterGenerator<MakeBlobs> registerMakeBlobs;

}  // namespace sidestep
