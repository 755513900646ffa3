// The table. Its order is that of the documentation.
#include <limits>

#include "filters/builders.h"
#include "filters/catalogue.h"
#include "filters/presets.h"

// What nobody reads while filtering stays out of the WebAssembly module.
#ifdef KINORA_CATALOGUE_PROSE
#define KINORA_PROSE(text) text
#else
#define KINORA_PROSE(text) Name()
#endif

namespace kinora {
namespace {

using enum FilterKind;
using enum AlphaRule;
using Name = std::string_view;

constexpr double kUnbounded = std::numeric_limits<float>::max();
constexpr std::string_view kEdgeNames = "duplicate|transparent|wrap|mirror";
constexpr std::string_view kBlendModes =
    "normal|multiply|screen|overlay|darken|lighten|color-dodge|color-burn|hard-light|soft-light|difference|exclusion";

constexpr Parameter Ranged(Name name, ParameterType type, double initial, double least, double most,
                           [[maybe_unused]] Name meaning) {
  return {
      .name = name, .type = type, .initial = initial, .least = least, .most = most, .meaning = KINORA_PROSE(meaning)};
}
constexpr Parameter Number(Name name, double initial, double least, double most, [[maybe_unused]] Name meaning) {
  return Ranged(name, ParameterType::kNumber, initial, least, most, meaning);
}
constexpr Parameter Amount(Name name, double initial, double least, double most, [[maybe_unused]] Name meaning) {
  return Ranged(name, ParameterType::kAmount, initial, least, most, meaning);
}
constexpr Parameter Length(Name name, double initial, double least, double most, [[maybe_unused]] Name meaning) {
  return Ranged(name, ParameterType::kLength, initial, least, most, meaning);
}
constexpr Parameter Angle(Name name, double initial, [[maybe_unused]] Name meaning) {
  return Ranged(name, ParameterType::kAngle, initial, -1e6, 1e6, meaning);
}
constexpr Parameter Color(Name name, double initial, [[maybe_unused]] Name meaning) {
  return Ranged(name, ParameterType::kColor, initial, 0, 0xFFFFFFFF, meaning);
}
constexpr Parameter Clamped(Parameter parameter) {
  parameter.excess = Excess::kClamp;
  return parameter;
}
constexpr Parameter Whole(Parameter parameter) {
  parameter.whole = true;
  return parameter;
}
constexpr Parameter Keyword(Name name, Name keywords, [[maybe_unused]] Name meaning) {
  return {.name = name, .type = ParameterType::kKeyword, .keywords = keywords, .meaning = KINORA_PROSE(meaning)};
}
constexpr Parameter Numbers(Name name, Name initial, double least, double most, int fewest, int greatest,
                            [[maybe_unused]] Name meaning) {
  return {.name = name,
          .type = ParameterType::kNumbers,
          .least = least,
          .most = most,
          .initial_text = initial,
          .fewest = fewest,
          .greatest = greatest,
          .meaning = KINORA_PROSE(meaning)};
}
constexpr Parameter Stops(Name name, Name initial, int fewest, int greatest, [[maybe_unused]] Name meaning) {
  return {.name = name,
          .type = ParameterType::kStops,
          .initial_text = initial,
          .fewest = fewest,
          .greatest = greatest,
          .meaning = KINORA_PROSE(meaning)};
}
constexpr Parameter Text(Name name, [[maybe_unused]] Name meaning) {
  return {.name = name, .type = ParameterType::kText, .meaning = KINORA_PROSE(meaning)};
}

constexpr FilterEntry Row(Name name, Family family, FilterKind kind, AlphaRule alpha,
                          std::span<const Parameter> parameters, BuildFunction* build, [[maybe_unused]] Name summary,
                          [[maybe_unused]] Name formula, [[maybe_unused]] Name examples) {
  return {.name = name,
          .family = family,
          .kind = kind,
          .alpha = alpha,
          .parameters = parameters,
          .build = build,
          .summary = KINORA_PROSE(summary),
          .formula = KINORA_PROSE(formula),
          .examples = KINORA_PROSE(examples)};
}

constexpr Parameter kBrightness[] = {Amount("amount", 1, 0, kUnbounded, "factor")};
constexpr Parameter kContrast[] = {Amount("amount", 1, 0, kUnbounded, "factor around the middle grey")};
constexpr Parameter kSaturate[] = {Amount("amount", 1, 0, kUnbounded, "0 is grey, 1 leaves the colours")};
constexpr Parameter kGrayscale[] = {Clamped(Amount("amount", 1, 0, 1, "0 to 1; more counts as 1"))};
constexpr Parameter kSepia[] = {Clamped(Amount("amount", 1, 0, 1, "0 to 1; more counts as 1"))};
constexpr Parameter kHueRotate[] = {Angle("angle", 0, "turn of the colour circle")};
constexpr Parameter kInvert[] = {Clamped(Amount("amount", 1, 0, 1, "0 to 1; more counts as 1"))};
constexpr Parameter kOpacity[] = {Clamped(Amount("amount", 1, 0, 1, "0 to 1; more counts as 1"))};
constexpr Parameter kBlur[] = {Length("radius", 0, 0, 10000, "standard deviation"),
                               Keyword("edge", kEdgeNames, "what stands outside of the picture")};
constexpr Parameter kDropShadow[] = {
    Length("x", 0, -10000, 10000, "to the right"), Length("y", 0, -10000, 10000, "down"),
    Length("radius", 0, 0, 10000, "standard deviation of the blur"), Color("color", 0x000000FF, "of the shadow")};
constexpr Parameter kExposure[] = {Number("stops", 0, -5, 5, "each one doubles the light")};
constexpr Parameter kGamma[] = {
    Number("value", 1, 0.1, 10, "above 1 lifts the dark tones"), Number("red", 1, 0.1, 10, "the same for red alone"),
    Number("green", 1, 0.1, 10, "the same for green alone"), Number("blue", 1, 0.1, 10, "the same for blue alone")};
constexpr Parameter kLevels[] = {
    Amount("in-black", 0, 0, 1, "becomes out-black"), Amount("in-white", 1, 0, 1, "becomes out-white; above in-black"),
    Number("gamma", 1, 0.1, 10, "bend between"), Amount("out-black", 0, 0, 1, "the darkest result"),
    Amount("out-white", 1, 0, 1, "the brightest result")};
constexpr Parameter kCurves[] = {
    Numbers("rgb", "0 0 1 1", 0, 1, 4, 64, "pairs of in and out, in rising, for all channels"),
    Numbers("red", "0 0 1 1", 0, 1, 4, 64, "pairs of in and out, in rising, for red, before rgb"),
    Numbers("green", "0 0 1 1", 0, 1, 4, 64, "pairs of in and out, in rising, for green, before rgb"),
    Numbers("blue", "0 0 1 1", 0, 1, 4, 64, "pairs of in and out, in rising, for blue, before rgb")};
constexpr Parameter kThreshold[] = {Amount("level", 0.5, 0, 1, "luma that divides black from white"),
                                    Amount("softness", 0, 0, 1, "width of the step")};
constexpr Parameter kPosterize[] = {Whole(Number("levels", 4, 2, 64, "of each channel"))};
constexpr Parameter kSolarize[] = {Amount("threshold", 0.5, 0, 1, "what is above is inverted")};
constexpr Parameter kTemperature[] = {Number("amount", 0, -1, 1, "cold to warm"),
                                      Number("tint", 0, -1, 1, "green to magenta")};
constexpr Parameter kVibrance[] = {Number("amount", 0, -1, 1, "how much")};
constexpr Parameter kColorMatrix[] = {Numbers("matrix", "1 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 1 0", -1000, 1000, 20, 20,
                                              "four rows of five, as in feColorMatrix")};
constexpr Parameter kGradientMap[] = {Stops("stops", "black white", 2, 32, "colours from the darkest to the brightest"),
                                      Amount("amount", 1, 0, 1, "0 leaves the picture")};
constexpr Parameter kTint[] = {Color("color", 0xFF8800FF, "laid over the picture"),
                               Amount("amount", 0.5, 0, 1, "how much"),
                               Keyword("mode", kBlendModes, "how they are mixed")};
constexpr Parameter kLut3d[] = {Text("cube", "the text of a .cube file: LUT_3D_SIZE 2 to 64"),
                                Amount("amount", 1, 0, 1, "0 leaves the picture")};
constexpr Parameter kPreset[] = {Keyword("name", kPresetNames, "which look"),
                                 Amount("amount", 1, 0, 1, "0 leaves the picture")};
constexpr Parameter kChromaKey[] = {
    Color("color", 0x00FF00FF, "to be taken out"),
    Amount("similarity", 0.4, 0, 1, "distance in the CbCr plane that is fully transparent"),
    Amount("smoothness", 0.08, 0, 1, "width of the soft edge beyond it"),
    Amount("spill", 0.1, 0, 1, "width in which the colour is drained")};
constexpr Parameter kMotionBlur[] = {Length("length", 10, 0, 500, "of the line"),
                                     Angle("angle", 0, "of the line; 0 is along the rows, clockwise"),
                                     Keyword("edge", kEdgeNames, "what stands outside of the picture")};
constexpr Parameter kZoomBlur[] = {Amount("amount", 0.1, 0, 1, "how far to the centre, as part of the distance"),
                                   Amount("x", 0.5, 0, 1, "centre, part of the width"),
                                   Amount("y", 0.5, 0, 1, "centre, part of the height")};
constexpr Parameter kTiltShift[] = {Length("radius", 6, 0, 100, "standard deviation of the blur far from the band"),
                                    Amount("center", 0.5, 0, 1, "middle of the sharp band, part of the height"),
                                    Amount("band", 0.2, 0, 1, "height of the sharp band"),
                                    Amount("falloff", 0.3, 0, 1, "from sharp to blurred")};
constexpr Parameter kBloom[] = {Amount("threshold", 0.7, 0, 1, "luma above which light spreads"),
                                Amount("intensity", 0.5, 0, 2, "how strong"),
                                Length("radius", 8, 0, 100, "standard deviation")};
constexpr Parameter kBilateral[] = {Length("radius", 3, 0, 10, "standard deviation in space"),
                                    Amount("range", 0.1, 0.004, 1, "standard deviation in colour")};
constexpr Parameter kSurfaceBlur[] = {Whole(Length("radius", 5, 0, 20, "half of the window")),
                                      Amount("threshold", 0.1, 0.004, 1, "difference that still counts")};
constexpr Parameter kGuided[] = {Whole(Length("radius", 8, 0, 100, "half of the window")),
                                 Number("epsilon", 0.01, 1e-05, 1, "variance that counts as flat")};
constexpr Parameter kSmoothSkin[] = {Amount("amount", 0.5, 0, 1, "how much"),
                                     Whole(Length("radius", 8, 2, 24, "half of the window")),
                                     Amount("detail", 0.3, 0, 1, "of the fine texture that is kept")};
constexpr Parameter kSharpen[] = {Number("amount", 1, 0, 5, "how strong"),
                                  Length("radius", 1, 0.5, 10, "standard deviation of the blur"),
                                  Amount("threshold", 0, 0, 1, "differences up to it are left alone")};
constexpr Parameter kConvolve[] = {
    Numbers("kernel", "0 0 0 0 1 0 0 0 0", -1000, 1000, 9, 49, "9, 25 or 49 numbers, rows from the top"),
    Number("divisor", 0, -100000, 100000, "0: the sum of the kernel, or 1 if that is 0"),
    Number("bias", 0, -1, 1, "is added, times alpha"),
    Keyword("edge", kEdgeNames, "what stands outside of the picture"),
    Keyword("alpha", "filter|preserve", "whether alpha is filtered too; preserved, colours are not premultiplied")};
constexpr Parameter kEmboss[] = {Number("amount", 1, 0, 5, "height of the relief"),
                                 Angle("angle", 45, "from where the light comes; 0 is from the right, clockwise")};
constexpr Parameter kEdges[] = {Keyword("operator", "sobel|scharr|laplace", "which kernels"),
                                Number("amount", 1, 0, 10, "factor")};
constexpr Parameter kMedian[] = {Whole(Length("radius", 1, 0, 3, "half of the window"))};
constexpr Parameter kErode[] = {Whole(Length("radius", 1, 0, 100, "half of the window"))};
constexpr Parameter kDilate[] = {Whole(Length("radius", 1, 0, 100, "half of the window"))};
constexpr Parameter kVignette[] = {Amount("amount", 0.5, 0, 1, "how dark the corners are"),
                                   Number("radius", 0.75, 0, 2, "where it begins, part of the way to the corner"),
                                   Number("softness", 0.45, 0, 2, "from where it begins to full"),
                                   Color("color", 0x000000FF, "of the corners")};
constexpr Parameter kGrain[] = {Amount("amount", 0.1, 0, 1, "standard deviation in the middle greys"),
                                Whole(Number("size", 1, 1, 64, "pixels across a grain")),
                                Keyword("color", "mono|rgb", "one noise for all channels or one each"),
                                Whole(Number("seed", 0, 0, 4294967295, "same seed, same noise"))};
constexpr Parameter kPixelate[] = {Whole(Length("size", 8, 1, 1024, "of a block"))};
constexpr Parameter kRgbSplit[] = {Whole(Length("red-x", 4, -200, 200, "red moves to the right")),
                                   Whole(Length("red-y", 0, -200, 200, "red moves down")),
                                   Whole(Length("blue-x", -4, -200, 200, "blue moves to the right")),
                                   Whole(Length("blue-y", 0, -200, 200, "blue moves down"))};
constexpr Parameter kScanlines[] = {Amount("amount", 0.4, 0, 1, "how dark the lines are"),
                                    Whole(Length("size", 2, 2, 64, "from line to line"))};
constexpr Parameter kGlitch[] = {Amount("amount", 0.3, 0, 1, "share of the rows that jump, and how far"),
                                 Whole(Number("seed", 0, 0, 4294967295, "same seed, same jumps"))};
constexpr Parameter kCrop[] = {Whole(Length("x", 0, 0, 16382, "left edge")),
                               Whole(Length("y", 0, 0, 16382, "top edge")),
                               Whole(Length("width", 0, 0, 16383, "0: up to the right edge")),
                               Whole(Length("height", 0, 0, 16383, "0: up to the bottom"))};
constexpr Parameter kFlip[] = {Keyword("axis", "horizontal|vertical", "left and right, or top and bottom")};
constexpr Parameter kRotate[] = {Angle("angle", 90, "a multiple of 90 degrees, clockwise")};
constexpr Parameter kScale[] = {Amount("x", 1, 0.01, 16, "factor of the width"),
                                Amount("y", 0, 0, 16, "factor of the height; 0: as x"),
                                Keyword("method", "lanczos|bilinear|area", "how pixels are made")};
constexpr Parameter kOverlay[] = {
    Text("image", "width, height and RGBA bytes in base64, as WIDTHxHEIGHT:BASE64"),
    Whole(Length("x", 0, -16383, 16383, "of the left edge; negative: of the right edge, from the right")),
    Whole(Length("y", 0, -16383, 16383, "of the top edge; negative: of the bottom edge, from the bottom")),
    Amount("opacity", 1, 0, 1, "of the image")};

constexpr FilterEntry kTable[] = {
    Row("brightness", Family::kCss, kPointwise, kStraight, kBrightness, BuildBrightness,
        "Makes each colour brighter or darker.", "c * amount (Filter Effects 1, section 6.1)",
        "brightness(120%)|brightness(0)|brightness(2.5)|brightness(100)"),
    Row("contrast", Family::kCss, kPointwise, kStraight, kContrast, BuildContrast,
        "Spreads colours from the middle grey, or draws them to it.",
        "(c - 0.5) * amount + 0.5 (Filter Effects 1, section 6.1)",
        "contrast(130%)|contrast(0)|contrast(0.4)|contrast(50)"),
    Row("saturate", Family::kCss, kPointwise, kStraight, kSaturate, BuildSaturate, "Makes colours more or less vivid.",
        "matrix of feColorMatrix type saturate, luma (0.213, 0.715, 0.072)",
        "saturate(150%)|saturate(0)|saturate(30%)|saturate(6)|saturate(40)"),
    Row("grayscale", Family::kCss, kPointwise, kStraight, kGrayscale, BuildGrayscale, "Takes the colour away.",
        "mix of the colour with its luma (0.2126, 0.7152, 0.0722) (Filter Effects 1, section 6.1)",
        "grayscale()|grayscale(40%)"),
    Row("sepia", Family::kCss, kPointwise, kStraight, kSepia, BuildSepia, "Tones like an old photograph.",
        "mix of the colour with the rows (.393 .769 .189) (.349 .686 .168) (.272 .534 .131)", "sepia(60%)|sepia()"),
    Row("hue-rotate", Family::kCss, kPointwise, kStraight, kHueRotate, BuildHueRotate, "Turns all hues.",
        "L + cos(angle) * (I - L) + sin(angle) * S (Filter Effects 1, feColorMatrix type hueRotate)",
        "hue-rotate(90deg)|hue-rotate(0.5turn)|hue-rotate(-30deg)"),
    Row("invert", Family::kCss, kPointwise, kStraight, kInvert, BuildInvert, "Turns colours into their opposite.",
        "c * (1 - 2 * amount) + amount", "invert()|invert(30%)"),
    Row("opacity", Family::kCss, kPointwise, kStraight, kOpacity, BuildOpacity, "Makes the picture transparent.",
        "alpha * amount", "opacity(50%)|opacity(0)"),
    Row("blur", Family::kCss, kSpatial, kPremultiplied, kBlur, BuildBlur, "Gaussian blur.",
        "Gaussian of that standard deviation; from 2 px three boxes with fractional ends",
        "blur(4px)|blur(0.6px)|blur(1.9px)|blur(2px)|blur(13.3px)|blur(500px)|blur(3px, edge: transparent)|blur(5px, "
        "edge: wrap)|blur(1px, edge: mirror)"),
    Row("drop-shadow", Family::kCss, kSpatial, kPremultiplied, kDropShadow, BuildDropShadow,
        "Puts a blurred shadow under what is not transparent.",
        "the blurred alpha, moved by whole pixels and coloured, under the picture (Filter Effects 1, section 6.1)",
        "drop-shadow(4px 6px 3px #0008)|drop-shadow(-3px 2px)|drop-shadow(red 0 0 12px)|drop-shadow(2000px 2000px "
        "1px)"),
    Row("exposure", Family::kTone, kPointwise, kStraight, kExposure, BuildExposure, "Exposes longer or shorter.",
        "c * 2^stops in linear light (sRGB of IEC 61966-2-1)", "exposure(0.7)|exposure(-1.5)|exposure(5)"),
    Row("gamma", Family::kTone, kPointwise, kStraight, kGamma, BuildGamma, "Bends the tones.",
        "c^(1 / (value * channel))", "gamma(1.8)|gamma(0.45)|gamma(1, red: 1.4, blue: 0.7)"),
    Row("levels", Family::kTone, kPointwise, kStraight, kLevels, BuildLevels, "Sets black, white and the middle.",
        "clamp((c - in-black) / (in-white - in-black))^(1 / gamma) * (out-white - out-black) + out-black",
        "levels(0.1, 0.9)|levels(0.2, 0.7, 1.6, 0.1, 0.95)|levels(out-black: 1, out-white: 0)"),
    Row("curves", Family::kTone, kPointwise, kStraight, kCurves, BuildCurves,
        "Draws tones along curves through points.",
        "monotone cubic interpolation (Fritsch and Carlson 1980, tangents from the mean of the slopes beside); flat "
        "outside of the points",
        "curves(0 0 0.25 0.15 0.75 0.85 1 1)|curves(red: 0 0.1 0.5 0.4 1 1, blue: 0.1 0 1 0.8)"),
    Row("threshold", Family::kTone, kPointwise, kStraight, kThreshold, BuildThreshold, "Black or white, by luma.",
        "smoothstep of luma (0.2126, 0.7152, 0.0722) from level - softness / 2 to level + softness / 2; white from "
        "level on when that is 0",
        "threshold()|threshold(40%, softness: 20%)"),
    Row("posterize", Family::kTone, kPointwise, kStraight, kPosterize, BuildPosterize, "Few levels of each colour.",
        "floor(c * levels) / (levels - 1), at most 1", "posterize(4)|posterize(2)|posterize(64)"),
    Row("solarize", Family::kTone, kPointwise, kStraight, kSolarize, BuildSolarize, "Inverts what is bright.",
        "c > threshold ? 1 - c : c", "solarize()|solarize(0.2)"),
    Row("temperature", Family::kColor, kPointwise, kStraight, kTemperature, BuildTemperature, "White balance.",
        "each channel in linear light times a gain: linear sRGB of a white point over that of 6504 K, scaled so that "
        "grey keeps its luma (0.2126, 0.7152, 0.0722); the white point has 10^6 / 6504 + 80 * amount mireds on the "
        "Planckian locus (Krystek 1985), moved by 0.02 * tint in CIE 1960 uv along the locus's normal, away from green",
        "temperature(0.4)|temperature(-0.6, 0.3)|temperature(1, -1)"),
    Row("vibrance", Family::kColor, kPointwise, kStraight, kVibrance, BuildVibrance,
        "Strengthens colours, the more the further they are from grey; grey stays.",
        "c - (max - c) * k, k = 2 * amount * (max - mean of the channels); the greatest channel stays",
        "vibrance(0.6)|vibrance(-0.8)|vibrance(1)"),
    Row("color-matrix", Family::kColor, kPointwise, kStraight, kColorMatrix, BuildColorMatrix,
        "Any mix of the channels.", "feColorMatrix type matrix, in sRGB",
        "color-matrix(0 1 0 0 0 0 0 1 0 0 1 0 0 0 0 0 0 0 1 0)|color-matrix(1.5 -0.5 0 0 0.1 0 1 0 0.2 0 0 0 3 -1 0 "
        "0.3 0 "
        "0 0.5 0.1)|color-matrix(90 -80 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 1 0)"),
    Row("gradient-map", Family::kColor, kPointwise, kStraight, kGradientMap, BuildGradientMap,
        "Colours by luma; two colours make a duotone.",
        "linear between the stops, premultiplied, at luma (0.2126, 0.7152, 0.0722), laid over the picture with alpha "
        "times amount",
        "gradient-map(#1b1464 #f9d423)|gradient-map(black 10% #c31 40% gold 70% white, 0.6)"),
    Row("tint", Family::kColor, kPointwise, kStraight, kTint, BuildTint, "Lays a colour over the picture.",
        "c + a * (B(c, colour) - c), a = amount * alpha of the colour, B of Compositing and Blending 1, section 10.1; "
        "alpha stays",
        "tint(#ff8800, 0.3)|tint(#3a7f20c0, 0.8, multiply)|tint(#3a7f20c0, 0.8, screen)|tint(#3a7f20c0, 0.8, "
        "overlay)|tint(#3a7f20c0, 0.8, darken)|tint(#3a7f20c0, 0.8, lighten)|tint(#3a7f20c0, 0.8, "
        "color-dodge)|tint(#3a7f20c0, 0.8, color-burn)|tint(#3a7f20c0, 0.8, hard-light)|tint(#3a7f20c0, 0.8, "
        "soft-light)|tint(#3a7f20c0, 0.8, difference)|tint(#3a7f20c0, 0.8, exclusion)"),
    Row("lut3d", Family::kColor, kPointwise, kStraight, kLut3d, BuildLut3d, "Colour grading by a 3D lookup table.",
        "tetrahedral interpolation between nodes held to -2 to 2, the result clamped to 0 to 1; Cube LUT Specification "
        "1.0; c + amount * (result - c)",
        ""),
    Row("preset", Family::kColor, kPointwise, kStraight, kPreset, BuildPreset, "Ready-made looks.",
        "chains of other pointwise filters; c + amount * (chain(c) - c)", kPresetExamples),
    Row("chroma-key", Family::kColor, kPointwise, kStraight, kChromaKey, BuildChromaKey,
        "Makes a colour transparent: green screen.",
        "alpha * smoothstep(similarity, similarity + smoothness, d); c + (Y - c) * (1 - smoothstep(similarity, "
        "similarity + spill, d)); d the distance in CbCr, Y luma, both of BT.601, full range",
        "chroma-key(#00b140)|chroma-key(blue, 0.2, 0.3, 0.5)|chroma-key(red, 0, 0, 0)"),
    Row("motion-blur", Family::kBlur, kSpatial, kPremultiplied, kMotionBlur, BuildMotionBlur, "Blur along a line.",
        "mean of linear samples along the line, one a pixel of its longer axis, the last ones in part",
        "motion-blur(10px)|motion-blur(7px, 30deg)|motion-blur(0)|motion-blur(25px, 90deg, "
        "transparent)|motion-blur(90px, "
        "-45deg, mirror)|motion-blur(12.5px, 100deg, wrap)"),
    Row("zoom-blur", Family::kBlur, kSpatial, kPremultiplied, kZoomBlur, BuildZoomBlur, "Blur towards a point.",
        "mean of 16 bilinear samples from the pixel to amount of the way to the centre",
        "zoom-blur(0.2)|zoom-blur(0)|zoom-blur(1, 0, 0.25)"),
    Row("tilt-shift", Family::kBlur, kSpatial, kPremultiplied, kTiltShift, BuildTiltShift,
        "Sharp in a band, blurred away from it, as a model looks.",
        "linear mix of the picture and its blur by the distance from the band",
        "tilt-shift(6px)|tilt-shift(3px, 0.2, 0, 0)|tilt-shift(0)"),
    Row("bloom", Family::kBlur, kSpatial, kPremultiplied, kBloom, BuildBloom, "Bright parts glow.",
        "screen(c, intensity * blur(c * max(0, Y - threshold) / (1 - threshold)))",
        "bloom()|bloom(0.2, 1.5, 3px)|bloom(1)|bloom(0, 1, 30px)"),
    Row("bilateral", Family::kBlur, kSpatial, kPremultiplied, kBilateral, BuildBilateral, "Blur that keeps edges.",
        "weights exp(-d^2 / (2 * radius^2)) * exp(-e^2 / (2 * range^2)), d the distance, e that of the colours with "
        "alpha, in the disc of radius ceil(2 * radius), edges duplicated",
        "bilateral(2px, 0.1)|bilateral(0)|bilateral(1px, 1)|bilateral(1.4px, 0.03)"),
    Row("surface-blur", Family::kBlur, kSpatial, kPremultiplied, kSurfaceBlur, BuildSurfaceBlur,
        "Blurs surfaces, channel by channel, and keeps edges.",
        "weights max(0, 1 - |difference| / (2.5 * threshold)) in the square window, edges duplicated",
        "surface-blur(3px, 0.1)|surface-blur(0)|surface-blur(1px, 1)|surface-blur(6px, 0.8)|surface-blur(2px, 0.004)"),
    Row("guided", Family::kBlur, kSpatial, kStraight, kGuided, BuildGuided,
        "Smooths surfaces, keeps edges (guided filter).",
        "a = var / (var + epsilon), b = mean - a * mean, result mean(a) * c + mean(b), each channel its own guide (He "
        "et al. 2013), means of the square window, edges duplicated; alpha stays",
        "guided(8px, 0.01)|guided(1px, 0.0001)|guided(0)|guided(100px, 1)"),
    Row("smooth-skin", Family::kBlur, kSpatial, kStraight, kSmoothSkin, BuildSmoothSkin,
        "Smooths skin and nothing else.",
        "c + amount * m * (1 - detail) * (G(Y) - Y), G guided with epsilon 0.001, Y luma of BT.601; m is 1 for Cb of "
        "85 to 119 and Cr of 141 to 165, and falls to 0 within 8 levels around; alpha stays",
        "smooth-skin()|smooth-skin(1, 4px, 0)|smooth-skin(1, 24px, 0.1)|smooth-skin(0)"),
    Row("sharpen", Family::kDetail, kSpatial, kPremultiplied, kSharpen, BuildSharpen, "Unsharp mask.",
        "c + amount * d, d = c - blur(c) brought nearer to 0 by threshold",
        "sharpen()|sharpen(5, 10px)|sharpen(2, 1px, 0.05)|sharpen(0)"),
    Row("convolve", Family::kDetail, kSpatial, kPremultiplied, kConvolve, BuildConvolve, "Any small kernel.",
        "feConvolveMatrix (Filter Effects 1): the kernel is turned by 180 degrees",
        "convolve(0 -1 0 -1 5 -1 0 -1 0)|convolve(1 2 3 4 5 6 7 8 9, 45, alpha: preserve)|convolve(1 0 0 0 0 0 0 0 0 0 "
        "0 "
        "0 2 0 0 0 0 0 0 0 0 0 0 0 -1, edge: wrap)|convolve(1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 "
        "1 1 "
        "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1, edge: mirror)|convolve(-1 -1 -1 -1 8 -1 -1 -1 -1, 1, 0.5, transparent)"),
    Row("emboss", Family::kDetail, kSpatial, kPremultiplied, kEmboss, BuildEmboss, "A relief of grey.",
        "0.5 + amount / 2 * (Y(p - d) - Y(p + d)), Y luma (0.2126, 0.7152, 0.0722), d one pixel towards the light, "
        "bilinear; alpha stays",
        "emboss()|emboss(3, 180deg)|emboss(5, -70deg)|emboss(0)"),
    Row("edges", Family::kDetail, kSpatial, kPremultiplied, kEdges, BuildEdges,
        "Shows edges on black, channel by channel.",
        "amount * sqrt(gx^2 + gy^2) of Sobel / 4 or Scharr / 16, or amount * |Laplace| of 8 neighbours / 8; alpha "
        "stays",
        "edges()|edges(scharr, 2)|edges(laplace, 4)|edges(sobel, 10)"),
    Row("median", Family::kDetail, kSpatial, kPremultiplied, kMedian, BuildMedian, "Takes specks away.",
        "median of each channel in the square window", "median()|median(2px)|median(3px)|median(0)"),
    Row("erode", Family::kDetail, kSpatial, kPremultiplied, kErode, BuildErode, "Dark parts grow.",
        "least of each channel in the square window (feMorphology erode)", "erode(1px)|erode(7px)|erode(0)"),
    Row("dilate", Family::kDetail, kSpatial, kPremultiplied, kDilate, BuildDilate, "Bright parts grow.",
        "greatest of each channel in the square window (feMorphology dilate)", "dilate(1px)|dilate(7px)|dilate(0)"),
    Row("vignette", Family::kStylize, kPointwise, kStraight, kVignette, BuildVignette, "Darkens the corners.",
        "mix with the colour by amount * its alpha * smoothstep(radius, radius + softness, d), d the distance of the "
        "pixel's middle from that of the picture, over that of the corner",
        "vignette()|vignette(1, 0.2, 0.5, #400)|vignette(1, 0.5, 0)"),
    Row("grain", Family::kStylize, kPointwise, kStraight, kGrain, BuildGrain, "Film grain, new on each frame.",
        "c + amount * n * (0.25 + 3 * Y * (1 - Y)), Y luma (0.2126, 0.7152, 0.0722); n the four bytes of a 32-bit "
        "hash, summed up, less 510, over sqrt(65535 / 3); the hash is of seed and s + floor(x / size), where s, below "
        "floor(32768 / size), is hashed of seed, frame, floor(y / size) and channel; all by xors, shifts and products "
        "of "
        "integers alone",
        "grain()|grain(0.3, 3, rgb, 42)|grain(1, 1, mono, 4294967295)"),
    Row("pixelate", Family::kStylize, kSpatial, kPremultiplied, kPixelate, BuildPixelate, "Coarse blocks.",
        "mean of each block from the top left; the last ones are smaller",
        "pixelate(8px)|pixelate(3px)|pixelate(1px)|pixelate(1000px)"),
    Row("rgb-split", Family::kStylize, kSpatial, kStraight, kRgbSplit, BuildRgbSplit, "Moves the channels apart.",
        "red and blue from elsewhere, edges duplicated; green and alpha stay",
        "rgb-split()|rgb-split(-3px, 5px, 2px, -200px)|rgb-split(0, 0, 0, 0)"),
    Row("scanlines", Family::kStylize, kPointwise, kStraight, kScanlines, BuildScanlines, "The lines of an old screen.",
        "c * (1 - amount) on rows whose y mod size >= size - floor(size / 2)", "scanlines()|scanlines(1, 7px)"),
    Row("glitch", Family::kStylize, kSpatial, kStraight, kGlitch, BuildGlitch,
        "Broken transmission, new on each frame.",
        "bands of 1 to 8 sixtieths of the height; a share of amount of them jumps by at most width * amount / 4, red "
        "and "
        "blue apart by at most width * amount / 32; hashed from frame and seed (MurmurHash3), edges duplicated",
        "glitch()|glitch(1, 7)|glitch(0)"),
    Row("crop", Family::kGeometry, kGeometry, kStraight, kCrop, BuildCrop, "Cuts a part out.",
        "the rectangle must lie inside of the picture", "crop(0, 0, 1px, 1px)|crop()"),
    Row("flip", Family::kGeometry, kGeometry, kStraight, kFlip, BuildFlip, "Mirrors the picture.", "",
        "flip()|flip(vertical)"),
    Row("rotate", Family::kGeometry, kGeometry, kStraight, kRotate, BuildRotate, "Turns the picture by quarters.", "",
        "rotate(90deg)|rotate(180deg)|rotate(-90deg)|rotate(0)"),
    Row("scale", Family::kGeometry, kGeometry, kPremultiplied, kScale, BuildScale,
        "Makes the picture larger or smaller.",
        "sizes are rounded; Lanczos with 3 lobes or bilinear, both widened when shrinking, edges duplicated; area is "
        "the "
        "mean of what a pixel covers: the fastest for halves",
        "scale(0.5)|scale(2, 1.3, bilinear)|scale(0.3, 3)|scale(1)|scale(0.5, method: area)|scale(0.4, 1.7, area)"),
    Row("overlay", Family::kGeometry, kSpatial, kPremultiplied, kOverlay, BuildOverlay,
        "Lays an image over the picture: watermark, logo, text.", "source over (Compositing and Blending 1)",
        "overlay(\"1x1:/wAAgA==\", -16px, -16px, 0.5)"),
};

}  // namespace

std::span<const FilterEntry> Catalogue() { return kTable; }

}  // namespace kinora
