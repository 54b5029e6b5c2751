#pragma once

#include "optim/hyper.h"

namespace sidestep {

inline constexpr Slot firstMoment{
    "m", "m", {"the average of gradients", "梯度的滑动平均"}, Extent::parameters, Carry::average};
inline constexpr Slot secondMoment{
    "v", "v", {"the average of squared gradients", "梯度平方的滑动平均"}, Extent::parameters, Carry::average};
inline constexpr Slot largestMoment{"vMax",
                                    R"(\bar v)",
                                    {"the largest v so far (AMSGrad)", "迄今最大的 v（AMSGrad）"},
                                    Extent::parameters,
                                    Carry::extreme};

}  // namespace sidestep
