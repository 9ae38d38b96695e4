#include <math.h>
#include <stdio.h>

#include "geom/crs.h"

/* Outline of mainland China with Hainan, coarse (some 20 km), from the Gulf of
 * Tonkin counter-clockwise: along the coast, the Yalu and Tumen, the Amur, the
 * northern and western borders and the Himalaya. It only picks a zone. */
static const float outline[][2] = {
    {107.9f, 21.5f}, {108.2f, 19.3f}, {108.5f, 18.0f}, {109.6f, 17.9f}, {110.8f, 18.3f},
    {111.4f, 20.0f}, {111.9f, 21.2f}, {113.5f, 21.8f}, {113.8f, 22.4f}, {114.1f, 22.5f},
    {114.7f, 22.4f}, {116.5f, 22.7f}, {117.9f, 23.7f}, {118.3f, 24.3f}, {119.3f, 24.8f},
    {120.1f, 25.4f}, {120.6f, 26.8f}, {121.8f, 28.0f}, {122.9f, 29.5f}, {123.0f, 30.8f},
    {122.2f, 32.0f}, {120.9f, 33.8f}, {119.9f, 34.7f}, {121.6f, 36.4f}, {123.0f, 36.8f},
    {122.9f, 37.7f}, {121.0f, 38.2f}, {122.2f, 38.8f}, {124.3f, 39.8f}, {124.5f, 40.2f},
    {126.0f, 40.9f}, {126.9f, 41.6f}, {128.2f, 41.3f}, {128.2f, 41.9f}, {129.7f, 42.4f},
    {130.0f, 42.9f}, {130.6f, 42.4f}, {131.1f, 42.9f}, {131.3f, 44.1f}, {131.0f, 44.8f},
    {133.2f, 45.1f}, {134.2f, 47.3f}, {134.8f, 48.4f}, {134.3f, 48.5f}, {132.6f, 47.8f},
    {131.0f, 47.7f}, {130.7f, 48.9f}, {127.7f, 50.1f}, {126.9f, 51.4f}, {125.9f, 52.8f},
    {123.6f, 53.6f}, {121.4f, 53.3f}, {120.1f, 52.6f}, {120.7f, 52.0f}, {119.2f, 50.1f},
    {117.4f, 49.7f}, {116.7f, 49.9f}, {115.5f, 47.8f}, {118.0f, 48.0f}, {119.8f, 46.8f},
    {116.2f, 46.3f}, {113.7f, 44.8f}, {112.0f, 45.1f}, {111.9f, 43.7f}, {110.4f, 42.7f},
    {105.0f, 41.6f}, {101.8f, 42.6f}, {96.4f, 42.8f},  {95.3f, 44.2f},  {90.9f, 45.2f},
    {91.0f, 46.9f},  {87.8f, 49.2f},  {86.8f, 49.1f},  {85.6f, 47.1f},  {83.0f, 47.2f},
    {82.4f, 45.2f},  {79.9f, 44.9f},  {80.2f, 42.1f},  {76.8f, 41.0f},  {73.6f, 39.8f},
    {74.9f, 37.3f},  {76.1f, 35.9f},  {78.7f, 34.4f},  {79.3f, 32.5f},  {78.7f, 31.4f},
    {81.1f, 30.1f},  {84.1f, 29.2f},  {86.0f, 27.9f},  {88.1f, 27.9f},  {88.9f, 27.4f},
    {91.5f, 28.0f},  {94.2f, 29.0f},  {97.3f, 28.3f},  {98.4f, 27.6f},  {97.6f, 24.2f},
    {99.2f, 22.1f},  {101.2f, 21.2f}, {101.8f, 22.4f}, {103.5f, 22.6f}, {105.3f, 23.3f},
    {106.7f, 22.0f}};
enum { N_OUTLINE = sizeof outline / sizeof *outline };

bool wg_crs_in_china(double lon, double lat) {
  bool in = false;
  for (int i = 0, j = N_OUTLINE - 1; i < N_OUTLINE; j = i++) {
    double xi = (double)outline[i][0], yi = (double)outline[i][1];
    double xj = (double)outline[j][0], yj = (double)outline[j][1];
    if ((yi > lat) != (yj > lat) && lon < (xj - xi) * (lat - yi) / (yj - yi) + xi) in = !in;
  }
  return in;
}

void wg_crs_choose(double lon_min, double lat_min, double lon_max, double lat_max, char crs[64]) {
  double lon = (lon_min + lon_max) / 2, lat = (lat_min + lat_max) / 2;
  if (wg_crs_in_china(lon, lat)) {
    int meridian = 3 * (int)floor(lon / 3 + 0.5);
    meridian = meridian < 75 ? 75 : meridian > 135 ? 135 : meridian;
    snprintf(crs, 64, "EPSG:%d", 4534 + (meridian - 75) / 3);
  } else if (lat > 84 || lat < -80) {
    snprintf(crs, 64, "EPSG:%d", lat > 0 ? 32661 : 32761);
  } else {
    int zone = (int)floor((lon + 180) / 6) + 1;
    zone = zone < 1 ? 1 : zone > 60 ? 60 : zone;
    snprintf(crs, 64, "EPSG:%d", (lat >= 0 ? 32600 : 32700) + zone);
  }
}
