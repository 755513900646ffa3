// How each filter of the catalogue becomes stages: one function for each row, in the file that is named after it (or
// after what it shares its kernel with) under kernels/.
#pragma once

#include "filters/chain.h"
#include "filters/plan_builder.h"

namespace kinora {

Status BuildBrightness(const Arguments& arguments, PlanBuilder& builder);
Status BuildContrast(const Arguments& arguments, PlanBuilder& builder);
Status BuildSaturate(const Arguments& arguments, PlanBuilder& builder);
Status BuildGrayscale(const Arguments& arguments, PlanBuilder& builder);
Status BuildSepia(const Arguments& arguments, PlanBuilder& builder);
Status BuildHueRotate(const Arguments& arguments, PlanBuilder& builder);
Status BuildInvert(const Arguments& arguments, PlanBuilder& builder);
Status BuildOpacity(const Arguments& arguments, PlanBuilder& builder);
Status BuildBlur(const Arguments& arguments, PlanBuilder& builder);
Status BuildDropShadow(const Arguments& arguments, PlanBuilder& builder);
Status BuildExposure(const Arguments& arguments, PlanBuilder& builder);
Status BuildGamma(const Arguments& arguments, PlanBuilder& builder);
Status BuildLevels(const Arguments& arguments, PlanBuilder& builder);
Status BuildCurves(const Arguments& arguments, PlanBuilder& builder);
Status BuildThreshold(const Arguments& arguments, PlanBuilder& builder);
Status BuildPosterize(const Arguments& arguments, PlanBuilder& builder);
Status BuildSolarize(const Arguments& arguments, PlanBuilder& builder);
Status BuildTemperature(const Arguments& arguments, PlanBuilder& builder);
Status BuildVibrance(const Arguments& arguments, PlanBuilder& builder);
Status BuildColorMatrix(const Arguments& arguments, PlanBuilder& builder);
Status BuildGradientMap(const Arguments& arguments, PlanBuilder& builder);
Status BuildTint(const Arguments& arguments, PlanBuilder& builder);
Status BuildLut3d(const Arguments& arguments, PlanBuilder& builder);
Status BuildPreset(const Arguments& arguments, PlanBuilder& builder);
Status BuildChromaKey(const Arguments& arguments, PlanBuilder& builder);
Status BuildMotionBlur(const Arguments& arguments, PlanBuilder& builder);
Status BuildZoomBlur(const Arguments& arguments, PlanBuilder& builder);
Status BuildTiltShift(const Arguments& arguments, PlanBuilder& builder);
Status BuildBloom(const Arguments& arguments, PlanBuilder& builder);
Status BuildBilateral(const Arguments& arguments, PlanBuilder& builder);
Status BuildSurfaceBlur(const Arguments& arguments, PlanBuilder& builder);
Status BuildGuided(const Arguments& arguments, PlanBuilder& builder);
Status BuildSmoothSkin(const Arguments& arguments, PlanBuilder& builder);
Status BuildSharpen(const Arguments& arguments, PlanBuilder& builder);
Status BuildConvolve(const Arguments& arguments, PlanBuilder& builder);
Status BuildEmboss(const Arguments& arguments, PlanBuilder& builder);
Status BuildEdges(const Arguments& arguments, PlanBuilder& builder);
Status BuildMedian(const Arguments& arguments, PlanBuilder& builder);
Status BuildErode(const Arguments& arguments, PlanBuilder& builder);
Status BuildDilate(const Arguments& arguments, PlanBuilder& builder);
Status BuildVignette(const Arguments& arguments, PlanBuilder& builder);
Status BuildGrain(const Arguments& arguments, PlanBuilder& builder);
Status BuildPixelate(const Arguments& arguments, PlanBuilder& builder);
Status BuildRgbSplit(const Arguments& arguments, PlanBuilder& builder);
Status BuildScanlines(const Arguments& arguments, PlanBuilder& builder);
Status BuildGlitch(const Arguments& arguments, PlanBuilder& builder);
Status BuildCrop(const Arguments& arguments, PlanBuilder& builder);
Status BuildFlip(const Arguments& arguments, PlanBuilder& builder);
Status BuildRotate(const Arguments& arguments, PlanBuilder& builder);
Status BuildScale(const Arguments& arguments, PlanBuilder& builder);
Status BuildOverlay(const Arguments& arguments, PlanBuilder& builder);

}  // namespace kinora
