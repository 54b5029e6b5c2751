#pragma once

#include "nn/synthetic/generator.h"

namespace sidestep {

/// Classes of clusters about vertices of a hypercube, among features that say nothing (Guyon 2003), by the parameters
/// of scikit-learn's make_classification. What is drawn, in which order: docs/problems.md.
struct MakeClassification final : Generator {
  double features = 20, informative = 2, redundant = 2, kinds = 2, clustersPerClass = 2, classSep = 1, flipY = 0.01,
         hypercube = 1, shift = 0, scale = 1;

  static constexpr GeneratorInfo info{
      .problem = {.id = "make_classification",
                  .kind = "data",
                  .name = {"Like make_classification", "仿 make_classification"},
                  .doc = {"Classes made of clusters at the corners of a hypercube, with uninformative features added. "
                          "The parameters are those of make_classification in scikit-learn, the random generator is "
                          "our own: the same statistics, not the same numbers.",
                          "各类由超立方体顶点处的簇组成，并混有无关特征。参数与 scikit-learn 的 make_classification "
                          "相同，随机数发生器不同：统计性质相同，数值不同。"},
                  .tex = networkInfo.tex,
                  .cite = {"Guyon 2003",
                           "https://scikit-learn.org/stable/modules/generated/"
                           "sklearn.datasets.make_classification.html"}},
      .net = "dense(16) relu dense(2)",
      .init = "he",
      .loss = "crossEntropy",
      .inputs = "features",
      .classes = "classes"};

  static constexpr std::array parameters{
      Parameter<MakeClassification>{
          {.id = "features",
           .kind = Kind::integer,
           .name = {"features", "特征数"},
           .doc = {"The number of features: informative and redundant ones; the rest is noise (n_features).",
                   "特征的个数：信息特征和冗余特征，其余为噪声（n_features）。"},
           .min = 1,
           .max = 500,
           .from = 2,
           .to = 100},
          &MakeClassification::features},
      Parameter<MakeClassification>{
          {.id = "informative",
           .kind = Kind::integer,
           .name = {"informative features", "信息特征"},
           .doc = {"The number of features that determine the class: the dimension of the hypercube (n_informative).",
                   "决定类别的特征数，即超立方体的维数（n_informative）。"},
           .min = 1,
           .max = 100,
           .from = 1,
           .to = 50},
          &MakeClassification::informative},
      Parameter<MakeClassification>{
          {.id = "redundant",
           .kind = Kind::integer,
           .name = {"redundant features", "冗余特征"},
           .doc = {"The number of features that are random linear combinations of the informative ones (n_redundant).",
                   "由信息特征随机线性组合而成的特征数（n_redundant）。"},
           .min = 0,
           .max = 500,
           .from = 0,
           .to = 50},
          &MakeClassification::redundant},
      Parameter<MakeClassification>{{.id = "classes",
                                     .kind = Kind::integer,
                                     .name = {"classes", "类别数"},
                                     .doc = {"The number of classes (n_classes).", "类别的个数（n_classes）。"},
                                     .min = 2,
                                     .max = 100,
                                     .from = 2,
                                     .to = 10},
                                    &MakeClassification::kinds},
      Parameter<MakeClassification>{
          {.id = "clustersPerClass",
           .kind = Kind::integer,
           .name = {"clusters per class", "每类簇数"},
           .doc = {"The number of clusters of each class, each at a corner of its own (n_clusters_per_class).",
                   "每个类别的簇数，每个簇各占一个顶点（n_clusters_per_class）。"},
           .min = 1,
           .max = 10,
           .from = 1,
           .to = 4},
          &MakeClassification::clustersPerClass},
      Parameter<MakeClassification>{{.id = "classSep",
                                     .name = {"class separation", "类间距"},
                                     .doc = {"Half the side of the hypercube: the larger, the easier (class_sep).",
                                             "超立方体边长的一半：越大越容易（class_sep）。"},
                                     .min = 0,
                                     .max = 1000,
                                     .from = 0,
                                     .to = 5},
                                    &MakeClassification::classSep},
      Parameter<MakeClassification>{{.id = "flipY",
                                     .name = {"label noise", "标签噪声"},
                                     .doc = {"The share of items whose class is drawn at random (flip_y).",
                                             "类别改为随机抽取的样本比例（flip_y）。"},
                                     .min = 0,
                                     .max = 1,
                                     .from = 0,
                                     .to = 0.5},
                                    &MakeClassification::flipY},
      Parameter<MakeClassification>{
          {.id = "hypercube",
           .kind = Kind::boolean,
           .name = {"hypercube", "超立方体"},
           .doc = {"The clusters are at the corners of a hypercube; otherwise at those of a random polytope.",
                   "簇位于超立方体的顶点；否则位于随机多面体的顶点。"},
           .min = 0,
           .max = 1},
          &MakeClassification::hypercube},
      Parameter<MakeClassification>{{.id = "shift",
                                     .name = {"shift", "平移"},
                                     .doc = {"The number that is added to every feature.", "每个特征所加的数。"},
                                     .min = -1000,
                                     .max = 1000,
                                     .from = -10,
                                     .to = 10},
                                    &MakeClassification::shift},
      Parameter<MakeClassification>{
          {.id = "scale",
           .name = {"scale", "缩放"},
           .doc = {"The number by which every feature is then multiplied.", "每个特征随后所乘的数。"},
           .min = 0,
           .max = 1000,
           .from = 0.1,
           .to = 100,
           .scale = Scale::log},
          &MakeClassification::scale}};

  std::size_t inputs() const override { return static_cast<std::size_t>(features); }
  std::size_t classes() const override { return static_cast<std::size_t>(kinds); }
  Check prepare(Pcg32& random) override;
  double draw(Pcg32& random, std::size_t i, std::span<double> x) override;

 private:
  std::size_t clusters() const { return static_cast<std::size_t>(kinds * clustersPerClass); }
  Block<double> centres_, mixing_, combining_;  ///< of all clusters, one after another; the last of all
};

inline const RegisterGenerator<MakeClassification> registerMakeClassification;

}  // namespace sidestep
