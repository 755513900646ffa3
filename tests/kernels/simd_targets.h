// Runs a kernel on each instruction set that it was compiled for and this machine has.
#pragma once

#include <cstdint>
#include <vector>

#include "hwy/targets.h"

namespace kinora::testing {

#if (HWY_TARGETS & (HWY_TARGETS - 1)) == 0

// WebAssembly: there is one, chosen when compiling.
inline std::vector<int64_t> SimdTargets() { return {HWY_TARGETS}; }

class ScopedSimdTarget {
 public:
  explicit ScopedSimdTarget(int64_t) {}
};

#else

inline std::vector<int64_t> SimdTargets() { return hwy::SupportedAndGeneratedTargets(); }

// Kernels run on `target` alone while this lives.
class ScopedSimdTarget {
 public:
  explicit ScopedSimdTarget(int64_t target) { Use(target); }
  ~ScopedSimdTarget() { Use(0); }
  ScopedSimdTarget(const ScopedSimdTarget&) = delete;
  ScopedSimdTarget& operator=(const ScopedSimdTarget&) = delete;

 private:
  static void Use(int64_t target) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  }
};

#endif

}  // namespace kinora::testing
