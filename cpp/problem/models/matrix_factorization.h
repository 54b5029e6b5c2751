#pragma once

#include "base/random.h"
#include "dataset/batches.h"
#include "problem/registration.h"

namespace sidestep {

/// A small recommender: 30 users' ratings of 40 films as products of user and film vectors, learnt from two fifths of
/// them. Not convex, and every batch concerns few of the parameters.
struct MatrixFactorization final : Problem<double> {
  static constexpr std::size_t users = 30, films = 40, trueRank = 2;
  double rank = 3, batch = 32, begin = 0.1;

  static constexpr ProblemInfo info{
      .id = "matrix_factorization",
      .kind = "data",
      .name = {"Matrix factorization", "矩阵分解"},
      .doc = {"A small recommender: each user and each film has a vector, and the product of two vectors is the "
              "rating. The test loss is the loss on held-out ratings.",
              "小型推荐系统：每个用户和每部电影各有一个向量，两者的内积为评分。测试损失是留出评分上的损失。"},
      .tex = R"(\tfrac1B\sum_{(i,j)\in\mathcal B}(u_i\cdot v_j-r_{ij})^2)",
      .cite = {"Koren et al. 2009", "https://doi.org/10.1109/MC.2009.263"}};
  static constexpr std::array parameters{
      Parameter<MatrixFactorization>{{.id = "rank",
                                      .kind = Kind::integer,
                                      .name = {"rank", "秩"},
                                      .doc = {"The length of each vector; the ratings were generated with length 2.",
                                              "每个向量的长度；评分由长度为 2 的向量生成。"},
                                      .symbol = "k",
                                      .min = 1,
                                      .max = 16,
                                      .from = 1,
                                      .to = 8},
                                     &MatrixFactorization::rank},
      Parameter<MatrixFactorization>{batchField, &MatrixFactorization::batch},
      Parameter<MatrixFactorization>{{.id = "begin",
                                      .name = {"initial size", "初始大小"},
                                      .doc = {"The standard deviation of the initial values; at 0 all gradients are 0.",
                                              "初始值的标准差；为 0 时所有梯度都为 0。"},
                                      .min = 0,
                                      .max = 10,
                                      .from = 0.01,
                                      .to = 1,
                                      .scale = Scale::log},
                                     &MatrixFactorization::begin}};

  Check prepare(std::vector<double> start, const RaceContext& race);
  std::size_t size() const override { return (users + films) * static_cast<std::size_t>(rank); }
  void start(double* w) const override;
  double evaluate(std::int64_t step, const double* w, double* grad) override {
    return loss(batches_.at(step), w, grad);
  }
  double objective(const double* w) override { return loss(all_.at(0), w, nullptr); }
  bool stationary() const override { return batches_.stepsPerEpoch() == 1; }
  std::string orderHash() const override { return batches_.hash(); }

  std::vector<std::string> columns() const override { return {"testLoss"}; }
  void values(const double* w, double* to) const override;

 private:
  struct Rating {
    std::size_t user, film;
    double value;
  };
  double error(const Rating& rating, const double* w) const;
  double loss(std::span<const std::uint32_t> items, const double* w, double* grad) const;

  std::uint64_t seed_ = 0;
  std::vector<Rating> train_, test_;
  Batches batches_, all_;
};

inline Check MatrixFactorization::prepare(std::vector<double>, const RaceContext& race) {
  seed_ = race.seed;
  Pcg32 random(race.seed, stream::problemData);
  std::vector<double> truth((users + films) * trueRank);
  for (double& number : truth) number = random.normal();
  for (std::size_t i = 0; i < users; ++i) {
    for (std::size_t j = 0; j < films; ++j) {
      Rating rating{i, j, 0.1 * random.normal()};
      for (std::size_t k = 0; k < trueRank; ++k) {
        rating.value += truth[i * trueRank + k] * truth[(users + j) * trueRank + k];
      }
      const double share = random.uniform();
      if (share < 0.4) train_.push_back(rating);
      if (share > 0.8) test_.push_back(rating);
    }
  }
  all_ = Batches(train_.size(), train_.size(), 0);
  batches_ = Batches(train_.size(), static_cast<std::size_t>(batch), race.seed);
  return batches_.check();
}

inline void MatrixFactorization::start(double* w) const {
  Pcg32 random(seed_, stream::initialWeights);
  for (std::size_t i = 0; i < size(); ++i) w[i] = begin * random.normal();
}

inline double MatrixFactorization::error(const Rating& rating, const double* w) const {
  const auto k = static_cast<std::size_t>(rank);
  const double *u = w + rating.user * k, *v = w + (users + rating.film) * k;
  double sum = -rating.value;
  for (std::size_t i = 0; i < k; ++i) sum += u[i] * v[i];
  return sum;
}

inline double MatrixFactorization::loss(std::span<const std::uint32_t> items, const double* w, double* grad) const {
  const auto k = static_cast<std::size_t>(rank);
  const double share = 1 / static_cast<double>(items.size());
  double loss = 0;
  if (grad) std::fill_n(grad, size(), 0.0);
  for (const std::uint32_t item : items) {
    const Rating& rating = train_[item];
    const double e = error(rating, w);
    loss += share * (e * e);
    const std::size_t u = rating.user * k, v = (users + rating.film) * k;
    for (std::size_t i = 0; grad && i < k; ++i) {
      grad[u + i] += 2 * share * e * w[v + i];
      grad[v + i] += 2 * share * e * w[u + i];
    }
  }
  return loss;
}

inline void MatrixFactorization::values(const double* w, double* to) const {
  *to = 0;
  for (const Rating& rating : test_) *to += error(rating, w) * error(rating, w) / static_cast<double>(test_.size());
}

inline const RegisterProblem<MatrixFactorization> registerMatrixFactorization;

}  // namespace sidestep
