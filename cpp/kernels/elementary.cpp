#include "kernels/elementary.h"

namespace sidestep {

const float exponentialCoefficients[17] = {88.376f,
                                           -87.336f,
                                           1.44269504f,
                                           12582912,
                                           0.693359375f,
                                           2.12194440e-4f,
                                           1.9875691500e-4f,
                                           1.3981999507e-3f,
                                           8.3334519073e-3f,
                                           4.1665795894e-2f,
                                           1.6666665459e-1f,
                                           5.0000001201e-1f,
                                           1,
                                           89,
                                           -104,
                                           2,
                                           20};

const float tangentCoefficients[11] = {8.4f, 1.44582362e-08f, 2.1380074e-05f,  3.54163665e-03f, 0.134195962f,
                                       1,    8.220125e-07f,   3.36145799e-04f, 2.60515138e-02f, 0.467529201f,
                                       0.5f};

}  // namespace sidestep
