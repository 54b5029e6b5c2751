#pragma once

#include "optim/formula.h"
#include "optim/optimizer.h"

/// The hyper-parameters that several optimizers share, each described once.
namespace sidestep {

template <class S>
constexpr Hyper<S> flag(std::string_view id, bool S::*member, Text name, Text doc, Note variant = {}) {
  return {
      {.id = id, .kind = Kind::boolean, .name = name, .doc = doc, .symbol = "", .min = 0, .max = 1, .variant = variant},
      nullptr,
      member};
}

/// A flag that is off by default, and was on up to that version of links.
template <class S>
constexpr Hyper<S> onUntil(int version, Hyper<S> hyper) {
  hyper.field.earlier = {.until = version, .initial = 1};
  return hyper;
}

template <class S>
constexpr Hyper<S> learningRate(NumberOf<S> S::*member,
                                Text doc = {"The factor that scales each update.", "缩放每次更新的系数。"}) {
  return {{.id = "lr",
           .name = {"learning rate", "学习率"},
           .doc = doc,
           .symbol = R"(\eta)",
           .min = 0,
           .max = 1e6,
           .from = 1e-5,
           .to = 10,
           .scale = Scale::log},
          member};
}

/// The coefficient of an exponential average, in [0, 1).
template <class S>
constexpr Hyper<S> average(std::string_view id, Note symbol, NumberOf<S> S::*member, Text name, Text doc) {
  return {{.id = id,
           .name = name,
           .doc = doc,
           .symbol = symbol,
           .min = 0,
           .max = 0.9999999,
           .from = 0,
           .to = 0.9999,
           .scale = Scale::oneMinus},
          member};
}

template <class S>
constexpr Hyper<S> beta1(NumberOf<S> S::*member) {
  return average("beta1", R"(\beta_1)", member, {"first-moment decay rate", "一阶矩衰减率"},
                 {"The average of the gradient spans about 1/(1−β₁) steps; closer to 1 means longer.",
                  "梯度的滑动平均约涵盖最近 1/(1−β₁) 步；越接近 1，涵盖的步数越多。"});
}

template <class S>
constexpr Hyper<S> beta2(NumberOf<S> S::*member) {
  return average("beta2", R"(\beta_2)", member, {"second-moment decay rate", "二阶矩衰减率"},
                 {"The average of the squared gradient spans about 1/(1−β₂) steps; closer to 1 means longer.",
                  "梯度平方的滑动平均约涵盖最近 1/(1−β₂) 步；越接近 1，涵盖的步数越多。"});
}

template <class S>
constexpr Hyper<S> rho(NumberOf<S> S::*member) {
  return average("rho", R"(\rho)", member, {"averaging decay rate", "滑动平均衰减率"},
                 {"The memory of the average of squared gradients: closer to 1 means longer. Also written β, α "
                  "(PyTorch) or γ. It is not a decay of the learning rate.",
                  "梯度平方滑动平均的记忆长短：越接近 1，记忆越长。也写作 β、α（PyTorch）或 γ。它不是学习率的衰减。"});
}

/// 1 keeps the velocity for ever: no friction.
template <class S>
constexpr Hyper<S> momentum(NumberOf<S> S::*member) {
  Hyper<S> hyper = average("momentum", R"(\mu)", member, {"momentum", "动量"},
                           {"The share of the previous velocity that is kept.", "上一步速度保留的比例。"});
  hyper.field.max = 1;
  return hyper;
}

template <class S>
constexpr Hyper<S> lrInside(bool S::*member) {
  return flag("lrInside", member, {"η inside the velocity", "η 在速度内"},
              {"b ← μb + η·…, w ← w − b (Keras, TensorFlow, Sutskever). This differs only when η changes over time.",
               "b ← μb + η·…，w ← w − b（Keras、TensorFlow、Sutskever）。仅当 η 随时间变化时才有区别。"});
}

template <class S>
constexpr Hyper<S> epsilon(NumberOf<S> S::*member) {
  return {{.id = "epsilon",
           .name = {"smoothing term", "平滑项"},
           .doc = {"Prevents division by zero. A very large value switches the adaptation off.",
                   "避免除以零。取很大的值会使自适应失效。"},
           .symbol = R"(\epsilon)",
           .min = 0,
           .max = 1e9,
           .from = 1e-12,
           .to = 1,
           .scale = Scale::log},
          member};
}

template <class S>
constexpr Hyper<S> epsilonInside(bool S::*member) {
  return flag(
      "epsilonInside", member, {"ε inside the root", "ε 在根号内"},
      {"√(v+ε) instead of √v+ε. PyTorch adds ε outside; Keras and TensorFlow.js add it inside for AdaGrad and RMSprop.",
       "用 √(v+ε) 代替 √v+ε。PyTorch 放在根号外；Keras 与 TensorFlow.js 的 AdaGrad、RMSprop 放在根号内。"});
}

template <class S>
constexpr Hyper<S> initialAccumulator(NumberOf<S> S::*member) {
  return {{.id = "initialAccumulator",
           .name = {"initial accumulator", "累积量初值"},
           .doc = {"The accumulator before the first step: 0 in PyTorch; 0.1 in Keras and TensorFlow.js for AdaGrad; 1 "
                   "in old TensorFlow for RMSprop.",
                   "第一步之前累积量的值：PyTorch 为 0；Keras 与 TensorFlow.js 的 AdaGrad 为 0.1；旧版 TensorFlow 的 "
                   "RMSprop 为 1。"},
           .symbol = "s_0",
           .min = 0,
           .max = 1e6,
           .from = 0,
           .to = 1},
          member};
}

template <class S>
constexpr Hyper<S> weightDecay(NumberOf<S> S::*member) {
  return {{.id = "weightDecay",
           .name = {"weight decay (L2)", "权重衰减（L2）"},
           .doc = {"Coupled: g ← g + λw before the rule is applied.", "耦合形式：先令 g ← g + λw，再套用规则。"},
           .symbol = R"(\lambda)",
           .min = 0,
           .max = 1e3,
           .from = 1e-6,
           .to = 1,
           .scale = Scale::log},
          member};
}

template <class S>
constexpr Hyper<S> decoupledDecay(NumberOf<S> S::*member) {
  return {{.id = "weightDecay",
           .name = {"weight decay (decoupled)", "权重衰减（解耦）"},
           .doc = {"Decoupled: w also shrinks by ηλw, which the adaptive division does not affect.",
                   "解耦形式：w 直接缩小 ηλw，不受自适应除法影响。"},
           .symbol = R"(\lambda)",
           .min = 0,
           .max = 1e3,
           .from = 1e-6,
           .to = 1,
           .scale = Scale::log},
          member};
}

template <class S>
constexpr Hyper<S> decoupled(bool S::*member) {
  return flag("decoupled", member, {"decoupled weight decay", "解耦权重衰减"},
              {"w shrinks by ηλw, instead of λw being added to the gradient: decoupled_weight_decay in PyTorch 2.x.",
               "w 直接缩小 ηλw，而不是把 λw 加进梯度：PyTorch 2.x 的 decoupled_weight_decay。"});
}

template <class S>
constexpr Hyper<S> amsgrad(bool S::*member, Note variant = {}) {
  return flag("amsgrad", member, {"AMSGrad", "AMSGrad"},
              {"Divides by the largest v so far, so that the learning rate never grows again (Reddi et al. 2018).",
               "除以迄今最大的 v，使学习率不再回升（Reddi 等 2018）。"},
              variant);
}

template <class S>
constexpr Hyper<S> biasCorrection(bool S::*member) {
  return flag(
      "biasCorrection", member, {"bias correction", "偏差修正"},
      {"Divides the averages by 1−βᵗ, because they start at zero. Many hand-written versions of Adam omit this.",
       "滑动平均从零开始，因此除以 1−βᵗ。许多手写的 Adam 漏掉了这一步。"});
}

/// Of rules that keep a square matrix over a side of a matrix of weights.
template <class S>
constexpr Hyper<S> longestSide(NumberOf<S> S::*member) {
  return {{.id = "maxDim",
           .kind = Kind::integer,
           .name = {"longest side", "最长边"},
           .doc = {"A side of a tensor that is longer gets no matrix.", "张量中比这更长的边不使用矩阵。"},
           .symbol = "d",
           .min = 1,
           .max = 1e5,
           .from = 1,
           .to = 256,
           .scale = Scale::log},
          member};
}

template <class S>
constexpr Hyper<S> preconditionEvery(NumberOf<S> S::*member) {
  return {{.id = "preconditionFrequency",
           .kind = Kind::integer,
           .name = {"steps between roots", "方根更新间隔"},
           .doc = {"The roots of the matrices are recomputed every f steps.", "每 f 步重新计算一次矩阵的方根。"},
           .symbol = "f",
           .min = 1,
           .max = 1e6,
           .from = 1,
           .to = 100,
           .scale = Scale::log},
          member};
}

}  // namespace sidestep
