// Filters that are still to come.
#include "filters/builders.h"
namespace kinora {
__attribute__((weak)) Status BuildBilateral(const Arguments&, PlanBuilder&) { return Fail(ErrorCode::kNotSupported, "BuildBilateral", 0, "BuildBilateral"); }
__attribute__((weak)) Status BuildConvolve(const Arguments&, PlanBuilder&) { return Fail(ErrorCode::kNotSupported, "BuildConvolve", 0, "BuildConvolve"); }
__attribute__((weak)) Status BuildDilate(const Arguments&, PlanBuilder&) { return Fail(ErrorCode::kNotSupported, "BuildDilate", 0, "BuildDilate"); }
__attribute__((weak)) Status BuildEdges(const Arguments&, PlanBuilder&) { return Fail(ErrorCode::kNotSupported, "BuildEdges", 0, "BuildEdges"); }
__attribute__((weak)) Status BuildEmboss(const Arguments&, PlanBuilder&) { return Fail(ErrorCode::kNotSupported, "BuildEmboss", 0, "BuildEmboss"); }
__attribute__((weak)) Status BuildErode(const Arguments&, PlanBuilder&) { return Fail(ErrorCode::kNotSupported, "BuildErode", 0, "BuildErode"); }
__attribute__((weak)) Status BuildGuided(const Arguments&, PlanBuilder&) { return Fail(ErrorCode::kNotSupported, "BuildGuided", 0, "BuildGuided"); }
__attribute__((weak)) Status BuildLut3d(const Arguments&, PlanBuilder&) { return Fail(ErrorCode::kNotSupported, "BuildLut3d", 0, "BuildLut3d"); }
__attribute__((weak)) Status BuildMedian(const Arguments&, PlanBuilder&) { return Fail(ErrorCode::kNotSupported, "BuildMedian", 0, "BuildMedian"); }
__attribute__((weak)) Status BuildPixelate(const Arguments&, PlanBuilder&) { return Fail(ErrorCode::kNotSupported, "BuildPixelate", 0, "BuildPixelate"); }
__attribute__((weak)) Status BuildPreset(const Arguments&, PlanBuilder&) { return Fail(ErrorCode::kNotSupported, "BuildPreset", 0, "BuildPreset"); }
__attribute__((weak)) Status BuildSmoothSkin(const Arguments&, PlanBuilder&) { return Fail(ErrorCode::kNotSupported, "BuildSmoothSkin", 0, "BuildSmoothSkin"); }
__attribute__((weak)) Status BuildSurfaceBlur(const Arguments&, PlanBuilder&) { return Fail(ErrorCode::kNotSupported, "BuildSurfaceBlur", 0, "BuildSurfaceBlur"); }
}
