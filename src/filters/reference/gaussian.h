// The blur that other references are made of.
#pragma once

#include <vector>

#include "filters/reference/reference.h"

namespace kinora::reference {

// Weights from the first neighbour to the last, an odd number of them; they sum up to 1.
using Kernel = std::vector<double>;

// `picture`, whose colours are premultiplied, with each row convolved with the kernels one after the other.
void ConvolveRows(const std::vector<Kernel>& kernels, int edge, ExactPicture& picture);
void ConvolveColumns(const std::vector<Kernel>& kernels, int edge, ExactPicture& picture);

// As blur(), of premultiplied colours; `edge` is a keyword of the catalogue.
void GaussianBlur(double deviation, int edge, ExactPicture& picture);

}  // namespace kinora::reference
